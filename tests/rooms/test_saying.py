"""What may be said, by whom, how fast, and what is stored of it."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.kernel.refused import Conflict, Invalid, NotAllowed, NotFound, Refused, TooFast
from rooms import posting, services
from rooms.models import Membership, Message, Room
from rooms.posting import Post
from tests.support.people import acting

from .talk import say, say_many

pytestmark = pytest.mark.django_db


def post(room, person, body="hello", **more):
    return posting.post_message(
        Post(room=room.slug, by=acting(person), client_id=uuid.uuid4(), body=body, **more)
    )


def test_messages_are_numbered_densely_and_raise_the_room(room, alice, bob):
    for number, person in enumerate([alice, bob, alice], start=1):
        assert post(room, person).seq == number
    room.refresh_from_db()
    assert (room.seq, room.version) == (3, 3)
    assert list(Message.objects.order_by("seq").values_list("seq", "version")) == [(1, 1), (2, 2), (3, 3)]


def test_a_batch_has_an_answer_for_each_in_order(room, alice, bob, make_room):
    other = make_room("other")
    posts = [
        Post(room.slug, acting(alice), uuid.uuid4(), "one"),
        Post("nowhere", acting(alice), uuid.uuid4(), "lost"),
        Post(other.slug, acting(bob), uuid.uuid4(), "two"),
        Post(room.slug, acting(bob), uuid.uuid4(), "   "),
        Post(room.slug, acting(bob), uuid.uuid4(), "three"),
    ]
    first, lost, second, empty, third = posting.post_messages(posts)
    assert (first.seq, second.seq, third.seq) == (1, 1, 2)
    assert isinstance(lost, NotFound)
    assert isinstance(empty, Invalid)
    assert Message.objects.count() == 3


def test_the_same_client_id_gives_the_first_answer_again(room, alice):
    client_id = uuid.uuid4()
    first = posting.post_message(Post(room.slug, acting(alice), client_id, "hello"))
    again = posting.post_message(Post(room.slug, acting(alice), client_id, "  hello\r\n"))
    assert (again.seq, again.version, again.duplicate) == (first.seq, first.version, True)
    assert not first.duplicate
    assert Message.objects.count() == 1


def test_the_same_client_id_twice_in_one_batch_is_stored_once(room, alice):
    client_id = uuid.uuid4()
    first, again = posting.post_messages([Post(room.slug, acting(alice), client_id, "hi")] * 2)
    assert (first.duplicate, again.duplicate, again.seq) == (False, True, first.seq)


def test_the_same_client_id_with_other_words_is_a_conflict(room, alice, make_room):
    client_id = uuid.uuid4()
    posting.post_message(Post(room.slug, acting(alice), client_id, "hello"))
    with pytest.raises(Conflict):
        posting.post_message(Post(room.slug, acting(alice), client_id, "goodbye"))
    with pytest.raises(Conflict):
        posting.post_message(Post(make_room("other").slug, acting(alice), client_id, "hello"))


def test_a_retry_after_an_edit_is_still_the_same_message(room, alice):
    client_id = uuid.uuid4()
    posting.post_message(Post(room.slug, acting(alice), client_id, "helo"))
    services.edit(Message.objects.get(), by=acting(alice), body="hello")
    assert posting.post_message(Post(room.slug, acting(alice), client_id, "helo")).duplicate


def test_two_people_may_use_the_same_client_id(room, alice, bob):
    client_id = uuid.uuid4()
    posting.post_message(Post(room.slug, acting(alice), client_id, "hello"))
    assert not posting.post_message(Post(room.slug, acting(bob), client_id, "hello")).duplicate


def test_words_are_drawn_as_plain_text(room, alice):
    message = say(room, alice, "a <b>bold</b> & brave\r\nday\u202e\x00")
    assert message.body == "a <b>bold</b> & brave\nday"
    assert message.body_html == "a &lt;b&gt;bold&lt;/b&gt; &amp; brave<br>day"


def test_a_web_address_becomes_a_link_that_tells_nothing(room, alice):
    html = say(room, alice, 'see https://example.org/?a=1&b=2 "ok"').body_html
    assert 'href="https://example.org/?a=1&amp;b=2"' in html
    assert "noreferrer" in html


def test_a_body_of_4000_characters_passes_and_one_more_is_refused(room, alice):
    assert post(room, alice, "x" * 4000).seq == 1
    with pytest.raises(Invalid):
        post(room, alice, "x" * 4001)


def test_an_answer_must_answer_something_in_this_room(room, alice, bob):
    post(room, alice)
    assert post(room, bob, reply_to=1).seq == 2
    with pytest.raises(Invalid):
        post(room, bob, reply_to=9)


def test_writing_in_an_open_room_makes_a_person_its_member(room, alice):
    post(room, alice)
    assert Membership.objects.get(room=room, user=alice).followed


def test_a_person_who_left_comes_back_by_writing(room, alice):
    post(room, alice)
    services.leave(room, by=acting(alice))
    post(room, alice)
    assert Membership.objects.get(room=room, user=alice).is_in


def test_a_private_room_is_not_there_for_others(make_room, alice, eve):
    private = make_room("quiet-circle", access=Room.Access.PRIVATE, members=[alice])
    assert post(private, alice).seq == 1
    with pytest.raises(NotFound) as refused:
        post(private, eve)
    with pytest.raises(NotFound) as missing:
        posting.post_message(Post("no-such-room", acting(eve), uuid.uuid4(), "hi"))
    assert (refused.value.code, str(refused.value)) == (missing.value.code, str(missing.value))


def test_an_archived_room_takes_no_more_words(room, alice):
    Room.objects.filter(pk=room.pk).update(archived_at=timezone.now())
    with pytest.raises(NotFound):
        post(room, alice)


@pytest.mark.parametrize("change", [{"is_active": False}, {"suspended_until": "2999-01-01T00:00Z"}])
def test_who_may_not_be_here_cannot_write(room, eve, change):
    type(eve).objects.filter(pk=eve.pk).update(**change)
    with pytest.raises(NotAllowed):
        post(room, eve)


def test_who_is_muted_reads_and_does_not_write(room, eve):
    services.restrict(room, eve, muted_until=timezone.now() + timedelta(hours=1))
    with pytest.raises(NotAllowed) as refused:
        post(room, eve)
    assert refused.value.code == "muted"
    services.unrestrict(room, eve, muted=True)
    assert post(room, eve).seq == 1


def test_who_was_removed_cannot_write_or_come_back_by_writing(room, eve):
    services.restrict(room, eve, removed=True)
    with pytest.raises(NotAllowed):
        post(room, eve)
    with pytest.raises(NotAllowed):
        services.join(room, by=acting(eve))


def test_the_eleventh_message_in_ten_seconds_is_refused_and_not_the_tenth(room, alice, bob):
    for number in range(10):
        assert post(room, alice).seq == number + 1
    with pytest.raises(TooFast) as refused:
        post(room, alice)
    assert 0 < refused.value.retry_after <= 10
    assert post(room, bob).seq == 11


def test_the_limit_holds_within_one_batch(room, alice):
    outcomes = posting.post_messages(
        [Post(room.slug, acting(alice), uuid.uuid4(), f"{n}") for n in range(12)]
    )
    assert [isinstance(outcome, Refused) for outcome in outcomes] == [False] * 10 + [True] * 2


def test_ten_seconds_later_there_is_room_again(room, alice):
    say_many(room, alice, 10, ago=timedelta(seconds=11))
    assert post(room, alice).seq == 11


def test_slow_mode_asks_for_a_pause_between_two_messages(room, alice, bob):
    Room.objects.filter(pk=room.pk).update(slow_mode=15)
    post(room, alice)
    with pytest.raises(TooFast) as refused:
        post(room, alice)
    assert refused.value.code == "slow_mode"
    assert 0 < refused.value.retry_after <= 15
    assert post(room, bob).seq == 2


def test_slow_mode_holds_within_one_batch(room, alice):
    Room.objects.filter(pk=room.pk).update(slow_mode=15)
    first, second = posting.post_messages(
        [Post(room.slug, acting(alice), uuid.uuid4(), word) for word in ("a", "b")]
    )
    assert first.seq == 1
    assert isinstance(second, TooFast)


def test_limits_do_not_bind_a_crowd(room, make_person):
    somebody = make_person("crowd-1", origin="crowd")
    assert all(post(room, somebody).seq for _ in range(15))


def test_a_channel_layer_that_fails_loses_no_message(
    room, alice, monkeypatch, django_capture_on_commit_callbacks
):
    """Tell after commit: the database is the truth, the hint may fail."""

    async def broken(*_args):
        raise ConnectionError

    from channels.layers import InMemoryChannelLayer

    monkeypatch.setattr(InMemoryChannelLayer, "group_send", broken)
    monkeypatch.setattr("rooms.live.relay.InMemoryChannelLayer", type("Other", (), {}))
    with django_capture_on_commit_callbacks(execute=True):
        post(room, alice)
    assert Message.objects.count() == 1


def test_storing_many_messages_costs_the_same_queries_as_one(room, alice, bob, django_assert_max_num_queries):
    people = [alice, bob]
    for person in people:
        post(room, person)
    with django_assert_max_num_queries(11):
        posting.post_messages(
            [Post(room.slug, acting(people[n % 2]), uuid.uuid4(), f"{n}") for n in range(8)]
        )

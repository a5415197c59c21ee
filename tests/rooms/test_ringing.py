"""Somebody answered you, or called you by name: told once, to whom it is for, and gone with what it was about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.accounts import blocks
from community.accounts.notices.models import Notice
from community.accounts.notices.services import unseen_count
from community.kernel import limits
from rooms import endings, keeping, services
from rooms.models import Membership, Presence
from tests.support.people import acting

from .talk import say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def evening(make_room, alice, bob, charlie):
    return make_room("evening", members=[alice, bob, charlie])


@pytest.fixture
def asked(evening, alice):
    return say(evening, alice, "is anybody awake")


def news_for(person):
    return [(row.kind, row.facts["seq"]) for row in Notice.objects.shown_to(person).order_by("pk")]


def hide(message, by):
    services.hide_message(message, by=acting(by))


# --- Who hears of it ------------------------------------------------------------------------------------------


def test_whoever_is_answered_hears_of_it_and_is_led_there(evening, asked, alice, bob, charlie, sign_in):
    say(evening, bob, "I am", reply_to=asked.seq)
    assert news_for(alice) == [("answer", 2)] and news_for(bob) == news_for(charlie) == []
    browser = sign_in(alice)
    page = browser.get("/me/notices/").text
    assert "Somebody answered you." in page and "Evening" in page and "I am" not in page
    assert browser.get(f"/me/notices/{Notice.objects.get().pk}/")["Location"] == "/rooms/evening/messages/2/"


def test_an_answer_to_oneself_rings_nobody(evening, asked, alice):
    say(evening, alice, "@alice well then", reply_to=asked.seq)
    assert not Notice.objects.exists()


def test_a_name_rings_whom_it_calls_by_handle_or_by_the_name_they_go_by(evening, bob, alice, charlie):
    say(evening, charlie, "hello all")
    say(evening, bob, "@alice and @Charlie, good to see you")
    assert news_for(alice) == news_for(charlie) == [("mention", 2)]


def test_an_answer_that_also_names_is_one_piece_of_news(evening, asked, alice, bob):
    say(evening, bob, "@alice I am", reply_to=asked.seq)
    assert news_for(alice) == [("answer", 2)]


def test_a_name_that_two_in_the_room_go_by_rings_neither(evening, bob, charlie, make_person):
    other = make_person("charlie-two", display_name="Charlie")
    for person in (charlie, other):
        say(evening, person, "hello")
    say(evening, bob, "@Charlie, and @charlie-two by handle")
    assert news_for(other) == [("mention", 3)]
    # Hers is a handle as well: that is one person's.
    assert news_for(charlie) == [("mention", 3)]


def test_nobody_is_called_into_a_room_they_are_not_in(evening, bob, eve):
    said = say(evening, bob, "@eve come and see")
    assert news_for(eve) == []
    Presence.objects.create(room=evening, user=eve, process="p", until=timezone.now() + timedelta(minutes=1))
    assert said.body_html == "@eve come and see"
    say(evening, bob, "@eve now you are here")
    assert news_for(eve) == [("mention", 2)]


def test_a_name_nobody_has_and_one_that_blocks_look_like_any_other(evening, bob, alice):
    blocks.block(bob, by=acting(alice))
    words = [say(evening, bob, f"@{name} hello").body_html for name in ("alice", "nobody-at-all", "charlie")]
    assert words == ["@alice hello", "@nobody-at-all hello", "@charlie hello"]
    assert news_for(alice) == []


@pytest.mark.parametrize("who", ["she", "they"])
def test_what_blocked_people_write_never_rings_and_what_rang_before_counts_no_more(
    who, evening, asked, alice, bob
):
    say(evening, bob, "I am", reply_to=asked.seq)
    assert unseen_count(alice) == 1
    one, other = (alice, bob) if who == "she" else (bob, alice)
    blocks.block(other, by=acting(one))
    assert unseen_count(alice) == 0 and news_for(alice) == []
    say(evening, bob, "@alice")
    blocks.unblock(other, by=acting(one))
    assert news_for(alice) == [("answer", 2)]


def test_whoever_may_not_write_cannot_ring_by_changing_their_words(evening, alice, bob):
    said = say(evening, bob, "hello")
    services.edit(said, by=acting(bob), body="hello @alice")
    assert news_for(alice) == []


def test_whoever_wants_no_such_news_has_none(evening, asked, alice, bob, sign_in):
    sign_in(alice).post("/me/notices/ringing/", {"mentions": "on", "rooms": "on"})
    say(evening, bob, "I am", reply_to=asked.seq)
    assert news_for(alice) == []
    say(evening, bob, "@alice")
    assert news_for(alice) == [("mention", 3)]


def test_a_story_of_the_past_rings_nobody(evening, asked, alice, bob):
    say(evening, bob, "I am", reply_to=asked.seq, ago=timedelta(hours=1))
    assert news_for(alice) == []


def test_most_messages_cost_nothing_after_they_are_sent(evening, bob, django_assert_num_queries):
    from rooms import ringing

    with django_assert_num_queries(0):
        ringing.hear([])
    said = say(evening, bob, "hello")
    with django_assert_num_queries(0):
        ringing.hear([said])


# --- Floods ------------------------------------------------------------------------------------------------------


def test_one_person_rings_another_so_often_and_no_more(evening, asked, alice, bob, charlie):
    for _ in range(limits.RINGS.times + 2):
        say(evening, bob, "I am", reply_to=asked.seq, ago=timedelta(seconds=30))
    assert len(news_for(alice)) == limits.RINGS.times
    say(evening, charlie, "me too", reply_to=asked.seq)
    assert len(news_for(alice)) == limits.RINGS.times + 1


def test_a_message_that_calls_many_rings_nobody(evening, bob, make_person):
    people = [make_person(f"person-{n}") for n in range(limits.MOST_CALLED_AT_ONCE + 1)]
    for person in people:
        Membership.objects.create(room=evening, user=person)
    say(evening, bob, " ".join(f"@{person.handle}" for person in people))
    assert not Notice.objects.exists()
    say(evening, bob, " ".join(f"@{person.handle}" for person in people[1:]))
    assert Notice.objects.count() == limits.MOST_CALLED_AT_ONCE


def test_somebody_new_calls_fewer_people_in_an_hour(evening, bob, make_person):
    people = [make_person(f"person-{n}") for n in range(limits.MENTIONS_WHEN_NEW.times + 2)]
    for person in people:
        Membership.objects.create(room=evening, user=person)
        say(evening, bob, f"@{person.handle}")
    assert Notice.objects.count() == limits.MENTIONS_WHEN_NEW.times


# --- Seen and gone -----------------------------------------------------------------------------------------------


def test_reading_it_in_the_room_is_seeing_it(evening, asked, alice, bob):
    say(evening, bob, "I am", reply_to=asked.seq)
    say(evening, bob, "still", reply_to=asked.seq)
    evening.refresh_from_db()
    services.read_up_to(evening, by=acting(alice), seq=2)
    assert unseen_count(alice) == 1
    services.read_up_to(evening, by=acting(alice), seq=3)
    assert unseen_count(alice) == 0 and len(news_for(alice)) == 2


@pytest.mark.parametrize("how", ["taken back", "hidden", "deleted", "let go"])
def test_what_is_gone_is_no_news(how, evening, asked, alice, bob):
    said = say(evening, bob, "@alice I am", reply_to=asked.seq)
    assert unseen_count(alice) == 1
    if how == "taken back":
        services.remove(said, by=acting(bob))
    elif how == "hidden":
        hide(said, alice)
    elif how == "deleted":
        endings.take_back_all(bob)
    else:
        evening.refresh_from_db()
        evening.keep_days = 1
        evening.save()
        type(said).objects.update(at=timezone.now() - timedelta(days=2))
        endings.purge(evening)
    assert unseen_count(alice) == 0 and news_for(alice) == []


def test_words_that_call_somebody_no_more_are_no_news_for_them(evening, alice, bob, charlie):
    said = say(evening, bob, "@alice @charlie hello")
    services.edit(said, by=acting(bob), body="@charlie hello")
    assert news_for(alice) == [] and news_for(charlie) == [("mention", 1)]


def test_a_private_room_one_has_left_says_nothing(make_room, alice, bob, sign_in):
    circle = make_room("circle", members=[alice, bob], access="private", title="Our circle")
    asked = say(circle, alice, "hello")
    say(circle, bob, "hello you", reply_to=asked.seq)
    services.leave(circle, by=acting(alice))
    assert news_for(alice) == []
    say(circle, bob, "@alice come back", reply_to=asked.seq)
    assert news_for(alice) == [] and "circle" not in sign_in(alice).get("/me/notices/").text


@pytest.mark.parametrize("how", ["taken out", "archived"])
def test_a_room_one_may_not_read_any_more_says_nothing(how, evening, asked, alice, bob, make_person):
    say(evening, bob, "I am", reply_to=asked.seq)
    if how == "taken out":
        services.restrict(evening, alice, removed=True)
    else:
        keeping.archive(evening, by=acting(make_person("sam", is_staff=True)))
    assert news_for(alice) == []


def test_whoever_left_an_open_room_still_hears_of_an_answer_and_is_not_called(evening, asked, alice, bob):
    services.leave(evening, by=acting(alice))
    say(evening, bob, "@alice where are you")
    assert news_for(alice) == []
    say(evening, bob, "I am here now", reply_to=asked.seq)
    assert news_for(alice) == [("answer", 3)]

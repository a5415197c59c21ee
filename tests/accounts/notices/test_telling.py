"""News for a person is a row: told once, drawn from the catalogue, hidden by a block, forgotten in time."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.accounts import blocks
from community.accounts.notices import catalogue, services, signals
from community.accounts.notices.catalogue import KINDS, Channel, Kind
from community.accounts.notices.drawing import draw
from community.accounts.notices.models import Notice
from community.accounts.notices.reading import bell_of, news_of
from community.kernel import chores
from tests.support.people import acting

NIGHTS = timedelta(days=1)


@pytest.fixture
def from_friends(monkeypatch):
    """A kind that comes from another person, as later features have them."""
    kind = Kind(key="waved", words="Somebody waved.", to="home", kept_for=30 * NIGHTS)
    monkeypatch.setitem(catalogue.KINDS, "waved", kind)
    return "waved"


@pytest.fixture
def heard():
    """What open tabs are told."""
    frames = []

    def hear(sender, **facts):
        frames.append({name: fact for name, fact in facts.items() if name != "signal"})

    signals.told.connect(hear, weak=False)
    signals.seen.connect(hear, weak=False)
    yield frames
    signals.told.disconnect(hear)
    signals.seen.disconnect(hear)


def lines_of(person):
    return [row.words for row in draw(news_of(person), person)]


# --- Telling ----------------------------------------------------------------------------------------------


def test_what_is_told_waits_until_it_is_seen(alice, room):
    assert services.tell(alice, "warning", room_id=room.pk)
    assert services.unseen_count(alice) == 1
    services.mark_seen(alice, news_of(alice))
    assert services.unseen_count(alice) == 0 and news_of(alice).count() == 1


def test_nothing_is_told_that_has_no_words(alice):
    with pytest.raises(LookupError):
        services.tell(alice, "applause")


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"room_id": 1, "role": "host"},
        {"room_id": "words somebody wrote"},
        {"room_id": ["list"]},
        {"room_id": 1.5},
    ],
)
def test_facts_are_those_of_the_kind_and_never_words(alice, facts):
    with pytest.raises(ValueError):
        services.tell(alice, "warning", **facts)
    assert not Notice.objects.exists()


def test_open_tabs_hear_it_after_the_commit_with_the_number_that_waits(
    alice, heard, django_capture_on_commit_callbacks
):
    services.tell(alice, "report")
    with django_capture_on_commit_callbacks(execute=True):
        services.tell(alice.pk, "role_given", role="supporter", room_id=None)
        assert not heard
    assert heard == [
        {
            "person_id": alice.pk,
            "kind": "role_given",
            "text": "You have been given a role here: supporter. Your page says where and until when.",
            "url": "/me/roles/",
            "unseen": 2,
        }
    ]


def test_what_is_rolled_back_was_never_told(alice, heard, django_capture_on_commit_callbacks):
    def told_and_failed():
        with transaction.atomic():
            services.tell(alice, "report")
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        told_and_failed()
    assert not heard and services.unseen_count(alice) == 0


def test_the_other_tabs_hear_that_it_was_seen(alice, heard, django_capture_on_commit_callbacks):
    services.tell(alice, "report")
    with django_capture_on_commit_callbacks(execute=True):
        services.seen_by_visiting(alice, "report")
        services.seen_by_visiting(alice, "report")
    assert heard == [{"person_id": alice.pk, "unseen": 0}]


def test_equal_news_takes_the_place_of_what_was_not_seen(alice, bob, room, make_room):
    for _ in range(3):
        services.tell_each([alice, bob], "report")
    assert (services.unseen_count(alice), services.unseen_count(bob)) == (1, 1)
    services.mark_all_seen(alice)
    services.tell(alice, "report")
    assert news_of(alice).count() == 2, "what was seen stays in the list"
    for each in (room, make_room("other"), room):
        services.tell(bob, "private_read", room_id=each.pk)
    assert services.unseen_count(bob) == 3, "two rooms are two pieces of news"


def test_two_warnings_are_two(alice, room):
    for _ in range(2):
        services.tell(alice, "warning", room_id=room.pk)
    assert services.unseen_count(alice) == 2


def test_telling_many_costs_the_same_queries_as_one(make_person, django_assert_num_queries):
    people = [make_person(f"member-{number}") for number in range(30)]
    with django_assert_num_queries(4):
        services.tell_each(people, "report")
    with django_assert_num_queries(4):
        services.tell_each(people[:1], "report")


# --- Between two who do not meet (P49) --------------------------------------------------------------------


@pytest.mark.parametrize("who", ["one blocks", "the other blocks"])
def test_nobody_is_told_about_a_person_they_block_or_who_blocked_them(alice, eve, bob, from_friends, who):
    by, person = (alice, eve) if who == "one blocks" else (eve, alice)
    blocks.block(person, by=acting(by))
    assert not services.tell(alice, from_friends, about=eve)
    assert services.tell_each([alice, bob], from_friends, about=eve) == 1
    assert services.unseen_count(alice) == 0 and services.unseen_count(bob) == 1


@pytest.mark.parametrize("who", ["one blocks", "the other blocks"])
def test_what_was_told_before_the_block_is_neither_counted_nor_listed(alice, eve, from_friends, who):
    services.tell(alice, from_friends, about=eve)
    services.tell(alice, "report")
    by, person = (alice, eve) if who == "one blocks" else (eve, alice)
    blocks.block(person, by=acting(by))
    assert services.unseen_count(alice) == 1
    assert [notice.kind for notice in news_of(alice)] == ["report"]
    blocks.unblock(person, by=acting(by))
    assert services.unseen_count(alice) == 2


def test_nobody_is_told_of_their_own_doing(alice, from_friends):
    assert not services.tell(alice, from_friends, about=alice)


def test_a_block_cannot_silence_what_keeps_people_safe(alice, mo, room):
    with pytest.raises(ValueError, match="silence"):
        services.tell(alice, "warning", about=mo, room_id=room.pk)


@pytest.fixture
def mo(make_person):
    return make_person("mo")


# --- What is shown -----------------------------------------------------------------------------------------


def test_the_count_is_the_list_counted(alice, eve, bob, from_friends, room):
    """The query that is written out says what the queryset says."""
    for about in (eve, bob, None):
        services.tell(alice, from_friends, about=about)
    services.tell(alice, "warning", room_id=room.pk)
    Notice.objects.create(person=alice, kind="gone_from_the_catalogue")
    blocks.block(eve, by=acting(alice))
    for suspended_until in (None, timezone.now() + NIGHTS):
        alice.suspended_until = suspended_until
        assert services.unseen_count(alice) == news_of(alice).unseen().count() == bell_of(alice).count
    assert services.unseen_count(alice) == 1


def test_the_bell_is_one_query_and_none_for_whom_nothing_waits(alice, django_assert_num_queries):
    from community.accounts.backends import SignInBackend

    with django_assert_num_queries(1):
        assert bell_of(alice).count == 0
    person = SignInBackend().get_user(alice.pk)
    with django_assert_num_queries(0):
        assert bell_of(person).count == 0
    services.tell(alice, "report")
    person = SignInBackend().get_user(alice.pk)
    with django_assert_num_queries(1):
        assert bell_of(person).count == 1


def test_a_line_of_each_urgent_sort_stands_once_under_the_head(alice, room):
    for kind in ("mute", "warning"):
        services.tell(alice, kind, room_id=room.pk)
    services.tell(alice, "report")
    services.tell(alice, "role_ended", role="host", room_id=room.pk)
    assert [line.to for line in bell_of(alice).lines] == ["my_standing", "my_reports"]


def test_a_room_is_named_only_where_one_may_still_see_it(alice, make_room, make_person):
    from rooms import services as rooms

    circle = make_room("circle", title="Quiet circle", access="private", members=[alice])
    services.tell(alice, "private_read", room_id=circle.pk)
    assert [row.where for row in draw(news_of(alice), alice)] == ["Quiet circle"]
    rooms.leave(circle, by=acting(alice))
    assert [row.where for row in draw(news_of(alice), alice)] == [""]


def test_a_list_is_drawn_with_the_same_queries_however_long(alice, room, django_assert_max_num_queries):
    for _ in range(20):
        services.tell(alice, "warning", room_id=room.pk)
    with django_assert_max_num_queries(6):
        assert len(draw(news_of(alice), alice)) == 20


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_can_be_told_drawn_and_followed(kind, alice, make_room):
    of = {"role": "host", "room_id": make_room("evening").pk}
    facts = {name: of.get(name, 7) for name in kind.facts}
    services.tell(alice, kind.key, **facts)
    (row,) = draw(news_of(alice), alice)
    assert row.words and "%" not in row.words and row.notice.url.startswith("/")
    assert Channel.BELL in kind.channels and timedelta(days=7) <= kind.kept_for <= timedelta(days=365)
    for words in (row.words, str(kind.line.words) if kind.line else ""):
        assert "!" not in words and "user" not in words.lower() and "content" not in words.lower()


# --- Kept and gone ------------------------------------------------------------------------------------------


def test_old_news_goes_at_night_and_what_keeps_people_safe_only_once_it_was_seen(alice, room):
    for kind, facts in (("warning", {"room_id": room.pk}), ("mute", {"room_id": room.pk}), ("report", {})):
        services.tell(alice, kind, **facts)
    Notice.objects.create(person=alice, kind="gone_from_the_catalogue")
    services.mark_seen(alice, news_of(alice).filter(kind="mute"))
    chores.run("notices.forget_old")
    assert Notice.objects.count() == 4
    Notice.objects.update(at=timezone.now() - timedelta(days=366))
    services.tell(alice, "report")
    for _twice in range(2):
        chores.run("notices.forget_old")
        assert sorted(Notice.objects.values_list("kind", flat=True)) == ["report", "warning"]
    services.mark_all_seen(alice)
    chores.run("notices.forget_old")
    assert [notice.kind for notice in news_of(alice)] == ["report"]

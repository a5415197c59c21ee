"""Rooms that keep what is said for a number of days, and everything of one person taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rooms import endings, reading, services
from rooms.chores import let_old_messages_go
from rooms.models import Membership, Message, Reaction, Room
from tests.support.people import acting

from .talk import say, say_many

DAY = timedelta(days=1)


@pytest.fixture
def told(monkeypatch):
    """What the hub is told, and how often it is asked to look."""
    heard = []
    monkeypatch.setattr(endings.hub, "tell", heard.extend)
    monkeypatch.setattr(endings.hub, "look_soon", lambda: heard.append("look"))
    return heard


@pytest.fixture
def week(room, alice, bob):
    """A room that keeps a week: ten messages of last month, three of today."""
    Membership.objects.create(room=room, user=alice)
    say_many(room, bob, 10, ago=30 * DAY, each="old")
    say_many(room, bob, 3, each="new")
    Room.objects.filter(pk=room.pk).update(keep_days=7)
    return Room.objects.get(pk=room.pk)


def seqs(room):
    return list(Message.objects.filter(room=room).order_by("seq").values_list("seq", flat=True))


# --- What goes and what stays -------------------------------------------------------------------------


def test_what_is_older_than_the_room_keeps_is_deleted(week):
    let_old_messages_go()
    assert seqs(week) == [11, 12, 13]
    assert not Message.objects.filter(body__startswith="old").exists()


def test_the_next_message_gets_the_next_number(week, bob):
    endings.purge(week)
    assert say(week, bob, "hello").seq == 14
    assert seqs(week) == [11, 12, 13, 14]


def test_a_room_that_keeps_for_good_keeps_everything(room, bob, told):
    say(room, bob, "from long ago", ago=4000 * DAY)
    let_old_messages_go()
    endings.purge(room)
    assert seqs(room) == [1] and told == []


def test_reactions_go_with_the_messages(week, alice):
    first = week.messages.get(seq=1)
    Reaction.objects.create(message=first, user=alice, reaction="hear")
    endings.purge(week)
    assert not Reaction.objects.exists()


def test_a_message_that_was_changed_lately_goes_with_its_time(week, bob):
    """What counts is when it was said: else a change would keep the whole of last month."""
    services.remove(week.messages.get(seq=2), by=acting(bob))
    endings.purge(week)
    assert seqs(week) == [11, 12, 13]


def test_a_room_in_which_everything_is_old_is_empty_and_goes_on(week, bob):
    Message.objects.update(at=timezone.now() - 8 * DAY)
    endings.purge(week)
    assert seqs(week) == [] and Room.objects.get().purged_to == 13
    assert say(week, bob, "anybody here?").seq == 14


def test_nothing_young_is_jumped_over(week):
    """A message told as of the past (a story, an import) behind younger ones stays until they are old, too."""
    Message.objects.filter(seq=12).update(at=timezone.now() - 30 * DAY)
    endings.purge(week)
    assert seqs(week) == [11, 12, 13]


def test_many_go_in_small_steps(week, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(endings, "AT_ONCE", 1)
    endings.purge(week)
    assert seqs(week) == [11, 12, 13]


def test_a_purge_that_was_killed_is_told_of_by_the_next(
    week, told, monkeypatch, django_capture_on_commit_callbacks
):
    def killed(room):
        raise SystemExit

    with monkeypatch.context() as there:
        there.setattr(endings, "_begin_later", killed)
        with pytest.raises(SystemExit):
            endings.purge(week)
    assert seqs(week) == [11, 12, 13] and Room.objects.get().purged_to == 0
    with django_capture_on_commit_callbacks(execute=True):
        endings.purge(week)
    assert Room.objects.get().purged_to == 10 and told == ["look"]


def test_a_second_night_changes_nothing(week, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        endings.purge(week)
        version = Room.objects.get().version
        endings.purge(week)
    assert Room.objects.get().version == version and told == ["look"]


# --- What people see ----------------------------------------------------------------------------------


def test_the_details_say_how_long_in_words(week, make_room, alice, sign_in):
    make_room("for-good", members=[alice])
    browser = sign_in(alice)
    assert "kept for 7 days and then deleted" in browser.get("/rooms/evening/").content.decode()
    assert (
        "kept until the person who wrote it takes it back" in browser.get("/rooms/for-good/").content.decode()
    )


def test_earlier_pages_end_where_the_room_begins(week, alice, sign_in):
    endings.purge(week)
    browser = sign_in(alice)
    page = browser.get("/rooms/evening/")
    assert [one.seq for one in page.context["messages"]] == [11, 12, 13] and not page.context["older"]
    earlier = browser.get("/rooms/evening/messages/?before=13")
    assert [one.seq for one in earlier.context["messages"]] == [11, 12] and not earlier.context["older"]
    assert browser.get("/rooms/evening/messages/?before=5&fragment=1").status_code == 200


def test_earlier_pages_still_lead_on_while_there_are_earlier_ones(week, bob, alice, sign_in):
    endings.purge(week)
    say_many(week, bob, 60)
    page = sign_in(alice).get("/rooms/evening/")
    assert page.context["older"] and page.context["before"] == 24


def test_a_permalink_to_what_is_not_kept_says_so(week, alice, sign_in):
    endings.purge(week)
    browser = sign_in(alice)
    answer = browser.get("/rooms/evening/messages/3/")
    assert answer.status_code == 410 and "This message is not here any more." in answer.content.decode()
    assert browser.get("/rooms/evening/messages/99/").status_code == 404
    page = browser.get("/rooms/evening/messages/12/")
    assert page.status_code == 200 and page.context["found"] == 12


def test_an_answer_to_what_is_not_kept_stands_without_its_quote(week, alice, bob, sign_in):
    say(week, alice, "I think so too", reply_to=2)
    endings.purge(week)
    page = sign_in(bob).get("/rooms/evening/")
    assert page.status_code == 200 and "I think so too" in page.content.decode()


@pytest.mark.parametrize("path", ["edit/", "remove/", "react/"])
def test_nothing_can_be_done_to_what_is_not_there(week, bob, sign_in, path):
    endings.purge(week)
    form = {"body": "other", "kind": "hear", "on": "1"}
    assert sign_in(bob).post(f"/rooms/evening/messages/3/{path}", form).status_code == 404


def test_what_is_not_there_is_not_unread(week, alice):
    Membership.objects.filter(user=alice).update(read_seq=2)
    endings.purge(week)
    assert Membership.objects.get(user=alice).read_seq == 10


def test_nobody_outside_a_private_room_learns_that_it_let_something_go(make_room, alice, bob, sign_in):
    circle = make_room("circle", access="private", members=[bob], keep_days=7)
    say(circle, bob, "old", ago=30 * DAY)
    endings.purge(circle)
    assert sign_in(alice).get("/rooms/circle/messages/1/").status_code == 404
    assert sign_in(bob).get("/rooms/circle/messages/1/").status_code == 410


# --- Who was away, and programs -----------------------------------------------------------------------


def test_whoever_was_away_draws_the_room_anew(week):
    before = week.version
    endings.purge(week)
    now = Room.objects.get()
    fact = reading.changes_after(now, before)
    assert fact["reset"] and [one["seq"] for one in fact["messages"]] == [11, 12, 13]
    assert "reset" not in reading.changes_after(now, now.version)


def test_whoever_came_after_it_only_gets_what_is_new(week, bob):
    endings.purge(week)
    now = Room.objects.get()
    say(week, bob, "hello")
    fact = reading.changes_after(Room.objects.get(), now.version)
    assert "reset" not in fact and [one["seq"] for one in fact["messages"]] == [14]


def test_a_program_reads_the_whole_room_from_nothing(week, bob, alice, sign_in):
    endings.purge(week)
    say_many(week, bob, 400)
    browser, seen, after = sign_in(alice), [], 0
    while True:
        fact = browser.get(f"/rooms/evening/changes/?after={after}").json()
        assert fact["first"] == 11
        seen += [one["seq"] for one in fact["messages"]]
        after = fact["version"]
        if not fact.get("more"):
            break
    assert seen == list(range(11, 414)) and after == Room.objects.get().version


def test_a_room_that_let_nothing_go_says_nothing_of_it(room, bob, alice, sign_in):
    say(room, bob, "hello")
    assert "first" not in sign_in(alice).get("/rooms/evening/changes/?after=0").json()


# --- In open tabs, on the real site -------------------------------------------------------------------


def purge_on_site(slug):
    """For `site.call`: everything but the last message is of last month."""
    room = Room.objects.get(slug=slug)
    Message.objects.filter(room=room, seq__lt=room.seq).update(at=timezone.now() - 30 * DAY)
    Room.objects.filter(pk=room.pk).update(keep_days=7)
    let_old_messages_go()


def take_back_on_site(person_id):
    from community.accounts.models import User

    person = User.objects.get(pk=person_id)
    endings.take_back_all(person)
    endings.take_back_reactions(person)


async def test_an_open_tab_loses_what_the_room_lets_go(site):
    slug = site.room()
    dora = site.person(rooms=[slug])
    async with site.tab(dora) as tab:
        await tab.open_room(slug)
        for words in ("one", "two", "three"):
            await tab.say(slug, words)
        site.call(purge_on_site, slug)
        while not (frame := await tab.next()).get("reset"):
            pass
        assert frame["type"] == "room.changes" and [one["seq"] for one in frame["messages"]] == [3]


async def test_an_open_tab_sees_everything_of_a_person_go(site):
    slug = site.room()
    dora, tom = site.person(rooms=[slug]), site.person(rooms=[slug])
    async with site.tab(dora) as writer, site.tab(tom) as tab:
        await writer.open_room(slug)
        for words in ("one", "two"):
            await writer.say(slug, words)
        await tab.open_room(slug)
        site.call(take_back_on_site, dora["id"])
        gone = set()
        while gone != {1, 2}:
            frame = await tab.next()
            gone |= {one["seq"] for one in frame.get("messages", ()) if one.get("removed") == "author"}

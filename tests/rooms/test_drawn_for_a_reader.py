"""One clock, one voice, nothing that tells of a block: what a page of messages looks like to whoever reads it."""

from datetime import UTC, datetime, timedelta

import pytest

from community.accounts import blocks
from tests.support.people import acting

from .talk import say

EVENING = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)  # the clocks change in Europe in the night that follows


def shapes(page):
    return [message.goes_on for message in page.context["messages"]]


def test_times_are_those_of_the_zone_the_account_has_told(room, alice, bob, sign_in, time_machine):
    time_machine.move_to(EVENING)
    say(room, bob, "good evening")
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    page = sign_in(alice).get("/rooms/evening/").content.decode()
    assert 'data-zone="Pacific/Auckland"' in page and ">11:30</time>" in page
    assert "message from Bob, 11:30" in page


@pytest.mark.parametrize("path", ["", "messages/1/", "messages/?before=2"])
def test_without_one_they_are_those_of_the_device_on_every_page_alike(
    path, room, alice, bob, sign_in, time_machine
):
    time_machine.move_to(EVENING)
    say(room, bob, "good evening")
    browser = sign_in(alice)
    browser.cookies["zone"] = "Asia/Tokyo"
    page = browser.get(f"/rooms/evening/{path}").content.decode()
    assert 'data-zone="Asia/Tokyo"' in page and ">07:30</time>" in page


@pytest.mark.parametrize("zone", ["", "../../etc/passwd", "Nowhere/City", "x" * 5000, "\u00e9"])
def test_a_device_may_say_what_it_likes(zone, room, alice, bob, sign_in, time_machine):
    time_machine.move_to(EVENING)
    say(room, bob, "good evening")
    browser = sign_in(alice)
    browser.cookies["zone"] = zone
    page = browser.get("/rooms/evening/").content.decode()
    assert "data-zone" not in page and ">22:30</time>" in page


def test_the_day_turns_at_my_midnight_also_in_the_night_the_clocks_change(
    room, alice, bob, sign_in, time_machine
):
    alice.time_zone = "Europe/Berlin"
    alice.save()
    time_machine.move_to(EVENING)
    say(room, bob, "before midnight")
    time_machine.move_to(EVENING + timedelta(hours=1))
    say(room, bob, "after midnight")
    page = sign_in(alice).get("/rooms/evening/").content.decode()
    assert page.count(">Today</time>") == 1 and page.count(">Yesterday</time>") == 1
    time_machine.move_to(EVENING + timedelta(hours=24))
    page = sign_in(alice).get("/rooms/evening/").content.decode()
    assert ">Today</time>" not in page and ">Saturday 28 March</time>" in page


def test_one_persons_messages_in_a_row_are_one_voice_until_somebody_else_or_a_pause(
    room, alice, bob, sign_in
):
    for minutes, body in ((60, "one"), (59, "two"), (40, "three")):
        say(room, bob, body, ago=timedelta(minutes=minutes))
    say(room, alice, "four", ago=timedelta(minutes=39))
    say(room, alice, "five", ago=timedelta(minutes=38), reply_to=1)
    page = sign_in(alice).get("/rooms/evening/")
    assert shapes(page) == ["", " is-more", "", "", ""]
    assert page.content.decode().count(">Bob</a>") == 3  # the name is still there for whoever listens


def test_a_run_of_people_i_do_not_see_is_one_line_that_says_how_many(room, alice, bob, eve, sign_in):
    blocks.block(eve, by=acting(alice))
    for person in (eve, eve, eve, bob, eve):
        say(room, person, "words", ago=timedelta(minutes=1))
    page = sign_in(alice).get("/rooms/evening/")
    assert shapes(page) == ["", " is-folded", " is-folded", "", ""]
    assert "3 messages are not shown." in page.content.decode()


def test_who_is_blocked_reads_the_same_words_as_who_blocked_and_nothing_tells_them(room, alice, eve, sign_in):
    say(room, alice, "from Alice", ago=timedelta(minutes=1))
    say(room, eve, "from Eve", ago=timedelta(minutes=1))
    blocks.block(eve, by=acting(alice))
    hers, theirs = (sign_in(each).get("/rooms/evening/").content.decode() for each in (alice, eve))
    for page in (hers, theirs):
        assert page.count("This message is not shown.") == 2  # the place, and the words of the page's script
    answer = sign_in(eve).post("/rooms/evening/messages/1/react/", {"kind": "hear", "on": "1"})
    nowhere = sign_in(eve).post("/rooms/evening/messages/99/react/", {"kind": "hear", "on": "1"})
    assert (answer.status_code, answer.content) == (nowhere.status_code, nowhere.content)

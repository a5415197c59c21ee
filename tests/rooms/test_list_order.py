"""The list is ordered by life, and leads through all rooms once however that order moves meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from community.accounts import blocks
from rooms import services
from rooms.chores import look_when_rooms_are_lively, note_who_spoke
from rooms.listing import MOST_SEEN, PAGE
from rooms.models import Membership, Presence, Room
from rooms.pace import hours
from tests.support.people import acting

from .talk import say

HOUR = timedelta(hours=1)


def slugs(page):
    return [room.slug for room in page.context["found"].all]


def card(page, slug):
    return next(room for room in page.context["found"].all if room.slug == slug)


def facts(page, slug):
    return [fact.words for fact in card(page, slug).facts if fact.words]


def comes_in(person, slug):
    until = timezone.now() + timedelta(minutes=1)
    Presence.objects.create(room=Room.objects.get(slug=slug), user=person, process="one", until=until)


@pytest.fixture
def rooms(make_room):
    return [make_room(slug) for slug in ("apple", "birch", "cedar", "elm")]


# --- The order -------------------------------------------------------------------------------------------


def test_rooms_with_people_come_first_then_those_that_spoke_last(rooms, alice, bob, client):
    say(rooms[1], alice, "yesterday", ago=30 * HOUR)
    say(rooms[2], alice, "just now", ago=timedelta(minutes=3))
    comes_in(bob, "elm")
    assert slugs(client.get("/rooms/")) == ["elm", "cedar", "birch", "apple"]


def test_what_is_said_now_moves_a_room_up_at_once(rooms, alice, client):
    say(rooms[0], alice, "earlier", ago=HOUR)
    say(rooms[3], alice, "now")
    assert slugs(client.get("/rooms/"))[:2] == ["elm", "apple"]


def test_a_room_without_a_place_is_no_first_choice(rooms, alice, bob, client):
    Room.objects.filter(slug="apple").update(capacity=1)
    comes_in(alice, "apple")
    comes_in(bob, "birch")
    assert slugs(client.get("/rooms/"))[:2] == ["birch", "apple"]


def test_my_rooms_with_something_new_come_before_mine_without(rooms, alice, bob, sign_in):
    for room in rooms[:2]:
        services.follow(room, by=acting(alice), on=True)
    comes_in(bob, "apple")
    say(rooms[1], bob, "hello")
    page = sign_in(alice).get("/rooms/")
    assert slugs(page)[:2] == ["birch", "apple"]
    assert '<span class="rows-new" data-unread="birch">1 new</span>' in page.text


def test_of_two_as_quiet_the_one_that_is_lively_at_this_hour_comes_first(rooms, alice, client):
    now = datetime(2026, 11, 25, 20, 10, tzinfo=UTC)  # a Wednesday
    with time_machine.travel(now, tick=False):
        say(rooms[0], alice, "a", ago=6 * HOUR)
        say(rooms[1], alice, "b", ago=7 * HOUR)
        assert slugs(client.get("/rooms/"))[:2] == ["apple", "birch"]
        Room.objects.filter(slug="birch").update(lively_hours=[2 * 24 + 20])
        assert slugs(client.get("/rooms/"))[:2] == ["birch", "apple"]


# --- What a card says ------------------------------------------------------------------------------------


def test_nobody_here_is_said_once_and_followed_by_something_to_do(rooms, alice, client):
    page = client.get("/rooms/")
    assert page.text.lower().count("nobody is in these rooms right now") == 1
    assert "Write in one, and people who follow it are told" in page.text
    assert page.text.index("Nobody is in these rooms") < page.text.index('class="room-card"')
    assert "nobody here" not in page.text
    comes_in(alice, "elm")
    page = client.get("/rooms/")
    assert "Nobody is in these rooms" not in page.text
    assert facts(page, "elm")[0] == "1 person here"


def test_a_card_says_when_somebody_last_spoke(rooms, alice, client):
    say(rooms[0], alice, "a", ago=2 * HOUR + timedelta(minutes=10))
    page = client.get("/rooms/")
    assert facts(page, "apple") == ["Last spoke 2\xa0hours ago"]
    assert facts(page, "elm") == ["Nobody has written here yet"]


def test_what_people_write_whom_i_do_not_meet_moves_no_room_for_me(rooms, alice, bob, eve, sign_in, client):
    blocks.block(eve, by=acting(alice))
    say(rooms[0], bob, "a", ago=5 * HOUR)
    say(rooms[1], bob, "b", ago=6 * HOUR)
    say(rooms[1], eve, "c", ago=timedelta(minutes=1))
    comes_in(eve, "cedar")
    page = sign_in(alice).get("/rooms/")
    assert slugs(page) == ["apple", "birch", "cedar", "elm"]
    assert facts(page, "birch") == ["Last spoke 6\xa0hours ago"]
    assert card(page, "cedar").here == 0 and "Nobody is in these rooms" in page.text
    # Where she follows them, too.
    for room in rooms[:2]:
        services.follow(room, by=acting(alice), on=True)
    page = sign_in(alice).get("/rooms/")
    assert slugs(page)[:2] == ["apple", "birch"] and facts(page, "birch")[-1] == "Last spoke 6\xa0hours ago"
    assert slugs(client.get("/rooms/"))[:2] == ["cedar", "birch"]


# --- When a room is usually lively -----------------------------------------------------------------------


def lively(make_person, room, *, people, days, hour=20):
    start = datetime(2026, 11, 2, hour, 15, tzinfo=UTC)  # a Monday
    for day in range(days):
        for number in range(people):
            person = Membership.objects.filter(user__handle=f"p{number}").first()
            person = person.user if person else make_person(f"p{number}")
            Membership.objects.get_or_create(room=room, user=person)
            said_at = start + timedelta(days=day)
            say(room, person, f"{day} {number}", ago=timezone.now() - said_at)


def test_a_room_says_when_it_is_usually_lively_in_the_zone_of_who_reads(
    rooms, make_person, alice, sign_in, client
):
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC), tick=False):
        lively(make_person, rooms[0], people=hours.LEAST_PEOPLE, days=hours.LEAST_DAYS)
        look_when_rooms_are_lively()
        alice.time_zone = "Europe/Berlin"
        alice.save(update_fields=["time_zone"])
        assert "usually lively about 21:00" in facts(sign_in(alice).get("/rooms/"), "apple")
        # A guest's zone is what the browser says; without one nothing is said, for it would be a wrong hour.
        assert "usually" not in client.get("/rooms/").text
        client.cookies["zone"] = "Asia/Kolkata"
        assert "usually lively on Thursday about 01:30" not in client.get("/rooms/").text
        assert "usually lively about 01:30" in facts(client.get("/rooms/"), "apple")
        client.cookies["zone"] = "No/Such/../Zone"
        assert client.get("/rooms/").status_code == 200


def test_few_people_or_few_days_tell_no_habit(rooms, make_person):
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC), tick=False):
        lively(make_person, rooms[0], people=hours.LEAST_PEOPLE - 1, days=9)
        lively(make_person, rooms[1], people=hours.LEAST_PEOPLE, days=hours.LEAST_DAYS - 1)
        look_when_rooms_are_lively()
    assert not Room.objects.exclude(lively_hours=[]).exists()


def test_a_room_that_fell_silent_is_lively_no_more(rooms):
    Room.objects.filter(slug="apple").update(lively_hours=[1, 2])
    look_when_rooms_are_lively()
    assert Room.objects.get(slug="apple").lively_hours == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 25, 20, 30, tzinfo=UTC), "usually lively at this hour"),
        (datetime(2026, 11, 25, 12, 0, tzinfo=UTC), "usually lively about 20:00"),
        (datetime(2026, 11, 26, 12, 0, tzinfo=UTC), "usually lively on Wednesday about 20:00"),
    ],
)
def test_the_next_lively_hour_is_named(now, said):
    assert hours.words([2 * 24 + 20], now) == said


# --- Page after page -------------------------------------------------------------------------------------


@pytest.fixture
def many(db):
    return Room.objects.bulk_create(
        Room(slug=f"room-{n}", title=f"Room {n // 3}") for n in range(MOST_SEEN + 65)
    )


def test_no_room_is_lost_or_comes_twice_while_the_order_moves(many, alice, bob, client, sign_in):
    for browser in (client, sign_in(bob)):
        seen, url, turn = [], "/rooms/", 0
        while url:
            page = browser.get(url)
            seen += slugs(page)
            url = page.context["next_url"]
            # Somebody speaks in a room that was shown, in one that was not, and goes into a third.
            turn += 1
            say(next(room for room in many if room.slug in seen), alice, "again")
            left = [room for room in many if room.slug not in seen]
            for room in left[:1] + left[-1:]:
                say(room, alice, "hello")
            if left:
                Presence.objects.all().delete()
                comes_in(alice, left[len(left) // 2].slug)
            note_who_spoke()
        assert len(seen) == len(set(seen)) == len(many)
        assert turn == -(-len(many) // PAGE)


def test_after_some_pages_the_rest_comes_by_name(many, client):
    page = client.get("/rooms/")
    while not page.context["found"].by_name:
        page = client.get(page.context["next_url"])
    assert "More rooms, by name" in page.text
    assert len(page.request["QUERY_STRING"]) < 1000


def test_an_address_somebody_made_up_shows_rooms(rooms, client):
    for query in (
        "seen=!!",
        "seen=zzzzzzzzzzzzzz",
        "seen=" + "1." * 5000,
        "after=gone",
        "topic=%00",
        "language=%00",
    ):
        assert client.get(f"/rooms/?{query}").status_code == 200

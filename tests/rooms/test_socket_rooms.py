"""Opening, leaving and coming back to a room over the socket, and who is seen there."""

import uuid

import pytest

from tests.support.people import acting

SOON = 10.0


async def shown(tab, room: str, after: int | None):
    """`room.opened` and the catch-up that follows it."""
    opened = await tab.open_room(room, after=after)
    return opened, await tab.expect("room.changes", room=room)


def talk(slug: str, author: int, count: int) -> None:
    """`count` messages at once, as if they had been said before."""
    from django.utils import timezone

    from community.accounts.models import User
    from rooms.posting import Post, post_messages

    user = User.objects.get(pk=author)
    posts = [
        Post(slug, acting(user), uuid.uuid4(), f"line {n}", at=timezone.now()) for n in range(1, count + 1)
    ]
    post_messages(posts)


# --- Opening ------------------------------------------------------------------------------------------


async def test_an_opened_room_says_what_it_is_and_what_one_may_do(site):
    room = site.room(banner="Anna hosts until nine", guidelines="Be kind.\n\nListen first.", slow_mode=15)
    async with site.tab(site.person()) as tab:
        opened, changes = await shown(tab, room, None)
    assert (opened["version"], opened["top"], opened["read"]) == (0, 0, 0)
    state = opened["state"]
    assert state["banner"] == "Anna hosts until nine"
    assert state["slow_mode"] == 15
    assert state["rules"] == ["Be kind.", "Listen first."]
    assert state["pace"]["key"] == "quiet"
    assert opened["me"]["can_post"] and opened["me"]["can_react"]
    assert (changes["version"], changes["messages"]) == (0, [])


async def test_a_closed_room_sends_nothing_more(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    async with site.tab(alice) as one, site.tab(bob) as other:
        await one.open_room(room)
        await other.open_room(room)
        await one.say(room, "first")
        await other.hears(room, 1)
        await other.send("room.close", room=room)
        await other.send("ping")
        assert (await other.expect("pong"))["versions"] == {}
        await one.say(room, "second")
        await other.never("room.changes", after=1)


async def test_one_tab_may_have_several_rooms_open(site):
    first, second, alice, bob = site.room(), site.room(), site.person(), site.person("bob")
    async with site.tab(alice) as tab, site.tab(bob, process=1) as other:
        await tab.open_room(first)
        await tab.open_room(second)
        await other.say(first, "here")
        await other.say(second, "and here")
        assert (await tab.hears(first, 1))["body_html"] == "here"
        assert (await tab.hears(second, 1))["body_html"] == "and here"


async def test_opening_twice_shows_nothing_twice_and_loses_nothing(site):
    room, alice = site.room(), site.person()
    async with site.tab(alice) as tab:
        await tab.open_room(room)
        await tab.open_room(room)
        await tab.say(room, "once")
        await tab.hears(room, 1)
        await tab.never("room.changes", after=0)


async def test_a_private_room_of_others_looks_as_if_it_were_not_there(site):
    room, eve = site.room("hidden", access="private"), site.person("eve")
    missing = site.name("missing")
    async with site.tab(eve) as tab:
        for command in (
            {"type": "room.open", "after": None},
            {"type": "message.send", "client_id": str(uuid.uuid4()), "body": "let me in"},
            {"type": "message.edit", "seq": 1, "body": "x"},
            {"type": "message.remove", "seq": 1},
            {"type": "message.react", "seq": 1, "reaction": "hear", "on": True},
            {"type": "room.read", "seq": 1},
        ):
            answers = []
            for slug in (room, missing):
                await tab.send(**command, room=slug)
                answer = await tab.expect("refused")
                assert answer.pop("room", slug) == slug
                answers.append(answer)
            assert answers[0] == answers[1], command["type"]
            assert answers[0]["code"] == "not_found", command["type"]


async def test_a_member_of_a_private_room_opens_it(site):
    room = site.room("hidden", access="private")
    async with site.tab(site.person(rooms=[room])) as tab:
        assert (await tab.open_room(room))["me"]["member"]


async def test_an_archived_room_is_not_there_and_those_in_it_lose_it(site):
    room, alice = site.room(), site.person()
    async with site.tab(alice) as tab:
        await tab.open_room(room)
        await tab.expect("room.people", here=1)
        site.call(archive, room)
        await tab.expect("room.closed", room=room, patience=SOON)
        await tab.send("room.open", room=room, after=None)
        assert (await tab.expect("refused"))["code"] == "not_found"


def archive(slug: str) -> None:
    from community.accounts.models import User
    from rooms import keeping
    from rooms.models import Room
    from tests.support.people import make_person

    keeper = User.objects.filter(handle="archivist").first() or make_person("archivist", is_staff=True)
    keeping.archive(Room.objects.get(slug=slug), by=acting(keeper))


async def test_a_full_room_takes_nobody_else_but_another_tab_of_who_is_in(site):
    room = site.room(capacity=2)
    alice, bob, eve = site.person(), site.person("bob"), site.person("eve")
    async with site.tab(alice) as one, site.tab(bob) as two, site.tab(alice) as again, site.tab(eve) as three:
        await one.open_room(room)
        await two.open_room(room)
        await again.open_room(room)
        await three.send("room.open", room=room, after=None)
        assert (await three.expect("refused"))["code"] == "room_full"
        await two.send("room.close", room=room)
        await one.expect("room.people", here=1)
        await three.open_room(room)


# --- Coming back --------------------------------------------------------------------------------------


async def test_coming_back_shows_what_changed_meanwhile_and_nothing_else(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    site.call(talk, room, bob["id"], 5)
    async with site.tab(alice) as tab:
        _, changes = await shown(tab, room, 3)
    assert (changes["after"], changes["version"], "reset" in changes) == (3, 5, False)
    assert [message["seq"] for message in changes["messages"]] == [4, 5]


async def test_coming_back_to_an_unchanged_room_costs_nothing(site):
    room, alice = site.room(), site.person()
    site.call(talk, room, alice["id"], 3)
    async with site.tab(alice) as tab:
        _, changes = await shown(tab, room, 3)
    assert (changes["after"], changes["version"], changes["messages"], "reset" in changes) == (
        3,
        3,
        [],
        False,
    )


@pytest.mark.parametrize(
    ("after", "why"), [(None, "a first visit"), (10_000, "from another life of the database")]
)
async def test_an_unknown_place_starts_again_with_the_last_fifty(site, after, why):
    room, alice = site.room(), site.person()
    site.call(talk, room, alice["id"], 60)
    async with site.tab(alice) as tab:
        _, changes = await shown(tab, room, after)
    assert changes["reset"] is True and changes["version"] == 60, why
    assert [message["seq"] for message in changes["messages"]] == list(range(11, 61))


async def test_three_hundred_changes_are_told_and_three_hundred_and_one_start_again(site):
    room, alice = site.room(), site.person()
    site.call(talk, room, alice["id"], 301)
    async with site.tab(alice) as tab:
        _, told = await shown(tab, room, 1)
        _, again = await shown(tab, room, 0)
    assert "reset" not in told and [message["seq"] for message in told["messages"]] == list(range(2, 302))
    assert again["reset"] is True and [message["seq"] for message in again["messages"]] == list(
        range(252, 302)
    )


async def test_a_ping_answers_with_the_versions_of_the_open_rooms(site):
    room, other, alice = site.room(), site.room(), site.person()
    site.call(talk, room, alice["id"], 7)
    async with site.tab(alice) as tab:
        await tab.send("ping")
        assert (await tab.expect("pong"))["versions"] == {}
        await tab.open_room(room)
        await tab.open_room(other)
        await tab.send("ping")
        assert (await tab.expect("pong"))["versions"] == {room: 7, other: 0}


# --- Reading, typing, being there -----------------------------------------------------------------------


async def test_the_read_marker_never_goes_back_nor_past_the_end(site):
    room = site.room()
    alice = site.person(rooms=[room])
    site.call(talk, room, alice["id"], 9)
    async with site.tab(alice) as tab:
        for said, stands in ((5, 5), (2, 5), (8, 8), (1_000_000, 9)):
            await tab.send("room.read", room=room, seq=said)
            assert (await tab.open_room(room))["read"] == stands


async def test_typing_is_passed_on_once_in_three_seconds_and_not_to_oneself(site):
    room, alice, bob = site.room(), site.person("alice", display_name="Alice"), site.person("bob")
    async with site.tab(alice) as tab, site.tab(alice) as second, site.tab(bob, process=1) as other:
        for one in (tab, second, other):
            await one.open_room(room)
        for _ in range(5):
            await tab.send("typing.start", room=room)
        heard = await other.expect("room.typing", room=room)
        assert [person["name"] for person in heard["people"]] == ["Alice"]
        await other.never("room.typing")
        await tab.never("room.typing", within=0.1)
        await second.never("room.typing", within=0.1)


async def test_nobody_types_in_a_room_they_have_not_opened(site):
    room, alice, eve = site.room(), site.person(), site.person("eve")
    async with site.tab(alice) as tab, site.tab(eve) as stranger:
        await tab.open_room(room)
        await stranger.send("typing.start", room=room)
        await tab.never("room.typing")


async def test_people_are_seen_coming_and_going_from_every_process(site):
    room, alice, bob = (
        site.room(),
        site.person("alice", display_name="Alice"),
        site.person("bob", display_name="Bob"),
    )
    async with site.tab(alice) as tab:
        await tab.open_room(room)
        async with site.tab(bob, process=1) as other, site.tab(bob) as second:
            await other.open_room(room)
            await second.open_room(room)
            there = await tab.expect("room.people", room=room, here=2)
            assert [person["name"] for person in there["people"]] == ["Alice", "Bob"]
            await other.expect("room.people", room=room, here=2)
            tab.frames.clear()
        left = await tab.expect("room.people", room=room, here=1)
        assert [person["name"] for person in left["people"]] == ["Alice"]


async def test_one_of_two_tabs_closed_leaves_the_person_there(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    async with site.tab(alice) as tab, site.tab(bob) as first:
        await tab.open_room(room)
        await first.open_room(room)
        await tab.expect("room.people", here=2)
        async with site.tab(bob) as second:
            await second.open_room(room)
        await tab.never("room.people", here=1, within=2.0)


async def test_above_fifty_people_are_counted_and_not_named(site):
    room, alice = site.room(), site.person()
    crowd = site.people(51)
    site.call(put_in, room, [person["id"] for person in crowd])
    async with site.tab(alice) as tab:
        await tab.open_room(room)
        assert (await tab.expect("room.people", here=52))["people"] == []


def put_in(slug: str, people: list[int]) -> None:
    """Leases as another process would hold them."""
    from datetime import timedelta

    from django.utils import timezone

    from rooms.models import Presence, Room

    room, until = Room.objects.get(slug=slug), timezone.now() + timedelta(minutes=1)
    Presence.objects.bulk_create(
        Presence(room=room, user_id=one, process="another", until=until) for one in people
    )


async def test_the_lease_of_a_killed_process_runs_out_by_itself(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    site.call(put_in, room, [bob["id"]])
    async with site.tab(alice) as tab:
        await tab.open_room(room)
        await tab.expect("room.people", here=2)
        site.call(let_run_out, room, bob["id"])
        await tab.expect("room.people", here=1, patience=20)


def let_run_out(slug: str, person: int) -> None:
    """As if the minute of its lease were over."""
    from django.utils import timezone

    from rooms.models import Presence

    Presence.objects.filter(room__slug=slug, user_id=person).update(until=timezone.now())

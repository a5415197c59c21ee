"""What is new for me, live: on every tab that has no part in it, right after it was read elsewhere, and with no hint
at all."""

import asyncio
import uuid

import pytest

from tests.accounts.notices.test_live import post


def names_of(tab_or_frame):
    return {key: tab_or_frame[key] for key in ("unread", "rooms")}


def blocks_person(by_id: int, person_id: int) -> None:
    """For `site.call`."""
    from community.accounts import blocks
    from community.accounts.models import User
    from tests.support.people import acting

    blocks.block(User.objects.get(pk=person_id), by=acting(User.objects.get(pk=by_id)))


async def write(tab, room, body, **more):
    await tab.send("message.send", room=room, client_id=str(uuid.uuid4()), body=body, **more)
    return (await tab.expect("message.accepted"))["seq"]


@pytest.fixture
def talk(site):
    """A room, and two people who are in it."""
    room = site.room()
    return room, site.person("alice", rooms=[room]), site.person("bob", rooms=[room])


async def test_an_answer_and_what_is_new_reach_every_tab_and_go_when_it_is_read_on_another(site, talk):
    room, alice, bob = talk
    async with (
        site.tab(alice) as hers,
        site.tab(alice, process=1) as other,
        site.tab(bob, process=1) as his,
    ):
        for tab in (hers, his):
            await tab.send("room.open", room=room, after=None)
            await tab.expect("room.opened")
        assert names_of(await other.expect("notice", kind="unread", whole=True)) == {"unread": {}, "rooms": 0}
        asked = await write(hers, room, "is anybody awake")
        seq = await write(his, room, "I am", reply_to=asked)
        for tab in (hers, other):
            news = await tab.expect("notice", kind="answer")
            assert (news["unseen"], news["url"]) == (1, f"/rooms/{room}/messages/{seq}/")
            assert "I am" not in str(news)
        # All of hers but the one that has the room open would not know otherwise.
        assert names_of(await other.expect("notice", kind="unread", rooms=1))["unread"] == {room: 1}
        await hers.send("room.read", room=room, seq=seq)
        for tab in (hers, other):
            assert (await tab.expect("notice", kind="seen"))["unseen"] == 0
        assert names_of(await other.expect("notice", kind="unread", rooms=0))["unread"] == {room: 0}


async def test_what_blocked_people_write_moves_no_number(site, talk):
    room, alice, bob = talk
    eve = site.person("eve", rooms=[room])
    site.call(blocks_person, alice["id"], eve["id"])
    async with site.tab(alice) as hers, site.tab(eve) as eves, site.tab(bob) as his:
        await hers.expect("notice", kind="unread", whole=True)
        for tab in (eves, his):
            await tab.send("room.open", room=room, after=None)
            await tab.expect("room.opened")
        for n in range(3):
            await write(eves, room, f"@{alice['handle']} {n}")
        await write(his, room, "hello")
        assert (await hers.expect("notice", kind="unread"))["unread"] == {room: 1}
        await hers.never("notice", within=0.3)


async def test_a_room_of_which_the_bell_is_not_to_ring_is_counted_and_does_not(site, talk):
    room, alice, bob = talk
    async with site.tab(alice) as hers, site.tab(bob) as his:
        await hers.expect("notice", kind="unread", whole=True)
        await asyncio.to_thread(post, site, alice, "/me/notices/ringing/", answers="on")
        await hers.expect("notice", kind="unread", whole=True)
        await his.send("room.open", room=room, after=None)
        await his.expect("room.opened")
        await write(his, room, "hello")
        assert names_of(await hers.expect("notice", kind="unread")) == {"unread": {room: 1}, "rooms": 0}

"""Whoever may no longer be here gets nothing more, Redis or not: P26."""

import asyncio
import time

import pytest

from tests.rooms.test_socket_entry import change_password, close_account, sign_out
from tests.support.tab import Closed

from .talk import Talker, call, crowd, until

SOON = 8.0  # promised is 1 s; a machine that does much else at the same time gets more
ENDS = {
    "signing out": (lambda person: (sign_out, person["session"]), 4401),
    "a new password": (lambda person: (change_password, person["id"]), 4401),
    "a closed account": (lambda person: (close_account, person["id"]), 4403),
}


async def hear_until_closed(tab) -> tuple[int, float]:
    """The close code, and when the last message came."""
    last = 0.0
    try:
        while True:
            if (await tab.next(patience=30))["type"] == "room.changes":
                last = time.monotonic()
    except Closed as error:
        return error.code, last


async def what_eve_hears_after(site, act, talker) -> tuple[list[int], float]:
    """In both processes, while somebody goes on talking: the close codes, and the last message's lateness."""
    eve = await asyncio.to_thread(site.person, "eve")
    async with site.tab(eve) as one, site.tab(eve, process=1) as other:
        await one.open_room(talker.room)
        await other.open_room(talker.room)
        hearing = [asyncio.create_task(hear_until_closed(tab)) for tab in (one, other)]
        said = len(talker.said)
        await until(lambda: len(talker.said) > said + 3, seconds=15, what="somebody talks")
        await call(site, *act(eve))
        done = time.monotonic()
        async with asyncio.timeout(30):
            heard = await asyncio.gather(*hearing)
    return [code for code, _ in heard], max(last - done for _, last in heard)


@pytest.mark.parametrize("redis_is", ["running", "stopped"])
async def test_who_may_no_longer_be_here_hears_nothing_more(production_site, redis_is, seen):
    site = production_site
    (alice,) = site.call(crowd, "crowd", 1)
    talker, stop = Talker(site, alice, site.room(), pause=0.02), asyncio.Event()
    if redis_is == "stopped":
        await asyncio.to_thread(site.redis.kill)
    talking = asyncio.create_task(talker.talk(stop))
    late = {}
    for why, (act, code) in ENDS.items():
        codes, late[why] = await what_eve_hears_after(site, act, talker)
        assert codes == [code, code], why
    stop.set()
    await talking
    assert max(late.values()) < SOON
    took = await a_room_is_taken_from_eve(site)
    seen(**{f"last message after {why}, seconds": took for why, took in late.items()}, room_closed_after=took)


async def a_room_is_taken_from_eve(site) -> float:
    slug = await asyncio.to_thread(lambda: site.room("hidden", access="private"))
    eve = await asyncio.to_thread(lambda: site.person("eve", rooms=[slug]))
    alice = await asyncio.to_thread(lambda: site.person(rooms=[slug]))
    async with site.tab(eve) as one, site.tab(eve, process=1) as other, site.tab(alice) as tab:
        for each in (one, other, tab):
            await each.open_room(slug)
        await call(site, take_out, slug, eve["id"])
        done = time.monotonic()
        for each in (one, other):
            await each.expect("room.closed", room=slug, patience=SOON)
        took = time.monotonic() - done
        await tab.say(slug, "among ourselves")
        for each in (one, other):
            await each.never("room.changes", after=0, within=1.5)
            await each.send("room.open", room=slug, after=None)
            assert (await each.expect("refused"))["code"] in ("not_found", "removed")
    return took


def take_out(slug: str, person: int) -> None:
    """The rows a moderator's act leaves."""
    from django.db import transaction
    from django.utils import timezone

    from community.accounts.models import Revocation
    from rooms.models import Membership, Room

    with transaction.atomic():
        room = Room.objects.get(slug=slug)
        Membership.objects.filter(room=room, user_id=person).update(removed_at=timezone.now())
        Revocation.objects.create(kind=Revocation.Kind.ROOM, user_id=person, room_id=room.pk)

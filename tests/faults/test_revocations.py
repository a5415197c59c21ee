"""Whoever may no longer be here gets nothing more, Redis or not: P26."""

import asyncio
import time

import pytest

from tests.rooms.test_socket_entry import change_password, close_account, sign_out
from tests.support.tab import Closed

from .talk import Talker, call, crowd, until

SOON = 4.0  # promised is 1 s; seen is below that
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


@pytest.mark.parametrize("redis_is", ["running", "stopped"])
@pytest.mark.parametrize("why", ENDS)
async def test_after_the_end_of_a_sign_in_no_message_comes(production_site, why, redis_is, seen):
    """In both processes, while somebody goes on talking."""
    site, (act, code) = production_site, ENDS[why]
    slug, eve = site.room(), site.person("eve")
    (alice,) = site.call(crowd, "crowd", 1)
    talker, stop = Talker(site, alice, slug, pause=0.02), asyncio.Event()
    if redis_is == "stopped":
        await asyncio.to_thread(site.redis.kill)
    async with site.tab(eve) as one, site.tab(eve, process=1) as other:
        await one.open_room(slug)
        await other.open_room(slug)
        talking = asyncio.create_task(talker.talk(stop))
        await until(lambda: len(talker.said) > 5, seconds=15, what="somebody talks")
        hearing = [asyncio.create_task(hear_until_closed(tab)) for tab in (one, other)]
        await call(site, *act(eve))
        done = time.monotonic()
        async with asyncio.timeout(30):
            heard = await asyncio.gather(*hearing)
        stop.set()
        await talking
    assert [got for got, _ in heard] == [code, code]
    late = max(last - done for _, last in heard)
    assert late < SOON
    seen(last_message_after_seconds=late)


@pytest.mark.parametrize("redis_is", ["running", "stopped"])
async def test_a_room_taken_away_goes_quiet_in_every_tab(production_site, redis_is, seen):
    site = production_site
    slug = site.room("hidden", kind="private")
    eve, alice = site.person("eve", rooms=[slug]), site.person(rooms=[slug])
    if redis_is == "stopped":
        await asyncio.to_thread(site.redis.kill)
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
            await each.never("room.changes", after=0)
            await each.send("room.open", room=slug, after=None)
            assert (await each.expect("refused"))["code"] in ("not_found", "removed")
    seen(room_closed_after_seconds=took)


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

"""Hints that get lost: one in ten of the channel layer's (P7), all of them while Redis is away (P8)."""

import asyncio
import time
import urllib.request
import uuid

import pytest

from .talk import Reader, Talker, check_account, check_readers, crowd, rooms, settle
from .test_restarts import reading

ARRIVES_WITHIN = 8.0  # promised are 2 s
QUIET = 15.0  # promised are 5 s


@pytest.fixture
def forgetful_site(workshop, redis, postgres):
    site = workshop.production(postgres, redis, DJANGO_SETTINGS_MODULE="tests.support.settings_dropping")
    site.start()
    yield site
    site.remove()


async def test_one_hint_in_ten_lost_leaves_no_tab_without_a_message(forgetful_site, size, seen):
    """P7: talkers on one process, tabs on the other, so that every message needs a hint."""
    site = forgetful_site
    slugs = site.call(rooms, "room", 4)
    people = site.call(crowd, "crowd", 16)
    talkers = [Talker(site, people[n], slugs[n % 4], process=0, pause=0.02) for n in range(8)]
    readers = [Reader(site, people[8 + n], slugs[n % 4], process=1) for n in range(8)]
    async with reading(readers):
        await asyncio.gather(*(talker.talk(asyncio.Event(), most=40 * size) for talker in talkers))
        settled = await settle(site, readers, seconds=QUIET)
        account = check_account(site, talkers)
        found = check_readers(site, readers)
    late = sorted(
        reader.heard_at[one["client_id"]] - one["at"]
        for talker in talkers
        for one in talker.said
        for reader in readers
        if reader.room == talker.room
    )
    assert found["returns"] == 0
    seen(
        **account,
        **found,
        last_caught_up_in=settled,
        slowest_hint=late[-1],
        tenth_slowest=late[-len(late) // 10],
    )


async def test_redis_may_die_under_load_and_come_back(production_site, size, seen):
    """P8: while it is away messages are accepted and reach the other process; nothing is lost."""
    site = production_site
    slugs = site.call(rooms, "room", 4)
    people = site.call(crowd, "crowd", 16)
    talkers = [Talker(site, people[n], slugs[n % 4], process=n, pause=0.05) for n in range(8)]
    readers = [Reader(site, people[8 + n], slugs[n % 4], process=n // 4) for n in range(8)]
    away: list[tuple[float, float]] = []
    stop = asyncio.Event()
    async with reading(readers):
        talking = [asyncio.create_task(talker.talk(stop)) for talker in talkers]
        for _ in range(size):
            await asyncio.sleep(0.5)
            await asyncio.to_thread(site.redis.kill)
            began = time.monotonic()
            await asyncio.sleep(4.0)
            away.append((began, time.monotonic()))
            await asyncio.to_thread(site.redis.start)
            await asyncio.sleep(2.5)
        stop.set()
        async with asyncio.timeout(30):
            await asyncio.gather(*talking)
        await settle(site, readers, seconds=10)
        account = check_account(site, talkers)
        found = check_readers(site, readers)
    assert account["retried"] == 0, "a message was refused because a hint could not be given"
    meanwhile = [
        (reader.heard_at[one["client_id"]] - one["at"], one["at"])
        for talker in talkers
        for one in talker.said
        for reader in readers
        if reader.room == talker.room and any(start < one["at"] < end for start, end in away)
    ]
    assert len(meanwhile) > 100
    slowest, _at = max(meanwhile)
    assert slowest < ARRIVES_WITHIN
    seen(**account, **found, told_while_away=len(meanwhile), slowest_arrival_while_away=slowest,
         slowest_acceptance=max(talker.slowest for talker in talkers))  # fmt: skip


async def test_pages_and_limits_stand_while_redis_is_away(production_site):
    site, alice = production_site, production_site.person()
    slug = site.room()
    await asyncio.to_thread(site.redis.kill)

    def page(path: str) -> int:
        request = urllib.request.Request(site.url + path, headers={"Cookie": f"sessionid={alice['session']}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)

    for path in ("/", f"/rooms/{slug}/", "/help-now/", "/healthz"):
        assert await asyncio.to_thread(page, path) == 200, path
    async with site.tab(alice) as tab, site.tab(site.person("bob", rooms=[slug])) as other:
        await tab.open_room(slug)
        await other.open_room(slug)
        await tab.say(slug, "still here")
        await other.send("message.react", room=slug, seq=1, reaction="hear", on=True)
        while (await tab.hears(slug, 1))["reactions"] != {"hear": 1}:
            pass


async def test_what_is_new_is_known_on_every_tab_while_redis_is_away(production_site):
    """No hint comes: the other process finds in the database what waits, and that it was read."""
    site = production_site
    room = site.room()
    alice, bob = site.person("alice", rooms=[room]), site.person("bob", rooms=[room])
    await asyncio.to_thread(site.redis.kill)
    async with site.tab(alice, process=1) as hers, site.tab(bob) as his, site.tab(alice) as other:
        await hers.expect("notice", kind="unread", whole=True)
        for tab in (his, other):
            await tab.send("room.open", room=room, after=None)
            await tab.expect("room.opened")
        await his.send("message.send", room=room, client_id=str(uuid.uuid4()), body=f"@{alice['handle']}")
        seq = (await his.expect("message.accepted"))["seq"]
        await hers.expect("notice", kind="unread", unread={room: 1}, patience=30)
        await hers.expect("notice", kind="seen", unseen=1, patience=30)
        await other.send("room.read", room=room, seq=seq)
        await hers.expect("notice", kind="unread", unread={}, whole=True, patience=30)
        await hers.expect("notice", kind="seen", unseen=0, patience=30)

"""Servers that die or are told to go while people talk: P1, P4, P17."""

import asyncio
import contextlib
import random
import signal
import time

import pytest

from .talk import Reader, Talker, call, check_account, check_readers, crowd, rooms, settle


@contextlib.asynccontextmanager
async def reading(readers):
    tasks = [asyncio.create_task(reader.read()) for reader in readers]
    try:
        async with asyncio.timeout(20):
            await asyncio.gather(*(reader.opened.wait() for reader in readers))
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def kill_and_bring_back(server, *, after: float) -> None:
    await asyncio.sleep(after)
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)


@pytest.mark.parametrize("own_site", ["embedded", "production"], indirect=True)
async def test_kill_9_at_random_moments_loses_doubles_and_reorders_nothing(own_site, size, seen):
    """P1: 20 rooms; in the production set-up a retry goes to the other process."""
    site, kills = own_site, 2 * size
    slugs = site.call(rooms, "room", 20)
    people = site.call(crowd, "crowd", 44)
    talkers = [Talker(site, people[n], slugs[n % 20], process=n, moves=True, pause=0.01) for n in range(40)]
    readers = [Reader(site, people[40 + n], slugs[n], process=n) for n in range(4)]
    stop = asyncio.Event()
    async with reading(readers):
        talking = [asyncio.create_task(talker.talk(stop)) for talker in talkers]
        for n in range(kills):
            await kill_and_bring_back(site.servers[n % len(site.servers)], after=random.uniform(0.3, 1.5))
        await asyncio.sleep(0.5)
        stop.set()
        async with asyncio.timeout(60):
            await asyncio.gather(*talking)
        settled = await settle(site, readers, seconds=20)
    account = check_account(site, talkers)
    assert account["accepted"] > 40
    seen(kills=kills, **account, **check_readers(site, readers), tabs_caught_up_in=settled)


async def test_a_retry_through_the_other_process_gives_the_first_answer(production_site, size, seen):
    """P1: committed or not, whoever was killed, there is exactly one."""
    site, rounds, doubles = production_site, 2 * size, 0
    (slug,) = site.call(rooms, "room", 1)
    alice, *_ = site.call(crowd, "crowd", 1)
    said = []
    for n in range(rounds):
        talker = Talker(site, alice, slug, process=0, moves=True, words=f"round {n} line")
        stop = asyncio.Event()
        talking = asyncio.create_task(talker.talk(stop))
        await asyncio.sleep(random.uniform(0.1, 0.6))
        await asyncio.to_thread(site.servers[0].kill)
        await asyncio.sleep(0.2)
        stop.set()
        async with asyncio.timeout(30):
            await talking
        said += talker.said
        doubles += sum(one["duplicate"] for one in talker.said)
        await asyncio.to_thread(site.servers[0].start)
    whole = Talker(site, alice, slug, said=said)
    seen(rounds=rounds, answered_as_duplicate=doubles, **check_account(site, [whole]))


async def test_seq_is_dense_and_equals_commit_order_under_fifty_senders(production_site, size, seen):
    """P4, on PostgreSQL with two processes. A message's `pk` comes from a sequence and says nothing of commits;
    what a sender has been told does: who was accepted before another began has the lower seq."""
    site, each = production_site, 10 * size
    (slug,) = site.call(rooms, "room", 1)
    people = site.call(crowd, "crowd", 50)
    talkers = [Talker(site, person, slug, process=n) for n, person in enumerate(people)]
    began: dict[str, float] = {}
    for talker in talkers:
        ask = talker._ask

        def timed(client_id, body, ask=ask):
            began.setdefault(client_id, time.monotonic())
            return ask(client_id, body)

        talker._ask = timed
    took = time.monotonic()
    await asyncio.gather(*(talker.talk(asyncio.Event(), most=each) for talker in talkers))
    took = time.monotonic() - took
    account = check_account(site, talkers)
    assert account == {"accepted": 50 * each, "retried": 0}
    said = sorted((one for talker in talkers for one in talker.said), key=lambda one: one["seq"])
    # No later seq was accepted before an earlier one had even been asked for.
    earliest_answer_after = float("inf")
    for one in reversed(said):
        assert began[one["client_id"]] < earliest_answer_after, (
            f"seq {one['seq']} is before its commit's order"
        )
        earliest_answer_after = min(earliest_answer_after, one["at"])
    assert [one["version"] for one in said] == [one["seq"] for one in said]
    seen(**account, per_second=50 * each / took)


@pytest.mark.parametrize("own_site", ["embedded", "production"], indirect=True)
async def test_sigterm_under_load_says_1012_loses_nothing_and_is_soon_over(own_site, size, seen):
    """P17."""
    site, ends = own_site, []
    slugs = site.call(rooms, "room", 5)
    people = site.call(crowd, "crowd", 20)
    talkers = [Talker(site, people[n], slugs[n % 5], process=n, moves=True) for n in range(15)]
    for _ in range(size):
        stop = asyncio.Event()
        for talker in talkers:
            talker.process %= len(site.servers)
        talking = [asyncio.create_task(talker.talk(stop)) for talker in talkers]
        idle = [site.tab(person) for person in people[15:]]
        for n, tab in enumerate(idle):
            await tab.__aenter__()
            await tab.open_room(slugs[n])
        await asyncio.sleep(0.5)
        going = asyncio.create_task(asyncio.to_thread(site.server.terminate, seconds=20))
        assert [await tab.closed(patience=15) for tab in idle] == [1012] * len(idle)
        ends.append(await going)
        await asyncio.to_thread(site.server.start)
        stop.set()
        async with asyncio.timeout(60):
            await asyncio.gather(*talking)
    account = check_account(site, talkers)
    codes = {code for talker in talkers for code in talker.codes}
    assert codes <= {1012, 1006}, codes
    assert max(ends) <= 15
    assert "Traceback" not in site.log_words()
    seen(**account, slowest_end_in_seconds=max(ends), codes=sorted(codes))


async def test_presence_left_by_a_killed_process_is_not_shown_by_the_next(production_site):
    """Its leases run out; a person who came back meanwhile is there once."""
    site = production_site
    slug, alice, bob = site.room(), site.person(), site.person("bob")
    async with site.tab(alice, process=1) as tab:
        await tab.open_room(slug)
        async with site.tab(bob, process=0) as other:
            await other.open_room(slug)
            await tab.expect("room.people", here=2)
            await asyncio.to_thread(site.servers[0].end_with, signal.SIGKILL)
        tab.frames.clear()
        await call(site, run_out, slug, bob["id"])
        await tab.expect("room.people", here=1, patience=25)
        async with site.tab(bob, process=1) as other:
            await other.open_room(slug)
            there = await tab.expect("room.people", here=2)
            assert sorted(person["id"] for person in there["people"]) == sorted([alice["id"], bob["id"]])


def run_out(slug: str, person: int) -> None:
    """As if the minute of the lease were over."""
    from django.utils import timezone

    from rooms.models import Presence

    assert Presence.objects.filter(room__slug=slug, user_id=person).update(until=timezone.now())

"""The database goes away under load (P10), or its disk is full (P18)."""

import asyncio
import resource
import time
import uuid

from .talk import Reader, Talker, check_account, check_readers, crowd, rooms, settle, stored, until
from .test_restarts import reading

BACK_WITHIN = 40.0  # promised are 10 s


async def test_postgresql_restarted_in_immediate_mode_loses_nothing_accepted(production_site, size, seen):
    """P10."""
    site, back = production_site, []
    slugs = site.call(rooms, "room", 5)
    people = site.call(crowd, "crowd", 20)
    talkers = [Talker(site, people[n], slugs[n % 5], process=n, pause=0.01) for n in range(15)]
    readers = [Reader(site, people[15 + n], slugs[n], process=n) for n in range(5)]
    stop = asyncio.Event()
    async with reading(readers):
        talking = [asyncio.create_task(talker.talk(stop)) for talker in talkers]
        for _ in range(size):
            await asyncio.sleep(1.0)
            await asyncio.to_thread(site.postgres.stop, immediate=True)
            await asyncio.sleep(1.0)
            await asyncio.to_thread(site.postgres.start)
            up = time.monotonic()
            await until(
                lambda up=up: all(talker.said and talker.said[-1]["at"] > up for talker in talkers),
                seconds=BACK_WITHIN,
                what="everybody is heard again",
            )
            back.append(time.monotonic() - up)
        stop.set()
        async with asyncio.timeout(60):
            await asyncio.gather(*talking)
        settled = await settle(site, readers, seconds=20)
    account = check_account(site, talkers)
    refusals = {code for talker in talkers for code in talker.refusals}
    assert refusals <= {"not_stored"}, refusals
    seen(
        **account, **check_readers(site, readers), back_for_everybody_in=max(back), tabs_caught_up_in=settled
    )


async def test_a_full_disk_refuses_kindly_and_recovers_by_itself(embedded_site, size, seen):
    """P18: no file may grow over a limit, as on a full disk; what was accepted is there, reading goes on."""
    site, accepted, tried = embedded_site, [], 0
    (slug,) = site.call(rooms, "room", 1)
    alice, bob = site.call(crowd, "crowd", 2)
    pid = site.server.pid
    unlimited = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    for _ in range(size):
        refused = []
        async with site.tab(alice) as tab:
            await tab.say(slug, "before")
            accepted.append("before")
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (64 * 1024, unlimited[1]))
            while len(refused) < 5:
                client_id = str(uuid.uuid4())
                await tab.send("message.send", room=slug, client_id=client_id, body="x" * 2000)
                answer = await tab.next()
                while answer.get("client_id") != client_id:
                    answer = await tab.next()
                if answer["type"] == "refused":
                    assert answer["code"] == "not_stored" and answer["retry_after"]
                    refused.append(client_id)
                else:
                    accepted.append("x" * 2000)
            async with site.tab(bob) as reader:
                await reader.open_room(slug)
                shown = await reader.expect("room.changes", room=slug)
                assert shown["version"] == len(accepted)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)
            for client_id in refused:
                await tab.say(slug, "x" * 2000, client_id=client_id)
                accepted.append("x" * 2000)
        tried += len(refused)
    bodies = [row[3] for row in site.call(stored, slug)["rows"]]
    assert bodies == accepted
    seen(accepted=len(accepted), refused_while_full=tried)

"""Tabs that stop reading (P13) and tabs that send nonsense without end (P14)."""

import asyncio
import os
import random
import socket
import time
import uuid
from urllib.parse import urlsplit

from tests.support.tab import Closed

from .talk import Reader, call, crowd, rooms, settle, stored, until
from .test_restarts import reading

MIB = 1024 * 1024


def small_socket(url: str) -> socket.socket:
    """A connection whose owner takes in next to nothing, as a phone out of reach."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    parts = urlsplit(url)
    line.connect((parts.hostname, parts.port))
    line.setblocking(False)
    return line


def connections(pid: int) -> int:
    """How many sockets the process holds."""
    folder = f"/proc/{pid}/fd"
    count = 0
    for name in os.listdir(folder):
        try:
            count += os.readlink(f"{folder}/{name}").startswith("socket:")
        except FileNotFoundError:
            continue
    return count


def here(slug: str) -> list[int]:
    from rooms.models import Presence

    return sorted(Presence.objects.here().filter(room__slug=slug).values_list("user_id", flat=True))


async def say_all(tab, slug: str, body: str, *, per_second: float, stop: asyncio.Event) -> int:
    """At a steady pace, whether or not the answers have come; the number accepted."""
    sent = 0
    accepted = asyncio.create_task(_count_accepted(tab, slug))
    began = time.monotonic()
    while not stop.is_set():
        due = int((time.monotonic() - began) * per_second)
        for _ in range(due - sent):
            await tab.send("message.send", room=slug, client_id=str(uuid.uuid4()), body=body)
        sent = max(sent, due)
        await asyncio.sleep(0.02)
    await tab.send("room.close", room=slug)
    await tab.send("ping")
    await asyncio.sleep(1.0)
    accepted.cancel()
    await asyncio.gather(accepted, return_exceptions=True)
    return sent


async def _count_accepted(tab, slug: str) -> None:
    while True:
        await tab.next(patience=60)


async def test_who_stops_reading_leaves_the_room_and_holds_up_nobody(embedded_site, size, seen):
    """P13. Small: 10 of 20 stop; FAULT_SIZE=5 is the promise's own size: 50 of 100 at 200 messages/s of 3 KB."""
    site, half, per_second = embedded_site, 10 * size, min(200, 100 + 25 * (size - 1))
    (slug,) = site.call(rooms, "room", 1)
    people = site.call(crowd, "crowd", 2 * half + 1)
    awake, stuck, speaker = people[:half], people[half : 2 * half], people[-1]
    pid = site.server.pid
    readers = [Reader(site, person, slug) for person in awake]
    stop = asyncio.Event()
    async with reading(readers), site.tab(speaker) as mouth:
        await asyncio.sleep(1.5)
        before_sockets = connections(pid)
        sleepers = []
        for person in stuck:
            tab = site.tab(person, sock=small_socket(site.url), max_queue=1)
            await tab.__aenter__()
            await tab.open_room(slug)
            sleepers.append(tab)
        ids = {person["id"] for person in stuck}

        async def stuck_here() -> int:
            return len(ids & set(await call(site, here, slug)))

        await until(lambda: _is(stuck_here, len(stuck)), seconds=10, what="everybody is seen")
        memory, began = site.server.memory(), time.monotonic()
        speaking = asyncio.create_task(say_all(mouth, slug, "x" * 3000, per_second=per_second, stop=stop))
        left = await until(lambda: _is(stuck_here, 0), seconds=45, what="those who stopped reading have left")
        grown = site.server.memory() - memory
        stop.set()
        sent = await speaking
        gone = time.monotonic() - began
        gone += await until(
            lambda: connections(pid) <= before_sockets, seconds=80, what="their connections are gone"
        )
        await settle(site, readers, seconds=15)
        account = await call(site, stored, slug)
        assert account["seq"] == sent, "a message was held up or lost"
        assert all(reader.returns == 0 for reader in readers), "somebody who reads was cut off"
        for tab in sleepers:
            tab.socket.transport.abort()
    assert grown < 60 * MIB
    seen(stopped=len(stuck), of=2 * half, messages=sent, per_second=per_second, left_the_room_in=left,
         connections_gone_in=gone, memory_grown_MiB=grown / MIB)  # fmt: skip


async def _is(count, wanted: int) -> bool:
    return await count() == wanted


def nonsense(random: random.Random) -> str | bytes:
    """Malformed, binary, deeply nested, wrong in one field, or nearly too large."""
    kind = random.randrange(8)
    if kind == 0:
        return random.randbytes(random.randrange(200))
    if kind == 1:
        return "[" * random.randrange(1, 8000)
    if kind == 2:
        return '{"type":' * random.randrange(1, 1500)
    if kind == 3:
        return '{"type":"ping","x":"' + "x" * random.randrange(15_000) + '"}'
    if kind == 4:
        return (
            '{"type":"message.send","room":"no-room","client_id":"'
            + "0" * random.randrange(40)
            + '","body":"x"}'
        )
    if kind == 5:
        return '{"type":"room.open","room":"a\\u0000","after":null}'
    if kind == 6:
        return '{"type":"message.react","room":"room-1","seq":9e99,"reaction":"hear","on":true}'
    return "".join(chr(random.randrange(1, 0xD7FF)) for _ in range(random.randrange(60)))


async def throw(tab, frames: int, seed: int) -> int:
    """Nonsense over one socket, until each has had its answer or the socket is closed; the number answered."""
    pick, answered = random.Random(seed), 0
    send = asyncio.create_task(_throw(tab, frames, pick))
    try:
        while answered < frames:
            await tab.next(patience=20)
            answered += 1
    except Closed as error:
        if error.code not in (4429, 1009):
            raise
    finally:
        send.cancel()
        await asyncio.gather(send, return_exceptions=True)
        tab.socket.transport.abort()
    return answered


async def _throw(tab, frames: int, pick: random.Random) -> None:
    for n in range(frames):
        await tab.send_raw(nonsense(pick))
        if n % 20 == 0:
            await asyncio.sleep(0)


async def test_nonsense_without_end_breaks_nothing_and_keeps_memory_flat(embedded_site, size, seen):
    """P14. 2,000 frames in the suite; FAULT_SIZE=10 is the promise's 20,000."""
    site, thrown = embedded_site, 0
    (slug,) = site.call(rooms, "room", 1)
    generous = site.call(crowd, "crowd", 4)
    alice, eve = site.person(), site.person("eve")
    seeds = iter(range(10**9))
    async with site.tab(alice) as witness:
        await witness.open_room(slug)

        async def round_(frames: int) -> int:
            count = 0
            for person in generous:
                async with site.tab(person) as tab:
                    count += await throw(tab, frames // 5, next(seeds))
            while count < frames:  # somebody whom limits bind: refused, then closed, and back at once
                async with site.tab(eve) as tab:
                    count += max(1, await throw(tab, frames - count, next(seeds)))
            return count

        thrown += await round_(1000)
        memory = site.server.memory()
        for _ in range(size):
            thrown += await round_(1000 if size == 1 else 2000)
        for large in ("x" * 16_385, "ä" * 9000, b"\x00" * 20_000):
            async with site.tab(eve) as tab:
                await tab.send_raw(large)
                assert await tab.closed() == 1009
        grown = site.server.memory() - memory
        await witness.say(slug, "undisturbed")
        try:
            await witness.hears(slug, 1)
        except Closed as error:
            raise AssertionError("the witness was cut off") from error
    words = site.log_words()
    assert "Traceback" not in words and "ERROR" not in words, words[-3000:]
    assert grown < 30 * MIB
    seen(frames=thrown, memory_grown_MiB=grown / MIB)

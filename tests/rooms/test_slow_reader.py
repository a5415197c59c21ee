"""A slow reader who loses the room while what they missed is being fetched: not a word of it after that.

The hub, the repair and the revocations are the real ones, and so is the database; the reader's connection is not.
"""

import asyncio
import json
from functools import partial

import pytest
from asgiref.sync import sync_to_async

from community.accounts.models import Revocation
from rooms import services
from rooms.live import revocations
from rooms.live.hub import Hub
from rooms.live.repair import Repair
from rooms.live.revocations import Revocations
from rooms.live.seats import BEHIND, CATCHING_UP, READY, News
from rooms.live.sockets import Socket
from rooms.models import Room
from tests.support.people import acting

from .talk import say, say_many

pytestmark = pytest.mark.django_db(transaction=True)
MISSED = 320


class BusyReaders:
    """All threads are busy until `free` is set; then they read what the database says by now."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.asked = asyncio.Event()
        self.done = asyncio.Event()

    async def read(self, function, *arguments):
        self.asked.set()
        await self.free.wait()
        answer = await sync_to_async(function)(*arguments)
        asyncio.get_running_loop().call_soon(self.done.set)
        return answer


class Phone:
    def __init__(self) -> None:
        self.reads = asyncio.Event()
        self.frames: list[dict] = []

    async def send(self, event):
        await self.reads.wait()
        self.frames.append(json.loads(event["text"]))

    def types(self):
        return [frame["type"] for frame in self.frames]


@pytest.fixture
async def slow(room, alice):
    """Alice's tab reads again after it missed more than is replayed, and every reader is busy."""
    hub, readers, phone = Hub(), BusyReaders(), Phone()
    hub.start(look=lambda: None, repair=Repair(hub, readers))
    socket = Socket(phone.send, user_id=alice.pk, name="Alice", session="")
    hub.add(socket)
    hub.settle(hub.join(socket, room.pk, room.slug), 0)
    await sync_to_async(say)(room, alice, "first")
    hub.arrive(News(room.pk, room.slug, 0, 1, []))
    await sync_to_async(say_many)(room, alice, MISSED)
    hub.arrive(News(room.pk, room.slug, 1, MISSED + 1, []))
    seat = socket.seats[room.pk]
    assert seat.state is BEHIND
    phone.reads.set()
    await asyncio.wait_for(readers.asked.wait(), 5)
    assert seat.state is CATCHING_UP
    slow = type(
        "Slow", (), {"hub": hub, "readers": readers, "phone": phone, "socket": socket, "seat": seat}
    )()
    yield slow
    hub.discard(socket)
    await hub.stop()


async def heeded(hub: Hub) -> None:
    """What the next look would find."""
    found = Revocations(hub, rights_changed=lambda *_: None)
    found.heed(await sync_to_async(revocations.find)(found.unseen()))


async def read_at_last(slow) -> None:
    slow.readers.free.set()
    await asyncio.wait_for(slow.readers.done.wait(), 5)
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_reads_again_is_given_the_room_anew(slow):
    await read_at_last(slow)
    assert slow.phone.frames[-1]["reset"] and slow.phone.frames[-1]["version"] == MISSED + 1
    assert slow.seat.state is READY


def removed(room: Room, person) -> None:
    services.restrict(room, person, removed=True)
    Revocation.objects.create(kind=Revocation.Kind.ROOM, user=person, room_id=room.pk)


async def test_who_is_taken_out_meanwhile_reads_nothing_after_that(slow, room, alice, bob):
    await sync_to_async(removed)(room, alice)
    await sync_to_async(say)(room, bob, "said after she was taken out")
    await heeded(slow.hub)
    await read_at_last(slow)
    assert slow.phone.types() == ["room.changes", "room.closed"]


async def test_who_closes_the_room_meanwhile_is_shown_no_more_of_it(slow, room):
    slow.hub.leave(slow.socket, room.pk)
    await read_at_last(slow)
    assert slow.phone.types() == ["room.changes"]


async def test_who_stops_being_a_member_of_a_private_room_meanwhile_loses_it(slow, room, alice):
    await sync_to_async(Room.objects.filter(pk=room.pk).update)(access=Room.Access.PRIVATE)
    await sync_to_async(room.refresh_from_db)()
    await sync_to_async(partial(services.leave, room, by=acting(alice)))()
    await heeded(slow.hub)
    await read_at_last(slow)
    assert slow.phone.types() == ["room.changes", "room.closed"]


async def test_who_stops_being_a_member_of_an_open_room_may_go_on_reading(slow, room, alice):
    await sync_to_async(partial(services.leave, room, by=acting(alice)))()
    await heeded(slow.hub)
    await read_at_last(slow)
    assert slow.phone.types() == ["room.changes", "room.changes"]

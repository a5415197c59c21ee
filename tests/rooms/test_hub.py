"""The switchboard alone: order, gaps, tabs that come in meanwhile, readers that do not read."""

import asyncio
import json

import pytest

from rooms.live.frames import changes
from rooms.live.hub import Hub, News
from rooms.live.sockets import Socket


class Wire:
    """A connection as the server gives it: `send` suspends while nobody reads."""

    def __init__(self) -> None:
        self.sent: list[dict] = []
        self.reads = asyncio.Event()
        self.reads.set()

    async def send(self, event):
        await self.reads.wait()
        self.sent.append(event)

    def frames(self, type="room.changes"):
        texts = [json.loads(event["text"]) for event in self.sent if "text" in event]
        return [frame for frame in texts if frame["type"] == type]

    def versions(self):
        return [(frame["after"], frame["version"]) for frame in self.frames()]


class Ledger:
    """In place of the look: what is asked of the database is kept and answered by hand."""

    def __init__(self) -> None:
        self.asked: list = []

    def came(self, room_id, user_id): ...

    def went(self, room_id, user_id): ...

    def soon(self): ...

    def fetch(self, room_id, after, then):
        self.asked.append((room_id, after, then))


@pytest.fixture
async def hub(monkeypatch):
    monkeypatch.setattr("rooms.live.hub.PATIENCE", 0.01)
    made = Hub()
    made.start(Ledger())
    yield made
    await made.stop()


def news(after: int, version: int, *, author: int = 1) -> News:
    fact = {"id": version, "seq": version, "version": version, "client_id": "c", "at": "", "edited": None}
    fact |= {"reply_to": None, "note": "", "reactions": {}, "body_html": "x"}
    return News(
        7,
        "evening",
        after,
        version,
        [{**fact, "author": {"id": author, "name": "A", "role": "", "mark": ""}}],
    )


def tab(hub: Hub, *, user_id: int = 1, version: int | None = 0):
    """A tab in room 7; with `version` None it has not been told yet what the room shows."""
    wire = Wire()
    socket = Socket(wire.send, user_id=user_id, name="A", session="")
    hub.add(socket)
    seat = hub.join(socket, 7, "evening")
    if version is not None:
        hub.settle(seat, version)
    return wire, socket, seat


async def test_news_goes_to_every_tab_of_the_room_and_to_no_other(hub):
    one, *_ = tab(hub)
    two, *_ = tab(hub, user_id=2)
    hub.arrive(news(0, 1))
    hub.arrive(News(8, "other", 0, 1, []))
    assert one.versions() == two.versions() == [(0, 1)]


async def test_news_that_comes_too_early_waits_for_the_one_before_it(hub):
    wire, *_ = tab(hub)
    hub.arrive(news(2, 3))
    hub.arrive(news(1, 2))
    assert wire.versions() == []
    hub.arrive(news(0, 1))
    assert wire.versions() == [(0, 1), (1, 2), (2, 3)]


async def test_news_heard_twice_is_told_once(hub):
    wire, *_ = tab(hub)
    hub.arrive(news(0, 1))
    hub.arrive(news(0, 1))
    assert wire.versions() == [(0, 1)]


async def test_what_never_comes_is_read_from_the_database_once_for_all(hub):
    one, *_ = tab(hub)
    two, *_ = tab(hub, user_id=2)
    hub.arrive(news(1, 2))
    await asyncio.sleep(0.1)
    ((room_id, after, then),) = hub.poll.asked
    assert (room_id, after) == (7, 0)
    then(7, news(0, 2), None)
    assert one.versions() == two.versions() == [(0, 2)]


async def test_what_is_held_while_a_tab_comes_in_follows_its_first_answer(hub):
    wire, _, seat = tab(hub, version=None)
    tab(hub, user_id=2)
    hub.arrive(news(0, 1))
    hub.arrive(news(1, 2))
    assert wire.versions() == []
    hub.settle(seat, 1)
    assert wire.versions() == [(1, 2)]
    hub.arrive(news(2, 3))
    assert wire.versions() == [(1, 2), (2, 3)]


async def test_a_tab_that_knows_more_than_the_hub_is_told_nothing_twice(hub):
    tab(hub)
    wire, *_ = tab(hub, user_id=2, version=2)
    hub.arrive(news(0, 1))
    hub.arrive(news(1, 2))
    assert wire.versions() == []
    hub.arrive(news(2, 3))
    assert wire.versions() == [(2, 3)]


async def test_a_tab_that_comes_in_during_a_reset_misses_nothing(hub):
    """It was told version 5, and before it took its seat the room was drawn anew at 400."""
    tab(hub)
    wire, _, seat = tab(hub, user_id=2, version=None)
    hub.versions_seen([(7, 400)])
    await asyncio.sleep(0.1)
    ((_, _, then),) = hub.poll.asked
    then(7, None, changes("evening", 0, 400, [], reset=True))
    hub.poll.asked.clear()
    hub.settle(seat, 5)
    ((room_id, after, then),) = hub.poll.asked
    assert (room_id, after) == (7, 5)
    then(7, None, changes("evening", 5, 400, [], reset=True))
    assert wire.versions() == [(5, 400)]


async def test_a_slow_reader_is_skipped_then_caught_up(hub):
    wire, socket, _ = tab(hub)
    other, *_ = tab(hub, user_id=2)
    wire.reads.clear()
    for version in range(1, 6):
        hub.arrive(news(version - 1, version))
    assert other.versions()[-1] == (4, 5) and wire.versions() == []
    assert socket.behind == {7: 1}
    wire.reads.set()
    await asyncio.sleep(0.05)
    ((room_id, after, then),) = hub.poll.asked
    assert (room_id, after) == (7, 1)
    then(7, news(1, 5), None)
    assert wire.versions() == [(0, 1), (1, 5)]


async def test_who_left_hears_nothing_and_the_last_one_takes_the_room_along(hub):
    wire, socket, _ = tab(hub)
    hub.leave(socket, 7)
    hub.arrive(news(0, 1))
    assert wire.versions() == [] and hub.rooms == {}


async def test_a_tab_that_is_too_slow_is_told_so_and_leaves_its_rooms(hub):
    wire, socket, _ = tab(hub)
    wire.reads.clear()
    hub.arrive(news(0, 1))
    assert socket.is_too_slow(asyncio.get_running_loop().time() + 11)
    socket.drop()
    assert hub.rooms == {} and not socket.push({"type": "websocket.send", "text": "{}"})
    wire.reads.set()
    await asyncio.sleep(0.05)
    assert {"type": "websocket.close", "code": 4008, "reason": ""} in wire.sent
    hub.discard(socket)


async def test_a_person_one_does_not_want_to_read_is_a_place_without_words(hub):
    wire, socket, _ = tab(hub)
    socket.hides = frozenset({9})
    hub.arrive(news(0, 1, author=9))
    ((frame),) = wire.frames()
    (message,) = frame["messages"]
    assert message["hidden"] == "muted" and "body_html" not in message
    assert message["author"]["id"] == 0 and message["author"]["name"] == ""


async def test_a_connection_that_breaks_while_a_room_is_told_stops_nobody(hub):
    class Broken(Wire):
        async def send(self, event):
            raise RuntimeError("gone")

    broken = Broken()
    socket = Socket(broken.send, user_id=3, name="C", session="")
    hub.add(socket)
    hub.settle(hub.join(socket, 7, "evening"), 0)
    wire, *_ = tab(hub)
    hub.arrive(news(0, 1))
    assert wire.versions() == [(0, 1)] and socket.closed

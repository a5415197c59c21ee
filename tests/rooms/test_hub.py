"""The switchboard alone: order, gaps, tabs that come in meanwhile, readers that do not read."""

import asyncio
import json

import pytest

from rooms.live import frames
from rooms.live.hub import Hub
from rooms.live.repair import Repair
from rooms.live.seats import (
    AHEAD,
    ARRIVING,
    BEHIND,
    CATCHING_UP,
    HELD,
    LEFT,
    NEXT,
    READY,
    News,
    NoSuchStep,
    State,
)
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


class Tab(Socket):
    wire: Wire


class Readers:
    """In place of the threads that read the database: what is asked is kept and answered by hand."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []
        self._answers: list[asyncio.Future] = []

    async def read(self, function, room_id, after):
        self.asked.append((room_id, after))
        self._answers.append(asyncio.get_running_loop().create_future())
        return await self._answers[-1]

    async def answer(self, *answers) -> None:
        """To everything that has been asked, in order; an error is raised."""
        assert len(answers) == len(self.asked)
        for future, answer in zip(self._answers, answers, strict=True):
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
        self.asked.clear()
        self._answers.clear()
        await turns()


async def turns() -> None:
    """As many turns of the loop as one thing that follows from another needs."""
    for _ in range(5):
        await asyncio.sleep(0)


async def until(it_is_so) -> None:
    async with asyncio.timeout(5):
        while not it_is_so():
            await asyncio.sleep(0)


async def until_asked(hub) -> None:
    await until(lambda: hub.readers.asked)


@pytest.fixture
async def hub(monkeypatch):
    monkeypatch.setattr("rooms.live.repair.PATIENCE", 0.01)
    made = Hub()
    made.readers = Readers()
    made.start(look=lambda: None, repair=Repair(made, made.readers))
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


def anew(after: int, version: int) -> News:
    """The room drawn anew: more was missed than is replayed."""
    return News(7, "evening", after, version, [], reset=True)


def tab(hub: Hub, *, user_id: int = 1, version: int | None = 0):
    """A tab in room 7; with `version` None it has not been told yet what the room shows."""
    wire = Wire()
    socket = Tab(wire.send, user_id=user_id, name="A", session="")
    socket.wire = wire
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
    await until_asked(hub)
    assert hub.readers.asked == [(7, 0)]
    await hub.readers.answer(news(0, 2))
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
    hub.repair.versions_seen([(7, 400)])
    await until_asked(hub)
    await hub.readers.answer(anew(0, 400))
    hub.settle(seat, 5)
    await turns()
    assert hub.readers.asked == [(7, 5)]
    await hub.readers.answer(anew(5, 400))
    assert wire.versions() == [(5, 400)] and seat.state is READY


async def test_a_slow_reader_is_skipped_then_caught_up(hub):
    wire, _, seat = tab(hub)
    other, *_ = tab(hub, user_id=2)
    wire.reads.clear()
    for version in range(1, 6):
        hub.arrive(news(version - 1, version))
    assert other.versions()[-1] == (4, 5) and wire.versions() == []
    assert seat.state is BEHIND and seat.version == 1
    wire.reads.set()
    await until_asked(hub)
    assert hub.readers.asked == [(7, 1)] and seat.state is CATCHING_UP
    hub.arrive(news(5, 6))
    assert wire.versions() == [(0, 1)], "before what it missed"
    await hub.readers.answer(news(1, 5))
    assert wire.versions() == [(0, 1), (1, 5), (5, 6)] and seat.state is READY


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
    await until(lambda: {"type": "websocket.close", "code": 4008, "reason": ""} in wire.sent)
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


# --- What a seat may be shown -------------------------------------------------------------------------------


def seat_in(state: State):
    """A seat on the shortest way to a state."""
    seat = tab(Hub(), version=None)[2]
    ways = {
        ARRIVING: [], AHEAD: [AHEAD], READY: [AHEAD, READY], BEHIND: [AHEAD, BEHIND], HELD: [AHEAD, HELD], LEFT: [LEFT],
        CATCHING_UP: [AHEAD, CATCHING_UP],
    }  # fmt: skip
    for step in ways[state]:
        seat.move(step)
    return seat


@pytest.mark.parametrize("after", State, ids=lambda state: state.name)
@pytest.mark.parametrize("before", State, ids=lambda state: state.name)
def test_a_seat_goes_from_state_to_state_as_the_table_says_and_no_other_way(before, after):
    seat = seat_in(before)
    if after not in NEXT[before]:
        with pytest.raises(NoSuchStep):
            seat.move(after)
        assert seat.state is before
    else:
        seat.move(after)
        assert seat.state is after
    # Who is told the news at once is the same question, asked of the room.
    assert (seat.socket in seat.room.ready) == (seat.state is READY)


def test_every_state_has_its_row_and_nothing_comes_back_from_having_left():
    assert set(NEXT) == set(State) and not NEXT[LEFT]
    assert all(LEFT in NEXT[state] for state in State if state is not LEFT)


@pytest.mark.parametrize("state", State, ids=lambda state: state.name)
async def test_a_room_is_shown_to_seats_that_are_open_and_to_nobody_else(state):
    seat = seat_in(state)
    sent = seat.socket.wire.sent
    assert seat.show(news(0, 1).event()) == (state in {READY, AHEAD})
    seat.say(frames.room_people("evening", 0, []))
    assert len(sent) == (2 if state in {READY, AHEAD} else 0)


async def catch_up_in_flight(hub):
    """A slow reader that missed more than is replayed, reads again, and whose answer is not there yet."""
    wire, socket, seat = tab(hub)
    tab(hub, user_id=2)
    wire.reads.clear()
    for version in range(1, 6):
        hub.arrive(news(version - 1, version))
    wire.reads.set()
    await until_asked(hub)
    return wire, socket, seat


@pytest.mark.parametrize("whole", [False, True], ids=["news", "reset"])
@pytest.mark.parametrize("how", ["left", "held"])
async def test_what_was_missed_is_not_shown_to_who_left_or_is_asked_about_meanwhile(hub, how, whole):
    wire, socket, seat = await catch_up_in_flight(hub)
    before = len(wire.sent)
    if how == "left":
        hub.leave(socket, 7)
    else:
        hub.hold(seat)
    await hub.readers.answer(anew(1, 400) if whole else news(1, 5))
    assert wire.sent[before:] == []


async def test_a_tab_that_comes_in_again_is_not_given_what_it_had_asked_for_before(hub):
    wire, socket, _ = await catch_up_in_flight(hub)
    seat = hub.join(socket, 7, "evening")
    before = len(wire.sent)
    await hub.readers.answer(news(1, 5))
    assert wire.sent[before:] == []
    hub.settle(seat, 5)
    assert seat.state is READY


async def test_who_was_asked_about_while_slow_is_given_what_they_missed_afterwards(hub):
    wire, _, seat = await catch_up_in_flight(hub)
    hub.hold(seat)
    hub.arrive(news(5, 6))
    await hub.readers.answer(news(1, 5))
    hub.settle(seat, seat.version)
    await turns()
    assert hub.readers.asked == [(7, 1)]
    await hub.readers.answer(news(1, 6))
    assert wire.versions() == [(0, 1), (1, 6)] and seat.state is READY


async def test_what_was_missed_is_asked_for_again_when_the_database_does_not_answer(hub, monkeypatch):
    monkeypatch.setattr("rooms.live.repair.AGAIN_AFTER", 0.01)
    wire, _, seat = await catch_up_in_flight(hub)
    await hub.readers.answer(OSError("away"))
    await until_asked(hub)
    await hub.readers.answer(news(1, 5))
    assert wire.versions() == [(0, 1), (1, 5)] and seat.state is READY


async def test_a_tab_that_waits_long_is_kept_no_more_than_a_little_and_misses_nothing(hub, monkeypatch):
    monkeypatch.setattr("rooms.live.seats.MOST_KEPT", 2)
    tab(hub)
    wire, _, seat = tab(hub, user_id=2, version=None)
    for version in range(1, 6):
        hub.arrive(news(version - 1, version))
    hub.settle(seat, 0)
    await turns()
    assert wire.versions() == [(0, 1), (1, 2)] and hub.readers.asked == [(7, 2)]
    await hub.readers.answer(news(2, 5))
    assert wire.versions()[-1] == (2, 5) and seat.state is READY


async def test_a_tab_that_owes_too_much_as_it_comes_in_is_dropped_and_disturbs_nobody(hub, monkeypatch):
    monkeypatch.setattr("rooms.live.sockets.MOST_OWED", 0)
    wire, socket, seat = tab(hub, version=None)
    other, *_ = tab(hub, user_id=2)
    hub.arrive(news(0, 1))
    wire.reads.clear()
    socket.say(frames.pong({}))
    hub.settle(seat, 0, frames.room_people("evening", 0, []))
    assert seat.state is LEFT
    hub.arrive(news(1, 2))
    assert other.versions() == [(0, 1), (1, 2)]
    hub.discard(socket)

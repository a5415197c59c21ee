"""The process-wide switchboard: news of rooms in, ready text to every open tab out.

One object for the process, one channel for it on the channel layer. What happens on the loop stays on the
loop: other threads come in through `tell` and `look_soon`. The database is the truth; whatever was missed
(a dropped frame, a dead Redis, another process's commit) is found by the look once a second (rooms/poll.py).
"""

import asyncio
import logging
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

from . import presence, relay, wire
from .frames import MessageFact, changes, encode, shown_to
from .sockets import Socket

log = logging.getLogger(__name__)

PATIENCE = 0.25
MOST_HELD = 1000


@dataclass(slots=True)
class News:
    """Everything shown in a room that changed in one commit: versions in (after, version]."""

    room_id: int
    room: str
    after: int
    version: int
    messages: list[MessageFact]

    def event(self, hides: frozenset[int] = frozenset()) -> dict[str, Any]:
        fact = changes(self.room, self.after, self.version, shown_to(hides, self.messages))
        return wire.event(encode(fact))

    def shows_any(self, hides: frozenset[int]) -> bool:
        return not hides.isdisjoint(fact["author"]["id"] for fact in self.messages)


@dataclass(slots=True, eq=False)
class Seat:
    """One tab in one room."""

    socket: Socket
    room: "LocalRoom"
    version: int = 0
    held: list[News] | None = field(default_factory=list)
    is_settled: bool = False


@dataclass(slots=True, eq=False)
class LocalRoom:
    """A room that somebody has open in this process."""

    id: int
    slug: str
    version: int | None = None
    seats: dict[Socket, Seat] = field(default_factory=dict)
    ready: dict[Socket, Seat] = field(default_factory=dict)
    waiting: list[News] = field(default_factory=list)
    repair: asyncio.TimerHandle | None = None
    here: int = 0
    people: list[dict[str, Any]] = field(default_factory=list)
    typing: dict[int, float] = field(default_factory=dict)


class Hub:
    def __init__(self) -> None:
        self.process = uuid.uuid4().hex
        self.loop: asyncio.AbstractEventLoop | None = None
        self.rooms: dict[int, LocalRoom] = {}
        self.ids: dict[str, int] = {}
        self.sockets: set[Socket] = set()
        self.by_user: dict[int, set[Socket]] = {}
        self.delivered = 0
        self.poll: Any = None
        self.relay: relay.Relay | None = None

    # --- From anywhere ------------------------------------------------------------------------------

    def tell(self, news: list[News]) -> None:
        """Pass on what was committed, from any thread, or from a process that has no sockets at all."""
        loop = self.loop
        if loop is None or loop.is_closed():
            relay.send_once(
                {"type": "hub.news", "from": self.process, "news": [asdict(piece) for piece in news]}
            )
            return
        try:
            on_loop = asyncio.get_running_loop() is loop
        except RuntimeError:
            on_loop = False
        if on_loop:
            self._pass_all_on(news)
        else:
            loop.call_soon_threadsafe(self._pass_all_on, news)

    def look_soon(self) -> None:
        """Somebody's rights were revoked, or people came and went: look now, here and in other processes."""
        if self.loop is None or self.loop.is_closed():
            relay.send_once({"type": "hub.look", "from": self.process})
        else:
            self.loop.call_soon_threadsafe(self._look_everywhere)

    def tell_person(self, user_id: int, fact: dict[str, Any]) -> None:
        """Personal news to every tab of a person, in every process; who is away finds it on the page."""
        event = {"type": "hub.notice", "from": self.process, "user_id": user_id, "fact": fact}
        if self.loop is None or self.loop.is_closed():
            relay.send_once(event)
        else:
            self.loop.call_soon_threadsafe(self._notice_everywhere, event)

    def _notice_everywhere(self, event: dict[str, Any]) -> None:
        if self.relay is not None:
            self.relay.send(event)
        self._notice(event)

    def _notice(self, event: dict[str, Any]) -> None:
        for socket in self.by_user.get(event["user_id"], ()):
            socket.say(event["fact"])

    def _look_everywhere(self) -> None:
        if self.poll is not None:
            self.poll.soon()
        if self.relay is not None:
            self.relay.send({"type": "hub.look", "from": self.process})

    def _pass_all_on(self, news: list[News]) -> None:
        for piece in news:
            self.pass_on(piece)

    def pass_on(self, piece: News) -> None:
        """On the loop: to the other processes, and to the tabs of this one."""
        if self.relay is not None:
            self.relay.send({"type": "hub.news", "from": self.process, "news": [asdict(piece)]})
        self.arrive(piece)

    # --- Life of the process --------------------------------------------------------------------------

    def start(self, poll: Any) -> None:
        """On the loop that serves the sockets, before the first of them."""
        self.loop = asyncio.get_running_loop()
        self.poll = poll
        layer = get_channel_layer()
        # The in-memory layer reaches nobody but this process, and here the news is already.
        if layer is not None and not isinstance(layer, InMemoryChannelLayer):
            self.relay = relay.Relay(layer, self.process, self._heard)
            self.relay.start()

    async def stop(self) -> None:
        if self.relay is not None:
            await self.relay.stop()
            self.relay = None
        self.loop = None

    def _heard(self, event: dict[str, Any]) -> None:
        """From another process."""
        if event["type"] == "hub.news":
            for piece in event["news"]:
                self.arrive(News(**piece))
        elif event["type"] == "hub.notice":
            self._notice(event)
        elif event["type"] == "hub.look" and self.poll is not None:
            self.poll.soon()
        elif event["type"] == "hub.people" and self.poll is not None:
            self.poll.people_changed(event["rooms"])
        elif event["type"] == "hub.typing" and (room := self.rooms.get(event["room_id"])):
            self.pass_typing(room, event["person"], by=event["person"]["id"], relay_it=False)

    # --- Tabs -----------------------------------------------------------------------------------------

    def add(self, socket: Socket) -> None:
        self.sockets.add(socket)
        self.by_user.setdefault(socket.user_id, set()).add(socket)
        socket.on_drop = self._leave_all
        socket.on_caught_up = self._catch_up

    def discard(self, socket: Socket) -> None:
        self._leave_all(socket)
        self.sockets.discard(socket)
        if mine := self.by_user.get(socket.user_id):
            mine.discard(socket)
            if not mine:
                del self.by_user[socket.user_id]
        socket.forget()

    def id_of(self, slug: str) -> int | None:
        """Of a room that somebody has open here."""
        return self.ids.get(slug)

    def join(self, socket: Socket, room_id: int, slug: str) -> Seat:
        """Subscribe first: news is held for this tab until `settle` says what it already knows."""
        room = self.rooms.get(room_id)
        if room is None:
            room = self.rooms[room_id] = LocalRoom(room_id, slug)
            self.ids[slug] = room_id
        seat = Seat(socket, room)
        room.ready.pop(socket, None)
        room.seats[socket] = socket.seats[room_id] = seat
        return seat

    def settle(self, seat: Seat, version: int) -> None:
        """The tab shows everything up to `version`; what was held meanwhile and is newer follows."""
        room = seat.room
        if room.seats.get(seat.socket) is not seat:
            return
        seat.version = version
        if not seat.is_settled:
            seat.is_settled = True
            if self.poll is not None:
                self.poll.came(room.id, seat.socket.user_id)
        if room.version is None:
            room.version = version
            self._advance(room)
        held, seat.held = seat.held or [], None
        for news in held:
            if news.version > seat.version:
                seat.socket.push(news.event(seat.socket.hides))
                seat.version = news.version
        if room.version >= seat.version:
            room.ready[seat.socket] = seat
        if room.version > seat.version:
            # The room was drawn anew meanwhile, which is not held for anybody.
            self._catch_up(seat.socket, {room.id: seat.version})

    def hold(self, seat: Seat) -> None:
        """No news for this tab until `settle`; what comes meanwhile is kept."""
        if seat.room.ready.pop(seat.socket, None) is not None:
            seat.version = seat.room.version or 0
        if seat.held is None:
            seat.held = []

    def leave(self, socket: Socket, room_id: int) -> None:
        room = self.rooms.get(room_id)
        socket.seats.pop(room_id, None)
        socket.behind.pop(room_id, None)
        if room is None or room.seats.pop(socket, None) is None:
            return
        room.ready.pop(socket, None)
        if self.poll is not None and not any(other.user_id == socket.user_id for other in room.seats):
            self.poll.went(room_id, socket.user_id)
        if not room.seats:
            if room.repair is not None:
                room.repair.cancel()
            del self.rooms[room_id]
            self.ids.pop(room.slug, None)

    def _leave_all(self, socket: Socket) -> None:
        for room_id in list(socket.seats):
            self.leave(socket, room_id)

    # --- News -----------------------------------------------------------------------------------------

    def arrive(self, news: News) -> None:
        """In order to every tab of the room; what comes before the one it follows waits for a moment."""
        room = self.rooms.get(news.room_id)
        if room is None:
            return
        if room.version is None or news.after > room.version:
            if len(room.waiting) < MOST_HELD:
                room.waiting.append(news)
            self._plan_repair(room)
        elif news.version > room.version:
            self._deliver(room, news)
            if room.waiting:
                self._advance(room)

    def _advance(self, room: LocalRoom) -> None:
        room.waiting.sort(key=lambda news: news.after)
        left = []
        for news in room.waiting:
            if room.version is None or news.after > room.version:
                left.append(news)
            elif news.version > room.version:
                self._deliver(room, news)
        room.waiting = left
        if not left and room.repair is not None:
            room.repair.cancel()
            room.repair = None

    def _deliver(self, room: LocalRoom, news: News) -> None:
        event = news.event()
        count = 0
        for socket in room.ready:
            if socket.push(
                news.event(socket.hides) if socket.hides and news.shows_any(socket.hides) else event
            ):
                count += 1
            elif not socket.closed:
                socket.behind.setdefault(room.id, news.after)
        self.delivered += count
        room.version = news.version
        if len(room.ready) < len(room.seats):
            self._deliver_to_settling(room, news, event)

    def _deliver_to_settling(self, room: LocalRoom, news: News, event: dict[str, Any]) -> None:
        for socket, seat in list(room.seats.items()):
            if socket in room.ready:
                continue
            if seat.held is not None:
                seat.held.append(news)
                continue
            if news.version > seat.version:
                socket.push(news.event(socket.hides) if socket.hides else event)
                seat.version = news.version
            if room.version is not None and room.version >= seat.version:
                room.ready[socket] = seat

    # --- Repair ---------------------------------------------------------------------------------------

    def versions_seen(self, versions: Iterable[tuple[int, int]]) -> None:
        """What the database says of rooms open here; one that is ahead gets a moment for its news to come."""
        for room_id, version in versions:
            room = self.rooms.get(room_id)
            if room is not None and room.version is not None and version > room.version:
                self._plan_repair(room)

    def _plan_repair(self, room: LocalRoom) -> None:
        if room.repair is None and self.loop is not None and room.version is not None:
            room.repair = self.loop.call_later(PATIENCE, self._repair, room, room.version)

    def _repair(self, room: LocalRoom, version_then: int) -> None:
        room.repair = None
        if self.rooms.get(room.id) is not room or room.version is None:
            return
        if room.version > version_then and not room.waiting:
            return
        if self.poll is not None:
            self.poll.fetch(room.id, room.version, self._repaired)

    def _repaired(self, room_id: int, news: News | None, reset: dict[str, Any] | None) -> None:
        room = self.rooms.get(room_id)
        if room is None or room.version is None:
            return
        if reset is not None and reset["version"] > room.version:
            event = _reset_event(reset, frozenset())
            for socket, seat in room.seats.items():
                if seat.held is not None:
                    continue
                if not socket.push(_reset_event(reset, socket.hides) if socket.hides else event):
                    socket.behind.setdefault(room.id, room.version)
                room.ready[socket] = seat
            room.version = reset["version"]
        elif news is not None and news.version > room.version:
            self._deliver(room, news)
        self._advance(room)
        if room.waiting:
            self._plan_repair(room)

    def _catch_up(self, socket: Socket, behind: dict[int, int]) -> None:
        """A slow reader reads again: what it missed comes from the database."""
        for room_id, after in behind.items():
            if room_id in socket.seats and self.poll is not None:
                self.poll.fetch(room_id, after, lambda _id, news, reset: self._caught_up(socket, news, reset))

    def _caught_up(self, socket: Socket, news: News | None, reset: dict[str, Any] | None) -> None:
        if reset is not None:
            socket.say({**reset, "messages": shown_to(socket.hides, reset["messages"])})
        elif news is not None and news.room_id in socket.seats and not socket.push(news.event(socket.hides)):
            socket.behind.setdefault(news.room_id, news.after)

    # --- People ---------------------------------------------------------------------------------------

    def say_to_room(self, room: LocalRoom, fact: Any, *, but: int | None = None) -> None:
        event = wire.event(encode(fact))
        for socket in room.ready:
            if socket.user_id != but:
                socket.push(event)

    def say_people(self, room: LocalRoom) -> None:
        event = self._people_event(room, frozenset())
        for socket in room.ready:
            socket.push(self._people_event(room, socket.hides) if socket.hides else event)

    def say_people_to(self, room: LocalRoom, socket: Socket) -> None:
        socket.push(self._people_event(room, socket.hides))

    def _people_event(self, room: LocalRoom, hides: frozenset[int]) -> dict[str, Any]:
        here, people = presence.shown_to(hides, room.here, room.people)
        fact = {"type": "room.people", "room": room.slug, "here": here, "people": people}
        return wire.event(encode(fact))

    def pass_typing(self, room: LocalRoom, person: dict[str, Any], *, by: int, relay_it: bool = True) -> None:
        """At most one every three seconds for each person; never stored."""
        now = asyncio.get_running_loop().time()
        if now - room.typing.get(by, -3.0) < 3.0:
            return
        room.typing[by] = now
        event = wire.event(encode({"type": "room.typing", "room": room.slug, "people": [person]}))
        for socket in room.ready:
            if socket.user_id != by and by not in socket.hides:
                socket.push(event)
        if relay_it and self.relay is not None:
            self.relay.send(
                {"type": "hub.typing", "from": self.process, "room_id": room.id, "person": person}
            )

    def figures(self) -> dict[str, float]:
        """For /metrics, which puts the site's name before each."""
        return {
            "sockets": len(self.sockets),
            "rooms_open": len(self.rooms),
            "deliveries_total": self.delivered,
        }


def _reset_event(reset: dict[str, Any], hides: frozenset[int]) -> dict[str, Any]:
    fact = {**reset, "messages": shown_to(hides, reset["messages"])}
    return wire.event(encode(fact))


hub = Hub()

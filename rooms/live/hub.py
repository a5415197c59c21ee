"""The process-wide switchboard: news of rooms in, ready text to every open tab out.

One object for the process, one channel for it on the channel layer. What happens on the loop stays on the
loop: other threads come in through `tell`, `tell_person` and `look_soon`. The database is the truth; whatever was
missed (a dropped frame, a dead Redis, another process's commit) is found by the look once a second (poll.py) and
read once for all (repair.py).
"""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from channels.layers import InMemoryChannelLayer, get_channel_layer

from . import people, relay
from .facts import Fact, Notice, PersonFact
from .frames import room_closed
from .seats import AHEAD, BEHIND, CATCHING_UP, HELD, KEEPING, LEFT, NEXT, READY, Event, LocalRoom, News, Seat
from .sockets import Socket

MOST_EARLY = 1000


class Repairs(Protocol):
    """What is missing, from the database (repair.py, which stands above this module)."""

    def plan(self, room: LocalRoom) -> None: ...
    def cancel(self, room: LocalRoom) -> None: ...
    def catch_up(self, seat: Seat) -> None: ...


@dataclass(slots=True)
class Noted:
    """What happened since somebody last looked what it means for those who are elsewhere in the site (counts.py)."""

    stirred: set[int] = field(default_factory=set)
    read: set[tuple[int, int]] = field(default_factory=set)  # (person, room), in this process
    read_elsewhere: set[tuple[int, int]] = field(default_factory=set)
    fresh: set[int] = field(default_factory=set)  # people who have just come, or whose rooms are others now

    def take(self) -> "Noted":
        taken = Noted(self.stirred, self.read, self.read_elsewhere, self.fresh)
        self.stirred, self.read, self.read_elsewhere, self.fresh = set(), set(), set(), set()
        return taken


class Hub:
    def __init__(self) -> None:
        self.process = uuid.uuid4().hex
        self.loop: asyncio.AbstractEventLoop | None = None
        self.rooms: dict[int, LocalRoom] = {}
        self.ids: dict[str, int] = {}
        self.sockets: set[Socket] = set()
        self.by_user: dict[int, set[Socket]] = {}
        self.comings = people.Comings()
        # Who did something here since that was last written down, for those on duty (moderation/roles/duty.py).
        self.active: set[int] = set()
        self.noted = Noted()
        self.delivered = 0
        self.repair: Repairs | None = None
        self.relay: relay.Relay | None = None
        self._look: Callable[[], None] | None = None

    # --- From anywhere ------------------------------------------------------------------------------

    def tell(self, news: list[News]) -> None:
        """Pass on what was committed, from any thread, or from a process that has no sockets at all."""
        loop = self.loop
        if loop is None or loop.is_closed():
            relay.send_once(self._hint("news", news=[piece.as_facts() for piece in news]))
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
            relay.send_once(self._hint("look"))
        else:
            self.loop.call_soon_threadsafe(self._look_everywhere)

    def people_changed(self, room_id: int) -> None:
        """Somebody came or went without a socket: who is in the room is read anew, here and in other processes."""
        hint = self._hint("people", rooms=[room_id])
        if self.loop is None or self.loop.is_closed():
            relay.send_once(hint)
        else:
            self.loop.call_soon_threadsafe(self._people_everywhere, hint)

    def tell_person(self, user_id: int, fact: Notice) -> None:
        """Personal news to every tab of a person, in every process; who is away finds it on the page."""
        hint = self._hint("notice", user_id=user_id, fact=fact)
        if self.loop is None or self.loop.is_closed():
            relay.send_once(hint)
        else:
            self.loop.call_soon_threadsafe(self._notice_everywhere, hint)

    def note_read(self, user_id: int, room_id: int) -> bool:
        """Somebody has read further in a room. False where no tab is open that could be told."""
        if self.loop is None or self.loop.is_closed():
            relay.send_once(self._hint("read", places=[(user_id, room_id)]))
            return False
        self.loop.call_soon_threadsafe(self.noted.read.add, (user_id, room_id))
        return True

    def count_anew(self, user_id: int) -> None:
        """What a person follows, or whom they meet, is another than before: their tabs are told all their numbers."""
        hint = self._hint("fresh", user_id=user_id)
        if self.loop is None or self.loop.is_closed():
            relay.send_once(hint)
        else:
            self.loop.call_soon_threadsafe(self._fresh_everywhere, hint)

    def _fresh_everywhere(self, hint: relay.Hint) -> None:
        if self.relay is not None:
            self.relay.send(hint)
        self.noted.fresh.add(hint["user_id"])

    def pass_on(self, piece: News) -> None:
        """On the loop: to the other processes, and to the tabs of this one."""
        if self.relay is not None:  # said for each message: nothing is made for nobody
            self.say_elsewhere("news", news=[piece.as_facts()])
        self.arrive(piece)

    def pass_typing(self, room: LocalRoom, person: PersonFact) -> None:
        if people.show_typing(room, person):
            self.say_elsewhere("typing", room_id=room.id, person=person)

    def say_elsewhere(self, kind: str, **facts: Any) -> None:
        """A hint for the other processes."""
        if self.relay is not None:
            self.relay.send(self._hint(kind, **facts))

    def _hint(self, kind: str, **facts: Any) -> relay.Hint:
        return relay.hint(kind, self.process, **facts)

    def _pass_all_on(self, news: list[News]) -> None:
        for piece in news:
            self.pass_on(piece)

    def _notice_everywhere(self, hint: relay.Hint) -> None:
        if self.relay is not None:
            self.relay.send(hint)
        self._notice(hint)

    def _people_everywhere(self, hint: relay.Hint) -> None:
        if self.relay is not None:
            self.relay.send(hint)
        self._heard(hint)

    def _notice(self, hint: relay.Hint) -> None:
        for socket in self.by_user.get(hint["user_id"], ()):
            socket.say(hint["fact"])

    def _look_everywhere(self) -> None:
        self.look()
        self.say_elsewhere("look")

    def look(self) -> None:
        """On the loop: the next look of this process is now."""
        if self._look is not None:
            self._look()

    def _heard(self, hint: relay.Hint) -> None:
        """From another process."""
        match relay.kind_of(hint):
            case "news":
                for piece in hint["news"]:
                    self.arrive(News(**piece))
            case "notice":
                self._notice(hint)
            case "look":
                self.look()
            case "read":
                self.noted.read_elsewhere.update((person, room) for person, room in hint["places"])
            case "fresh":
                self.noted.fresh.add(hint["user_id"])
            case "people":
                self.comings.changed_in(room for room in hint["rooms"] if room in self.rooms)
            case "typing":
                if room := self.rooms.get(hint["room_id"]):
                    people.show_typing(room, hint["person"])

    # --- Life of the process --------------------------------------------------------------------------

    def start(self, *, look: Callable[[], None], repair: Repairs) -> None:
        """On the loop that serves the sockets, before the first of them."""
        self.loop = asyncio.get_running_loop()
        self._look, self.repair = look, repair
        layer = get_channel_layer()
        # The in-memory layer reaches nobody but this process, and here the news is already.
        if layer is not None and not isinstance(layer, InMemoryChannelLayer):
            self.relay = relay.Relay(layer, self.process, self._heard)
            self.relay.start()

    async def stop(self) -> None:
        if self.relay is not None:
            await self.relay.stop()
            self.relay = None
        self.loop = self._look = self.repair = None

    # --- Tabs -----------------------------------------------------------------------------------------

    def add(self, socket: Socket) -> None:
        self.sockets.add(socket)
        self.by_user.setdefault(socket.user_id, set()).add(socket)
        self.noted.fresh.add(socket.user_id)
        socket.on_drop = self.leave_all
        socket.on_reads_again = self._reads_again

    def discard(self, socket: Socket) -> None:
        self.leave_all(socket)
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
        """Subscribe first: news is kept for this tab until `settle` says what it already knows."""
        room = self.rooms.get(room_id)
        if room is None:
            room = self.rooms[room_id] = LocalRoom(room_id, slug)
            self.ids[slug] = room_id
        if (before := room.seats.get(socket)) is not None:
            before.move(LEFT)
        seat = Seat(socket, room)
        room.seats[socket] = socket.seats[room_id] = seat
        return seat

    def settle(self, seat: Seat, version: int, *answers: Fact, missed: Event | None = None) -> None:
        """The tab gets its answers and what it missed, and shows everything up to `version`; what was kept and is newer follows."""
        room = seat.room
        if seat.state not in KEEPING:
            return
        if room.version is None:
            room.version = version
            self._advance(room)
        kept, seat.version = seat.kept, version
        seat.move(AHEAD)
        if not seat.is_seen:
            seat.is_seen = True
            self.comings.came_in(room.id, seat.socket.user_id)
        for fact in answers:
            seat.say(fact)
            if fact["type"] == "room.opened":
                seat.staffing = fact["state"]["staffing"]
                seat.may_write = fact["me"]["can_post"]
        if missed is not None:
            seat.say_ready(missed)
        if seat.state is LEFT:
            # The answers were more than a slow reader may owe.
            return
        for news in kept:
            if news.version <= seat.version:
                continue
            if news.after > seat.version and not news.reset:
                break
            if not seat.show_news(news):
                return
        if room.version > seat.version:
            # The room was drawn anew meanwhile, or more came than is kept.
            self._catch_up(seat)
        elif room.version == seat.version:
            seat.move(READY)

    def caught_up(self, seat: Seat, news: News) -> None:
        """What a slow reader had missed. By now the tab may have lost the room, or be asked about again."""
        if seat.state is CATCHING_UP:
            seat.kept.insert(0, news)
            self.settle(seat, seat.version)

    def hold(self, seat: Seat) -> None:
        """Nothing of the room for this tab until it has been asked again; what comes meanwhile is kept."""
        seat.doubts += 1
        if HELD in NEXT[seat.state]:
            seat.move(HELD)

    def leave(self, socket: Socket, room_id: int) -> None:
        seat = socket.seats.pop(room_id, None)
        if seat is None:
            return
        room = seat.room
        seat.move(LEFT)
        del room.seats[socket]
        if not any(other.user_id == socket.user_id for other in room.seats):
            self.comings.went_out(room_id, socket.user_id)
        if not room.seats:
            if self.repair is not None:
                self.repair.cancel(room)
            del self.rooms[room_id]
            self.ids.pop(room.slug, None)

    def lose(self, socket: Socket, room_id: int, reason: str) -> None:
        """A room was lost: no frame of it from now on but the one that says so."""
        if (seat := socket.seats.get(room_id)) is not None:
            self.leave(socket, room_id)
            socket.say(room_closed(seat.room.slug, reason))

    def leave_all(self, socket: Socket) -> None:
        for room_id in list(socket.seats):
            self.leave(socket, room_id)

    def _reads_again(self, socket: Socket) -> None:
        for seat in list(socket.seats.values()):
            if seat.state is BEHIND:
                self._catch_up(seat)

    def _catch_up(self, seat: Seat) -> None:
        seat.move(CATCHING_UP)
        if self.repair is not None:
            self.repair.catch_up(seat)

    # --- News -----------------------------------------------------------------------------------------

    def arrive(self, news: News) -> None:
        """In order to every tab of the room; what comes before the one it follows waits for a moment."""
        self.noted.stirred.add(news.room_id)
        room = self.rooms.get(news.room_id)
        if room is None:
            return
        if room.version is None or (news.after > room.version and not news.reset):
            if len(room.early) < MOST_EARLY:
                room.early.append(news)
            self._plan_repair(room)
        elif news.version > room.version:
            self.delivered += room.deliver(news)
            if room.early:
                self._advance(room)

    def _advance(self, room: LocalRoom) -> None:
        room.early.sort(key=lambda news: news.after)
        left = []
        for news in room.early:
            if room.version is None or news.after > room.version:
                left.append(news)
            elif news.version > room.version:
                self.delivered += room.deliver(news)
        room.early = left
        if not left and self.repair is not None:
            self.repair.cancel(room)

    def _plan_repair(self, room: LocalRoom) -> None:
        if self.repair is not None and room.version is not None:
            self.repair.plan(room)

    def figures(self) -> dict[str, float]:
        """For /metrics, which puts the site's name before each."""
        return {
            "sockets": len(self.sockets),
            "rooms_open": len(self.rooms),
            "deliveries_total": self.delivered,
        }


hub = Hub()

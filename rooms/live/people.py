"""Who is in a room and who is writing there, as this process shows it; rooms/live/presence.py has what is stored."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from . import presence, wire
from .facts import PersonFact
from .frames import changes, encode, room_people, room_typing
from .presence import Place
from .seats import Event, LocalRoom, Seat

TYPING_EVERY = 3.0


@dataclass(slots=True)
class Comings:
    """Who came and went since the last look wrote it down, and the rooms whose people are to be read anew."""

    came: set[Place] = field(default_factory=set)
    went: set[Place] = field(default_factory=set)
    rooms: set[int] = field(default_factory=set)

    def came_in(self, room_id: int, user_id: int) -> None:
        self.went.discard((room_id, user_id))
        self.came.add((room_id, user_id))

    def went_out(self, room_id: int, user_id: int) -> None:
        self.came.discard((room_id, user_id))
        self.went.add((room_id, user_id))

    def changed_in(self, rooms: Iterable[int]) -> None:
        self.rooms.update(rooms)

    def take(self) -> "Comings":
        """What there is, to be written; from now on it is gathered anew."""
        taken = Comings(self.came, self.went, self.rooms)
        self.came, self.went, self.rooms = set(), set(), set()
        return taken

    def put_back(self, taken: "Comings") -> None:
        """It could not be written. What has happened since counts more."""
        self.came |= taken.came - self.went
        self.went |= taken.went - self.came
        self.rooms |= taken.rooms

    @property
    def places(self) -> set[int]:
        return {room for room, _ in self.came | self.went}


def show(room: LocalRoom) -> None:
    """Everybody who is level with the room sees who is in it."""
    room.people_shown = None
    for seat in room.ready.values():
        show_to(seat)


def show_to(seat: Seat) -> None:
    seat.show(_event(seat.room, seat.socket.hides))


def _event(room: LocalRoom, hides: frozenset[int]) -> Event:
    """Whoever meets everybody is shown the same: it is made once, until it changes."""
    if hides:
        return _made(room, hides)
    if room.people_shown is None:
        room.people_shown = _made(room, hides)
    return room.people_shown


def _made(room: LocalRoom, hides: frozenset[int]) -> Event:
    here, people = presence.shown_to(hides, room.here, room.people)
    return wire.event(encode(room_people(room.slug, here, people)))


def show_typing(room: LocalRoom, person: PersonFact) -> bool:
    """To the others; never stored. False when it is too soon after the last time to say it again."""
    by, now = person["id"], asyncio.get_running_loop().time()
    if now - room.typing.get(by, -TYPING_EVERY) < TYPING_EVERY:
        return False
    room.typing[by] = now
    event = wire.event(encode(room_typing(room.slug, person)))
    for seat in room.ready.values():
        if seat.socket.user_id != by and by not in seat.socket.hides:
            seat.show(event)
    return True


def show_new_names(rooms: Mapping[int, LocalRoom], renamed: Mapping[int, list[PersonFact]]) -> None:
    """With the version the room has: nothing of its talk has changed but what its people are called."""
    for room_id, people in renamed.items():
        room = rooms.get(room_id)
        if room is None or room.version is None:
            continue
        for seat in list(room.ready.values()):
            if shown := [one for one in people if one["id"] not in seat.socket.hides]:
                seat.show(
                    wire.event(encode(changes(room.slug, room.version, room.version, [], people=shown)))
                )

"""What is new for people who have a tab open, wherever in the site it is: numbers, and never a word.

No message is looked at for it. Rooms in which something happened and people who read are noted on the way (hub.py); once
a second what was noted is counted for those who have a tab here and are not in the room themselves, for each room at
most once in three seconds. Now and then everybody is counted anew, and all the time while the channel layer is away:
a hint may be lost, the database is the truth.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from community.accounts.notices import services as notices

from .. import ringing, unread
from ..unread import New, Place
from . import frames
from .hub import Hub
from .readers import Readers

log = logging.getLogger(__name__)

EVERY = 1.0
ROOM_AGAIN_AFTER = 3.0
ALL_AGAIN_AFTER = 60.0
ALL_AGAIN_WITHOUT_HINTS = 3.0
AT_A_TIME = 200


@dataclass(slots=True)
class Known:
    """What a person's tabs have been told: rooms with something new, and the number of notices that wait."""

    rooms: dict[int, New] = field(default_factory=dict)
    unseen: int | None = None

    @property
    def ringing(self) -> int:
        return sum(new.rings for new in self.rooms.values())


class Counts:
    def __init__(self, hub: Hub, readers: Readers) -> None:
        self._hub = hub
        self._readers = readers
        self._known: dict[int, Known] = {}
        self._told_of: dict[int, float] = {}
        self._all_at = self._knocked_at = time.monotonic()
        self._was_up = True
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep_looking())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except Exception as error:
                log.error("what is new could not be counted: %s", type(error).__name__)

    # --- A look ---------------------------------------------------------------------------------------

    async def look(self) -> None:
        hub, now = self._hub, time.monotonic()
        noted = hub.noted.take()
        if noted.read:
            hub.say_elsewhere("read", places=list(noted.read))
            await self._readers.read(ringing.read, noted.read)
        self._knock(now)
        read = noted.read | noted.read_elsewhere
        for person in [person for person in self._known if person not in hub.by_user]:
            del self._known[person]
        if self._is_time_for_all(now):
            await self._count_all(hub.by_user.keys() - noted.fresh, only_changes=True)
        await self._count_all(noted.fresh & hub.by_user.keys())
        await self._count_rooms(self._due(noted.stirred, now), read)

    def _knock(self, now: float) -> None:
        """A process that has nothing to say would not notice that nothing reaches it either."""
        if now - self._knocked_at > ALL_AGAIN_WITHOUT_HINTS:
            self._knocked_at = now
            self._hub.say_elsewhere("knock")

    def _is_time_for_all(self, now: float) -> bool:
        relay = self._hub.relay
        is_up = relay is None or relay.is_up
        # Once more when it is back: the last hints before may have been lost.
        again = ALL_AGAIN_AFTER if is_up and self._was_up else ALL_AGAIN_WITHOUT_HINTS
        if now - self._all_at < again:
            return False
        self._all_at, self._was_up = now, is_up
        return True

    def _due(self, stirred: set[int], now: float) -> set[int]:
        """Rooms that have not been told of for a moment; the others wait for the next look."""
        self._told_of = {room: at for room, at in self._told_of.items() if now - at < ROOM_AGAIN_AFTER}
        later = stirred & self._told_of.keys()
        self._hub.noted.stirred |= later
        due = stirred - later
        self._told_of.update(dict.fromkeys(due, now))
        return due

    async def _count_all(self, people: Collection[int], *, only_changes: bool = False) -> None:
        for some in _in_parts(people):
            found, unseen = await self._readers.read(_all_of, some)
            of: dict[int, dict[int, New]] = {person: {} for person in some}
            for new in found:
                if new.count:
                    of[new.person][new.room_id] = new
            for person in some:
                before = self._known.get(person)
                known = self._known[person] = Known(of[person], unseen[person])
                if before is None or not only_changes or before.rooms != known.rooms:
                    self._say(person, known.rooms.values(), whole=True)
                if only_changes and before is not None and before.unseen not in (None, known.unseen):
                    self._tell(person, frames.notice("seen", "", "", unseen=unseen[person]))

    async def _count_rooms(self, rooms: set[int], read: set[Place]) -> None:
        """`rooms` for everybody who is not in them, and what was read for whoever read it."""
        people = self._hub.by_user.keys()
        found: list[New] = []
        seated = {place for room in rooms for place in self._only_there(room)} - read
        if rooms:
            for some in _in_parts(people):
                found += await self._readers.read(unread.of_followers, some, rooms, but=seated)
        shown = {place for place in read if place[1] in self._known.get(place[0], Known()).rooms}
        if shown:
            readers, theirs = {person for person, _ in shown}, {room for _, room in shown}
            found += await self._readers.read(unread.of_followers, readers, theirs)
        self._show(found)

    def _only_there(self, room_id: int) -> Iterator[Place]:
        """Who has the room open in every tab of theirs sees for themselves what is new in it."""
        room = self._hub.rooms.get(room_id)
        for person in {seat.user_id for seat in room.seats} if room is not None else ():
            if all(room_id in socket.seats for socket in self._hub.by_user.get(person, ())):
                yield person, room_id

    # --- Telling --------------------------------------------------------------------------------------

    def _show(self, found: Iterable[New]) -> None:
        changed: dict[int, list[New]] = {}
        for new in found:
            known = self._known.setdefault(new.person, Known())
            before = known.rooms.pop(new.room_id, None)
            if new.count:
                known.rooms[new.room_id] = new
            if (before.count, before.rings) != (new.count, new.rings) if before else new.count:
                changed.setdefault(new.person, []).append(new)
        for person, news in changed.items():
            self._say(person, news)

    def _say(self, person: int, news: Iterable[New], *, whole: bool = False) -> None:
        counts = {new.room: new.count for new in news}
        self._tell(person, frames.unread(counts, rings=self._known[person].ringing, whole=whole))

    def _tell(self, person: int, fact: frames.Notice) -> None:
        for socket in self._hub.by_user.get(person, ()):
            socket.say(fact)


def _in_parts(people: Iterable[int]) -> Iterator[list[int]]:
    people = list(people)
    for at in range(0, len(people), AT_A_TIME):
        yield people[at : at + AT_A_TIME]


def _all_of(people: list[int]) -> tuple[list[New], dict[int, int]]:
    return unread.of_people(people), notices.unseen_of_each(people)

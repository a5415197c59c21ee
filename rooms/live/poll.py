"""Once a second each process asks the database what has changed: versions of its rooms, revocations, people, staffing.

That makes every hint over the channel layer optional. It takes one hop to the writer's thread and four queries, five
while somebody is on duty, more only when something has to be written or somebody came or went.
"""

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from community.accounts.models import Revocation
from community.kernel.announce import announce
from moderation.roles import duty
from moderation.roles import services as roles

from .. import reading, signals, staffing
from ..models import Room
from ..staffing import Cover
from . import people, presence, revocations, wire
from .facts import PersonFact, RoomState
from .frames import changes, encode
from .hub import Hub
from .people import Comings
from .readers import Readers
from .repair import Repair
from .revocations import Revocations, Unseen
from .seats import Event, LocalRoom, Seat
from .writer import Writer

log = logging.getLogger(__name__)

EVERY = 1.0
RENEW_EVERY = 20.0
ALL_PEOPLE_EVERY = 10.0
# What a room says of itself is told again for this long: a tab that is just opening may have read it a moment before,
# and one that does not read at the moment may have missed it.
TOLD_FOR = timedelta(seconds=4)


@dataclass(frozen=True, slots=True)
class Question:
    """What one look asks, and what it writes down on the way."""

    process: str
    rooms: list[int]
    unseen: Unseen
    comings: Comings
    renew: bool
    # All rooms are looked at, and not only those somebody came into or left.
    everybody: bool
    # When each room that was open at the last look had been changed.
    known: dict[int, datetime | None]


@dataclass(slots=True)
class Findings:
    versions: list[tuple[int, int]] = field(default_factory=list)
    revoked: list[Revocation] = field(default_factory=list)
    people: dict[int, tuple[int, list[PersonFact]]] = field(default_factory=dict)
    renamed: dict[int, list[PersonFact]] = field(default_factory=dict)
    covers: dict[int, Cover] = field(default_factory=dict)
    changed: dict[int, datetime | None] = field(default_factory=dict)
    # Of rooms which staff have changed.
    states: dict[int, RoomState] = field(default_factory=dict)


class Poll:
    def __init__(
        self,
        hub: Hub,
        writer: Writer[Any, Any],
        readers: Readers,
        *,
        revocations: Revocations,
        repair: Repair,
    ) -> None:
        self._hub = hub
        self._writer = writer
        self._readers = readers
        self._revocations = revocations
        self._repair = repair
        self._changed: dict[int, datetime | None] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._renewed = self._all_people = time.monotonic()

    # --- Life -----------------------------------------------------------------------------------------

    async def start(self) -> None:
        with contextlib.suppress(Exception):
            await self._begin()
        self._task = asyncio.create_task(self._keep_looking())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        with contextlib.suppress(Exception):
            await self._writer.run(presence.end, self._hub.process)

    def soon(self) -> None:
        self._wake.set()

    async def _begin(self) -> None:
        if not self._revocations.have_begun:
            self._revocations.begin_after(await self._readers.read(revocations.newest))

    async def _keep_looking(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY):
                    await self._wake.wait()
            self._wake.clear()
            self._drop_slow()
            try:
                await self.look()
            except Exception as error:
                log.error("a look at the database failed: %s", type(error).__name__)
                await asyncio.sleep(EVERY / 2)

    def _drop_slow(self) -> None:
        now = asyncio.get_running_loop().time()
        for socket in [socket for socket in self._hub.sockets if socket.is_too_slow(now)]:
            socket.drop()

    # --- A look ---------------------------------------------------------------------------------------

    async def look(self) -> None:
        await self._begin()
        now = time.monotonic()
        question = self._question(now)
        active: set[int] = set()
        try:
            found: Findings = await self._writer.run(_ask, question)
            if question.renew:
                active, self._hub.active = self._hub.active, active
                await self._writer.run(note_who_is_there, set(self._hub.by_user), active)
        except Exception:
            self._hub.comings.put_back(question.comings)
            self._hub.active |= active
            raise
        if question.renew:
            self._renewed = now
        self._repair.versions_seen(found.versions)
        self._revocations.heed(found.revoked)
        people.show_new_names(self._hub.rooms, found.renamed)
        self._show_people(found)
        await self._show_states(found)
        if places := question.comings.places:
            self._hub.say_elsewhere("people", rooms=list(places))

    def _question(self, now: float) -> Question:
        rooms = list(self._hub.rooms)
        comings = self._hub.comings.take()
        comings.rooms |= comings.places
        everybody = now - self._all_people > ALL_PEOPLE_EVERY
        if everybody:
            self._all_people = now
            comings.rooms = set(rooms)
        return Question(
            process=self._hub.process,
            rooms=rooms,
            unseen=self._revocations.unseen(),
            comings=comings,
            renew=now - self._renewed > RENEW_EVERY,
            everybody=everybody,
            known=self._changed,
        )

    def _show_people(self, found: Findings) -> None:
        for room_id, (here, who) in found.people.items():
            room = self._hub.rooms.get(room_id)
            if room is not None and (room.here, room.people) != (here, who):
                room.here, room.people = here, who
                people.show(room)

    async def _show_states(self, found: Findings) -> None:
        """The state of a room travels with the version it already has: nothing of its talk has changed."""
        self._changed = found.changed
        untrue = {room: seats for room, cover in found.covers.items() if (seats := self._untold(room, cover))}
        # Which staff have changed is told to everybody who shows it.
        told = {room: seats for room, seats in untrue.items() if room not in found.states}
        if told:
            found.states.update(await self._writer.run(_states, set(told)))
        for room_id, state in found.states.items():
            room = self._hub.rooms.get(room_id)
            if room is not None and room.version is not None:
                _tell(room, state, found.covers[room_id], told.get(room_id) or list(room.ready.values()))

    def _untold(self, room_id: int, cover: Cover) -> list[Seat]:
        """Tabs of which one was told, when it opened the room or since, what is true no more."""
        room = self._hub.rooms.get(room_id)
        if room is None:
            return []
        word, special = cover.word(), cover.ids
        return [
            seat
            for seat in room.ready.values()
            if seat.staffing != (_word(seat, cover) if _is_special(seat, special) else word)
        ]


def _is_special(seat: Seat, on_duty: frozenset[int]) -> bool:
    return bool(on_duty) and (seat.socket.user_id in on_duty or not on_duty.isdisjoint(seat.socket.hides))


def _word(seat: Seat, cover: Cover) -> str:
    return cover.word(seat.socket.hides, seat.socket.user_id)


def _tell(room: LocalRoom, state: RoomState, cover: Cover, seats: list[Seat]) -> None:
    """Encoded once for all who are told the same."""
    made: dict[str, Event] = {}
    for seat in seats:
        word = _word(seat, cover)
        if word not in made:
            said: RoomState = {**state, "staffing": word}
            fact = changes(room.slug, room.version, room.version or 0, [], state=said)
            made[word] = wire.event(encode(fact))
        if seat.show(made[word]):
            seat.staffing = word


# --- In the writer's thread -------------------------------------------------------------------------------


def _ask(question: Question) -> Findings:
    try:
        roles.tell_expired()
    except DatabaseError as error:
        # The roles themselves have ended; what is revoked must be seen also where nothing can be written.
        log.error("roles that ran out could not be told of: %s", type(error).__name__)
    comings = question.comings
    if comings.came or comings.went:
        presence.write(question.process, comings.came, comings.went)
    if question.renew:
        presence.renew(question.process)
    found = Findings()
    if question.rooms:
        rows = list(Room.objects.filter(pk__in=question.rooms).values_list("pk", "version", "changed_at"))
        found.versions = [(room, version) for room, version, _at in rows]
        found.changed = {room: at for room, _version, at in rows}
    found.revoked = revocations.find(question.unseen)
    new_names = {row.user_id for row in found.revoked if row.kind == Revocation.Kind.NAME and row.user_id}
    if new_names and question.rooms:
        found.renamed = presence.renamed(new_names, question.rooms)
        comings.rooms |= found.renamed.keys()
    if comings.rooms:
        found.people = presence.people_in(comings.rooms)
    if question.rooms:
        found.covers = staffing.covers(question.rooms)
        staffing.note(found.covers)
        found.states = _states(_changed_lately(question, found))
        if question.everybody:
            announce(signals.rooms_looked_at, sender=Room, room_ids=question.rooms)
    return found


def _states(room_ids: set[int]) -> dict[int, RoomState]:
    return {room.pk: reading.state(room) for room in Room.objects.filter(pk__in=room_ids)} if room_ids else {}


def _changed_lately(question: Question, found: Findings) -> set[int]:
    """Rooms whose state is not what their tabs drew."""
    now = timezone.now()
    return {
        room
        for room, at in found.changed.items()
        if at is not None and (at != question.known.get(room, at) or now - at < TOLD_FOR)
    }


def note_who_is_there(people_with_tabs: set[int], active: set[int]) -> None:
    """Only a process with sockets knows who has the site open; a chore ends the duty of who has gone."""
    duty.see(people_with_tabs, active)

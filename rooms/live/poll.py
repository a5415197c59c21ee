"""Once a second each process asks the database what has changed: versions of its rooms, revocations, people, staffing.

That makes every hint over the channel layer optional. It takes one hop to the writer's thread and three queries,
more only when something has to be written or somebody came or went.
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
from moderation.roles import duty
from moderation.roles import services as roles

from .. import reading, staffing
from ..models import Room
from . import people, presence, revocations
from .facts import PersonFact, RoomState
from .frames import changes
from .hub import Hub
from .people import Comings
from .readers import Readers
from .repair import Repair
from .revocations import Revocations, Unseen
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
    # How the rooms that are asked about were staffed when last looked at; empty when not known yet.
    staffed: dict[int, str]
    # When each room that was open at the last look had been changed.
    known: dict[int, datetime | None]


@dataclass(slots=True)
class Findings:
    versions: list[tuple[int, int]] = field(default_factory=list)
    revoked: list[Revocation] = field(default_factory=list)
    people: dict[int, tuple[int, list[PersonFact]]] = field(default_factory=dict)
    staffing: dict[int, str] = field(default_factory=dict)
    changed: dict[int, datetime | None] = field(default_factory=dict)
    # Of rooms whose staffing is another than before, or which staff have changed.
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
        self._staffing: dict[int, str] = {}
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
            woken = self._wake.is_set()
            self._wake.clear()
            self._drop_slow()
            try:
                await self.look(woken=woken)
            except Exception as error:
                log.error("a look at the database failed: %s", type(error).__name__)
                await asyncio.sleep(EVERY / 2)

    def _drop_slow(self) -> None:
        now = asyncio.get_running_loop().time()
        for socket in [socket for socket in self._hub.sockets if socket.is_too_slow(now)]:
            socket.drop()

    # --- A look ---------------------------------------------------------------------------------------

    async def look(self, *, woken: bool = False) -> None:
        await self._begin()
        now = time.monotonic()
        question = self._question(now, woken)
        try:
            found: Findings = await self._writer.run(_ask, question)
            if question.renew:
                await self._writer.run(note_who_has_a_tab_open, set(self._hub.by_user))
        except Exception:
            self._hub.comings.put_back(question.comings)
            raise
        if question.renew:
            self._renewed = now
        self._repair.versions_seen(found.versions)
        self._revocations.heed(found.revoked)
        self._show_people(found)
        self._show_states(found)
        if places := question.comings.places:
            self._hub.say_elsewhere("people", rooms=list(places))

    def _question(self, now: float, woken: bool) -> Question:
        rooms = list(self._hub.rooms)
        comings = self._hub.comings.take()
        comings.rooms |= comings.places
        if now - self._all_people > ALL_PEOPLE_EVERY:
            self._all_people = now
            comings.rooms = set(rooms)
            self._staffing = {room: word for room, word in self._staffing.items() if room in self._hub.rooms}
        # Somebody going on duty or off sends a hint; otherwise it is seen with the people.
        return Question(
            process=self._hub.process,
            rooms=rooms,
            unseen=self._revocations.unseen(),
            comings=comings,
            renew=now - self._renewed > RENEW_EVERY,
            staffed={room: self._staffing.get(room, "") for room in (rooms if woken else comings.rooms)},
            known=self._changed,
        )

    def _show_people(self, found: Findings) -> None:
        for room_id, (here, who) in found.people.items():
            room = self._hub.rooms.get(room_id)
            if room is not None and (room.here, room.people) != (here, who):
                room.here, room.people = here, who
                people.show(room)

    def _show_states(self, found: Findings) -> None:
        """The state of a room travels with the version it already has: nothing of its talk has changed."""
        self._staffing.update(found.staffing)
        self._changed = found.changed
        for room_id, state in found.states.items():
            room = self._hub.rooms.get(room_id)
            if room is not None and room.version is not None:
                room.show(changes(room.slug, room.version, room.version, [], state=state))


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
    if comings.rooms:
        found.people = presence.people_in(comings.rooms)
    if question.staffed:
        found.staffing = staffing.of_rooms(question.staffed)
        staffing.note(found.staffing)
    if other := _said_otherwise(question, found):
        found.states = {room.pk: reading.state(room) for room in Room.objects.filter(pk__in=other)}
    return found


def _said_otherwise(question: Question, found: Findings) -> set[int]:
    """Rooms whose state is not what their tabs drew."""
    before = question.staffed
    staffed = {room for room, word in found.staffing.items() if before[room] not in ("", word)}
    now = timezone.now()
    changed = {
        room
        for room, at in found.changed.items()
        if at is not None and (at != question.known.get(room, at) or now - at < TOLD_FOR)
    }
    return staffed | changed


def note_who_has_a_tab_open(people_with_tabs: set[int]) -> None:
    """Only a process with sockets knows who has the site open; a chore ends the duty of who has gone."""
    duty.see(people_with_tabs)

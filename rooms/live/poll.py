"""Once a second each process looks at the database: versions of the rooms it has open, revocations, presence.

That makes every hint over the channel layer optional. A look takes one hop to the writer's thread and three
queries, more only when something has to be written or somebody came or went.
"""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError
from django.db.models import Q

from community.accounts.models import Revocation
from moderation.roles import duty
from moderation.roles import services as roles

from .. import reading, staffing
from ..models import Room
from . import presence
from .frames import NOT_HERE, SIGNED_OUT, changes
from .hub import Hub, News
from .sockets import Socket
from .writer import Writer, steadily

log = logging.getLogger(__name__)

EVERY = 1.0
RENEW_EVERY = 20.0
ALL_PEOPLE_EVERY = 10.0
# Revocations are numbered before they commit, so a later number can be seen first: a number that was jumped
# over is asked for again for this long.
WAIT_FOR_GAP = 30.0
MOST_GAPS = 500
REMEMBER = 2000

Place = tuple[int, int]


@dataclass(slots=True)
class Seen:
    """The answer of one look."""

    versions: list[tuple[int, int]] = field(default_factory=list)
    revoked: list[Revocation] = field(default_factory=list)
    people: dict[int, tuple[int, list[dict[str, Any]]]] = field(default_factory=dict)
    staffing: dict[int, str] = field(default_factory=dict)
    states: dict[int, dict[str, Any]] = field(default_factory=dict)


class Poll:
    def __init__(
        self,
        hub: Hub,
        writer: Writer[Any, Any],
        *,
        dropped: Callable[[Socket, int], None],
        look_again: Callable[[Socket, list[int]], None],
    ) -> None:
        self.hub = hub
        self.writer = writer
        self.readers = ThreadPoolExecutor(4, thread_name_prefix="reader")
        self.revocations: deque[tuple[float, Revocation]] = deque(maxlen=REMEMBER)
        self._dropped = dropped
        self._look_again = look_again
        # Unknown until the database has said it once: else a process that starts while the database is away would
        # later take every old revocation for a new one.
        self._last_revocation: int | None = None
        self._gaps: dict[int, float] = {}
        self._came: set[Place] = set()
        self._went: set[Place] = set()
        self._dirty: set[int] = set()
        self._staffing: dict[int, str] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._renewed = self._all_people = time.monotonic()

    # --- Life -----------------------------------------------------------------------------------------

    async def start(self) -> None:
        with contextlib.suppress(Exception):
            await self._begin()
        # Whatever was revoked before this process had sockets is told by the sign-in itself.
        self._task = asyncio.create_task(self._keep_looking())

    async def _begin(self) -> None:
        if self._last_revocation is None:
            self._last_revocation = await self.read(_newest_revocation)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        with contextlib.suppress(Exception):
            await self.writer.run(presence.end, self.hub.process)
        self.readers.shutdown(wait=False)

    def soon(self) -> None:
        self._wake.set()

    async def read(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call in a reader's thread with a working connection."""
        return await asyncio.get_running_loop().run_in_executor(self.readers, steadily, function, *args)

    async def _keep_looking(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY):
                    await self._wake.wait()
            woken = self._wake.is_set()
            self._wake.clear()
            self._drop_slow()
            try:
                await self._look(woken)
            except Exception as error:
                log.error("a look at the database failed: %s", type(error).__name__)
                await asyncio.sleep(EVERY / 2)

    def _drop_slow(self) -> None:
        now = asyncio.get_running_loop().time()
        for socket in [socket for socket in self.hub.sockets if socket.is_too_slow(now)]:
            socket.drop()

    # --- The look -------------------------------------------------------------------------------------

    async def _look(self, woken: bool = False) -> None:
        await self._begin()
        now = time.monotonic()
        came, self._came = self._came, set()
        went, self._went = self._went, set()
        dirty, self._dirty = self._dirty | {room for room, _ in came | went}, set()
        renew = now - self._renewed > RENEW_EVERY
        if now - self._all_people > ALL_PEOPLE_EVERY:
            self._all_people = now
            dirty = set(self.hub.rooms)
            self._staffing = {room: state for room, state in self._staffing.items() if room in self.hub.rooms}
        # Somebody going on duty or off sends a hint; otherwise it is seen with the people.
        staffed = {room: self._staffing.get(room, "") for room in (self.hub.rooms if woken else dirty)}
        try:
            seen: Seen = await self.writer.run(
                _look,
                self.hub.process,
                list(self.hub.rooms),
                self._unseen(now),
                came,
                went,
                dirty,
                renew,
                staffed,
            )
            if renew:
                await self.writer.run(duty.see, set(self.hub.by_user))
        except Exception:
            self._came |= came
            self._went |= went
            self._dirty |= dirty
            raise
        if renew:
            self._renewed = now
        self.hub.versions_seen(seen.versions)
        for revocation in seen.revoked:
            self._heed(revocation)
        self._show_people(seen.people)
        self._show_staffing(seen)
        if (came or went) and self.hub.relay is not None:
            self.hub.relay.send(
                {"type": "hub.people", "from": self.hub.process, "rooms": [room for room, _ in came | went]}
            )

    def _show_people(self, found: dict[int, tuple[int, list[dict[str, Any]]]]) -> None:
        for room_id, (here, people) in found.items():
            room = self.hub.rooms.get(room_id)
            if room is not None and (room.here, room.people) != (here, people):
                room.here, room.people = here, people
                self.hub.say_people(room)

    def _show_staffing(self, seen: Seen) -> None:
        """The state of a room travels with the version it already has: nothing of its talk has changed."""
        self._staffing.update(seen.staffing)
        for room_id, state in seen.states.items():
            room = self.hub.rooms.get(room_id)
            if room is not None and room.version is not None:
                self.hub.say_to_room(room, changes(room.slug, room.version, room.version, [], state=state))

    # --- Presence -------------------------------------------------------------------------------------

    def came(self, room_id: int, user_id: int) -> None:
        place = (room_id, user_id)
        self._went.discard(place)
        self._came.add(place)

    def went(self, room_id: int, user_id: int) -> None:
        place = (room_id, user_id)
        self._came.discard(place)
        self._went.add(place)

    def people_changed(self, rooms: list[int]) -> None:
        self._dirty.update(room for room in rooms if room in self.hub.rooms)

    # --- Revocations ----------------------------------------------------------------------------------

    def _heed(self, revocation: Revocation) -> None:
        now = time.monotonic()
        self._gaps.pop(revocation.pk, None)
        last = self._last_revocation or 0
        jumped = range(max(last + 1, revocation.pk - MOST_GAPS), revocation.pk)
        self._gaps.update((number, now) for number in jumped)
        self._last_revocation = max(last, revocation.pk)
        self.revocations.append((now, revocation))
        for socket in list(self.hub.by_user.get(revocation.user_id or 0, ())):
            self.apply(revocation, socket)
        if revocation.kind == Revocation.Kind.RIGHTS:
            self._role_changed(revocation.user_id)

    def _role_changed(self, user_id: int | None) -> None:
        """The word beside the name, for everybody who sees it."""
        shown = [
            room.id for room in self.hub.rooms.values() if any(one["id"] == user_id for one in room.people)
        ]
        if shown:
            self.people_changed(shown)
            self.soon()

    def _unseen(self, now: float) -> tuple[int, list[int]]:
        self._gaps = {number: at for number, at in self._gaps.items() if now - at < WAIT_FOR_GAP}
        return self._last_revocation or 0, list(self._gaps)

    def apply(self, revocation: Revocation, socket: Socket) -> None:
        """What this revocation means for this tab, if anything."""
        kind = revocation.kind
        if kind == Revocation.Kind.ACCOUNT:
            self._end(socket, NOT_HERE)
        elif kind == Revocation.Kind.SESSIONS or (
            kind == Revocation.Kind.SESSION and revocation.session == socket.session
        ):
            self._end(socket, SIGNED_OUT)
        elif kind == Revocation.Kind.ROOM and revocation.room_id in socket.seats:
            self._dropped(socket, revocation.room_id)
        elif kind == Revocation.Kind.RIGHTS:
            rooms = [room_id for room_id in socket.seats if revocation.room_id in (None, room_id)]
            self._look_again(socket, rooms)

    def _end(self, socket: Socket, code: int) -> None:
        for room_id in list(socket.seats):
            self.hub.leave(socket, room_id)
        socket.close(code)

    def since(self, moment: float, user_id: int) -> list[Revocation]:
        """Revocations of a person heeded after `moment` (monotonic): a socket made meanwhile has missed them."""
        return [row for at, row in self.revocations if at >= moment and row.user_id == user_id]

    # --- Missing news ---------------------------------------------------------------------------------

    def fetch(
        self, room_id: int, after: int, then: Callable[[int, News | None, dict[str, Any] | None], None]
    ) -> None:
        asyncio.get_running_loop().create_task(self._fetch(room_id, after, then))

    async def _fetch(self, room_id: int, after: int, then: Callable[..., None]) -> None:
        try:
            fact = await self.read(_changes, room_id, after)
        except Exception as error:
            log.error("a repair failed: %s", type(error).__name__)
            return
        if fact is None:
            return
        if fact.get("reset"):
            then(room_id, None, fact)
        else:
            then(room_id, News(room_id, fact["room"], after, fact["version"], fact["messages"]), None)


def _look(
    process: str,
    rooms: list[int],
    unseen: tuple[int, list[int]],
    came: set[Place],
    went: set[Place],
    dirty: set[int],
    renew: bool,
    staffed: dict[int, str],
) -> Seen:
    """`staffed` is how the rooms that are asked about were staffed when last looked at."""
    try:
        roles.tell_expired()
    except DatabaseError as error:
        # The roles themselves have ended; what is revoked must be seen also where nothing can be written.
        log.error("roles that ran out could not be told of: %s", type(error).__name__)
    if came or went:
        presence.write(process, came, went)
    if renew:
        presence.renew(process)
    seen = Seen()
    if rooms:
        seen.versions = list(Room.objects.filter(pk__in=rooms).values_list("pk", "version"))
    last, gaps = unseen
    seen.revoked = list(Revocation.objects.filter(Q(pk__gt=last) | Q(pk__in=gaps)).order_by("pk"))
    if dirty:
        seen.people = presence.people_in(dirty)
    if staffed:
        seen.staffing = staffing.of_rooms(staffed)
        staffing.note(seen.staffing)
        changed = [room for room, state in seen.staffing.items() if staffed[room] not in ("", state)]
        if changed:
            seen.states = {room.pk: reading.state(room) for room in Room.objects.filter(pk__in=changed)}
    return seen


def _newest_revocation() -> int:
    newest = Revocation.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def _changes(room_id: int, after: int) -> Any:
    room = Room.objects.filter(pk=room_id).first()
    return reading.changes_after(room, after) if room is not None else None

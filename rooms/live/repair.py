"""News that did not come, read from the database: once for all the tabs of a room, and for a tab that was slow."""

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from typing import Any

from .. import reading
from ..models import Room
from .hub import Hub
from .readers import Readers
from .seats import CATCHING_UP, LocalRoom, News, Seat

log = logging.getLogger(__name__)

# How long news may be under way: two processes commit one after the other, and the second's may be here first.
PATIENCE = 0.25
AGAIN_AFTER = 1.0


class Repair:
    def __init__(self, hub: Hub, readers: Readers) -> None:
        self._hub = hub
        self._readers = readers
        self._planned: dict[LocalRoom, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # --- A room ---------------------------------------------------------------------------------------

    def versions_seen(self, versions: Iterable[tuple[int, int]]) -> None:
        """What the database says of rooms open here; one that is ahead gets a moment for its news to come."""
        for room_id, version in versions:
            room = self._hub.rooms.get(room_id)
            if room is not None and room.version is not None and version > room.version:
                self.plan(room)

    def plan(self, room: LocalRoom) -> None:
        """Look whether the news has come, in a moment."""
        if room not in self._planned:
            loop = asyncio.get_running_loop()
            self._planned[room] = loop.call_later(PATIENCE, self._has_it_come, room, room.version or 0)

    def cancel(self, room: LocalRoom) -> None:
        """It has come, or nobody is there any more who would want it."""
        if (timer := self._planned.pop(room, None)) is not None:
            timer.cancel()

    def _has_it_come(self, room: LocalRoom, version_then: int) -> None:
        del self._planned[room]
        if self._is_open(room) and ((room.version or 0) <= version_then or room.early):
            self._begin(self._fetch(room, room.version or 0))

    async def _fetch(self, room: LocalRoom, after: int) -> None:
        news = await self._missing(room.id, after)
        if news is None or not self._is_open(room):
            return
        self._hub.arrive(news)
        if room.early:
            self.plan(room)

    def _is_open(self, room: LocalRoom) -> bool:
        return self._hub.rooms.get(room.id) is room

    # --- A tab ----------------------------------------------------------------------------------------

    def catch_up(self, seat: Seat) -> None:
        """A slow reader reads again. The hub decides whether it may still be shown the answer."""
        if seat.state is CATCHING_UP:
            self._begin(self._catch_up(seat))

    async def _catch_up(self, seat: Seat) -> None:
        try:
            news = await self._missing(seat.room.id, seat.version)
        except Exception:
            asyncio.get_running_loop().call_later(AGAIN_AFTER, self.catch_up, seat)
            raise
        if news is not None:
            self._hub.caught_up(seat, news)

    # --- Both -----------------------------------------------------------------------------------------

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(_told(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _missing(self, room_id: int, after: int) -> News | None:
        return await self._readers.read(_changes_since, room_id, after)


async def _told(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:
        log.error("a repair failed: %s", type(error).__name__)


def _changes_since(room_id: int, after: int) -> News | None:
    """None when there is no such room any more."""
    room = Room.objects.filter(pk=room_id).first()
    if room is None:
        return None
    fact = reading.changes_after(room, after)
    return News(
        room_id,
        fact["room"],
        after,
        fact["version"],
        fact["messages"],
        reset="reset" in fact,
        mine=reading.own_reactions(fact["messages"]),
        mine_of_all=True,
    )

"""The parts of the live engine put together, started with the first socket of a process and stopped with it."""

import asyncio
import fcntl
import logging
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.kernel.refused import Refused

from .. import reading, services
from ..models import Epoch
from .frames import RESTARTING
from .hub import Seat, hub
from .poll import Poll
from .sockets import Socket
from .writer import Writer

log = logging.getLogger(__name__)

LOCK_WITHIN = 12.0


class AnotherProcess(RuntimeError):
    """Two processes without Redis would not hear of each other."""


def _not_stored() -> Refused:
    return Refused(
        _("This could not be stored just now. It is kept here; please try again in a moment."),
        code="not_stored",
        retry_after=2.0,
    )


class Engine:
    def __init__(self) -> None:
        self.writer: Writer[services.Post, services.Outcome] = Writer(
            services.store_messages, failed=_not_stored, tell=hub.pass_on
        )
        self.poll: Poll | None = None
        self.epoch = ""
        self._starting: asyncio.Lock | None = None
        self._lock_file: Any = None

    async def start(self) -> "Engine":
        """Once for the process; later calls are free. Raises AnotherProcess."""
        if self.poll is not None:
            return self
        if self._starting is None:
            self._starting = asyncio.Lock()
        async with self._starting:
            if self.poll is None:
                await self._be_the_only_one()
                poll = Poll(hub, self.writer, dropped=drop_seat, look_again=self._look_again)
                hub.start(poll)
                await poll.start()
                self.poll = poll
        return self

    async def stop(self) -> None:
        poll, self.poll = self.poll, None
        if poll is not None:
            await self.writer.drain()
            await poll.stop()
            await hub.stop()
        if self._lock_file is not None:
            self._lock_file.close()
            self._lock_file = None

    async def current_epoch(self) -> str:
        if not self.epoch:
            assert self.poll is not None
            self.epoch = await self.poll.read(Epoch.current)
        return self.epoch

    def _look_again(self, socket: Socket, room_ids: list[int]) -> None:
        """What a person may do has changed: nothing of these rooms until the database has been asked."""
        seats = [socket.seats[room_id] for room_id in room_ids]
        for seat in seats:
            hub.hold(seat)
        asyncio.get_running_loop().create_task(self.ask_again(socket, seats))

    async def ask_again(self, socket: Socket, seats: list[Seat]) -> None:
        """Whom this tab must not show, before its first room is opened and again later; and these rooms anew."""
        if socket.asking is None:
            socket.asking = asyncio.Lock()
        # One at a time: what was read first may not be what counts last.
        async with socket.asking:
            for seat in seats:
                hub.hold(seat)
            try:
                await self._ask(socket, seats)
            except Exception as error:
                # Whoever cannot be asked about is shown nothing; the tab opens its rooms again.
                log.error("rights could not be read again: %s", type(error).__name__)
                socket.close(RESTARTING)

    async def _ask(self, socket: Socket, seats: list[Seat]) -> None:
        assert self.poll is not None
        hides = await self.poll.read(blocks.hidden_from_id, socket.user_id)
        changed, socket.hides = hides != socket.hides, hides
        if changed:
            # Every room of this tab still shows somebody it may not show, or hides somebody it need not.
            seats = list(socket.seats.values())
            for seat in seats:
                hub.hold(seat)
        for seat in seats:
            try:
                opened, changes, _room = await self.poll.read(
                    reading.opened,
                    seat.room.slug,
                    socket.user_id,
                    None if changed else seat.version,
                    socket.hides,
                )
            except Refused as refusal:
                drop_seat(socket, seat.room.id, refusal.message)
                continue
            if socket.closed or socket.seats.get(seat.room.id) is not seat:
                continue
            socket.say(opened)
            if changed:
                socket.say(changes)
                hub.say_people_to(seat.room, socket)
            hub.settle(seat, changes["version"] if changed else seat.version)

    async def _be_the_only_one(self) -> None:
        """Without Redis there may be one process: a lock in DATA_DIR, which a restart may take a moment to free."""
        if not isinstance(get_channel_layer(), InMemoryChannelLayer):
            return
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        self._lock_file = open(settings.DATA_DIR / "one-process.lock", "w")  # noqa: SIM115
        until = asyncio.get_running_loop().time() + LOCK_WITHIN
        while True:
            try:
                fcntl.flock(self._lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except OSError:
                if asyncio.get_running_loop().time() > until:
                    raise AnotherProcess(
                        "Another process serves this DATA_DIR, and without REDIS_URL the two would not hear of "
                        "each other. Stop it, or set REDIS_URL to run several."
                    ) from None
                await asyncio.sleep(0.2)


NOT_IN_THERE = _("You are not in this room any more.")


def drop_seat(socket: Socket, room_id: int, reason: Any = NOT_IN_THERE) -> None:
    """A room was lost: no frame of it from now on."""
    seat = socket.seats.get(room_id)
    if seat is None:
        return
    hub.leave(socket, room_id)
    socket.say({"type": "room.closed", "room": seat.room.slug, "code": "access", "reason": str(reason)})


engine = Engine()

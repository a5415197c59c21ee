"""The parts of the live engine put together, started with the first socket of a process and stopped with it."""

import asyncio
import fcntl
import logging
from typing import TextIO

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.kernel import announce
from community.kernel.refused import Refused

from .. import posting, reading
from ..drafts import Outcome, Post
from ..models import Epoch
from . import people
from .after import After
from .counts import Counts
from .frames import RESTARTING
from .hub import hub
from .poll import Poll
from .readers import Readers
from .reception import Reception
from .repair import Repair
from .revocations import Revocations
from .seats import HELD, Seat
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
        self.writer: Writer[Post, Outcome] = Writer(
            posting.store_messages, failed=_not_stored, tell=hub.pass_on
        )
        self.epoch = ""
        self._is_running = False
        self._starting: asyncio.Lock | None = None
        self._lock_file: TextIO | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._assemble()

    def _assemble(self) -> None:
        self.after = After()
        self.readers = Readers()
        self.reception = Reception()
        self.revocations = Revocations(hub, rights_changed=self._rights_changed)
        self.repair = Repair(hub, self.readers)
        self.counts = Counts(hub, self.readers)
        self.poll = Poll(hub, self.writer, self.readers, revocations=self.revocations, repair=self.repair)

    async def start(self) -> "Engine":
        """Once for the process; later calls are free. Raises AnotherProcess."""
        if self._is_running:
            return self
        if self._starting is None:
            self._starting = asyncio.Lock()
        async with self._starting:
            if not self._is_running:
                await self._be_the_only_one()
                hub.start(look=self.poll.soon, repair=self.repair)
                self.after.start()
                announce.hand_to(self.after.submit)
                await self.poll.start()
                self.counts.start()
                self._is_running = True
        return self

    async def stop(self) -> None:
        if self._is_running:
            self._is_running = False
            await self.writer.drain()
            announce.hand_to(None)
            await self.after.stop()
            await self.counts.stop()
            await self.poll.stop()
            self.readers.stop()
            self.reception.stop()
            await hub.stop()
            self._assemble()
        if self._lock_file is not None:
            self._lock_file.close()
            self._lock_file = None

    async def current_epoch(self) -> str:
        if not self.epoch:
            self.epoch = await self.readers.read(Epoch.current)
        return self.epoch

    # --- Rights that may have changed -----------------------------------------------------------------

    def _rights_changed(self, socket: Socket, seats: list[Seat]) -> None:
        """Nothing of these rooms until the database has been asked."""
        for seat in seats:
            hub.hold(seat)
        task = asyncio.get_running_loop().create_task(self.ask_again(socket, seats))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

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
        hides = await self.readers.read(blocks.unseen_by_id, socket.user_id)
        changed, socket.hides = hides != socket.hides, hides
        if changed:
            hub.noted.fresh.add(socket.user_id)
            # Every room of this tab still shows somebody it may not show, or hides somebody it need not.
            seats = list(socket.seats.values())
            for seat in seats:
                hub.hold(seat)
        for seat in seats:
            # A seat that is still arriving is read again by its own opening.
            if seat.state is HELD:
                await self._ask_for(seat, socket, whole=changed)

    async def _ask_for(self, seat: Seat, socket: Socket, *, whole: bool) -> None:
        """`whole`: the tab draws the room anew, because it shows people otherwise than it may."""
        doubts = seat.doubts
        try:
            after = None if whole else seat.version
            opened = await self.reception.open(
                reading.Ask(seat.room.slug, socket.user_id, after, socket.hides)
            )
        except Refused as refusal:
            if seat.state is HELD and seat.doubts == doubts:
                hub.lose(socket, seat.room.id, str(refusal.message))
            return
        if socket.closed or seat.state is not HELD or seat.doubts != doubts:
            return
        if whole:
            hub.settle(seat, opened.version, opened.fact, missed=opened.missed.frame)
            people.show_to(seat)
        else:
            hub.settle(seat, seat.version, opened.fact)

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


engine = Engine()

"""What others make of what happened: receivers, in a thread of their own, one after the other.

The writer's thread stores and the loop answers; neither waits for whoever greets a newcomer or rings a bell.
"""

import asyncio
import logging
import queue
import threading

from community.kernel.announce import Job, do

from .writer import steadily

log = logging.getLogger(__name__)

MOST_WAITING = 10_000
GRACE = 3.0


class After:
    """`submit` from any thread: what was told to the hub before it is on its way before it, too.

    When far too much waits, what comes then is dropped and logged: the messages themselves are stored and shown, and
    whoever listens has the database to look at.
    """

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._jobs: queue.Queue[Job | None] = queue.Queue(most)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self.dropped = 0

    @property
    def waiting(self) -> int:
        return self._jobs.qsize()

    def start(self) -> None:
        """On the loop."""
        self._loop = asyncio.get_running_loop()
        # A receiver that hangs does not keep the process from ending.
        self._thread = threading.Thread(target=self._work, name="after", daemon=True)
        self._thread.start()

    def submit(self, jobs: list[Job]) -> None:
        if self._loop is None or self._loop.is_closed():
            for job in jobs:
                do(job)
        else:
            self._loop.call_soon_threadsafe(self._put, jobs)

    def _put(self, jobs: list[Job]) -> None:
        for job in jobs:
            try:
                self._jobs.put_nowait(job)
            except queue.Full:
                self.dropped += 1
                log.error("too much waits to be done after commits: one thing was dropped")

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            steadily(do, job)

    async def stop(self, *, within: float = GRACE) -> None:
        """What waits is still done, for as long as there is time."""
        thread, self._thread = self._thread, None
        if thread is None or self._loop is None:
            return
        # What was submitted just now is put before the end is.
        await asyncio.sleep(0)
        try:
            self._jobs.put_nowait(None)
            await self._loop.run_in_executor(None, thread.join, within)
        except queue.Full:
            pass
        if thread.is_alive():
            log.error("%d things that were due after commits were not done before the end", self.waiting)

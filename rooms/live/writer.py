"""Group commit: what arrives while one transaction runs is stored together by the next.

One thread of each process does all the writing of its sockets, so that on SQLite they never wait for each
other's lock, and one hop to that thread serves a whole batch.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from django.db import close_old_connections, connection

from community.kernel import announce

log = logging.getLogger(__name__)

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")
Store = Callable[[list[Job]], tuple[list[Outcome], list[Any]]]
MOST_TOGETHER = 256


def steadily(function: Callable[..., Any], *args: Any) -> Any:
    """Call with a database connection that works, and give it back; a broken one is not used again."""
    close_old_connections()
    try:
        return function(*args)
    except Exception:
        if not connection.in_atomic_block:
            connection.close()
        raise
    finally:
        close_old_connections()


def _alone(call: Callable[[Any], None], value: Any) -> None:
    """What goes wrong for one person of a batch is nobody else's matter."""
    try:
        call(value)
    except Exception:
        log.exception("a stored batch was not told to everybody")


def _gather(
    store: "Store[Job, Outcome]", jobs: list[Job]
) -> tuple[list[Outcome], list[Any], list[announce.Job]]:
    """In the writer's thread: what was announced waits until the loop has answered those who wrote."""
    with announce.gathered() as later:
        outcomes, news = store(jobs)
    return outcomes, news, later


def _then_announce(function: Callable[..., Any], *args: Any) -> Any:
    """In the writer's thread, for what nobody waits to have acknowledged; told to the hub as it was committed."""
    later: list[announce.Job] = []
    try:
        with announce.gathered() as later:
            return function(*args)
    finally:
        announce.run(later)


class Writer(Generic[Job, Outcome]):
    """`store` takes a list of jobs, commits, and gives as many outcomes, in order, and the news that follows.

    On the loop each job's `done` hears its outcome first; then `tell` passes each piece of news on; then `after`
    gets what was announced, to be run elsewhere.
    """

    def __init__(
        self,
        store: "Store[Job, Outcome]",
        *,
        failed: Callable[[], Outcome],
        tell: Callable[[Any], None],
        after: announce.Runner = announce.run,
    ) -> None:
        self._store = store
        self._failed = failed
        self._tell = tell
        self._after = after
        self._waiting: list[tuple[Job, Callable[[Outcome], None]]] = []
        self._running: asyncio.Task[None] | None = None
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self.stored = 0
        self.batches = 0

    def submit(self, job: Job, done: Callable[[Outcome], None]) -> None:
        self._waiting.append((job, done))
        if self._running is None:
            self._running = asyncio.get_running_loop().create_task(self._run())

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Any other write, in the writer's thread and turn."""
        return await asyncio.get_running_loop().run_in_executor(
            self.thread, steadily, _then_announce, function, *args
        )

    async def drain(self) -> None:
        """Until everything that has been submitted is stored or refused."""
        while self._running is not None:
            await asyncio.wait([self._running])

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                later: list[announce.Job] = []
                try:
                    outcomes, news, later = await loop.run_in_executor(
                        self.thread, steadily, _gather, self._store, [job for job, _ in batch]
                    )
                except Exception as error:
                    # The words are still with the person who wrote them: they are told to try again.
                    log.error("a batch was not stored: %s", type(error).__name__)
                    outcomes, news = [self._failed() for _ in batch], []
                self.batches += 1
                self.stored += len(batch)
                for (_, done), outcome in zip(batch, outcomes, strict=True):
                    _alone(done, outcome)
                for piece in news:
                    _alone(self._tell, piece)
                if later:
                    _alone(self._after, later)
                # Whoever was answered above has often written again by now: two turns of the loop bring those
                # messages in, and one larger commit is cheaper than two.
                await asyncio.sleep(0)
                await asyncio.sleep(0)
        finally:
            self._running = None
            if self._waiting:
                self._running = loop.create_task(self._run())

"""The threads that do the chores: Huey's consumer, inside the one process or as `manage.py run_huey`."""

import asyncio
import logging
import time
from functools import cache
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connections
from huey.api import TaskWrapper
from huey.consumer import Consumer, Scheduler

from . import chores, turns

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
# One for what is long and one for what is short: night work waits for other night work, never the rest for it.
WORKERS = 2
# A process that ends waits so long for a chore. One that takes longer is done again by the next.
END_WITHIN = 0.8
END_ALONE_WITHIN = 8.0


@cache
def _task() -> TaskWrapper:
    """A chore as Huey's queue knows it: by its name."""
    task: TaskWrapper = turns.queue().task(name="chore")(_work)
    return task


def _work(name: str) -> None:
    close_old_connections()
    try:
        chores.run_if_due(name)
    finally:
        connections.close_all()


def look() -> list[str]:
    """Hand what is due to the workers; the names of it."""
    found = chores.due()
    if not found:
        return []
    waiting = {task.args[0] for task in turns.queue().pending()}
    busy = turns.mine() | waiting
    night = any(name in busy and chore.at_night for name, chore in chores.declared.items())
    asked = []
    for chore in found:
        if chore.name in waiting or (chore.at_night and night):
            continue
        night = night or chore.at_night
        _task()(chore.name)
        asked.append(chore.name)
    return asked


class Looker(Scheduler):  # type: ignore[misc]
    """In place of Huey's schedule, which knows only whole minutes and asks for everything in every process."""

    process_name = "Looker"
    answers = True

    def initialize(self) -> None:
        # The tabs come back first.
        self.stop_flag.wait(LOOK_EVERY)

    def loop(self, now: Any = None) -> None:
        if not self.stop_flag.is_set():
            try:
                turns.renew()
                look()
                self._note(True)
            except turns.AWAY as error:
                self._note(False, error)
            except Exception as error:
                log.error("a look at the chores failed: %s", type(error).__name__)
        self.stop_flag.wait(LOOK_EVERY)

    def _note(self, answers: bool, error: Exception | None = None) -> None:
        if answers != self.answers:
            self.answers = answers
            if answers:
                log.warning("the storage of the chores is back")
            else:
                log.warning("the storage of the chores does not answer: %s", type(error).__name__)


class _Consumer(Consumer):  # type: ignore[misc]
    scheduler_class = Looker


class _Inside(_Consumer):
    """In the server's process, whose signals are the server's."""

    def _set_signal_handlers(self) -> None:
        pass


def _made(kind: type[_Consumer], *, end_within: float) -> _Consumer:
    _task()
    return kind(
        turns.queue(),
        workers=WORKERS,
        periodic=False,
        max_delay=2.0,
        shutdown_timeout=end_within,
        graceful_signal="TERM",
    )


def alone() -> _Consumer:
    """For `manage.py run_huey`: its `run()` returns after SIGTERM or SIGINT."""
    return _made(_Consumer, end_within=END_ALONE_WITHIN)


class Inside:
    """Started and stopped with the one process of the embedded set-up. Where there is Redis: nothing."""

    def __init__(self) -> None:
        self._consumer: _Consumer | None = None

    async def start(self) -> None:
        if settings.REDIS_URL or self._consumer is not None:
            return
        try:
            consumer = await asyncio.to_thread(_made, _Inside, end_within=END_WITHIN)
            consumer.start()
            self._consumer = consumer
        except turns.AWAY as error:
            # Rooms go on without; /metrics and the admin say that nothing is done.
            log.error("the chores could not be started: %s", type(error).__name__)

    async def stop(self) -> None:
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            began = time.monotonic()
            await asyncio.to_thread(consumer.stop, graceful=True)
            log.info("the chores ended within %.1f s", time.monotonic() - began)


inside = Inside()

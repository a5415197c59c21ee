"""Tell the rest of the site that something happened, once it really has and those who acted have their answer.

After a commit come, in this order: the answer to whoever acted, what open tabs are told at once (rooms/live/hub.py),
and then what others make of it, the receivers. They are gathered while somebody's answer is on its way (`gathered`:
a request, a batch of messages) and run together afterwards: by the thread of rooms/live/after.py where there are
open tabs, else right here, as in the shell and in tests.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal

log = logging.getLogger(__name__)

Job = Callable[[], None]
Runner = Callable[[list[Job]], None]

_gathered: ContextVar[list[Job] | None] = ContextVar("gathered", default=None)
_runner: Runner | None = None


def announce(signal: Signal, *, sender: Any, **facts: Any) -> None:
    """Send `signal` after the present transaction has committed; a receiver that fails undoes nothing."""
    afterwards(partial(_tell, signal, sender, facts))


def afterwards(job: Job) -> None:
    """Call `job` after the present transaction has committed and been answered; its failing undoes nothing."""
    transaction.on_commit(partial(_committed, job))


@contextmanager
def gathered() -> Iterator[list[Job]]:
    """What is due after the commits made in here, for the caller to `run` once those who wait have their answer."""
    jobs: list[Job] = []
    before = _gathered.set(jobs)
    try:
        yield jobs
    finally:
        _gathered.reset(before)


def run(jobs: list[Job]) -> None:
    """Each of them, in order: elsewhere, if somebody has said where, or now."""
    if jobs and _runner is not None:
        _runner(jobs)
        return
    for job in jobs:
        do(job)


def hand_to(runner: Runner | None) -> None:
    """Who runs what is due from now on. None: whoever calls `run`."""
    global _runner
    _runner = runner


def do(job: Job) -> None:
    """One job; what goes wrong in it is nobody else's matter."""
    try:
        job()
    except Exception:
        log.exception("something that was due after a commit failed")


def _committed(job: Job) -> None:
    waiting = _gathered.get()
    if waiting is None:
        run([job])
    else:
        waiting.append(job)


def _tell(signal: Signal, sender: Any, facts: dict[str, Any]) -> None:
    for receiver, answer in signal.send_robust(sender, **facts):
        if isinstance(answer, Exception):
            log.error("receiver %s failed", getattr(receiver, "__qualname__", receiver), exc_info=answer)

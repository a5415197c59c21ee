"""Regular work, declared where it belongs: `@every(timedelta(…))` or `@nightly` on a plain function in `chores.py`.

A chore is due once for each stretch of time, its slot. Whoever does it takes a turn in the storage that all
processes share, so that two of them do it once; a turn whose process died runs out, and the chore is done again.
A chore may therefore be done more than once and must not mind. When a slot was missed it is done at the next chance.
The threads that look and work are in kernel/consumer.py.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from . import turns

log = logging.getLogger(__name__)

Work = Callable[[], Any]
DAY = timedelta(days=1)
# How late a chore may be before somebody should look: once its interval, but not less or more than this.
LATE = (timedelta(minutes=10), timedelta(hours=2))


# --- Declaring -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chore:
    name: str
    work: Work
    every: timedelta
    at_night: bool = False

    def slot(self, now: datetime) -> float:
        """When the present stretch began (seconds since 1970). It is done once in each."""
        length = self.every.total_seconds()
        at = settings.CHORES_AT
        start = at.hour * 3600 + at.minute * 60 if self.at_night else 0
        return (now.timestamp() - start) // length * length + start


declared: dict[str, Chore] = {}


def every(gap: timedelta) -> Callable[[Work], Work]:
    """Once in each `gap`. The function takes nothing and may be called again for what it has done already."""

    def declare(work: Work) -> Work:
        _declare(Chore(_name(work), work, gap))
        return work

    return declare


def nightly(work: Work) -> Work:
    """Once a night, at CHORES_AT (UTC). What deletes much does it in batches: people are awake somewhere."""
    _declare(Chore(_name(work), work, DAY, at_night=True))
    return work


def _name(work: Work) -> str:
    """`moderation.roles.chores.end_gone` is called `roles.end_gone`."""
    parts = [part for part in work.__module__.split(".") if part != "chores"]
    return f"{parts[-1]}.{work.__name__}"


def _declare(chore: Chore) -> None:
    known = declared.setdefault(chore.name, chore)
    if known.work.__module__ != chore.work.__module__:
        raise ImproperlyConfigured(f"Two chores are called {chore.name}.")
    declared[chore.name] = chore


# --- Doing ---------------------------------------------------------------------------------------------


def run(name: str) -> bool:
    """Do it now, due or not; False when somebody is at it. What it raises is noted and raised."""
    return _do(declared[name], timezone.now(), even_if_done=True)


def run_if_due(name: str, now: datetime | None = None) -> bool:
    """As a worker does it. Whatever goes wrong is logged by its type alone, for its words may be somebody's."""
    if name not in declared:
        return False  # Asked for by a newer or an older version of the site.
    try:
        return _do(declared[name], now or timezone.now(), even_if_done=False)
    except Exception as error:
        log.error("chore %s failed: %s", name, type(error).__name__)
        return False


def run_due(now: datetime | None = None) -> list[str]:
    """Do everything that is due, one after the other, here. The names of what was done well."""
    return [chore.name for chore in due(now) if run_if_due(chore.name, now)]


def _do(chore: Chore, now: datetime, *, even_if_done: bool) -> bool:
    slot = chore.slot(now)
    turn = turns.take(chore.name, now.timestamp(), slot=slot, even_if_done=even_if_done)
    if turn is None:
        return False
    error: BaseException | None = None
    try:
        chore.work()
    except BaseException as raised:
        error = raised
        raise
    finally:
        at = max(now, timezone.now()).timestamp()
        turns.finish(chore.name, turn, slot=slot, now=at, error=error, next_slot=chore.every)
    return True


def due(now: datetime | None = None) -> list[Chore]:
    """What should be done and nobody is doing, short intervals first."""
    now = now or timezone.now()
    at, kept, mine = now.timestamp(), turns.read(list(declared)), turns.mine()
    found = []
    for chore in sorted(declared.values(), key=lambda chore: (chore.every, chore.name)):
        state = kept[chore.name]
        if chore.name in mine or state.is_done(chore.slot(now), at) or state.waits(at):
            continue
        if not turns.is_held(chore.name, state, at):
            found.append(chore)
    return found


# --- Saying how it goes --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChoreState:
    """For the admin and /metrics. `away`: the storage does not answer, and nothing of the rest is known."""

    name: str
    every: timedelta
    at_night: bool
    last_run: datetime | None
    last_ok: datetime | None
    failed_since: datetime | None
    runs: int
    failures: int
    error: str  # the type of what went wrong last, while it goes wrong
    overdue: bool
    away: bool = False


def states(now: datetime | None = None) -> list[ChoreState]:
    """One for each chore of the site, whichever process does it. Never raises for a storage that is away."""
    now, away = now or timezone.now(), False
    try:
        kept = turns.read(list(declared))
    except turns.AWAY:
        kept, away = {name: turns.Kept() for name in declared}, True
    return [_state(declared[name], kept[name], now, away) for name in sorted(declared)]


def _state(chore: Chore, kept: turns.Kept, now: datetime, away: bool) -> ChoreState:
    last_ok = _when(kept.ok)
    late = chore.every + min(max(chore.every, LATE[0]), LATE[1])
    return ChoreState(
        chore.name,
        chore.every,
        chore.at_night,
        _when(kept.started),
        last_ok,
        _when(kept.failed_since),
        kept.runs,
        kept.failures,
        kept.error,
        overdue=last_ok is None or now - last_ok > late,
        away=away,
    )


def _when(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

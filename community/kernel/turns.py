"""Whose turn a chore is, in the storage that all processes share: Redis, or a file beside the database.

A turn is a numbered key that only one can put there, with the moment until which it is held. Whoever works renews
it; what a killed process leaves runs out, and the next number is free.
"""

import json
import sqlite3
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.utils import timezone
from huey import RedisHuey, SqliteHuey
from huey.api import Huey
from huey.constants import EmptyData
from huey.serializer import SignedSerializer

# A turn that is not renewed for so long belonged to a process that died.
LEASE = timedelta(seconds=60)
# After a failure; twice as long after the next, up to an hour, and never past the next slot.
TRY_AGAIN = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
# What a storage raises that is away, full or locked.
AWAY = (redis.exceptions.RedisError, sqlite3.Error, OSError)


@cache
def queue() -> Huey:
    """Redis where there is one; else a file of its own beside the database."""
    kept: dict[str, Any] = {"results": False, "serializer": SignedSerializer(secret=settings.SECRET_KEY)}
    if settings.REDIS_URL:
        pool = redis.ConnectionPool.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=2, health_check_interval=30
        )
        return RedisHuey("openhearth", connection_pool=pool, blocking=False, **kept)
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("openhearth", filename=str(settings.DATA_DIR / "chores.sqlite3"), **kept)


@dataclass(slots=True)
class Kept:
    """The state of a chore in the storage; moments are seconds since 1970. Only whose turn it is writes it."""

    turn: int = 0
    done: float = 0  # the slot that is done
    not_before: float = 0
    started: float | None = None
    ok: float | None = None
    failed_since: float | None = None
    in_a_row: int = 0
    failures: int = 0
    runs: int = 0
    error: str = ""

    def is_done(self, slot: float, now: float) -> bool:
        # A slot of the future was written by a clock that went wrong.
        return slot <= self.done <= now

    def waits(self, now: float) -> bool:
        """It failed a moment ago."""
        return now < self.not_before <= now + LONGEST_WAIT.total_seconds()


def _key(name: str) -> str:
    return f"chore:{name}"


def _turn_key(name: str, turn: int) -> str:
    return f"turn:{name}:{turn}"


def read(names: list[str]) -> dict[str, Kept]:
    keys = {_key(name): name for name in names}
    found = queue().storage.peek_many(list(keys)) if keys else {}
    kept = {name: Kept() for name in names}
    for key, value in found.items():
        with suppress(ValueError, TypeError):
            kept[keys[key]] = Kept(**json.loads(bytes(value)))
    return kept


def _write(name: str, kept: Kept) -> None:
    queue().storage.put_data(_key(name), json.dumps(asdict(kept)).encode())


def _holds_until(name: str, turn: int) -> float | None:
    """Until when this turn is somebody's; None: nobody has taken it."""
    value = queue().storage.peek_data(_turn_key(name, turn))
    return None if value is EmptyData else float(bytes(value))


def _is_held(until: float | None, now: float) -> bool:
    return until is not None and now < until <= now + 2 * LEASE.total_seconds()


# --- Turns ---------------------------------------------------------------------------------------------

# What this process is doing: name → turn.
_doing: dict[str, int] = {}
_lock = threading.Lock()


def take(name: str, now: float, *, slot: float, even_if_done: bool = False) -> int | None:
    """The number of the turn, if there is one to be had; from then on `finish` is owed."""
    storage = queue().storage
    kept = read([name])[name]
    turn = kept.turn
    until = _holds_until(name, turn)
    # Somebody who died between taking a turn and saying so is further on than the state tells.
    while (later := _holds_until(name, turn + 1)) is not None:
        turn, until = turn + 1, later
    if _is_held(until, now):
        return None
    if not even_if_done and (kept.is_done(slot, now) or kept.waits(now)):
        return None
    number = turn + 1
    if not storage.put_if_empty(_turn_key(name, number), _moment(now + LEASE.total_seconds())):
        return None
    kept = read([name])[name]
    if kept.turn >= number or (not even_if_done and kept.is_done(slot, now)):
        # Others have gone on since the first look.
        storage.delete_data(_turn_key(name, number))
        return None
    kept.turn, kept.started, kept.runs = number, now, kept.runs + 1
    _write(name, kept)
    for old in {turn, number - 2}:
        storage.delete_data(_turn_key(name, old))
    with _lock:
        _doing[name] = number
    return number


def _moment(seconds: float) -> bytes:
    return repr(seconds).encode()


def renew() -> None:
    """Called now and then while this process works: its turns go on."""
    until = _moment(timezone.now().timestamp() + LEASE.total_seconds())
    with _lock:
        for name, turn in _doing.items():
            queue().storage.put_data(_turn_key(name, turn), until)


def finish(
    name: str, turn: int, *, slot: float, now: float, error: BaseException | None, next_slot: timedelta
) -> None:
    with _lock:
        _doing.pop(name, None)
        kept = read([name])[name]
        if kept.turn != turn:
            return  # Nothing was heard of it for so long that somebody else has begun anew.
        if error is None:
            kept.done, kept.ok, kept.failed_since, kept.in_a_row, kept.error = slot, now, None, 0, ""
        else:
            kept.failures, kept.in_a_row = kept.failures + 1, kept.in_a_row + 1
            kept.failed_since = kept.failed_since or now
            kept.error = type(error).__name__
            wait = min(TRY_AGAIN * 2 ** min(kept.in_a_row - 1, 10), LONGEST_WAIT, next_slot)
            kept.not_before = now + wait.total_seconds()
        _write(name, kept)
        queue().storage.put_data(_turn_key(name, turn), _moment(0))


def is_held(name: str, kept: Kept, now: float) -> bool:
    return _is_held(_holds_until(name, kept.turn), now)


def mine() -> set[str]:
    """What this process is doing now."""
    with _lock:
        return set(_doing)

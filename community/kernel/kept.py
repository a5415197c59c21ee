"""What a process looks up and keeps for a few seconds, because very many ask for the same."""

import time
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar
from weakref import WeakSet

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_all: "WeakSet[Kept]" = WeakSet()


class Kept(Generic[Key, Value]):
    """`get` gives what was made for this key within the last `seconds`, or makes it now.

    Never more than `most` keys: then all of it goes, which costs one look-up each. For what may be a little old;
    nothing that decides whether somebody may do something is kept like this.
    """

    def __init__(self, seconds: float, most: int = 10_000) -> None:
        self.seconds, self.most = seconds, most
        self._made: dict[Key, tuple[float, Value]] = {}
        _all.add(self)

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        known, now = self._made.get(key), time.monotonic()
        if known is not None and now - known[0] < self.seconds:
            return known[1]
        # As old as the moment it was asked at, and not the one at which the answer was there.
        value = make()
        self._keep(now, {key: value})
        return value

    def note(self, found: Mapping[Key, Value]) -> None:
        """What has just been looked up anyway."""
        self._keep(time.monotonic(), found)

    def _keep(self, at: float, found: Mapping[Key, Value]) -> None:
        if len(self._made) + len(found) > self.most:
            self._made.clear()
        self._made.update({key: (at, value) for key, value in found.items()})

    def forget(self) -> None:
        self._made.clear()


def forget_all() -> None:
    """As in a process that has just started."""
    for kept in list(_all):
        kept.forget()

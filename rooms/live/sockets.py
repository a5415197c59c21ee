"""One open tab as the hub sees it: who it is, which rooms it shows, and whether it reads what it gets."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from . import wire
from .facts import Fact
from .frames import TOO_SLOW, encode
from .seats import Event, Seat

SLOW_FOR = 10.0
GONE_AFTER = 5.0
MOST_OWED = 200

Send = Callable[[Event], Awaitable[None]]


class _Resumed:
    """Finish a coroutine that was stepped once and has suspended: a Task cannot be given it as it is.

    It first yields what the coroutine yielded, so that the Task waits for the right thing, then drives it.
    """

    def __init__(self, coroutine: Any, waits_for: Any) -> None:
        self._coroutine = coroutine
        self._waits_for = waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        waits_for = self._waits_for
        while True:
            try:
                answer = yield waits_for
            except BaseException as error:
                step = self._coroutine.throw
                value: Any = error
            else:
                step, value = self._coroutine.send, answer
            try:
                waits_for = step(value)
            except StopIteration:
                return


class Socket:
    """Frames for one tab. `push` never waits; a reader that does not read is skipped, caught up, then dropped."""

    __slots__ = (
        "_abort", "_dropped", "_finishing", "_send", "_server", "asking", "closed", "hides", "name", "on_drop", "on_reads_again",
        "owed", "seats", "session", "slow_since", "user_id",
    )  # fmt: skip

    def __init__(self, send: Send, *, user_id: int, name: str, session: str) -> None:
        self._send = send
        self._server = wire.server_of(send)
        self._finishing: asyncio.Task[None] | None = None
        self._abort: asyncio.TimerHandle | None = None
        self._dropped = False
        self.user_id = user_id
        self.name = name
        self.session = session
        self.seats: dict[int, Seat] = {}
        self.hides: frozenset[int] = frozenset()
        self.asking: asyncio.Lock | None = None
        self.owed: list[Event] = []
        self.slow_since: float | None = None
        self.closed = False
        self.on_reads_again: Callable[[Socket], None] | None = None
        self.on_drop: Callable[[Socket], None] | None = None

    def push(self, event: Event) -> bool:
        """Start sending without waiting. False when this reader is slow or gone and the frame was not taken."""
        if self._finishing is not None or self.closed:
            return False
        if self._server is not None and "frame" in event and wire.write(self._server, event["frame"]):
            return True
        coroutine: Any = self._send(event)
        try:
            waits_for = coroutine.send(None)
        except StopIteration:
            return True
        except Exception:
            # The connection is gone; its receive loop is about to hear of it.
            self.closed = True
            return False
        loop = asyncio.get_running_loop()
        self.slow_since = loop.time()
        self._finishing = loop.create_task(self._finish(_Resumed(coroutine, waits_for)))
        return True

    def say(self, fact: Fact) -> None:
        """A frame for this tab alone. While the reader is slow it is kept and sent when it reads again."""
        self.say_ready({"type": "websocket.send", "text": encode(fact)})

    def say_ready(self, event: Event) -> None:
        if not self.push(event) and not self.closed:
            self.owed.append(event)
            if len(self.owed) > MOST_OWED:
                self.drop()

    async def _finish(self, rest: _Resumed) -> None:
        try:
            await rest
        except Exception:
            self.closed = True
            return
        finally:
            self._finishing = None
        self.slow_since = None
        while self.owed:
            if not self.push(self.owed[0]):
                return
            self.owed.pop(0)
            if self._finishing is not None:
                return
        if self.on_reads_again is not None:
            self.on_reads_again(self)

    def is_too_slow(self, now: float) -> bool:
        return self.slow_since is not None and now - self.slow_since > SLOW_FOR

    def drop(self) -> None:
        """Out of its rooms at once; then the connection is ended, by force when it does not even take the close."""
        if self._dropped:
            return
        self._dropped = True
        if self.on_drop is not None:
            self.on_drop(self)
        self.close(TOO_SLOW)
        self._abort = asyncio.get_running_loop().call_later(GONE_AFTER, self._cut)

    def close(self, code: int, reason: str = "") -> None:
        """Say goodbye with a code. Nothing is sent afterwards."""
        if self.closed:
            return
        finishing, self._finishing = self._finishing, None
        self.push({"type": "websocket.close", "code": code, "reason": reason})
        self._finishing = self._finishing or finishing
        self.closed = True
        self.owed.clear()

    def forget(self) -> None:
        """The connection has ended."""
        self.closed = True
        if self._finishing is not None:
            self._finishing.cancel()
        if self._abort is not None:
            self._abort.cancel()

    def _cut(self) -> None:
        """A peer that never reads would keep its connection half open for ever: the server lets go of it.

        Where the server's transport is not to be had, its own keepalive is left to end it.
        """
        wire.cut(self._send)

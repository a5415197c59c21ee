"""The channel layer as the hub uses it: one group for the whole site, one channel for each process.

Everything sent here is a hint. A layer that is slow or away costs nothing but the hint: sending never waits,
the queue is short, and the look once a second finds in the database what did not come.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

log = logging.getLogger(__name__)

GROUP = "openhearth"
QUEUE = 2000
SEND_WITHIN = 2.0

# What one process says to the others: a kind, who says it, and a few facts. Nothing of it reaches a browser as it is.
Hint = dict[str, Any]


def hint(kind: str, process: str, **facts: Any) -> Hint:
    return {"type": f"hub.{kind}", "from": process, **facts}


def kind_of(hint: Hint) -> str:
    return str(hint["type"]).removeprefix("hub.")


class Relay:
    def __init__(self, layer: Any, process: str, heard: Callable[[Hint], None]) -> None:
        self._layer = layer
        self._process = process
        self._heard = heard
        self._queue: asyncio.Queue[Hint] = asyncio.Queue(QUEUE)
        self._tasks: list[asyncio.Task[None]] = []
        self._up = True

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._send_all()), asyncio.create_task(self._hear_all())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task

    def send(self, hint: Hint) -> None:
        with contextlib.suppress(asyncio.QueueFull):
            self._queue.put_nowait(hint)

    async def _send_all(self) -> None:
        while True:
            hint = await self._queue.get()
            try:
                async with asyncio.timeout(SEND_WITHIN):
                    await self._layer.group_send(GROUP, hint)
                self._note(True)
            except Exception:
                self._note(False)

    async def _hear_all(self) -> None:
        """Joined again after every trouble; what was said meanwhile is found by the look."""
        while True:
            try:
                channel = await self._layer.new_channel()
                await self._layer.group_add(GROUP, channel)
                while True:
                    hint = await self._layer.receive(channel)
                    if hint.get("from") != self._process:
                        self._heard(hint)
            except Exception:
                self._note(False)
                await asyncio.sleep(0.5)

    @property
    def is_up(self) -> bool:
        return self._up

    def _note(self, up: bool) -> None:
        if up != self._up:
            self._up = up
            log.warning(
                "the channel layer %s", "is back" if up else "does not answer; looking once a second instead"
            )


def send_once(hint: Hint) -> None:
    """From a process without sockets (a command, the admin under another server)."""
    layer = get_channel_layer()
    if layer is None or isinstance(layer, InMemoryChannelLayer):
        return
    try:
        async_to_sync(layer.group_send)(GROUP, hint)
    except Exception:
        log.warning("the channel layer does not answer; others will look for themselves")

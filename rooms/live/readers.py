"""The threads that read the database for the sockets, apart from the one that writes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from .writer import steadily

AT_ONCE = 4
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Readers:
    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reader")

    async def read(
        self, function: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Answer:
        """Call in a reader's thread with a working connection. Waits while all of them are busy."""
        call = partial(steadily, partial(function, *args, **kwargs))
        answer: Answer = await asyncio.get_running_loop().run_in_executor(self._threads, call)
        return answer

    def stop(self) -> None:
        self._threads.shutdown(wait=False)

"""Pages are answered in threads that stay, each with the connection to the database it already has.

Django's own handler starts a thread for every request and with it opens the database anew, which cost as much as a
small page does. A thread is held while a page is made and not while somebody slowly sends or reads: else a dozen slow
connections would shut the site for everybody.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django
from asgiref.sync import ThreadSensitiveContext
from django.core.handlers.asgi import ASGIHandler
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

AT_ONCE = 12


class Pages(ASGIHandler):
    """At most twelve pages are made at once; more wait for a thread. The one that was last in use is taken first."""

    def __init__(self) -> None:
        super().__init__()
        self._free: asyncio.LifoQueue[ThreadPoolExecutor] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        # Without the context of its own, and the thread that Django would give each request.
        await self.handle(scope, receive, send)

    async def run_get_response(self, request: Any) -> Any:
        free = self._threads()
        thread = await free.get()
        try:
            async with ThreadSensitiveContext(executor=thread):
                return await super().run_get_response(request)
        finally:
            free.put_nowait(thread)

    def _threads(self) -> "asyncio.LifoQueue[ThreadPoolExecutor]":
        if self._free is None:
            self._free = asyncio.LifoQueue()
            for number in range(AT_ONCE):
                self._free.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=f"page-{number}"))
        return self._free


def steady(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A broken connection is let go, and one that is lent is given back, in the thread that used it: Django's own
    signals for that come in another."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        _let_go_of_broken_ones()
        try:
            return get_response(request)
        finally:
            _let_go_of_broken_ones()

    return middleware


def _let_go_of_broken_ones() -> None:
    for connection in connections.all(initialized_only=True):
        # A request begins outside of any transaction; only a test lends its own. A page that needs no database
        # does not wait for one.
        is_asked = connection.errors_occurred or connection.close_at is not None
        if is_asked and not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


def application() -> Pages:
    django.setup(set_prefix=False)
    return Pages()

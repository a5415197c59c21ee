"""Many tabs come back in one moment: they are let in together, and then shown their rooms in turns.

While one reading runs, those who come meanwhile gather, and the next reading answers all of them. Signing in goes
first, so that nobody's connection is given up while others are shown their rooms; among those who wait for a room the
newest goes first, because the oldest may be gone already.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from community.accounts.models import User
from community.accounts.notices.services import unseen_count
from community.accounts.sessions import people_of
from community.kernel.refused import Refused

from .. import reading
from ..models import Room
from .writer import steadily

TURNS = 4  # of the loop from a new connection to its question here

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
SignedIn = tuple[User, bool, int]  # the person, whether a second step was shown, how much news waits


class _Queue(Generic[Asked, Answer]):
    """One kind of question; `answer` gives an answer for each of them, in order."""

    def __init__(self, answer: Callable[[list[Asked]], list[Answer]], most: int) -> None:
        self.answer = answer
        self.most = most
        self.waiting: list[tuple[Asked, asyncio.Future[Answer]]] = []

    def newest(self) -> list[tuple[Asked, "asyncio.Future[Answer]"]]:
        batch, self.waiting = self.waiting[-self.most :], self.waiting[: -self.most]
        # Who has gone waits for nothing any more.
        return [(asked, future) for asked, future in reversed(batch) if not future.done()]


class Reception:
    def __init__(self) -> None:
        # One thread: several would only wait for one another, and the order below would not be kept.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reception")
        self._people: _Queue[str, SignedIn | None] = _Queue(_signed_in, most=128)
        self._numbers: _Queue[str, int | None] = _Queue(_numbers, most=256)
        self._rooms: _Queue[reading.Ask, reading.Opened | Refused] = _Queue(reading.opened, most=24)
        self._running: asyncio.Task[None] | None = None

    async def person_of(self, session_key: str) -> SignedIn | None:
        return await self._ask(self._people, session_key)

    async def number_of(self, slug: str) -> int | None:
        """Of a room, whoever asks: what they may see of it is for `open` to say."""
        return await self._ask(self._numbers, slug)

    async def open(self, ask: reading.Ask) -> reading.Opened:
        """Raises Refused."""
        answer = await self._ask(self._rooms, ask)
        if isinstance(answer, Refused):
            raise answer
        return answer

    def stop(self) -> None:
        self._thread.shutdown(wait=False)

    async def _ask(self, queue: _Queue[Asked, Answer], asked: Asked) -> Answer:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        queue.waiting.append((asked, future))
        if self._running is None:
            self._running = loop.create_task(self._answer_all())
        return await future

    async def _answer_all(self) -> None:
        queues: tuple[_Queue[Any, Any], ...] = (self._people, self._numbers, self._rooms)
        try:
            while (queue := next((one for one in queues if one.waiting), None)) is not None:
                batch = queue.newest()
                if batch:
                    await self._answer(queue, batch)
                # What was answered is told, and a connection made meanwhile gets as far as asking to be let in,
                # before the next reading.
                for _ in range(TURNS):
                    await asyncio.sleep(0)
        finally:
            self._running = None

    async def _answer(self, queue: _Queue[Any, Any], batch: list[tuple[Any, Any]]) -> None:
        try:
            answers = await self._read(queue.answer, [asked for asked, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                _settle(batch[0][1], error=error)
                return
            # What goes wrong for one of them is nobody else's matter.
            for one in batch:
                await self._answer(queue, [one])
            return
        for (_, future), answer in zip(batch, answers, strict=True):
            _settle(future, answer)

    async def _read(self, function: Callable[[list[Any]], list[Any]], asked: list[Any]) -> list[Any]:
        answers: list[Any] = await asyncio.get_running_loop().run_in_executor(
            self._thread, steadily, function, asked
        )
        return answers


def _settle(future: "asyncio.Future[Any]", answer: Any = None, error: Exception | None = None) -> None:
    if future.done():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(answer)


# --- In the thread, with a connection ---------------------------------------------------------------------


def _signed_in(session_keys: list[str]) -> list[SignedIn | None]:
    people = people_of(session_keys)
    return [
        (*found, unseen_count(found[0])) if (found := people.get(key)) is not None else None
        for key in session_keys
    ]


def _numbers(slugs: list[str]) -> list[int | None]:
    numbers = dict(Room.objects.filter(slug__in=set(slugs)).values_list("slug", "pk"))
    return [numbers.get(slug) for slug in slugs]

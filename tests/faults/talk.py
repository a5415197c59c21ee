"""People who go on talking whatever happens to the server, and the account of it afterwards."""

import asyncio
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import websockets

from tests.support.site import Site
from tests.support.tab import Closed, Tab

ANSWER_WITHIN = 8.0
TROUBLE = (Closed, OSError, TimeoutError, websockets.WebSocketException, EOFError)


# --- Run inside the site ---------------------------------------------------------------------------------


def crowd(prefix: str, count: int) -> list[dict[str, Any]]:
    """People whom no limit binds, signed in."""
    from community.accounts.models import User
    from tests.support.people import people_with_sessions

    people = people_with_sessions(prefix, count)
    User.objects.filter(pk__in=[person["id"] for person in people]).update(origin=User.Origin.CROWD)
    return people


def rooms(prefix: str, count: int) -> list[str]:
    from tests.support.people import make_room

    return [make_room(f"{prefix}-{n}", capacity=1000).slug for n in range(1, count + 1)]


def stored(slug: str) -> dict[str, Any]:
    """A room as the database has it: `rows` are [seq, version, client_id, body, author], by seq."""
    from rooms.models import Message, Room

    room = Room.objects.get(slug=slug)
    found = Message.objects.filter(room=room).order_by("seq")
    rows = [[row.seq, row.version, str(row.client_id), row.body, row.author_id, row.pk] for row in found]
    return {"seq": room.seq, "version": room.version, "rows": rows}


def fresh_load(slug: str) -> dict[str, Any]:
    """Every message as a new tab would be given it, by seq."""
    from rooms.live.frames import message_fact
    from rooms.models import Message

    found = Message.objects.filter(room__slug=slug).select_related("author").order_by("seq")
    return {str(message.seq): message_fact(message) for message in found}


# --- Outside ---------------------------------------------------------------------------------------------


@dataclass
class Talker:
    """Says one thing after another in one room, each under its own client_id until it is accepted."""

    site: Site
    person: dict[str, Any]
    room: str
    process: int = 0
    moves: bool = False
    pause: float = 0.0
    words: str = "line"
    said: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    retries: int = 0
    slowest: float = 0.0
    codes: list[int] = field(default_factory=list)
    _tab: Tab | None = None

    async def talk(self, stop: asyncio.Event, *, most: int = 10**9) -> None:
        while len(self.said) < most and not stop.is_set():
            await self.say_until_accepted(f"{self.words} {len(self.said) + 1}")
            await asyncio.sleep(self.pause)
        if self._tab is not None:
            await self._tab.socket.close()
            self._tab = None

    async def say_until_accepted(self, body: str) -> None:
        client_id, began, first = str(uuid.uuid4()), time.monotonic(), True
        while True:
            try:
                answer = await self._ask(client_id, body)
            except TROUBLE as error:
                if isinstance(error, Closed):
                    self.codes.append(error.code)
                await self._lose()
                answer = None
            if answer is not None and answer["type"] == "message.accepted":
                took = time.monotonic() - began
                self.slowest = max(self.slowest, took)
                self.said.append({**answer, "body": body, "at": time.monotonic(), "first": first})
                return
            if answer is not None:
                self.refusals.append(answer["code"])
            first = False
            self.retries += 1
            await asyncio.sleep(random.uniform(0.02, 0.2))

    async def _ask(self, client_id: str, body: str) -> dict[str, Any]:
        if self._tab is None:
            tab = self.site.tab(self.person, process=self.process, open_timeout=5)
            await tab.__aenter__()
            self._tab = tab
        await self._tab.send("message.send", room=self.room, client_id=client_id, body=body)
        async with asyncio.timeout(ANSWER_WITHIN):
            while True:
                frame = await self._tab.next(patience=ANSWER_WITHIN)
                if frame.get("client_id") == client_id:
                    return frame

    async def _lose(self) -> None:
        tab, self._tab = self._tab, None
        if self.moves:
            self.process += 1
        if tab is not None:
            tab.socket.transport.abort()


@dataclass
class Shown:
    """What a tab shows, by the contract: apply what follows, notice a gap, redraw on a reset."""

    version: int | None = None
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    resets: int = 0

    def apply(self, frame: dict[str, Any]) -> bool:
        """False when something is missing in between: the room has to be opened again with `self.version`."""
        if frame.get("reset"):
            self.version, self.messages = frame["version"], {}
            self.resets += 1
        elif self.version is None or (frame["after"] or 0) > self.version:
            return False
        # As static/rooms/log.js: a change of what is older than all that is shown changes nothing that is shown.
        oldest = min(self.messages, default=0)
        for message in frame["messages"]:
            known = self.messages.get(message["seq"])
            if message["seq"] >= oldest and (known is None or known["version"] < message["version"]):
                self.messages[message["seq"]] = message
        self.version = max(self.version or 0, frame["version"])
        return True


@dataclass
class Reader:
    """A tab that only reads one room, and comes back whenever it is cut off."""

    site: Site
    person: dict[str, Any]
    room: str
    process: int = 0
    shown: Shown = field(default_factory=Shown)
    gaps: int = 0
    returns: int = 0
    heard_at: dict[str, float] = field(default_factory=dict)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self) -> None:
        while True:
            try:
                async with self.site.tab(self.person, process=self.process, open_timeout=5) as tab:
                    await tab.send("room.open", room=self.room, after=self.shown.version)
                    await self._listen(tab)
            except TROUBLE:
                self.returns += 1
                await asyncio.sleep(random.uniform(0.05, 0.3))

    async def _listen(self, tab: Tab) -> None:
        asked = time.monotonic()
        while True:
            try:
                frame = await tab.next(patience=2.0)
            except TimeoutError:
                await tab.send("ping")
                continue
            if frame["type"] == "room.changes":
                now = time.monotonic()
                for message in frame["messages"]:
                    self.heard_at.setdefault(message["client_id"], now)
                if self.shown.apply(frame):
                    self.opened.set()
                elif now - asked > 0.5:
                    self.gaps += 1
                    asked = now
                    await tab.send("room.open", room=self.room, after=self.shown.version)
            elif frame["type"] == "pong":
                version = frame["versions"].get(self.room)
                if version is not None and version > (self.shown.version or 0):
                    await tab.send("room.open", room=self.room, after=self.shown.version)
            elif frame["type"] == "refused" and not self.opened.is_set():
                await asyncio.sleep(0.2)
                await tab.send("room.open", room=self.room, after=self.shown.version)

    def shows_all(self, truth: dict[str, Any]) -> bool:
        """Nothing shown that is not so, nothing missing since the first load or the last reset."""
        first = min(self.shown.messages, default=1)
        wanted = {int(seq): fact for seq, fact in truth.items() if int(seq) >= first}
        return self.shown.messages == wanted


async def until(true: Any, *, seconds: float, what: str) -> float:
    """Polls, without ever holding up the loop for long; the seconds it took."""
    began = time.monotonic()
    while True:
        answer = true()
        if asyncio.iscoroutine(answer):
            answer = await answer
        if answer:
            return time.monotonic() - began
        if time.monotonic() - began > seconds:
            raise AssertionError(f"{what}: not within {seconds} s")
        await asyncio.sleep(0.05)


async def call(site: Site, function: Any, *args: Any) -> Any:
    return await asyncio.to_thread(site.call, function, *args)


def check_account(site: Site, talkers: list[Talker]) -> dict[str, int]:
    """Nothing accepted is lost, doubled, altered or out of order; `seq` is dense. Returns the counts."""
    accepted = 0
    for room in sorted({talker.room for talker in talkers}):
        account = site.call(stored, room)
        rows = account["rows"]
        seqs = [row[0] for row in rows]
        assert seqs == list(range(1, len(rows) + 1)), f"{room}: seq is not dense"
        assert account["seq"] == len(rows), f"{room}: the room counts otherwise than its messages"
        assert account["version"] >= max((row[1] for row in rows), default=0)
        by_id = {row[2]: row for row in rows}
        assert len(by_id) == len(rows), f"{room}: a client_id twice"
        here = [talker for talker in talkers if talker.room == room]
        for talker in here:
            places = []
            for one in talker.said:
                row = by_id.get(one["client_id"])
                assert row is not None, f"{room}: an accepted message is lost"
                assert (row[0], row[3], row[4]) == (one["seq"], one["body"], talker.person["id"])
                places.append(row[0])
            assert places == sorted(places), f"{room}: out of order"
            accepted += len(places)
        # Everybody went on until accepted, so there is nothing else in the room either.
        assert len(rows) == sum(len(talker.said) for talker in here), (
            f"{room}: something was stored that nobody said"
        )
    return {"accepted": accepted, "retried": sum(talker.retries for talker in talkers)}


def check_readers(site: Site, readers: list[Reader]) -> dict[str, int]:
    for reader in readers:
        truth = site.call(fresh_load, reader.room)
        assert reader.shows_all(truth), f"{reader.room}: a tab shows something else than a fresh load"
    return {
        "gaps": sum(reader.gaps for reader in readers),
        "returns": sum(reader.returns for reader in readers),
    }


async def settle(site: Site, readers: list[Reader], *, seconds: float) -> float:
    """Until every reader shows the newest version; the seconds it took."""
    versions: dict[str, int] = {}
    for room in {reader.room for reader in readers}:
        versions[room] = (await call(site, stored, room))["version"]
    return await until(
        lambda: all((reader.shown.version or 0) >= versions[reader.room] for reader in readers),
        seconds=seconds,
        what="every tab shows the newest version",
    )

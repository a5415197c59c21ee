"""The generator: one thread, two epolls, and it must never be what is measured.

Those who write are looked at before every few of those who only listen, so that the next message of a room leaves at
once. A frame that goes to fifty members is parsed once: the same bytes are found again in a dictionary.
"""

import gc
import select
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import uuid4

import orjson

from bench import wire

WORDS = (
    "Thank you for saying that. I had a week like yours and what helped me was a short walk "
    "in the morning, before I had time to talk myself out of it."
)
LISTENERS_AT_A_TIME = 32
now = time.perf_counter


class Failed(Exception):
    """A run that proves nothing: somebody was refused, cut off, or did not get a message."""


@dataclass(slots=True, eq=False)
class News:
    """One room.changes frame, the same bytes for every member."""

    ids: tuple[str, ...]
    version: int
    reset: bool


@dataclass(slots=True, eq=False)
class Room:
    slug: str
    members: list["Member"] = field(default_factory=list)
    news: dict[bytes, News] = field(default_factory=dict)
    accepted: dict[str, int] = field(default_factory=dict)
    sent_at: dict[str, float] = field(default_factory=dict)
    accepted_at: dict[str, float] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)
    heard_by_all_at: dict[str, float] = field(default_factory=dict)


class Member:
    """One socket of one person with one room open."""

    __slots__ = (
        "asked_at",
        "cookie",
        "crowd",
        "frames",
        "got",
        "head",
        "room",
        "sock",
        "version",
        "writes",
    )

    def __init__(self, crowd: "Crowd", room: Room, cookie: str, *, writes: bool) -> None:
        self.crowd, self.room, self.cookie, self.writes = crowd, room, cookie, writes
        self.version: int | None = None
        self.got: list[News] = []

    def connect(self) -> None:
        self.frames = wire.FrameReader()
        self.head: bytes | None = b""
        self.sock = socket.socket()
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.connect((self.crowd.host, self.crowd.port))
        self.sock.setblocking(False)
        self.crowd.watch(self)
        self.asked_at = now()
        path = f"/ws/?room={self.room.slug}"
        self.sock.send(
            wire.handshake(
                host=self.crowd.host,
                port=self.crowd.port,
                path=path,
                cookie=self.cookie,
            )
        )

    def tell(self, frame: dict[str, object]) -> None:
        data = wire.masked(wire.TEXT, orjson.dumps(frame))
        if self.sock.send(data) != len(data):
            raise Failed("the server does not read what is sent to it")

    def read(self) -> None:
        try:
            data = self.sock.recv(65536)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        if not data:
            raise Failed(f"a socket of {self.room.slug} was closed")
        if self.head is not None:
            rest = self._end_of_handshake(self.head + data)
            if rest is None:
                return
            data = rest
        for opcode, payload in self.frames.feed(data):
            if opcode == wire.TEXT:
                news = self.room.news.get(payload)
                if news is None:
                    self._read_fact(payload)
                else:
                    self._hear(news)
            elif opcode == wire.PING:
                self.sock.send(wire.masked(wire.PONG, payload))
            elif opcode == wire.CLOSE:
                raise Failed(f"a socket of {self.room.slug} was closed: {int.from_bytes(payload[:2], 'big')}")

    def _end_of_handshake(self, so_far: bytes) -> bytes | None:
        """What follows the server's answer, once that is whole."""
        head, end, rest = so_far.partition(b"\r\n\r\n")
        if not end:
            self.head = so_far
            return None
        if not head.startswith(b"HTTP/1.1 101 "):
            raise Failed(f"no handshake: {head[:60]!r}")
        self.head = None
        self.crowd.handshakes.append(now() - self.asked_at)
        self.tell({"type": "room.open", "room": self.room.slug, "after": self.version})
        return rest

    def _read_fact(self, payload: bytes) -> None:
        fact = orjson.loads(payload)
        kind = fact["type"]
        if kind == "room.changes":
            ids = tuple(message["client_id"] for message in fact["messages"])
            news = self.room.news[payload] = News(ids, fact["version"], fact.get("reset", False))
            self._hear(news)
        elif kind == "message.accepted":
            self.crowd.on_accepted(self, fact)
        elif kind == "room.opened":
            self.crowd.open_sockets += 1
            if self.version is None:
                self.version = 0
        elif kind in ("refused", "room.closed"):
            raise Failed(f"{self.room.slug}: {fact}")

    def _hear(self, news: News) -> None:
        self.got.append(news)
        self.version = news.version
        crowd = self.crowd
        crowd.delivered += len(news.ids)
        if crowd.timed:
            at, room = now(), self.room
            for client_id in news.ids:
                room.heard[client_id] += 1
                if room.heard[client_id] == len(room.members):
                    room.heard_by_all_at[client_id] = at


class Crowd:
    """All the sockets of one run."""

    def __init__(
        self,
        host: str,
        port: int,
        seats: Iterable[tuple[str, str]],
        *,
        writers: int,
        timed: bool = False,
        in_order: bool = True,
    ) -> None:
        """`seats` are (room slug, Cookie header) of each member; the first `writers` of a room write there.

        `timed` notes when each message was heard by all. Without `in_order` a message may overtake another: the
        yardsticks promise no order.
        """
        self.host, self.port, self.timed, self.in_order = host, port, timed, in_order
        self.rooms: dict[str, Room] = {}
        self.urgent, self.patient = select.epoll(), select.epoll()
        self.patient.register(self.urgent.fileno(), select.EPOLLIN)
        self.by_fd: dict[int, Member] = {}
        self.delivered = self.accepted = self.open_sockets = 0
        self.handshakes: list[float] = []  # seconds from asking for a socket to having it
        self.on_accepted: Callable[[Member, dict], None] = self.note_accepted
        for slug, cookie in seats:
            room = self.rooms.setdefault(slug, Room(slug))
            room.members.append(Member(self, room, cookie, writes=len(room.members) < writers))

    @property
    def members(self) -> list[Member]:
        return [member for room in self.rooms.values() for member in room.members]

    def watch(self, member: Member) -> None:
        fd = member.sock.fileno()
        self.by_fd[fd] = member
        (self.urgent if member.writes else self.patient).register(fd, select.EPOLLIN)

    def turn(self, timeout: float) -> None:
        """Reads what is there, at most `LISTENERS_AT_A_TIME` listeners; waits if nothing is."""
        by_fd = self.by_fd
        ready = self.patient.poll(timeout, LISTENERS_AT_A_TIME)
        for fd, _ in self.urgent.poll(0):
            by_fd[fd].read()
        for fd, _ in ready:
            member = by_fd.get(fd)
            if member is not None and not member.writes:
                member.read()

    def until(self, done: Callable[[], bool], *, within: float, what: str) -> None:
        deadline = now() + within
        while not done():
            if now() > deadline:
                raise Failed(f"not within {within:.0f} s: {what}")
            self.turn(0.02)

    def run(self, seconds: float) -> None:
        end = now() + seconds
        while (left := end - now()) > 0:
            self.turn(min(left, 0.02))

    def connect(self, members: Iterable[Member] | None = None, *, at_once: int = 50) -> None:
        """Opens sockets and rooms, `at_once` of them under way at a time."""
        waiting = deque(self.members if members is None else members)
        wanted = self.open_sockets + len(waiting)
        begun = self.open_sockets
        deadline = now() + 30 + len(waiting) / 20
        while self.open_sockets < wanted:
            while waiting and begun - self.open_sockets < at_once:
                waiting.popleft().connect()
                begun += 1
            if now() > deadline:
                raise Failed(f"{wanted - self.open_sockets} sockets could not be opened")
            self.turn(0.02)

    def close(self) -> None:
        for fd in list(self.by_fd):
            self.drop(self.by_fd[fd])
        self.urgent.close()
        self.patient.close()

    def drop(self, member: Member) -> None:
        """Gone without a word, as a phone in a tunnel."""
        del self.by_fd[member.sock.fileno()]
        member.sock.close()
        self.open_sockets -= 1

    def send(self, member: Member) -> None:
        client_id, room = str(uuid4()), member.room
        room.sent_at[client_id] = now()
        member.tell(
            {
                "type": "message.send",
                "room": room.slug,
                "client_id": client_id,
                "body": WORDS,
            }
        )

    def note_accepted(self, member: Member, fact: dict) -> None:
        room, client_id = member.room, fact["client_id"]
        if client_id not in room.sent_at or client_id in room.accepted:
            raise Failed(f"accepted twice or never sent: {fact}")
        room.accepted[client_id] = fact["seq"]
        room.accepted_at[client_id] = now()
        self.accepted += 1

    def settle(self) -> None:
        """Waits until all that was sent is accepted and heard by everybody, then proves it, member by member."""
        rooms = self.rooms.values()
        self.until(
            lambda: all(len(room.accepted) == len(room.sent_at) for room in rooms),
            within=30,
            what="every message accepted",
        )
        last = {room.slug: max(room.accepted.values(), default=0) for room in rooms}
        ends = {
            room.slug: {i for i, seq in room.accepted.items() if seq == last[room.slug]} for room in rooms
        }
        self.until(
            lambda: all(
                not ends[member.room.slug]
                or any(ends[member.room.slug] & set(news.ids) for news in member.got[-50:])
                for member in self.members
            ),
            within=30,
            what="the last message heard by everybody",
        )
        self.run(0.1)
        self.check_complete()

    def check_complete(self) -> None:
        for room in self.rooms.values():
            in_order = sorted(room.accepted, key=room.accepted.__getitem__)
            for member in room.members:
                heard = [
                    client_id for news in member.got for client_id in news.ids if client_id in room.accepted
                ]
                if (heard if self.in_order else sorted(heard, key=room.accepted.__getitem__)) != in_order:
                    missing = len(set(in_order) - set(heard))
                    twice = len(heard) - len(set(heard))
                    raise Failed(f"{room.slug}: {missing} missing, {twice} twice, of {len(in_order)}")


def closed_loop(crowd: Crowd, *, in_flight: int, warm_up: float, seconds: float) -> float:
    """Every writer keeps `in_flight` messages on their way. Deliveries (a message at a receiver) per second."""
    going = True

    def next_one(member: Member, fact: dict) -> None:
        crowd.note_accepted(member, fact)
        if going:
            crowd.send(member)

    crowd.on_accepted = next_one
    for member in crowd.members:
        if member.writes:
            for _ in range(in_flight):
                crowd.send(member)
    crowd.run(warm_up)
    gc.collect()
    gc.disable()
    try:
        before, began = crowd.delivered, now()
        crowd.run(seconds)
        figure = (crowd.delivered - before) / (now() - began)
    finally:
        gc.enable()
    going = False
    crowd.settle()
    return figure


def open_loop(
    crowd: Crowd, room: Room, *, per_second: float, warm_up: float, seconds: float
) -> dict[str, list[float]]:
    """Messages leave by the clock, whatever the server does. Milliseconds from the time each was due."""
    writers = [member for member in room.members if member.writes]
    begin = now() + 0.05
    due_at: dict[str, float] = {}
    gc.collect()
    gc.disable()
    try:
        for count in range(int((warm_up + seconds) * per_second)):
            due = begin + count / per_second
            while (left := due - now()) > 0:
                crowd.turn(min(left, 0.02))
            crowd.send(writers[count % len(writers)])
            if due >= begin + warm_up:
                due_at[next(reversed(room.sent_at))] = due
        crowd.settle()
    finally:
        gc.enable()
    return {
        "accepted": [1000 * (room.accepted_at[i] - due) for i, due in due_at.items()],
        "heard_by_all": [1000 * (room.heard_by_all_at[i] - due) for i, due in due_at.items()],
    }


def percentiles(times: dict[str, list[float]]) -> dict[str, float]:
    figures = {}
    for name, values in times.items():
        values.sort()
        figures[f"{name} p50 ms"] = values[len(values) // 2]
        figures[f"{name} p99 ms"] = values[min(len(values) - 1, int(len(values) * 0.99))]
    return figures

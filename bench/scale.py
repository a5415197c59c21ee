"""S4, S5, S7: many idle sockets, many cut at once, the weight of a page."""

import argparse
import gzip
import re
import urllib.request
from typing import Any

from bench.load import Crowd, Member, now, open_loop, percentiles
from bench.servers import HOST, Server, Setup, prepare, serving

OURS, BARE = "openhearth", "bare ASGI"
NOTE = {
    "S4": "5,000 idle sockets in 50 rooms beside a live room of 100",
    "S5": "2,000 sockets cut at once while 200 messages in each of 20 rooms are missed",
    "S7": "a room page on a first visit",
}


def idle(setup: Setup, args: argparse.Namespace) -> dict[str, float]:
    """The live room alone, then beside the idle ones, in one process; and what one idle socket costs."""
    template, seats = prepare(setup, people=5100, rooms=51)
    with serving(setup, OURS, template) as server:
        crowd = Crowd(HOST, server.port, seats, writers=0, timed=True)
        live, *others = crowd.rooms.values()
        for member in live.members:
            member.writes = True
        try:
            crowd.connect(live.members)
            alone = _live(crowd, live, args)
            before = server.resident_kib()
            waiting = [member for room in others for member in room.members]
            crowd.connect(waiting)
            crowd.run(3)
            each = (server.resident_kib() - before) / len(waiting)
            beside = _live(crowd, live, args)
        finally:
            crowd.close()
    return {
        "KiB each": each,
        "alone p99 ms": alone["heard_by_all p99 ms"],
        "beside p99 ms": beside["heard_by_all p99 ms"],
        "times": beside["heard_by_all p99 ms"] / alone["heard_by_all p99 ms"],
    }


def _live(crowd: Crowd, live: Any, args: argparse.Namespace) -> dict[str, float]:
    return percentiles(open_loop(crowd, live, per_second=20, warm_up=args.warm_up, seconds=args.seconds * 2))


def cut(setup: Setup, args: argparse.Namespace) -> dict[str, float]:
    """Everybody but one in each room is cut off, misses 200 messages, and all come back in the same moment.

    Beside it what the same handshakes cost on a bare ASGI server, which signs nobody in and shows nobody anything.
    """
    bare = _cut(setup, BARE, missed=0)
    ours = _cut(setup, OURS, missed=200)
    return {
        **ours,
        "bare server cpu ms a tab": bare["server cpu ms a tab"],
        "bare slowest handshake s": bare["slowest handshake s"],
    }


def _cut(setup: Setup, app: str, *, missed: int) -> dict[str, float]:
    template, seats = prepare(setup, people=2020, rooms=20)
    with serving(setup, app, template) as server:
        crowd = Crowd(HOST, server.port, seats, writers=1, in_order=app == OURS)
        try:
            crowd.connect()
            gone = [member for member in crowd.members if not member.writes]
            for member in gone:
                crowd.drop(member)
            if missed:
                _miss(crowd, missed)
            crowd.handshakes.clear()
            began, busy = now(), server.cpu_seconds()
            crowd.connect(gone, at_once=len(gone))
            if missed:
                crowd.settle()
            took = now() - began
            return {
                "caught up after s": took,
                "server cpu ms a tab": (server.cpu_seconds() - busy) * 1000 / len(gone),
                "slowest handshake s": max(crowd.handshakes),
            }
        finally:
            crowd.close()


def _miss(crowd: Crowd, messages: int) -> None:
    """Each writer sends so many, eight at a time."""
    left = {room.slug: messages for room in crowd.rooms.values()}

    def next_one(member: Member, fact: dict[str, Any]) -> None:
        crowd.note_accepted(member, fact)
        if left[member.room.slug]:
            left[member.room.slug] -= 1
            crowd.send(member)

    crowd.on_accepted = next_one
    for member in crowd.members:
        if member.writes:
            for _ in range(8):
                left[member.room.slug] -= 1
                crowd.send(member)
    crowd.until(lambda: crowd.accepted == messages * len(left), within=60, what="what is to be missed")


def page(setup: Setup, args: argparse.Namespace) -> dict[str, float]:
    """Page, style sheets, scripts (modules with what they import) and pictures, as they come over the wire."""
    template, seats = prepare(setup, people=100, rooms=1)
    with serving(setup, OURS, template) as server:
        slug, cookie = seats[0]
        html, size = _fetch(server, f"/rooms/{slug}/", cookie)
        waiting = re.findall(r'(?:src|href)="(/(?:static|marks)/[^"]+)"', html)
        seen: dict[str, int] = {}
        scripts = 0
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            text, seen[path] = _fetch(server, path, cookie)
            if path.endswith(".js"):
                scripts += (
                    len(gzip.compress(text.encode(), 9)) if "/rooms/" in path or "/site/" in path else 0
                )
                base = path.rpartition("/")[0]
                waiting += [f"{base}/{name}" for name in re.findall(r'from\s*"\./([^"]+)"', text)]
    return {
        "page KiB": size / 1024,
        "all KiB": (size + sum(seen.values())) / 1024,
        "our scripts KiB": scripts / 1024,
    }


def _fetch(server: Server, path: str, cookie: str) -> tuple[str, int]:
    headers = {"Accept-Encoding": "gzip", "Cookie": cookie, "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://{HOST}:{server.port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        body = answer.read()
        size = len(body) + len(str(answer.headers))
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
    return body.decode(errors="replace"), size


MEASURES = {"S4": idle, "S5": cut, "S7": page}


def verdicts(results: dict[str, Any]) -> list[tuple[str, str, str, bool]]:
    rows = []
    for name, key, at_most in (
        ("S4", "KiB each", 40),
        ("S4", "times", 1.5),
        ("S5", "caught up after s", 8),
        ("S5", "server cpu ms a tab", 3),
        ("S5", "slowest handshake s", 3),
        ("S7", "all KiB", 100),
        ("S7", "our scripts KiB", 30),
    ):
        if name in results:
            seen = results[name][key]
            rows.append((name, f"{key} <= {at_most}", f"{seen:.2f}", seen <= at_most))
    return rows

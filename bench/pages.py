"""S9: pages, signed in, as a share of a bare Django page on the same server in the same run."""

import argparse
import socket
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from bench.load import Failed
from bench.servers import BARE_PAGES, HOST, Server, Setup, manage, prepare, serving

OURS, BARE = "openhearth", BARE_PAGES
NOTE = {"S9": "pages, signed in, beside a bare Django page with a loop of 50 rows"}
CONNECTIONS = 4
ROOM = "crowd-1"
# What is promised of each, as a share of the bare page; of `/healthz` as a share of a bare view that says ok.
PROMISED = {"/help-now/": 0.5, "/": 0.35, "/rooms/": 0.3, f"/rooms/{ROOM}/": 0.25, "/healthz": 0.7}
ANY_OTHER = 0.2
OTHERS = [
    f"/rooms/{ROOM}/messages/?before=40", f"/rooms/{ROOM}/messages/9/", f"/rooms/{ROOM}/messages/9/acts/",
    "/me/", "/me/roles/", "/me/standing/", "/me/notices/", "/me/reports/", "/clauses/", "/about/", "/privacy/",
    "/house-rules/",
]  # fmt: skip
TALK = """
import uuid
from rooms import posting
from rooms.models import Membership
from community.accounts.actor import in_shell
here = [each.user for each in Membership.objects.filter(room__slug="%s").select_related("user")]
line = "I could not sleep again last night, and thought about what you said of the kettle, line %%d."
posting.post_messages([
    posting.Post(room="%s", by=in_shell(here[n %% len(here)]), client_id=uuid.uuid4(), body=line %% n,
                 reply_to=n - 3 if n %% 7 == 0 else None)
    for n in range(1, 61)
])
""" % (ROOM, ROOM)  # noqa: UP031


def pages(setup: Setup, args: argparse.Namespace) -> dict[str, float]:
    """Requests a second of each page, and as a share of the bare page of the same round; medians of the rounds."""
    template, seats = prepare(setup, people=400, rooms=20)
    if not (template / "talk").exists():
        manage(setup, template, "shell", "--command", TALK)
        (template / "talk").touch()
    cookie = next(cookie for slug, cookie in seats if slug == ROOM)
    seen: dict[str, list[float]] = {}
    for turn in range(args.rounds):
        apps = [BARE, OURS] if turn % 2 == 0 else [OURS, BARE]
        figures = dict(_round(setup, apps, template, cookie, args.seconds / 5))
        for path in figures:
            if not path.startswith("bare"):
                bare = figures["bare ok" if path == "/healthz" else "bare page"]
                for key, value in zip(("", " cpu"), figures[path], strict=True):
                    share = value / bare[bool(key)]
                    seen.setdefault(f"{path} share{key}", []).append(share)
            seen.setdefault(f"{path} /s", []).append(figures[path][0])
        shown = "  ".join(f"{path} {value[0]:,.0f}/s" for path, value in figures.items())
        print(f"  S9 round {turn + 1} {shown}", flush=True)
    return {key: median(values) for key, values in seen.items()}


def _round(
    setup: Setup, apps: list[str], template: Any, cookie: str, seconds: float
) -> Iterator[tuple[str, tuple[float, float]]]:
    for app in apps:
        with serving(setup, app, template) as server:
            if app == BARE:
                yield "bare page", _rate(server, "/page", cookie, seconds)
                yield "bare ok", _rate(server, "/ok", cookie, seconds)
            else:
                for path in [*PROMISED, *OTHERS]:
                    yield path, _rate(server, path, cookie, seconds)


def _rate(server: Server, path: str, cookie: str, seconds: float) -> tuple[float, float]:
    """Requests a second over a few connections that are kept open, and for each second of the server's processor."""
    ask = (
        f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {cookie}\r\nAccept: text/html\r\n"
        "Accept-Encoding: gzip\r\nX-Forwarded-Proto: https\r\n\r\n"
    ).encode()
    connections = [socket.create_connection((HOST, server.port), 30) for _ in range(CONNECTIONS)]
    try:
        for each in connections:
            each.sendall(ask)
        for each in connections * 2:  # what is looked up once is looked up now
            _answer(each, path)
            each.sendall(ask)
        count, began, busy = 0, time.perf_counter(), server.cpu_seconds()
        while (took := time.perf_counter() - began) < seconds:
            for each in connections:
                _answer(each, path)
                each.sendall(ask)
                count += 1
        used = server.cpu_seconds() - busy
        return count / took, count / max(used, 0.01)
    finally:
        for each in connections:
            each.close()


def _answer(connection: socket.socket, path: str) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(connection, path)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise Failed(f"{path} answered {head[:40]!r}")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if b"content-length" not in fields:  # in pieces
        while not body.endswith(b"0\r\n\r\n"):
            body += _some(connection, path)
        return
    left = int(fields[b"content-length"]) - len(body)
    while left > 0:
        left -= len(_some(connection, path))


def _some(connection: socket.socket, path: str) -> bytes:
    data = connection.recv(1 << 17)
    if not data:
        raise Failed(f"{path}: the server hung up")
    return data


MEASURES = {"S9": pages}


def verdicts(results: dict[str, Any]) -> list[tuple[str, str, str, bool]]:
    found = results.get("S9", {})
    rows = []
    for path in [*PROMISED, *OTHERS]:
        if f"{path} share" in found:
            share, of_cpu, at_least = (
                found[f"{path} share"],
                found[f"{path} share cpu"],
                PROMISED.get(path, ANY_OTHER),
            )
            seen = f"{share:.2f}  ({found[f'{path} /s']:,.0f}/s; {of_cpu:.2f} per cpu second)"
            what = "bare ok" if path == "/healthz" else "bare page"
            rows.append(("S9", f"{path} >= {at_least} x {what}", seen, share >= at_least))
    return rows

"""The yardstick above: a fan-out in bare ASGI, without Django, database or sign-in.

Each text goes on to everybody in the room, in a frame of the size of ours, and the sender gets `message.accepted`.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import orjson

Send = Callable[[dict[str, Any]], Awaitable[None]]

rooms: dict[str, set[Send]] = defaultdict(set)
seqs: dict[str, int] = defaultdict(int)


async def application(
    scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Send
) -> None:
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    slug = parse_qs(scope["query_string"].decode())["room"][0]
    room = rooms[slug]
    room.add(send)
    await send(
        text(
            {
                "type": "room.opened",
                "room": slug,
                "version": seqs[slug],
                "top": seqs[slug],
            }
        )
    )
    try:
        while (event := await receive())["type"] == "websocket.receive":
            command = orjson.loads(event["text"])
            if command["type"] != "message.send":
                continue
            seqs[slug] = seq = seqs[slug] + 1
            frame = text(changes(slug, seq, command))
            for member in list(room):
                await member(frame)
            accepted = {
                "client_id": command["client_id"],
                "seq": seq,
                "version": seq,
                "duplicate": False,
            }
            await send(text({"type": "message.accepted", "room": slug, **accepted}))
    finally:
        room.discard(send)


def text(frame: dict[str, Any]) -> dict[str, Any]:
    return {"type": "websocket.send", "text": orjson.dumps(frame).decode()}


def changes(slug: str, seq: int, command: dict[str, Any]) -> dict[str, Any]:
    """room.changes with one message, field for field of the size that the site sends."""
    message = {
        "id": seq,
        "seq": seq,
        "version": seq,
        "client_id": command["client_id"],
        "author": {"id": 1, "name": "quiet-harbour-27", "role": "", "mark": "0123abcd"},
        "at": datetime.now(UTC).isoformat(),
        "body_html": command["body"],
        "edited": False,
        "reply_to": None,
        "note": "",
        "reactions": {},
    }
    return {
        "type": "room.changes",
        "room": slug,
        "after": seq - 1,
        "version": seq,
        "messages": [message],
    }

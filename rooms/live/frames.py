"""The wire contract of the live rooms, in one place: docs/protocol.md is its description in words.

Commands come in as `parse(text)`, facts go out as `encode(fact)`. A frame for a room is encoded once,
however many sockets get it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NotRequired, TypedDict
from uuid import UUID

import orjson

from community.accounts.models import mark_of
from community.kernel.text import MAX_BODY

from ..models import Message, Reaction

MAX_FRAME = 16 * 1024
MOST_CHANGES = 300
RESET_MESSAGES = 50
PEOPLE_SHOWN = 50

SIGNED_OUT, NOT_HERE, TOO_SLOW, FLOODING, TOO_LARGE, RESTARTING = 4401, 4403, 4008, 4429, 1009, 1012


# --- Commands --------------------------------------------------------------------------------------


class BadFrame(ValueError):
    """What came in is no command of this contract."""


@dataclass(slots=True, frozen=True)
class RoomOpen:
    room: str
    after: int | None


@dataclass(slots=True, frozen=True)
class RoomClose:
    room: str


@dataclass(slots=True, frozen=True)
class MessageSend:
    room: str
    client_id: UUID
    body: str
    reply_to: int | None
    note: str


@dataclass(slots=True, frozen=True)
class MessageEdit:
    room: str
    seq: int
    body: str


@dataclass(slots=True, frozen=True)
class MessageRemove:
    room: str
    seq: int


@dataclass(slots=True, frozen=True)
class MessageReact:
    room: str
    seq: int
    reaction: str
    on: bool


@dataclass(slots=True, frozen=True)
class RoomRead:
    room: str
    seq: int


@dataclass(slots=True, frozen=True)
class TypingStart:
    room: str


@dataclass(slots=True, frozen=True)
class Ping:
    pass


Command = (
    RoomOpen
    | RoomClose
    | MessageSend
    | MessageEdit
    | MessageRemove
    | MessageReact
    | RoomRead
    | TypingStart
    | Ping
)
Raw = dict[str, Any]


# Anything else never reaches a query: PostgreSQL fails on a NUL, and with it would fail everybody's batch.
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")


def _slug(raw: Raw) -> str:
    value = raw.get("room")
    if type(value) is not str or not _SLUG.fullmatch(value):
        raise BadFrame("room")
    return value


def _number(raw: Raw, key: str, *, least: int = 0) -> int:
    value = raw.get(key)
    if type(value) is not int or not least <= value < 2**53:
        raise BadFrame(key)
    return value


def _number_or_none(raw: Raw, key: str, *, least: int = 0) -> int | None:
    return None if raw.get(key) is None else _number(raw, key, least=least)


def _words(raw: Raw, key: str, *, most: int) -> str:
    value = raw.get(key)
    if type(value) is not str or len(value) > most:
        raise BadFrame(key)
    return value


def _client_id(raw: Raw) -> UUID:
    try:
        return UUID(_words(raw, "client_id", most=36))
    except ValueError as error:
        raise BadFrame("client_id") from error


def _reaction(raw: Raw) -> str:
    value = raw.get("reaction")
    if value not in Reaction.Choice.values:
        raise BadFrame("reaction")
    return str(value)


def _switch(raw: Raw, key: str) -> bool:
    value = raw.get(key)
    if type(value) is not bool:
        raise BadFrame(key)
    return value


# A body may come with white space that trimming takes away; what is left is measured in the service.
_LONGEST = MAX_FRAME

_READ: dict[str, Callable[[Raw], Command]] = {
    "room.open": lambda raw: RoomOpen(_slug(raw), _number_or_none(raw, "after")),
    "room.close": lambda raw: RoomClose(_slug(raw)),
    "message.send": lambda raw: MessageSend(
        _slug(raw),
        _client_id(raw),
        _words(raw, "body", most=_LONGEST),
        _number_or_none(raw, "reply_to", least=1),
        "" if raw.get("note") is None else _words(raw, "note", most=MAX_BODY),
    ),
    "message.edit": lambda raw: MessageEdit(
        _slug(raw), _number(raw, "seq", least=1), _words(raw, "body", most=_LONGEST)
    ),
    "message.remove": lambda raw: MessageRemove(_slug(raw), _number(raw, "seq", least=1)),
    "message.react": lambda raw: MessageReact(
        _slug(raw), _number(raw, "seq", least=1), _reaction(raw), _switch(raw, "on")
    ),
    "room.read": lambda raw: RoomRead(_slug(raw), _number(raw, "seq")),
    "typing.start": lambda raw: TypingStart(_slug(raw)),
    "ping": lambda raw: Ping(),
}
COMMANDS = tuple(_READ)


def parse(text: str) -> Command:
    """A command from the text of one frame. Raises BadFrame."""
    try:
        raw = orjson.loads(text)
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise BadFrame("json") from error
    if type(raw) is not dict:
        raise BadFrame("object")
    name = raw.get("type")
    read = _READ.get(name) if type(name) is str else None
    if read is None:
        raise BadFrame("type")
    return read(raw)


def client_id_in(text: str) -> str | None:
    """The client_id of a frame that could not be read, so that its refusal finds the waiting message."""
    try:
        value = orjson.loads(text)["client_id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return value if type(value) is str and len(value) <= 36 else None


# --- Facts -----------------------------------------------------------------------------------------


class PersonFact(TypedDict):
    id: int
    name: str
    role: str
    mark: str


class MessageFact(TypedDict):
    id: int
    seq: int
    version: int
    client_id: str
    author: PersonFact
    at: str
    edited: str | None
    reply_to: int | None
    note: str
    reactions: dict[str, int]
    body_html: NotRequired[str]
    removed: NotRequired[str]
    hidden: NotRequired[str]


class ChangesFact(TypedDict):
    type: str
    room: str
    after: int | None
    version: int
    messages: list[MessageFact]
    reset: NotRequired[bool]
    more: NotRequired[bool]
    first: NotRequired[int]
    state: NotRequired[dict[str, Any]]


def encode(fact: Any) -> str:
    return orjson.dumps(fact).decode()


def moment(at: datetime) -> str:
    """As `2026-03-01T09:30:00.123Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def person_fact(user_id: int, name: str, role: str = "") -> PersonFact:
    return {"id": user_id, "name": name, "role": role, "mark": mark_of(user_id)}


def message_fact(message: Message) -> MessageFact:
    """The present state of a message; a removed one is a tombstone without its words. `author` must be loaded."""
    gone = message.removed
    fact: MessageFact = {
        "id": message.pk,
        "seq": message.seq,
        "version": message.version,
        "client_id": str(message.client_id),
        "author": person_fact(message.author_id, message.author.name, message.role),
        "at": moment(message.at),
        "edited": moment(message.edited_at) if message.edited_at and not gone else None,
        "reply_to": message.reply_to,
        "note": "" if gone else message.note,
        "reactions": {} if gone else message.reactions,
    }
    if gone:
        fact["removed"] = gone
    else:
        fact["body_html"] = message.body_html
    return fact


NOBODY: PersonFact = {"id": 0, "name": "", "role": "", "mark": mark_of(0)}


def shown_to(hides: frozenset[int], facts: list[MessageFact]) -> list[MessageFact]:
    """The same messages for somebody who is not to meet these people: of theirs a place is left, and no word.

    Page, catch-up and live frame all come through here or through `views.display.veiled`.
    """
    if not hides or hides.isdisjoint(fact["author"]["id"] for fact in facts):
        return facts
    return [_veiled(fact) if fact["author"]["id"] in hides else fact for fact in facts]


def _veiled(fact: MessageFact) -> MessageFact:
    return {
        "id": fact["id"],
        "seq": fact["seq"],
        "version": fact["version"],
        "client_id": fact["client_id"],
        "author": NOBODY,
        "at": fact["at"],
        "edited": None,
        "reply_to": None,
        "note": "",
        "reactions": {},
        "hidden": "muted",
    }


def changes(
    room: str, after: int | None, version: int, messages: list[MessageFact], **more: Any
) -> ChangesFact:
    fact: ChangesFact = {
        "type": "room.changes",
        "room": room,
        "after": after,
        "version": version,
        "messages": messages,
    }
    fact.update(more)  # type: ignore[typeddict-item]
    return fact


def accepted(room: str, client_id: UUID, seq: int, version: int, duplicate: bool) -> dict[str, Any]:
    return {
        "type": "message.accepted",
        "room": room,
        "client_id": str(client_id),
        "seq": seq,
        "version": version,
        "duplicate": duplicate,
    }


def refused(
    code: str,
    message: str,
    *,
    client_id: Any = None,
    retry_after: float | None = None,
    room: str | None = None,
) -> dict[str, Any]:
    fact: dict[str, Any] = {"type": "refused", "code": code, "message": message}
    if client_id is not None:
        fact["client_id"] = str(client_id)
    if retry_after is not None:
        fact["retry_after"] = round(retry_after, 1)
    if room is not None:
        fact["room"] = room
    return fact

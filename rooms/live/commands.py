"""What a browser may ask, read from the text of one frame: docs/protocol.md says the same in words.

A field that a command may do without has a default here; `.ci/check-protocol` compares both with the page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

import orjson

from community.kernel.text import MAX_BODY

from ..models import Reaction

MAX_FRAME = 16 * 1024


class BadFrame(ValueError):
    """What came in is no command of this contract."""


@dataclass(slots=True, frozen=True)
class RoomOpen:
    type: ClassVar[str] = "room.open"
    room: str
    after: int | None


@dataclass(slots=True, frozen=True)
class RoomClose:
    type: ClassVar[str] = "room.close"
    room: str


@dataclass(slots=True, frozen=True)
class MessageSend:
    type: ClassVar[str] = "message.send"
    room: str
    client_id: UUID
    body: str
    reply_to: int | None = None
    note: str = ""
    # None: the tab does not say, because it is older than what holds and reminds.
    anyway: bool | None = None


@dataclass(slots=True, frozen=True)
class MessageEdit:
    type: ClassVar[str] = "message.edit"
    room: str
    seq: int
    body: str


@dataclass(slots=True, frozen=True)
class MessageRemove:
    type: ClassVar[str] = "message.remove"
    room: str
    seq: int


@dataclass(slots=True, frozen=True)
class MessageReact:
    type: ClassVar[str] = "message.react"
    room: str
    seq: int
    reaction: str
    on: bool


@dataclass(slots=True, frozen=True)
class RoomRead:
    type: ClassVar[str] = "room.read"
    room: str
    seq: int


@dataclass(slots=True, frozen=True)
class TypingStart:
    type: ClassVar[str] = "typing.start"
    room: str


@dataclass(slots=True, frozen=True)
class Ping:
    type: ClassVar[str] = "ping"


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

_READ: dict[type[Command], Callable[[Raw], Command]] = {
    RoomOpen: lambda raw: RoomOpen(_slug(raw), _number_or_none(raw, "after")),
    RoomClose: lambda raw: RoomClose(_slug(raw)),
    MessageSend: lambda raw: MessageSend(
        _slug(raw),
        _client_id(raw),
        _words(raw, "body", most=_LONGEST),
        _number_or_none(raw, "reply_to", least=1),
        "" if raw.get("note") is None else _words(raw, "note", most=MAX_BODY),
        None if raw.get("anyway") is None else _switch(raw, "anyway"),
    ),
    MessageEdit: lambda raw: MessageEdit(
        _slug(raw), _number(raw, "seq", least=1), _words(raw, "body", most=_LONGEST)
    ),
    MessageRemove: lambda raw: MessageRemove(_slug(raw), _number(raw, "seq", least=1)),
    MessageReact: lambda raw: MessageReact(
        _slug(raw), _number(raw, "seq", least=1), _reaction(raw), _switch(raw, "on")
    ),
    RoomRead: lambda raw: RoomRead(_slug(raw), _number(raw, "seq")),
    TypingStart: lambda raw: TypingStart(_slug(raw)),
    Ping: lambda raw: Ping(),
}
COMMANDS: dict[str, type[Command]] = {command.type: command for command in _READ}
# What somebody does with their own hands; a tab that nobody looks at sends the others by itself.
ACTS = frozenset({MessageSend, MessageEdit, MessageRemove, MessageReact, TypingStart})


def parse(text: str) -> Command:
    """A command from the text of one frame. Raises BadFrame."""
    try:
        raw = orjson.loads(text)
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise BadFrame("json") from error
    if type(raw) is not dict:
        raise BadFrame("object")
    name = raw.get("type")
    command = COMMANDS.get(name) if type(name) is str else None
    if command is None:
        raise BadFrame("type")
    return _READ[command](raw)


def client_id_in(text: str) -> str | None:
    """The client_id of a frame that could not be read, so that its refusal finds the waiting message."""
    try:
        value = orjson.loads(text)["client_id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return value if type(value) is str and len(value) <= 36 else None

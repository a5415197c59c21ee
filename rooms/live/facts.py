"""The shapes of what the server says on the wire; rooms/live/frames.py makes them.

`.ci/check-protocol` compares every one of them, field by field, with docs/protocol.md.
"""

from typing import Any, Literal, NotRequired, TypedDict, get_args, get_type_hints


class PersonFact(TypedDict):
    id: int
    name: str
    role: str
    mark: str
    handle: NotRequired[str]


class MessageFact(TypedDict):
    """One of `body_html`, `removed` and `hidden` is there."""

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


class Me(TypedDict):
    id: int
    name: str


class Pace(TypedDict):
    key: str
    words: str


class RoomState(TypedDict):
    title: str
    banner: str
    pace: Pace
    slow_mode: int
    staffing: str
    rules: list[str]


class Welcome(TypedDict):
    type: Literal["welcome"]
    me: Me
    epoch: str
    server_time: str
    unseen: int


# The seq of a message, as text, and which reactions of it are the reader's own.
Mine = dict[str, list[str]]


class RoomOpened(TypedDict):
    type: Literal["room.opened"]
    room: str
    version: int
    top: int
    read: int
    state: RoomState
    me: dict[str, bool]
    mine: NotRequired[Mine]


class RoomChanges(TypedDict):
    type: Literal["room.changes"]
    room: str
    after: int | None
    version: int
    messages: list[MessageFact]
    state: NotRequired[RoomState]
    reset: NotRequired[bool]
    more: NotRequired[bool]
    first: NotRequired[int]
    people: NotRequired[list[PersonFact]]
    mine: NotRequired[Mine]


class RoomPeople(TypedDict):
    type: Literal["room.people"]
    room: str
    here: int
    people: list[PersonFact]


class RoomTyping(TypedDict):
    type: Literal["room.typing"]
    room: str
    people: list[PersonFact]


class RoomClosed(TypedDict):
    type: Literal["room.closed"]
    room: str
    code: str
    reason: str


class Accepted(TypedDict):
    type: Literal["message.accepted"]
    room: str
    client_id: str
    seq: int
    version: int
    duplicate: bool


class Held(TypedDict):
    """Kept, and shown to nobody else until somebody has looked at it."""

    type: Literal["message.held"]
    room: str
    client_id: str
    message: str
    url: NotRequired[str]


class Remind(TypedDict):
    """Not sent; where it may be, the same `message.send` with `anyway` sends it."""

    type: Literal["message.remind"]
    room: str
    client_id: str
    clause: str
    message: str
    may_send: bool


class Notice(TypedDict):
    type: Literal["notice"]
    kind: str
    text: str
    url: str
    unseen: NotRequired[int]
    unread: NotRequired[dict[str, int]]
    rooms: NotRequired[int]
    whole: NotRequired[bool]


class Refused(TypedDict):
    type: Literal["refused"]
    code: str
    message: str
    client_id: NotRequired[str]
    retry_after: NotRequired[float]
    room: NotRequired[str]


class Pong(TypedDict):
    type: Literal["pong"]
    versions: dict[str, int | None]


Fact = (
    Welcome
    | RoomOpened
    | RoomChanges
    | RoomPeople
    | RoomTyping
    | RoomClosed
    | Accepted
    | Held
    | Remind
    | Notice
    | Refused
    | Pong
)
SHAPES: tuple[type[Any], ...] = get_args(Fact)


def name_of(shape: type[Any]) -> str:
    """The `type` under which a fact of this shape goes over the wire."""
    (name,) = get_args(get_type_hints(shape)["type"])
    return str(name)

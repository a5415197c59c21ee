"""What the server says on the wire is made here and nowhere else; its shapes are in rooms/live/facts.py.

A frame for a room is encoded once, however many sockets get it.
"""

from datetime import UTC, datetime
from uuid import UUID

import orjson

from community.accounts.models import GONE, mark_of

from ..models import Message, Room
from .facts import (
    Accepted,
    Fact,
    Held,
    MessageFact,
    Mine,
    Notice,
    PersonFact,
    Pong,
    Refused,
    Remind,
    RoomChanges,
    RoomClosed,
    RoomOpened,
    RoomPeople,
    RoomState,
    RoomTyping,
    Welcome,
)

MOST_CHANGES = 300
RESET_MESSAGES = 50
PEOPLE_SHOWN = 50

SIGNED_OUT, NOT_HERE, TOO_SLOW, FLOODING, TOO_LARGE, RESTARTING = 4401, 4403, 4008, 4429, 1009, 1012
CLOSE_CODES = (SIGNED_OUT, NOT_HERE, TOO_SLOW, FLOODING, TOO_LARGE, RESTARTING)


def encode(fact: Fact) -> str:
    return orjson.dumps(fact).decode()


# --- Of a person --------------------------------------------------------------------------------------


def moment(at: datetime) -> str:
    """As `2026-03-01T09:30:00.123Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def welcome(user_id: int, name: str, *, epoch: str, now: datetime, unseen: int) -> Welcome:
    return {
        "type": "welcome",
        "me": {"id": user_id, "name": name},
        "epoch": epoch,
        "server_time": moment(now),
        "unseen": unseen,
    }


def person_fact(user_id: int, name: str, role: str = "", *, handle: str = "") -> PersonFact:
    """`handle` leads to the person's page; nobody, and somebody who left, has none."""
    fact: PersonFact = {"id": user_id, "name": name, "role": role, "mark": mark_of(user_id)}
    if handle and not handle.startswith(GONE):
        fact["handle"] = handle
    return fact


NOBODY: PersonFact = {"id": 0, "name": "", "role": "", "mark": mark_of(0)}


def notice(kind: str, text: str, url: str, *, unseen: int | None = None) -> Notice:
    """Personal news, with how much of it waits; without a number a hint for people on duty, kept nowhere."""
    fact: Notice = {"type": "notice", "kind": kind, "text": text, "url": url}
    if unseen is not None:
        fact["unseen"] = unseen
    return fact


def unread(rooms: dict[str, int], *, rings: int, whole: bool) -> Notice:
    """Only numbers: how much is new in these rooms, and in how many the bell rings for it."""
    fact = notice("unread", "", "")
    fact["unread"], fact["rooms"] = rooms, rings
    if whole:
        fact["whole"] = True
    return fact


# --- Of a room ----------------------------------------------------------------------------------------


def room_opened(
    room: Room, *, read: int, state: RoomState, me: dict[str, bool], mine: Mine | None = None
) -> RoomOpened:
    fact: RoomOpened = {
        "type": "room.opened",
        "room": room.slug,
        "version": room.version,
        "top": room.seq,
        "read": read,
        "state": state,
        "me": me,
    }
    if mine:
        fact["mine"] = mine
    return fact


def room_people(room: str, here: int, people: list[PersonFact]) -> RoomPeople:
    return {"type": "room.people", "room": room, "here": here, "people": people}


def room_typing(room: str, person: PersonFact) -> RoomTyping:
    return {"type": "room.typing", "room": room, "people": [person]}


def room_closed(room: str, reason: str) -> RoomClosed:
    return {"type": "room.closed", "room": room, "code": "access", "reason": reason}


def pong(versions: dict[str, int | None]) -> Pong:
    return {"type": "pong", "versions": versions}


# --- Of messages --------------------------------------------------------------------------------------


def message_fact(message: Message) -> MessageFact:
    """The present state of a message; a removed one is a tombstone without its words. `author` must be loaded."""
    gone, author = message.removed, message.author
    if gone == Message.Removed.MODERATOR:
        # It may be the name that was the harm: whose it is, is known to them and to moderators.
        who: PersonFact = {"id": author.pk, "name": "", "role": "", "mark": mark_of(0)}
    else:
        who = person_fact(author.pk, author.name, message.role, handle=author.handle)
    fact: MessageFact = {
        "id": message.pk,
        "seq": message.seq,
        "version": message.version,
        "client_id": str(message.client_id),
        "author": who,
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
    room: str,
    after: int | None,
    version: int,
    messages: list[MessageFact],
    *,
    state: RoomState | None = None,
    reset: bool = False,
    more: bool = False,
    first: int | None = None,
    mine: Mine | None = None,
    people: list[PersonFact] | None = None,
) -> RoomChanges:
    """With `mine` it is for one person alone: all that is their own of these messages, and nothing else is."""
    fact: RoomChanges = {
        "type": "room.changes",
        "room": room,
        "after": after,
        "version": version,
        "messages": messages,
    }
    if state is not None:
        fact["state"] = state
    if reset:
        fact["reset"] = True
    if more:
        fact["more"] = True
    if first is not None:
        fact["first"] = first
    if mine is not None:
        fact["mine"] = mine
    if people is not None:
        fact["people"] = people
    return fact


def accepted(room: str, client_id: UUID, seq: int, version: int, duplicate: bool) -> Accepted:
    return {
        "type": "message.accepted",
        "room": room,
        "client_id": str(client_id),
        "seq": seq,
        "version": version,
        "duplicate": duplicate,
    }


def held(room: str, client_id: UUID, message: str, url: str = "") -> Held:
    fact: Held = {"type": "message.held", "room": room, "client_id": str(client_id), "message": message}
    if url:
        fact["url"] = url
    return fact


def remind(room: str, client_id: UUID, clause: str, message: str, may_send: bool) -> Remind:
    return {
        "type": "message.remind",
        "room": room,
        "client_id": str(client_id),
        "clause": clause,
        "message": message,
        "may_send": may_send,
    }


def refused(
    code: str,
    message: str,
    *,
    client_id: UUID | str | None = None,
    retry_after: float | None = None,
    room: str | None = None,
) -> Refused:
    fact: Refused = {"type": "refused", "code": code, "message": message}
    if client_id is not None:
        fact["client_id"] = str(client_id)
    if retry_after is not None:
        fact["retry_after"] = round(retry_after, 1)
    if room is not None:
        fact["room"] = room
    return fact

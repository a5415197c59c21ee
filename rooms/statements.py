"""The statements every batch of messages needs, written out.

They are what the ORM would say; having it say them anew for each batch cost three times as much as running
them (docs/figures.md). Rows come back as the same models, with only the columns named here loaded. Whoever reads
another column, or follows a key to a row that is not there, gets `NotLoaded` and no silent query for each row.

The one order of locks, which every transaction that needs several keeps: rooms by their keys, then people by theirs,
then what belongs to both (memberships, cases, sanctions), and the end of the moderation log last. A sanction in a room locks
that room and the person before it touches the membership, so reading a membership under those two locks is enough.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model
from django.db.models.base import ModelState

from community.accounts.models import User
from moderation.roles.models import RoleGrant

from .models import Membership, Message, Room

Loaded = TypeVar("Loaded", bound=Model)


def _of(model: Any, *names: str) -> tuple[str, ...]:
    """Columns, each of them one of the model's: a renamed field is found when this module is loaded."""
    known = {field.attname for field in model._meta.concrete_fields}
    assert known.issuperset(names), set(names) - known
    return names


ROOM = _of(
    Room, "id", "slug", "title", "access", "archived_at", "slow_mode", "seq", "version", "last_message_at"
)
PLACE = _of(Membership, "id", "room_id", "user_id", "left_at", "removed_at", "muted_until")
PERSON = _of(
    User, "id", "handle", "display_name", "origin", "is_staff", "is_active", "suspended_until", "muted_until",
    "rules_accepted_at", "date_joined",
)  # fmt: skip
SAID = _of(
    Message, "id", "room_id", "seq", "version", "author_id", "client_id", "body", "removed", "edited_at"
)
NEW = (
    "room_id", "seq", "version", "author_id", "role", "client_id", "body", "body_html", "note", "reply_to",
    "reactions", "removed", "at",
)  # fmt: skip
MOMENTS = {
    "archived_at",
    "last_message_at",
    "left_at",
    "removed_at",
    "muted_until",
    "suspended_until",
    "edited_at",
    "rules_accepted_at",
    "date_joined",
}


def _moment(value: Any) -> Any:
    """SQLite gives times without a zone, or as text; all of them are UTC."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class NotLoaded(RuntimeError):
    """Something was read from a row of this module that its statement leaves out."""


def _not_loaded(model: type[Model], name: str) -> NoReturn:
    raise NotLoaded(
        f"{model.__name__}.{name} is not among the columns of rooms/statements.py. Name it there, so that it is read "
        "once for a whole batch, or load it as a fact of the batch in rooms/posting.py."
    )


class _Neighbours(dict[str, Any]):
    """The rows a row's keys lead to, as far as they are at hand."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model

    def __missing__(self, name: str) -> NoReturn:
        _not_loaded(self.model, name)


@lru_cache
def _guard(model: type[Model]) -> Any:
    """Stands before `refresh_from_db`, which Django calls for a column that is not there."""

    def refresh(using: Any = None, fields: Any = None, from_queryset: Any = None) -> NoReturn:
        _not_loaded(model, ", ".join(fields or ["refresh_from_db"]))

    return refresh


def _load(model: type[Loaded], names: tuple[str, ...], values: Iterable[Any]) -> Loaded:
    """As `from_db`, without the signals and checks that a batch of hundreds would feel."""
    row = model.__new__(model)
    row.__dict__.update(zip(names, values, strict=True))
    for name in MOMENTS & row.__dict__.keys():
        row.__dict__[name] = _moment(row.__dict__[name])
    row._state = ModelState()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    row._state.fields_cache = _Neighbours(model)
    row.__dict__["refresh_from_db"] = _guard(model)
    return row


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


def _columns(names: tuple[str, ...], alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)


def _locking(of: str) -> str:
    """SQLite has locked the whole database by now (transaction_mode=IMMEDIATE)."""
    return f" FOR NO KEY UPDATE OF {of}" if connection.vendor == "postgresql" else ""


def _rows(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()


def lock_rooms(slugs: set[str]) -> dict[str, Room]:
    """Rooms by slug, locked in the order of their keys."""
    sql = (
        f"SELECT {_columns(ROOM, 'r')} FROM rooms_room r WHERE r.slug IN ({_marks(len(slugs))}) "  # noqa: S608
        f"ORDER BY r.id{_locking('r')}"
    )
    rooms = (_load(Room, ROOM, row) for row in _rows(sql, slugs))
    return {room.slug: room for room in rooms}


def lock_people(
    people: set[int], rooms: Iterable[Room]
) -> tuple[dict[int, User], dict[tuple[int, int], Membership]]:
    """People, locked in the order of their keys, and their memberships of these rooms by (room, person).

    A sanction waits for this batch or the other way.
    """
    room_ids = [room.pk for room in rooms]
    sql = (
        f"SELECT {_columns(PERSON, 'u')}, {_columns(PLACE, 'm')} FROM accounts_user u "  # noqa: S608
        f"LEFT JOIN rooms_membership m ON m.user_id = u.id AND m.room_id IN ({_marks(len(room_ids)) or 'NULL'}) "
        f"WHERE u.id IN ({_marks(len(people))}) ORDER BY u.id, m.room_id{_locking('u')}"
    )
    found: dict[int, User] = {}
    places: dict[tuple[int, int], Membership] = {}
    for row in _rows(sql, [*room_ids, *people]):
        if row[0] not in found:
            found[row[0]] = _load(User, PERSON, row[: len(PERSON)])
        if row[len(PERSON)] is not None:
            place = _load(Membership, PLACE, row[len(PERSON) :])
            place._state.fields_cache["user"] = found[place.user_id]
            places[place.room_id, place.user_id] = place
    return found, places


def already_said(client_ids: set[UUID], people: set[int]) -> dict[tuple[int, UUID], Message]:
    """Messages these people have sent with one of these client ids, by (author, client_id)."""
    sql = (
        f"SELECT {_columns(SAID, 'm')} FROM rooms_message m "  # noqa: S608
        f"WHERE m.author_id IN ({_marks(len(people))}) AND m.client_id IN ({_marks(len(client_ids))})"
    )
    said = {}
    for row in _rows(sql, [*people, *(_client_id(value) for value in client_ids)]):
        message = _load(Message, SAID, row)
        message.client_id = UUID(str(message.client_id))
        said[message.author_id, message.client_id] = message
    return said


@lru_cache(maxsize=512)
def _insert(vendor: str, count: int) -> str:
    values = ", ".join([f"({_marks(len(NEW))})"] * count)
    return f"INSERT INTO rooms_message ({', '.join(NEW)}) VALUES {values} RETURNING room_id, seq, id"  # noqa: S608


def insert(messages: list[Message]) -> None:
    """Store new messages and give each its key."""
    values: list[Any] = []
    moments = {message.at: None for message in messages}
    at = {moment: _at(moment) for moment in moments}
    native = connection.features.has_native_uuid_field
    for message in messages:
        values += (
            message.room_id, message.seq, message.version, message.author_id, message.role,
            message.client_id if native else message.client_id.hex, message.body, message.body_html, message.note, message.reply_to,
            "{}", "", at[message.at],
        )  # fmt: skip
    keys = {(room, seq): key for room, seq, key in _rows(_insert(connection.vendor, len(messages)), values)}
    for message in messages:
        message.pk = keys[message.room_id, message.seq]
        message._state.adding = False


def raise_rooms(rooms: Iterable[Room]) -> None:
    rows = [(room.seq, room.version, _at(room.last_message_at), room.pk) for room in rooms]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE rooms_room SET seq = %s, version = %s, last_message_at = %s WHERE id = %s", rows
        )


def have_roles(people: Iterable[User]) -> bool:
    """Whether anybody among them may have a role at all: most batches are spared the full question."""
    ids = [person.pk for person in people]
    if any(person.is_staff for person in people):
        return True
    sql = f"SELECT 1 FROM {RoleGrant._meta.db_table} WHERE person_id IN ({_marks(len(ids))}) AND ended_at IS NULL LIMIT 1"  # noqa: S608
    return bool(_rows(sql, ids))


def _at(at: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _client_id(value: UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex

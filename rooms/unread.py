"""How many messages of a room are new to somebody: what they may see and have not read, and nothing else.

What one wrote oneself, what was taken away and what people write whom one does not meet is never counted: a number that
turns out to be three empty places says that somebody one blocked is there. It is counted from the read marker, among
the last messages and no further than pages say, so it costs the same in a room of a million messages.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet, Value
from django.db.models.expressions import RawSQL

from community.accounts.known import known_of_person
from community.accounts.models import User

from .models import Membership

MOST = 100  # pages say 99+
AMONG = 300
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class New:
    """`rings`: the bell counts the room, for the person wants it to and has not looked since."""

    person: int
    room_id: int
    room: str
    count: int
    rings: bool


# Of a membership, which `{m}` stands for. No index of authors is wanted: few rows are looked at, the newest first.
_VISIBLE = """
    SELECT 1 FROM (
        SELECT x.author_id, x.removed, x.at FROM rooms_message x
        WHERE x.room_id = {m}.room_id AND x.seq > {m}.read_seq ORDER BY x.seq DESC LIMIT {among}
    ) said
    WHERE said.removed = '' AND said.author_id <> {m}.user_id {since}
    AND NOT EXISTS (SELECT 1 FROM accounts_block b WHERE b.by_id = {m}.user_id AND b.person_id = said.author_id)
    AND NOT EXISTS (SELECT 1 FROM accounts_block b WHERE b.by_id = said.author_id AND b.person_id = {m}.user_id)
"""


def _visible(membership: str, since: str = "") -> str:
    return _VISIBLE.format(m=membership, among=AMONG, since=since and f"AND said.at > {since}")


def _count(membership: str) -> str:
    return f"SELECT COUNT(*) FROM ({_visible(membership)} LIMIT {MOST}) visible"  # noqa: S608


# --- On a page ----------------------------------------------------------------------------------------


def counted(memberships: QuerySet[Membership], person: User | None = None) -> Any:
    """Each with `.unread`, never more than MOST. Those of one person have `.rings` as in New, where there is something."""
    # Nothing from outside is in it.
    unread = RawSQL(_count(_TABLE), (), output_field=models.IntegerField())  # noqa: S611
    places: Any = memberships.annotate(unread=unread)
    return places if person is None else places.annotate(rings=_rings(person))


_TABLE = Membership._meta.db_table


def _rings(person: User) -> Any:
    if not person.ring_rooms or person.rooms_seen_at is None:
        return Value(person.ring_rooms, output_field=models.BooleanField())
    looked = connection.ops.adapt_datetimefield_value(person.rooms_seen_at)
    exists = f"EXISTS ({_visible(_TABLE, '%s')})"
    return RawSQL(exists, (looked,), output_field=models.BooleanField())  # noqa: S611


def ringing_among(places: Iterable[Any]) -> int:
    """Of `counted` ones: the rooms in the number on the bell."""
    return sum(1 for place in places if place.unread and place.rings)


def new_in_rooms(person: User, most: int = 20) -> list[Membership]:
    """Rooms somebody follows in which there is something new, the one that was spoken in last before the others."""
    places = counted(Membership.objects.followed_by(person), person).select_related("room")
    return list(places.filter(unread__gt=0).order_by("-room__last_message_at", "room_id")[:most])


def how_many_ring(person: User) -> int:
    """The rooms in the number on the bell. No query where it was read with the person."""
    if not person.ring_rooms:
        return 0
    known: int | None = getattr(person, "rooms_ring", None)
    if known is not None:
        return known
    looked = person.rooms_seen_at
    since = [] if looked is None else [connection.ops.adapt_datetimefield_value(looked)]
    sql = f"""
        SELECT COUNT(*) FROM {_FOLLOWED} AND m.user_id = %s AND r.seq > m.read_seq
        AND EXISTS ({_visible("m", "%s" if since else "")})
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [person.pk, *since])
        return int(cursor.fetchone()[0])


@known_of_person("rooms_ring")
def with_rooms_that_ring(people: QuerySet[User]) -> QuerySet[User]:
    """People who know the number of rooms on their bell, which every page says."""
    # Nothing from outside is in it.
    return people.annotate(rooms_ring=RawSQL(_RING, (), output_field=models.IntegerField()))  # noqa: S611


# --- For open tabs ------------------------------------------------------------------------------------

_FOLLOWED = """
    rooms_membership m JOIN rooms_room r ON r.id = m.room_id JOIN accounts_user u ON u.id = m.user_id
    WHERE m.followed AND m.left_at IS NULL AND m.removed_at IS NULL AND r.archived_at IS NULL
"""
_NEW = f"""
    SELECT m.user_id, m.room_id, r.slug, ({_count("m")}),
        CASE WHEN NOT u.ring_rooms THEN 0 WHEN u.rooms_seen_at IS NULL THEN 1
        WHEN EXISTS ({_visible("m", "u.rooms_seen_at")}) THEN 1 ELSE 0 END
    FROM {_FOLLOWED}
"""  # noqa: S608
# Of the person whom the query around it reads.
_RING = f"""
    SELECT COUNT(*) FROM {_FOLLOWED} AND m.user_id = accounts_user.id AND r.seq > m.read_seq
    AND (accounts_user.rooms_seen_at IS NULL AND EXISTS ({_visible("m")})
    OR EXISTS ({_visible("m", "accounts_user.rooms_seen_at")}))
"""  # noqa: S608


def of_people(people: Collection[int]) -> list[New]:
    """Of every room they follow in which there is something they have not read."""
    return _new(f"AND r.seq > m.read_seq AND m.user_id IN ({_marks(people)})", people) if people else []


def of_followers(
    people: Collection[int], rooms: Collection[int], *, but: Collection[Place] = ()
) -> list[New]:
    """Of these rooms for those of these people who follow them, also where nothing is new; not of (person, room) in
    `but`."""
    if not people or not rooms:
        return []
    rows = Membership.objects.filter(room__in=rooms, user__in=people, followed=True).order_by()
    found = rows.values_list("pk", "user_id", "room_id")
    wanted = [key for key, person, room in found if (person, room) not in but]
    return _new(f"AND m.id IN ({_marks(wanted)})", wanted) if wanted else []


def _new(which: str, values: Collection[int]) -> list[New]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_NEW} {which}", list(values))
        rows = cursor.fetchall()
    return [New(person, key, room, count, bool(rings)) for person, key, room, count, rings in rows]


def _marks(values: Collection[int]) -> str:
    return ", ".join(["%s"] * len(values))

"""What somebody who is new in a room is told of their coming: who knows of it, who has seen them, and what they can do.

Read from the database each time, so that every tab, every device and every page after it says the same. The words claim
no more than is known: on duty and in the room is a lease, told is a row on an open strip, seen is a press of somebody's.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone, translation

from community.accounts.models import User
from moderation.roles.policy import Powers, powers_by_number, role_word

from . import staffing, usual
from .greeting import WAITS_FOR, a_role
from .models import Greeting, Membership, Message, Presence, Room
from .staffing import LOW, STAFFED, UNSTAFFED, Cover, OnDuty

# For how long the line still says that there is an answer.
SAID_FOR = timedelta(minutes=10)
ROOMS_LOOKED_AT = 10


@dataclass(frozen=True, slots=True)
class Somebody:
    name: str
    role: str = ""

    @property
    def a_role(self) -> str:
        return a_role(self.role) if self.role else ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another room in which there are people."""

    slug: str
    title: str
    here: int
    is_staffed: bool


@dataclass(slots=True)
class Welcome:
    """`answered` ends it; else `seen` and `there` are who has, and who is on duty in the room."""

    staffing: str = UNSTAFFED
    answered: Somebody | None = None
    answer: int | None = None
    to_them: bool = False
    seen: Somebody | None = None
    there: Somebody | None = None
    is_told: bool = False
    usually: str = ""
    elsewhere: Elsewhere | None = None
    wrote: bool = False
    follows: bool = False

    @property
    def needs_steps(self) -> bool:
        return self.answered is None and self.staffing != STAFFED


def of(
    room: Room, user: User, membership: Membership | None, hides: frozenset[int], powers: Powers
) -> Welcome | None:
    """None for whoever is not new here, has a role, or is under a sanction. For a member of old it costs no query."""
    if not _may_be_new(room, user, membership) or not powers.is_member_only:
        return None
    row = (
        Greeting.objects.filter(room=room.pk, person=user.pk).select_related("seen_by", "greeted_by").first()
    )
    if row is None:
        return _told(Welcome(), room, user, None, hides) if membership is None else None
    if row.greeted_at is not None:
        return _answered(row, room, hides)
    wrote = membership is not None and Message.objects.filter(room=room.pk, author=user.pk).exists()
    follows = membership is not None and membership.followed
    return _told(Welcome(wrote=wrote, follows=follows), room, user, row, hides)


def _may_be_new(room: Room, user: User, membership: Membership | None) -> bool:
    if room.is_private or room.archived_at is not None or user.is_crowd or user.is_muted or user.is_suspended:
        return False
    if membership is None:
        return True
    return membership.is_in and not membership.is_muted and timezone.now() - membership.joined_at < WAITS_FOR


def _answered(row: Greeting, room: Room, hides: frozenset[int]) -> Welcome | None:
    """For a while; then it goes. By somebody they do not meet it was none."""
    by, at = row.greeted_by, row.greeted_at
    if by is None or by.pk in hides or at is None or timezone.now() - at > SAID_FOR:
        return None
    return Welcome(answered=_somebody(by, room), answer=row.answer, to_them=row.to_them)


def _told(found: Welcome, room: Room, user: User, row: Greeting | None, hides: frozenset[int]) -> Welcome:
    cover = staffing.kept(room.pk)
    found.staffing = cover.word(hides, user.pk)
    if row is not None and row.seen_by is not None and row.seen_by.pk not in hides:
        found.seen = _somebody(row.seen_by, room)
    there = _met(cover.here, hides)
    if there is not None:
        found.there = Somebody(there.name, there.role)
    if row is not None:
        # Those in the room have it on their strip; those elsewhere heard of it if they were there by then.
        found.is_told = there is not None or any(
            one.since <= row.arrived_at for one in cover.elsewhere if one.person_id not in hides
        )
    if found.staffing == UNSTAFFED:
        found.usually = usual.usually(room.pk)
    if found.needs_steps:
        found.elsewhere = another_room(room, user, hides, look_for_cover=found.staffing == LOW)
    return found


def _met(people: tuple[OnDuty, ...], hides: frozenset[int]) -> OnDuty | None:
    return next((one for one in people if one.person_id not in hides), None)


def _somebody(person: User, room: Room) -> Somebody:
    powers = powers_by_number({person.pk: person.is_staff})[person.pk]
    return Somebody(person.name, role_word(powers, room.pk))


def another_room(
    room: Room, user: User, hides: frozenset[int], *, look_for_cover: bool = False
) -> Elsewhere | None:
    """An open one with people in it whom they may meet, in their language, that they were not sent out of."""
    now = timezone.now()
    shut = Membership.objects.filter(
        Q(removed_at__isnull=False) | Q(muted_until__gt=now), room=OuterRef("room"), user=user.pk
    )
    rows: Any = (
        Presence.objects.here()
        .filter(
            ~Exists(shut),
            room__access=Room.Access.OPEN,
            room__archived_at=None,
            room__language=user.language or translation.get_language() or room.language,
        )
        .exclude(room=room.pk)
        .exclude(user__in=[*hides, user.pk])
        .order_by()
        .values("room_id", "room__slug", "room__title", "room__capacity")
        .annotate(here=Count("user_id", distinct=True))
        .order_by("-here", "room__title")[:ROOMS_LOOKED_AT]
    )
    found = [row for row in rows if row["here"] < row["room__capacity"]]
    covers = staffing.covers([row["room_id"] for row in found]) if look_for_cover and found else {}

    def is_staffed(row: Any) -> bool:
        return covers.get(row["room_id"], Cover()).word(hides) == STAFFED

    # Where somebody is on duty first; the sort keeps the others as they were.
    for row in sorted(found, key=is_staffed, reverse=True)[:1]:
        return Elsewhere(row["room__slug"], row["room__title"], row["here"], is_staffed(row))
    return None

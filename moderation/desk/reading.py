"""What the desk shows, in a fixed number of queries however many rooms, reports and people there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.accounts.actor import Actor
from moderation.cases import reading
from moderation.cases.services.reports import queue_for
from moderation.roles.duty import WITH_DUTY, there
from moderation.roles.models import Role
from moderation.roles.policy import Powers
from rooms import greeting
from rooms.models import Presence, Room
from rooms.pace import meter
from rooms.staffing import LOW, STAFFED, UNSTAFFED

from . import exposure
from .hand_over import cards_for
from .models import HandOver

MOST_CASES = 50
CASES_SHOWN = 10
ROOMS_LOOKED_AT = 60
ROOMS_SHOWN = 12
MOST_CARDS = 20


def everything(me: Actor, powers: Powers) -> dict[str, Any]:
    on_duty = people_on_duty()
    return {
        "cases": cases_for(me, powers),
        "newcomers": newcomers_for(me, powers),
        "rooms": rooms_now(powers, on_duty),
        "on_duty": on_duty,
        "duty_rows": duty_of(me, powers, on_duty),
        "cards": cards_of(me, powers),
        "exposure": exposure.exposure_of(me.person),
    }


# --- Reports -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Queue:
    """`mine` I hold, `free` nobody does, `taken` is with somebody else."""

    mine: list[dict[str, Any]] = field(default_factory=list)
    free: list[dict[str, Any]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    waiting: int = 0
    is_more: bool = False


def cases_for(me: Actor, powers: Powers) -> Queue:
    found = list(
        queue_for(me, powers)
        .select_related("room", "claimed_by", "content_type")
        .prefetch_related("reports")[: MOST_CASES + 1]
    )
    queue = Queue(is_more=len(found) > MOST_CASES)
    for case in found[:MOST_CASES]:
        row = {"case": case, "kind": reading.label_of(case), "told": reading.told(case)}
        if case.is_held_by(me.pk):
            queue.mine.append(row)
        elif case.is_free:
            queue.free.append(row)
        else:
            queue.taken.append(row)
    queue.waiting = len(queue.free)
    queue.is_more = queue.is_more or queue.waiting > CASES_SHOWN
    del queue.free[CASES_SHOWN:]
    return queue


# --- Newcomers -----------------------------------------------------------------------------------


def newcomers_for(me: Actor, powers: Powers) -> list[greeting.Waiting]:
    """Who waits for a first answer in the rooms of this desk, the longest first."""
    where = powers.moderates()
    rooms = None if where is None else [Room(pk=pk) for pk in where]
    return greeting.waiting(rooms, hides=blocks.hidden_from(me.person))


# --- Who is there --------------------------------------------------------------------------------


@dataclass(slots=True)
class Present:
    """Somebody on duty. `rooms` are those the role holds in; with None among them it holds everywhere."""

    person_id: int
    name: str
    handle: str
    role: str
    since: datetime
    rooms: set[int | None] = field(default_factory=set)

    @property
    def label(self) -> str | Promise:
        return Role(self.role).label

    @property
    def is_everywhere(self) -> bool:
        return None in self.rooms

    def covers(self, room_id: int) -> bool:
        return None in self.rooms or room_id in self.rooms


def people_on_duty() -> list[Present]:
    """Longest there first; somebody there in two roles stands here twice."""
    rows = (
        there()
        .order_by("since", "pk")
        .values_list(
            "person_id", "person__display_name", "person__handle", "role", "since", "person__grants__room_id"
        )
    )
    found: dict[tuple[int, str], Present] = {}
    for person_id, name, handle, role, since, room_id in rows:
        one = found.setdefault((person_id, role), Present(person_id, name or handle, handle, role, since))
        one.rooms.add(room_id)
    return list(found.values())


def duty_of(me: Actor, powers: Powers, on_duty: Iterable[Present]) -> list[dict[str, Any]]:
    """My switches, as the template of the duty switch wants them."""
    since = {one.role: one.since for one in on_duty if one.person_id == me.pk}
    roles = [role for role in WITH_DUTY if powers.has_anywhere(role)]
    return [{"role": role, "label": Role(role).label, "since": since.get(role)} for role in roles]


# --- Rooms ---------------------------------------------------------------------------------------

COVER: dict[str, str | Promise] = {
    STAFFED: _("Somebody is on duty here."),
    LOW: _("Nobody on duty is in it."),
    UNSTAFFED: _("Nobody is on duty for it."),
}


@dataclass(slots=True)
class Lively:
    room: Room
    pace: meter.Pace
    here: int
    cover: str
    who: list[str]

    @property
    def words(self) -> str | Promise:
        return COVER[self.cover]

    @property
    def is_busy(self) -> bool:
        return self.pace.key in (meter.Key.BUSY, meter.Key.TOO_BUSY)

    @property
    def needs_somebody(self) -> bool:
        return self.is_busy and self.cover != STAFFED


def rooms_now(powers: Powers, on_duty: list[Present]) -> dict[str, list[Lively]]:
    """The liveliest twelve, and any other that is busy with nobody on duty in it; those stand first. `quiet`
    ones, where nobody is, are folded away."""
    where = powers.moderates()
    rooms = Room.objects.filter(archived_at=None)
    # A private room is known to those in it, and to somebody who moderates it and nothing else.
    rooms = rooms.filter(access=Room.Access.OPEN) if where is None else rooms.filter(pk__in=where)
    looked_at = list(rooms.order_by(F("last_message_at").desc(nulls_last=True), "title")[:ROOMS_LOOKED_AT])
    paces = meter.for_rooms(looked_at)
    here, on_duty_here = _who_is_in(looked_at, on_duty)
    found = []
    for room in looked_at:
        covering = [one for one in on_duty if one.covers(room.pk)]
        inside = list(dict.fromkeys(one.name for one in covering if one.person_id in on_duty_here[room.pk]))
        cover = STAFFED if inside else LOW if covering else UNSTAFFED
        found.append(Lively(room, paces[room.pk], here[room.pk], cover, inside))
    found.sort(key=lambda one: (-one.pace.rate, -one.pace.speakers, -one.here))
    shown = found[:ROOMS_SHOWN] + [one for one in found[ROOMS_SHOWN:] if one.needs_somebody]
    lively = [one for one in shown if one.here or one.pace.key != meter.Key.QUIET]
    return {
        "lively": sorted(lively, key=lambda one: not one.needs_somebody),
        "quiet": [one for one in shown if one not in lively],
    }


def _who_is_in(rooms: list[Room], on_duty: Iterable[Present]) -> tuple[dict[int, int], dict[int, set[int]]]:
    """By room: how many people have it open, and which of those on duty. One query: everybody else is one row."""
    duty_ids = {one.person_id for one in on_duty}
    here = {room.pk: 0 for room in rooms}
    on_duty_here: dict[int, set[int]] = {room.pk: set() for room in rooms}
    who = models.Case(When(Q(user_id__in=duty_ids), then=F("user_id")), default=Value(None))
    rows = (
        Presence.objects.here()
        .filter(room__in=list(here))
        .order_by()
        .values("room_id", who=who)
        .annotate(people=Count("user_id", distinct=True))
    )
    for row in rows:
        here[row["room_id"]] += row["people"]
        if row["who"] is not None:
            on_duty_here[row["room_id"]].add(row["who"])
    return here, on_duty_here


# --- Hand-over -----------------------------------------------------------------------------------


def cards_of(me: Actor, powers: Powers) -> dict[str, list[HandOver]]:
    """`new` waits for me to read, `mine` for somebody else, `read` is from the last days."""
    cards = list(cards_for(me, powers).select_related("by", "room", "acknowledged_by")[:MOST_CARDS])
    unread = [card for card in cards if card.acknowledged_at is None]
    return {
        "new": [card for card in unread if card.by_id != me.pk],
        "mine": [card for card in unread if card.by_id == me.pk],
        "read": [card for card in cards if card.acknowledged_at is not None],
    }

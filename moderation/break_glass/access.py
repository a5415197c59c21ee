"""Who read what is private, for the people it is about: said by role, never by name.

A private reading is an entry of the log like any act. Whatever reads something private writes one with an act
named here, and the page "who has read what is mine" shows it without more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.log.models import LogEntry
from moderation.roles.models import Role
from rooms.models import Membership, Room

from .models import BreakGlass
from .services import READ

CASE_VIEWED = "case.viewed"

# act → how it is said. Each is about a private room one was in.
PRIVATE_READS: dict[str, str | Promise] = {
    READ: _("A safeguarding lead and a second person read this private room."),
    CASE_VIEWED: _("A moderator looked at what was reported here, with a few messages around it."),
}
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Stay:
    """A private room somebody was in, from and until when (None: is in it)."""

    room_id: int
    title: str
    since: datetime
    until: datetime | None

    def covers(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at <= self.until)


@dataclass(slots=True)
class Reading:
    """One line of the page. `times` are all openings that belong together, newest first."""

    words: str | Promise
    where: str
    times: list[datetime]
    roles: list[str]
    reason: str

    def also(self, entry: LogEntry) -> None:
        """One more opening; two in the same minute are told as one."""
        if entry.at.replace(second=0, microsecond=0) != self.times[-1].replace(second=0, microsecond=0):
            self.times.append(entry.at)
        if (role := _role(entry)) not in self.roles:
            self.roles.append(role)

    @property
    def by(self) -> str:
        return ", ".join(self.roles)


def stays_of(person: Any) -> list[Stay]:
    """The private rooms somebody is in or was in."""
    places = Membership.objects.filter(user=person, room__access=Room.Access.PRIVATE).select_related("room")
    return [_stay(place) for place in places]


def _stay(place: Membership) -> Stay:
    went = [at for at in (place.left_at, place.removed_at) if at is not None]
    return Stay(place.room_id, place.room.title, place.joined_at, min(went, default=None))


def readings_for(person: Any, stays: Sequence[Stay]) -> list[Reading]:
    """What was read of this person's private rooms while they were in them, newest first."""
    by_room: dict[int | None, list[Stay]] = {}
    for stay in stays:
        by_room.setdefault(stay.room_id, []).append(stay)
    entries = [entry for entry in _entries(person, by_room) if _was_in(entry, by_room)]
    glasses = _glasses(entries)
    found: dict[str, Reading] = {}
    for entry in entries:
        glass = glasses.get(entry.thing)
        if entry.act == READ and (glass is None or glass.state == BreakGlass.State.OPEN):
            continue  # Members are told afterwards: while it is open somebody may be in danger.
        key = f"{entry.act} {entry.thing}"
        if key in found:
            found[key].also(entry)
            continue
        found[key] = Reading(
            words=PRIVATE_READS[entry.act],
            where=by_room[entry.room_id][0].title,
            times=[entry.at],
            roles=[_role(entry)],
            reason=glass.reason if glass is not None else "",
        )
    return list(found.values())


def _entries(person: Any, by_room: dict[int | None, list[Stay]]) -> QuerySet[LogEntry]:
    entries = LogEntry.objects.filter(act__in=list(PRIVATE_READS), room_id__in=list(by_room))
    entries = entries.exclude(by_id=person.pk)
    # Where two people are alone it would tell the one who was reported who did it.
    entries = entries.exclude(act=CASE_VIEWED, person_id=person.pk)
    return entries.order_by("-number")[:MOST_SHOWN]


def _was_in(entry: LogEntry, by_room: dict[int | None, list[Stay]]) -> bool:
    return any(stay.covers(entry.at) for stay in by_room[entry.room_id])


def _glasses(entries: list[LogEntry]) -> dict[str, BreakGlass]:
    keys = {entry.thing.rpartition(":")[2] for entry in entries if entry.act == READ}
    return {f"break_glass.breakglass:{glass.pk}": glass for glass in BreakGlass.objects.filter(pk__in=keys)}


def _role(entry: LogEntry) -> str:
    """The role it was read in. Names are in the log, for staff, should anybody ask why."""
    role = str(entry.facts.get("role", ""))
    return str(dict(Role.choices).get(role, Role.MODERATOR.label))

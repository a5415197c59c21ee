"""Whether somebody with a role is there: staffed (on duty, in this room), low (on duty elsewhere), unstaffed.

Whoever is not to meet somebody on duty does not know of them: for that person they are not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.kernel.kept import Kept
from moderation.roles.duty import there
from moderation.roles.models import Role

from .models import Presence

STAFFED, LOW, UNSTAFFED = "staffed", "low", "unstaffed"

WORDS: dict[str, str | Promise] = {
    STAFFED: _("Somebody is on duty here: a supporter or a moderator."),
    LOW: _("Nobody on duty is in this room right now; somebody is on the site."),
    UNSTAFFED: _("No supporter is on duty here right now. Members look after one another."),
}
# In the head of the room, beside the pace.
SHORT: dict[str, str | Promise] = {
    STAFFED: _("somebody on duty here"),
    LOW: _("somebody on duty, not in this room"),
    UNSTAFFED: _("nobody on duty"),
}
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OnDuty:
    person_id: int
    name: str
    role: str
    since: datetime

    @property
    def label(self) -> str | Promise:
        return Role(self.role).label


@dataclass(frozen=True, slots=True)
class Cover:
    """Who is on duty in a role that holds in a room: `here`, with the room open, and `elsewhere`; longest first."""

    here: tuple[OnDuty, ...] = ()
    elsewhere: tuple[OnDuty, ...] = ()

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(one.person_id for one in (*self.here, *self.elsewhere))

    def word(self, hides: frozenset[int] = NOBODY, me: int = 0) -> str:
        """As `me`, who does not meet `hides`, is told. Whoever asks for a room is in it, and may be its cover."""
        if any(one.person_id not in hides for one in self.here):
            return STAFFED
        if any(one.person_id == me for one in self.elsewhere):
            return STAFFED
        return LOW if any(one.person_id not in hides for one in self.elsewhere) else UNSTAFFED


EMPTY = Cover()
# Many tabs come back at once. What a tab was told and is no more is put right by the next look (live/poll.py).
_kept: Kept[int, Cover] = Kept(seconds=2.0)


def covers(room_ids: Iterable[int]) -> dict[int, Cover]:
    """By room. One query when nobody is on duty, else two, however many rooms."""
    room_ids = list(room_ids)
    on_duty, where = _on_duty()
    if not on_duty or not room_ids:
        return dict.fromkeys(room_ids, EMPTY)
    rows = Presence.objects.here().filter(room__in=room_ids, user__in=list(on_duty))
    here = set(rows.values_list("room_id", "user_id"))
    found = {}
    for room in room_ids:
        # A role given for one room is no cover for another.
        able = [one for person, one in on_duty.items() if where[person] & {None, room}]
        found[room] = Cover(
            tuple(one for one in able if (room, one.person_id) in here),
            tuple(one for one in able if (room, one.person_id) not in here),
        )
    return found


def _on_duty() -> tuple[dict[int, OnDuty], dict[int, set[int | None]]]:
    rows = (
        there()
        .order_by("since", "pk")
        .values_list(
            "person_id",
            "person__display_name",
            "person__handle",
            "role",
            "since",
            "person__grants__room_id",
        )
    )
    people: dict[int, OnDuty] = {}
    where: dict[int, set[int | None]] = {}
    for person_id, name, handle, role, since, room_id in rows:
        people.setdefault(person_id, OnDuty(person_id, name or handle, role, since))
        where.setdefault(person_id, set()).add(room_id)
    return people, where


def of_rooms(room_ids: Iterable[int], *, hides: frozenset[int] = NOBODY) -> dict[int, str]:
    """The same in one word each, as it is told to somebody who does not meet `hides`."""
    return {room: cover.word(hides) for room, cover in covers(room_ids).items()}


def kept(room_id: int) -> Cover:
    """The same for one room, looked up at most every two seconds in a process."""
    return _kept.get(room_id, lambda: covers([room_id])[room_id])


def note(found: dict[int, Cover]) -> None:
    """What has just been looked up anyway."""
    _kept.note(found)


def forget() -> None:
    """Somebody came on duty, or went."""
    _kept.forget()

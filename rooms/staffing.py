"""Whether somebody with a role is there: staffed (on duty, in this room), low (on duty elsewhere), unstaffed."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.kernel.kept import Kept
from moderation.roles.duty import on_duty

from .models import Presence

STAFFED, LOW, UNSTAFFED = "staffed", "low", "unstaffed"

WORDS: dict[str, str | Promise] = {
    STAFFED: _("Somebody is on duty here: a supporter or a moderator."),
    LOW: _("Nobody on duty is in this room right now; somebody is on the site."),
    UNSTAFFED: _("No supporter is on duty here right now. Members look after one another."),
}

_kept: Kept[int, str] = Kept(seconds=5.0)


def of_rooms(room_ids: Iterable[int]) -> dict[int, str]:
    """By room. One query when nobody is on duty, else two, however many rooms."""
    room_ids = list(room_ids)
    there = on_duty()
    if not there or not room_ids:
        return dict.fromkeys(room_ids, UNSTAFFED)
    found = {
        room: LOW if any(_holds(roles, room) for roles in there.values()) else UNSTAFFED for room in room_ids
    }
    here = Presence.objects.here().filter(room__in=room_ids, user__in=list(there))
    for room, person in here.values_list("room_id", "user_id"):
        if _holds(there[person], room):
            found[room] = STAFFED
    return found


def _holds(roles: set[tuple[str, int | None]], room_id: int) -> bool:
    """A role given for one room is no cover for another."""
    return any(where in (None, room_id) for _role, where in roles)


def kept(room_id: int) -> str:
    """The same for one room, looked up at most every five seconds in a process: many tabs come back at once."""
    return _kept.get(room_id, lambda: of_rooms([room_id])[room_id])


def note(found: dict[int, str]) -> None:
    """What has just been looked up anyway."""
    _kept.note(found)

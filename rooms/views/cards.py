"""What a card of the list says of a room, in words: who is there, when somebody spoke, when it is usually lively.

Made here and not in the template: twenty cards of ten tags each took most of the page's time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import staffing
from ..models import Room
from ..pace.meter import Key

JUST_NOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Fact:
    kind: str
    words: str


def prepare(rooms: Iterable[Room]) -> None:
    """Adds `.address` and `.facts` to rooms that `listing` has described."""
    now = timezone.now()
    for room in rooms:
        drawn: Any = room
        drawn.address = reverse("room", args=[room.slug])
        drawn.facts = _facts(room, now)


def _facts(room: Any, now: datetime) -> list[Fact]:
    facts = []
    if room.here:
        facts.append(Fact("room-here", _people(room.here)))
    if room.here or room.pace.key != Key.QUIET:
        facts.append(Fact(f"room-pace is-{room.pace.key}", room.pace.words))
    if room.staffing == staffing.STAFFED:
        facts.append(Fact("room-staffed", _("somebody on duty here")))
    if room.is_full:
        facts.append(Fact("room-full", _("full right now, please look in again a little later")))
    if room.pace.key == Key.QUIET:
        facts.append(Fact("room-spoke", _last_spoke(room.spoke, now)))
    if room.lively:
        facts.append(Fact("room-lively", room.lively))
    if room.is_private:
        facts.append(Fact("room-private", _("private, only for those invited")))
    facts[0] = Fact(facts[0].kind, capfirst(facts[0].words))
    return facts


def _people(here: int) -> str:
    return ngettext("%(n)d person here", "%(n)d people here", here) % {"n": here}


def _last_spoke(spoke: datetime | None, now: datetime) -> str:
    if spoke is None:
        return _("nobody has written here yet")
    if now - spoke < JUST_NOW:
        return _("somebody spoke just now")
    return _("last spoke %(time)s ago") % {"time": timesince(spoke, now, depth=1)}


def words() -> dict[str, str]:
    """What stands on every card, translated once."""
    return {"topics": _("Topics"), "fits": _("Fits what you chose:")}

"""How lively rooms are now, and how many people are in them: one query each, however many rooms it is.

Messages per minute are an average of 5 minutes, speakers are counted over 10. The thresholds stand on the
reading ceiling of text groups, 13-16 messages a minute, and on equal voice in groups of 8-10.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Message, Presence, Room

RATE_OVER = timedelta(minutes=5)
SPEAKERS_OVER = timedelta(minutes=10)

QUIET_BELOW_SPEAKERS = 3
QUIET_BELOW_RATE = 1 / 5
BUSY_ABOVE_RATE = 10
BUSY_ABOVE_SPEAKERS = 10
TOO_BUSY_ABOVE_RATE = 18
TOO_BUSY_ABOVE_SPEAKERS = 14
MOST_COUNTED = 400


class Key(StrEnum):
    QUIET = "quiet"
    GOOD = "good"
    BUSY = "busy"
    TOO_BUSY = "too_busy"


WORDS: dict[Key, str | Promise] = {
    Key.QUIET: _("quiet now"),
    Key.GOOD: _("a good pace"),
    Key.BUSY: _("busy"),
    Key.TOO_BUSY: _("very busy, hard to follow"),
}


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate` is messages a minute, `speakers` the people who wrote in the last ten minutes."""

    key: Key
    rate: float = 0.0
    speakers: int = 0

    @property
    def words(self) -> str:
        return str(WORDS[self.key])


def judge(rate: float, speakers: int) -> Key:
    """Busy is looked at first: two people who write very fast are hard to follow, however few they are."""
    if rate > TOO_BUSY_ABOVE_RATE or speakers > TOO_BUSY_ABOVE_SPEAKERS:
        return Key.TOO_BUSY
    if rate > BUSY_ABOVE_RATE or speakers > BUSY_ABOVE_SPEAKERS:
        return Key.BUSY
    if rate < QUIET_BELOW_RATE or speakers < QUIET_BELOW_SPEAKERS:
        return Key.QUIET
    return Key.GOOD


def for_rooms(rooms: Collection[Room], *, hides: frozenset[int] = frozenset()) -> dict[int, Pace]:
    """The pace of each room, by its id. A room where nobody wrote is quiet; what `hides` wrote is not counted."""
    paces = {room.pk: Pace(Key.QUIET) for room in rooms}
    if not paces:
        return paces
    now = timezone.now()
    lately = _lately(rooms, now - SPEAKERS_OVER)
    if not lately:
        return paces
    counted = (
        Message.objects.filter(lately, at__gt=now - SPEAKERS_OVER)
        .exclude(author__in=hides)
        .order_by()
        .values("room_id")
        .annotate(
            recent=Count("pk", filter=Q(at__gt=now - RATE_OVER)),
            speakers=Count("author_id", distinct=True),
        )
    )
    for row in counted:
        rate = row["recent"] / (RATE_OVER / timedelta(minutes=1))
        paces[row["room_id"]] = Pace(judge(rate, row["speakers"]), rate, row["speakers"])
    return paces


def _lately(rooms: Collection[Room], since: datetime) -> Q:
    """The last messages of the rooms in which somebody wrote since then, found by seq: messages have no index by
    time in a room, which every one of them would pay for. Beyond 400 a room is too busy whatever their number."""
    lately = Q()
    for room in rooms:
        if room.last_message_at is not None and room.last_message_at > since:
            lately |= Q(room_id=room.pk, seq__gt=room.seq - MOST_COUNTED)
    return lately


@dataclass(frozen=True, slots=True)
class Here:
    """`all` are the people in a room, `shown` those of them whom somebody may meet."""

    shown: int
    all: int


NOBODY = Here(0, 0)


def here_now(hides: frozenset[int] = frozenset()) -> dict[int, Here]:
    """The rooms that have people in them, by their ids. Several tabs or processes of one person count once."""
    shown = Count("user_id", distinct=True, filter=~Q(user__in=hides)) if hides else F("people")
    counted = (
        Presence.objects.here()
        .order_by()
        .values("room_id")
        .annotate(people=Count("user_id", distinct=True))
        .annotate(shown=shown)
    )
    return {row["room_id"]: Here(row["shown"], row["people"]) for row in counted}


def people_here(rooms: Collection[Room], *, hides: frozenset[int] = frozenset()) -> dict[int, int]:
    """How many people have each room open now, by its id. Several tabs or processes count once, `hides` never."""
    here = {room.pk: 0 for room in rooms}
    if not here:
        return here
    counted = (
        Presence.objects.here()
        .filter(room_id__in=list(here))
        .exclude(user__in=hides)
        .order_by()
        .values("room_id")
        .annotate(people=Count("user_id", distinct=True))
    )
    here.update({row["room_id"]: row["people"] for row in counted})
    return here

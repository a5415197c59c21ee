"""When a room is usually lively: hours of the week, from six weeks of messages, looked at every night.

An hour counts when several people write in it on several days, so that it tells nobody's habit. Times are kept in UTC,
and said in the zone of whoever reads.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from ..models import Message, Room

OVER = timedelta(weeks=6)
LEAST_PEOPLE = 5
LEAST_DAYS = 3
MOST_MESSAGES = 5_000  # of one room; a fuller one is known well enough by its last ones
SHARE = 0.5  # of the fullest hour: what is below is no time to come for
WEEK = 7 * 24
SOON = timedelta(hours=2)


def look_at_all(now: datetime | None = None) -> int:
    """Every room in which somebody wrote lately; how many are lively at other hours than was known."""
    now, changed = now or timezone.now(), 0
    lately = Room.objects.filter(last_message_at__gt=now - OVER)
    for room in lately.only("seq", "lively_hours").iterator(chunk_size=200):
        hours = _lively(_said(room, now - OVER))
        if hours != room.lively_hours:
            changed += Room.objects.filter(pk=room.pk).update(lively_hours=hours)
    silent = Room.objects.exclude(lively_hours=[]).exclude(pk__in=lately.values("pk"))
    return changed + silent.update(lively_hours=[])


def _said(room: Room, since: datetime) -> Iterable[tuple[datetime, int]]:
    messages = Message.objects.filter(room=room, seq__gt=room.seq - MOST_MESSAGES, at__gt=since, removed="")
    return messages.order_by().values_list("at", "author_id").iterator(chunk_size=2000)


def _lively(said: Iterable[tuple[datetime, int]]) -> list[int]:
    """Hours of the week. One that is lively on any day of the week counts for every day."""
    people, days = defaultdict(set), defaultdict(set)
    for at, author in said:
        at = at.astimezone(UTC)
        for slot in (at.hour, (at.weekday(), at.hour)):
            people[slot].add(author)
            days[slot].add(at.date())
    enough = {
        slot: len(people[slot])
        for slot in people
        if len(people[slot]) >= LEAST_PEOPLE and len(days[slot]) >= LEAST_DAYS
    }
    hours = set()
    for slot, many in enough.items():
        kind = [each for other, each in enough.items() if isinstance(other, int) == isinstance(slot, int)]
        if many >= SHARE * max(kind):
            hours |= (
                {day * 24 + slot for day in range(7)} if isinstance(slot, int) else {slot[0] * 24 + slot[1]}
            )
    return sorted(hours)


def next_one(hours: Iterable[int], now: datetime) -> datetime | None:
    """When the next of these hours begins, or the one that is; None where there is none."""
    start = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    here = start.weekday() * 24 + start.hour
    ahead = min(((hour - here) % WEEK for hour in hours), default=None)
    return None if ahead is None else start + timedelta(hours=ahead)


def is_soon(hours: Iterable[int], now: datetime) -> bool:
    begins = next_one(hours, now)
    return begins is not None and begins - now <= SOON


def words(hours: Iterable[int], now: datetime) -> str:
    """In the zone of whoever reads; empty where nothing is known."""
    begins = next_one(hours, now)
    if begins is None:
        return ""
    if begins <= now:
        return _("usually lively at this hour")
    local = timezone.localtime(begins)
    at = time_format(local, "H:i")
    if begins - now < timedelta(days=1):
        return _("usually lively about %(time)s") % {"time": at}
    return _("usually lively on %(day)s about %(time)s") % {"day": date_format(local, "l"), "time": at}

"""When somebody usually is on duty for a room, in the reader's own hours: said only where several people share it.

A window that fewer than three people kept would be one person's timetable. What is said goes by hours, by weeks and by
people counted together, and names nobody.
"""

import zoneinfo
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from community.kernel.kept import Kept
from moderation.roles.models import Duty

WEEKS = 4
USUAL = 3  # of these weeks
LEAST_PEOPLE = 3
HOUR, DAY, WEEK = timedelta(hours=1), 24, 168
MOST_WINDOWS = 2

Stretch = tuple[int, datetime, datetime]  # who, from, to
Window = tuple[int, int, int]  # weekday, first hour, how many

_stretches: Kept[int, list[Stretch]] = Kept(seconds=600.0)


def usually(room_id: int) -> str:
    """ "on weekdays, about 19:00 to 22:00", in the zone of whoever reads; empty where nothing can be said."""
    now = timezone.now()
    stretches = _stretches.get(room_id, lambda: _read(room_id, now))
    return _in_words(_windows(stretches, now, timezone.get_current_timezone()), timezone.localtime(now))


def _read(room_id: int, now: datetime) -> list[Stretch]:
    """Of people who have that role still, here or everywhere."""
    rows = Duty.objects.filter(
        Q(person__grants__until=None) | Q(person__grants__until__gt=now),
        Q(person__grants__room=None) | Q(person__grants__room=room_id),
        since__gt=now - timedelta(weeks=WEEKS),
        person__is_active=True,
        person__grants__role=F("role"),
        person__grants__ended_at=None,
    )
    found = rows.values_list("person_id", "since", "until", "there_until").distinct()
    return [(person, since, until or min(there, now)) for person, since, until, there in found]


def _windows(stretches: Iterable[Stretch], now: datetime, zone: zoneinfo.ZoneInfo) -> list[Window]:
    """Hours of the week that were covered in most of the last weeks, put together where they follow one another."""
    weeks: dict[int, set[int]] = defaultdict(set)
    people: dict[int, set[int]] = defaultdict(set)
    for person, since, until in stretches:
        at = since.replace(minute=0, second=0, microsecond=0)
        while at < until:
            # An hour counts when somebody was there for most of it.
            if min(at + HOUR, until) - max(at, since) >= HOUR / 2:
                here = at.astimezone(zone)
                slot = here.weekday() * DAY + here.hour
                weeks[slot].add((now - at) // timedelta(weeks=1))
                people[slot].add(person)
            at += HOUR
    usual = {slot for slot, found in weeks.items() if len(found) >= USUAL}
    windows = []
    for first in sorted(slot for slot in usual if (slot - 1) % WEEK not in usual):
        slots = [first]
        while (slots[-1] + 1) % WEEK in usual and len(slots) < WEEK:
            slots.append((slots[-1] + 1) % WEEK)
        windows.append((first, slots))
    if not windows and len(usual) == WEEK:
        windows = [(0, list(range(WEEK)))]
    return [
        (first // DAY, first % DAY, len(slots))
        for first, slots in windows
        if len(set().union(*(people[slot] for slot in slots))) >= LEAST_PEOPLE
    ]


def _in_words(windows: list[Window], here: datetime) -> str:
    """The one that comes next first; the same hours on several days are said once."""
    days: dict[tuple[int, int], list[int]] = defaultdict(list)
    for weekday, hour, length in windows:
        days[hour, length].append(weekday)
    present = here.weekday() * DAY + here.hour

    def comes_in(hours: tuple[int, int]) -> int:
        return min((weekday * DAY + hours[0] - present) % WEEK for weekday in days[hours])

    said = []
    for hour, length in sorted(days, key=comes_in)[:MOST_WINDOWS]:
        if length >= DAY:
            said.append(_("%(days)s, day and night") % {"days": _days(days[hour, length])})
        else:
            words = _("%(days)s, about %(from)s to %(to)s")
            said.append(
                words
                % {
                    "days": _days(days[hour, length]),
                    "from": f"{hour:02}:00",
                    "to": f"{(hour + length) % DAY:02}:00",
                }
            )
    return "; ".join(said)


def _days(weekdays: list[int]) -> str:
    known = {tuple(range(7)): _("every day"), tuple(range(5)): _("on weekdays"), (5, 6): _("at weekends")}
    found = known.get(tuple(sorted(weekdays)))
    names = [str(WEEKDAYS[day]) for day in sorted(weekdays)]
    return found or _("on %(days)s") % {"days": get_text_list(names, _("and"))}

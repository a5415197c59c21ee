"""How often a thing may be done: sliding windows, shared by every process through the cache.

A limit of n has n places. Taking one is `cache.add`, which is atomic on every cache Django has, so a limit
trips at exactly n + 1 however many processes race, and each place frees itself `per` after it was taken.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .refused import TooFast


@dataclass(frozen=True, slots=True)
class Limit:
    """`times` within `per`, counted for each key by itself."""

    name: str
    times: int
    per: timedelta

    def take(self, key: object) -> None:
        """Use one place for `key`. Raises TooFast with the seconds until the next one is free."""
        now = timezone.now().timestamp()
        places = [f"limit:{self.name}:{key}:{place}" for place in range(self.times)]
        seconds = self.per.total_seconds()
        taken = cache.get_many(places)
        for place in places:
            if place not in taken and cache.add(place, now + seconds, timeout=seconds):
                return
        until = min(taken.values(), default=now + seconds)
        raise TooFast(
            _("Please wait a moment before doing this again."), retry_after=max(1.0, round(until - now, 1))
        )


# Every limit of the site stands here, so that one page shows them all. A message's own limit is counted from
# the messages themselves, in the transaction that stores them (rooms/services.py). Signing up and in
# have theirs in ACCOUNT_RATE_LIMITS (settings.py), which allauth keeps.
MESSAGES = Limit("message", 10, per=timedelta(seconds=10))
REACTIONS = Limit("reaction", 60, per=timedelta(minutes=1))
EDITS = Limit("edit", 20, per=timedelta(minutes=1))
REPORTS = Limit("report", 20, per=timedelta(hours=1))

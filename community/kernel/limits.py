"""How often a thing may be done: sliding windows, shared by every process through the cache.

A limit of n has n places. Taking one is `cache.add`, which is atomic on every cache Django has, so a limit
trips at exactly n + 1 however many processes race.

A place is free `per` after it was taken, and not by its entry running out: caches run out by whole seconds, some
early, and the database cache deletes what it saw run out even when somebody has taken it again meanwhile. So
the entry says until when, and no entry is ever used twice: its name carries the stretch of time, `per` long, in
which it was made. A place taken in one stretch is held into the next and no further.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from .refused import TooFast
from .waiting import in_words


@dataclass(frozen=True, slots=True)
class Limit:
    """`times` within `per`, counted for each key by itself."""

    name: str
    times: int
    per: timedelta

    def take(self, key: object) -> str:
        """Use one place for `key`; what comes back names it. Raises TooFast, which says how long in words."""
        now = timezone.now().timestamp()
        seconds = self.per.total_seconds()
        stretch = int(now // seconds)
        before, here = (
            [self._entry(key, place, at) for place in range(self.times)] for at in (stretch - 1, stretch)
        )
        taken = cache.get_many([*before, *here])
        for old, new in zip(before, here, strict=True):
            if new in taken or taken.get(old, 0.0) > now:
                continue
            if cache.add(new, now + seconds, timeout=2 * seconds + 2):
                return new
        until = min((at for at in taken.values() if at > now), default=now + seconds)
        wait = max(1.0, round(until - now, 1))
        words = _("Please wait %(time)s before doing this again.") % {"time": in_words(wait)}
        raise TooFast(words, retry_after=wait)

    @staticmethod
    def give_back(place: str) -> None:
        """What was taken turned out to be nothing to count: a try that was right."""
        cache.delete(place)

    def _entry(self, key: object, place: int, stretch: int) -> str:
        return f"limit:{self.name}:{key}:{place}:{stretch}"


# Every limit of the site stands here, so that one page shows them all. A message's own limit is counted from
# the messages themselves, in the transaction that stores them (rooms/checks/pace.py). A few that only keep one place
# from asking very fast stand in ACCOUNT_RATE_LIMITS (settings.py), which allauth keeps; all of them by the minute.
MESSAGES = Limit("message", 10, per=timedelta(seconds=10))
REACTIONS = Limit("reaction", 60, per=timedelta(minutes=1))
EDITS = Limit("edit", 20, per=timedelta(minutes=1))
REPORTS = Limit("report", 20, per=timedelta(hours=1))
NAMES = Limit("name", 5, per=timedelta(days=1))
BLOCKS = Limit("block", 60, per=timedelta(hours=1))
# Counted from the news itself (rooms/ringing.py): how often one person rings another by answering them or calling them by
# name, and how many people somebody calls. What is beyond is written as it is and rings nobody.
RINGS = Limit("ring", 6, per=timedelta(minutes=10))
MENTIONS = Limit("mention", 30, per=timedelta(hours=1))
MENTIONS_WHEN_NEW = Limit("mention-new", 6, per=timedelta(hours=1))
MOST_CALLED_AT_ONCE = 5
EXPORTS = Limit("export", 3, per=timedelta(days=1))
# Wrong passwords, codes and phrases (accounts/guessing.py): in a browser that is known, for one name from one line, from
# one line for whatever name, and for one name from all strangers together, after which only the slow way is left.
GUESSES_KNOWN = Limit("guess-known", 10, per=timedelta(minutes=5))
GUESSES_HERE = Limit("guess-here", 5, per=timedelta(minutes=5))
GUESSES_FROM = Limit("guess-from", 10, per=timedelta(minutes=1))
GUESSES_FROM_LONG = Limit("guess-from-long", 60, per=timedelta(hours=1))
GUESSES_OF_STRANGERS = Limit("guess-strangers", 30, per=timedelta(hours=1))
GUESSES_SLOW = Limit("guess-slow", 2, per=timedelta(minutes=10))
CODES_SLOW = Limit("code-slow", 2, per=timedelta(hours=1))
# One's own password, asked for once more; counted by sign-in, so that nobody else's tries count for mine.
PASSWORD_AGAIN = Limit("password-again", 10, per=timedelta(minutes=1))
SIGN_UPS = Limit("sign-up", 20, per=timedelta(hours=1))
# Asking for a link: from one line, from one line for one address, and mails to one address whoever asked.
RESETS_FROM = Limit("reset-from", 20, per=timedelta(hours=1))
RESETS_HERE = Limit("reset-here", 5, per=timedelta(hours=1))
RESET_MAILS = Limit("reset-mails", 12, per=timedelta(hours=1))
# Mails with a link: asked for by one person, and sent to one address whoever asked.
ADDRESS_MAILS = Limit("address-mail", 5, per=timedelta(hours=1))
MAILS_TO_ONE_ADDRESS = Limit("mails-to", 10, per=timedelta(days=1))

# Whoever signed up less than this long ago is new (`User.is_new`): most of what harms a room is done by accounts
# made for it. New people post no links, and have these limits beside those of everybody.
NEW_FOR = timedelta(hours=24)
REACTIONS_WHEN_NEW = Limit("reaction-new", 60, per=timedelta(hours=1))
REPORTS_WHEN_NEW = Limit("report-new", 6, per=timedelta(hours=1))

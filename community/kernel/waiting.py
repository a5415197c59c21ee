"""How long somebody has to wait, in words: nobody counts seconds, and never less than it takes."""

import math

from django.utils.translation import gettext, ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400


def in_words(seconds: float) -> str:
    """ "about 5 minutes"; made to stand after "wait" and after "in"."""
    if seconds <= 20:
        return gettext("a few seconds")
    if seconds <= MINUTE:
        return gettext("about a minute")
    if seconds <= 55 * MINUTE:
        minutes = math.ceil(seconds / MINUTE)
        return ngettext("about %(count)d minute", "about %(count)d minutes", minutes) % {"count": minutes}
    if seconds <= HOUR:
        return gettext("about an hour")
    if seconds <= 22 * HOUR:
        hours = math.ceil(seconds / HOUR)
        return ngettext("about %(count)d hour", "about %(count)d hours", hours) % {"count": hours}
    if seconds <= DAY:
        return gettext("about a day")
    days = math.ceil(seconds / DAY)
    return ngettext("about %(count)d day", "about %(count)d days", days) % {"count": days}

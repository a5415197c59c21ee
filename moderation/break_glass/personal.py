"""What is held of people whose private room was read, and of those who read it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, emptied, kept, rows

from . import access


def _readings(person: Any) -> Iterator[dict[str, Any]]:
    """By role, as on the page. The reason is in somebody else's words and stands there."""
    for reading in access.readings_for(person, access.stays_of(person)):
        for at in reading.times:
            yield {"what": str(reading.words), "where": reading.where, "by": reading.by, "at": at}


declare(
    "log.LogEntry",
    "person_id",
    part=Part.SAFETY,
    what=_(
        "What moderators did about you, in a log that cannot be changed: your number, the act, the time; no words."
    ),
    export=rows(_readings, what=_("What was read"), where=_("Where"), by=_("By"), at=_("When")),
    ending=kept(_("It is a number that leads to nobody any more. Without it the log could not be trusted.")),
    kept_for=_("As long as the site: a log with gaps proves nothing."),
    read_by=_("Staff. You see who has read what is private to you, by role."),
)
declare(
    "break_glass.BreakGlass",
    "asked_by confirmed_by ended_by",
    part=Part.ROLE,
    what=_("Private rooms you read with a second person, as a safeguarding lead."),
    export=rows(asked_at=_("Asked"), confirmed_at=_("Confirmed"), ended_at=_("Ended")),
    ending=emptied(words=_("When it was and why stays for the people whose room was read.")),
    kept_for=_("As long as the room."),
    read_by=_("Leads and staff by name; the people in the room by role."),
)

"""What the log of moderation holds of a person: numbers."""

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, kept, not_exported

declare(
    "log.LogEntry",
    "by_id",
    part=Part.ROLE,
    what=_(
        "What you did as a moderator, in a log that cannot be changed: your number, the act, the time; no words."
    ),
    export=not_exported(
        _("Each entry is about somebody else, too. What you wrote as a moderator is in here.")
    ),
    ending=kept(_("It is a number that leads to nobody any more. Without it the log could not be trusted.")),
    kept_for=_("As long as the site: a log with gaps proves nothing."),
    read_by=_("Staff."),
)

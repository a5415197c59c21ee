"""What is held of people who work at the desk."""

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, emptied, rows

declare(
    "desk.HandOver",
    "by",
    part=Part.ROLE,
    what=_("What you wrote for the next shift."),
    export=rows(at=_("When"), room__title=_("For the room"), words=_("Your words")),
    ending=deleted(),
    kept_for=_("As long as your account."),
    read_by=_("Moderators of that room or of the whole site."),
)
declare(
    "desk.HandOver",
    "acknowledged_by",
    part=Part.ROLE,
    what=_("Words for the next shift that you read."),
    export=rows(acknowledged_at=_("When")),
    ending=emptied(),
    kept_for=_("As long as the account of the person who wrote it."),
    read_by=_("Moderators."),
)
declare(
    "desk.RestBreak",
    "person",
    part=Part.ROLE,
    what=_("Breaks you took after heavy things."),
    export=rows(since=_("From"), until=_("Until")),
    ending=deleted(),
    kept_for=_("As long as your account."),
    read_by=_("You."),
)

"""What is held of people about whom something was decided, and of those who decided."""

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, emptied, rows

declare(
    "standing.Sanction",
    "person",
    part=Part.SAFETY,
    what=_("What moderators decided about you, by which rule, and what they said to you."),
    export=rows(
        kind=_("What"),
        clause__title=_("Rule"),
        room__title=_("In room"),
        words=_("Said to you"),
        at=_("When"),
        until=_("Until"),
        seen_at=_("You saw it"),
        undone_at=_("Taken back"),
    ),
    ending=deleted(),
    kept_for=_("As long as your account."),
    read_by=_("You, moderators, and staff."),
)
declare(
    "standing.Sanction",
    "by",
    part=Part.ROLE,
    what=_("Decisions you made as a moderator."),
    export=rows(kind=_("What"), clause__title=_("Rule"), words=_("Your words"), at=_("When")),
    ending=emptied(words=_("The decision and what was said stay with the person it is about.")),
    kept_for=_("As long as the account of the person it is about."),
    read_by=_("That person, without your name; moderators and staff."),
)
declare(
    "standing.Sanction",
    "undone_by",
    part=Part.ROLE,
    what=_("Decisions you took back as a moderator."),
    export=rows(kind=_("What"), undone_at=_("When")),
    ending=emptied(),
    kept_for=_("As long as the account of the person it is about."),
    read_by=_("Moderators and staff."),
)
declare(
    "standing.TakenName",
    "sanction",
    part=Part.SAFETY,
    what=_("A name or a line about you that a moderator took away."),
    export=rows(display_name=_("Name"), about=_("Line"), sanction__at=_("When")),
    ending=deleted(),
    kept_for=_("As long as your account."),
    read_by=_("You, and whoever looks at the decision a second time."),
)

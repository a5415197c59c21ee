"""What is held of people about whom something was decided, and of those who decided."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, emptied, rows

from .models import TakenName

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


def _taken(person: Any) -> Iterator[dict[str, Any]]:
    for row in TakenName.objects.filter(sanction__person=person).select_related("sanction").order_by("pk"):
        yield {"at": row.sanction.at, "display_name": row.display_name, "about": row.about}


def _let_go_of_taken(person: Any) -> None:
    """Gone with the decision; whichever is deleted first."""
    TakenName.objects.filter(sanction__person=person).delete()


declare(
    "standing.TakenName",
    "sanction",
    part=Part.SAFETY,
    what=_("A name or a line about you that a moderator took away."),
    export=rows(_taken, at=_("When"), display_name=_("Name"), about=_("Line")),
    ending=deleted(_let_go_of_taken),
    kept_for=_("As long as your account."),
    read_by=_("You, and whoever looks at the decision a second time."),
)

"""What is held of people who told the moderators something, of those it was about, and of those who looked at it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, emptied, not_exported, rows

from .models import Appeal, Report
from .reading import how_it_went
from .services import endings
from .services.reports import REASONS


def _reports(person: Any) -> Iterator[dict[str, Any]]:
    """What somebody told and how it went; never about whom, and nothing the reported person said."""
    reports = Report.objects.filter(reporter=person).select_related("case", "case__content_type")
    for report in reports.order_by("pk").iterator(chunk_size=500):
        reason = REASONS.get(report.reason)
        yield {
            "at": report.at,
            "about": str(report.case.content_type.name),
            "reason": str(reason[0]) if reason else report.reason,
            "words": report.words,
            "outcome": str(how_it_went(report.case)),
        }


declare(
    "cases.Report",
    "reporter",
    part=Part.SAFETY,
    what=_("What you told the moderators."),
    export=rows(
        _reports,
        at=_("When"),
        about=_("About"),
        reason=_("What it is about"),
        words=_("Your words"),
        outcome=_("How it went"),
    ),
    ending=emptied(
        endings.let_go_of_reporter,
        words=_(
            "Your words go at once, or when the case is closed; that somebody told it stays as a number."
        ),
    ),
    kept_for=_("As long as your account."),
    read_by=_("You. Moderators read the words and not whose they are; the person it is about never does."),
)
declare(
    "cases.Case",
    "person",
    part=Part.SAFETY,
    what=_("What was reported about you, with a copy of your words as they were."),
    export=not_exported(
        _("It would tell who told it. What was decided is in here, with the reason and what was said to you.")
    ),
    ending=deleted(
        endings.let_go_of_person,
        words=_(
            "What is still open is deleted when it has been decided, so that nobody can end it by leaving."
        ),
    ),
    kept_for=_("90 days after it was closed; after that only that there was a case."),
    read_by=_("Moderators of that room or of the whole site, each time with an entry in the log."),
)
declare(
    "cases.Case",
    "claimed_by closed_by passed_on_by",
    part=Part.ROLE,
    what=_("Cases you looked at as a moderator."),
    export=rows(opened_at=_("Reported"), closed_at=_("Closed"), outcome=_("How it went")),
    ending=emptied(
        endings.let_go_of_holder, words=_("An open case is freed of your number when it is closed.")
    ),
    kept_for=_("As long as the site, as a count."),
    read_by=_("Moderators."),
)


def _appeals(person: Any) -> Iterator[dict[str, Any]]:
    for appeal in Appeal.objects.filter(sanction__person=person).order_by("pk"):
        yield {
            "at": appeal.at,
            "words": appeal.words,
            "state": appeal.get_state_display(),
            "decided_at": appeal.decided_at,
            "answer": appeal.answer,
        }


def _end_appeals(person: Any) -> None:
    Appeal.objects.filter(sanction__person=person).delete()


declare(
    "cases.Appeal",
    "sanction",
    part=Part.SAFETY,
    what=_("Decisions you asked to be looked at again, and the answer to you."),
    export=rows(
        _appeals,
        at=_("When"),
        words=_("Your words"),
        state=_("How it went"),
        decided_at=_("Answered"),
        answer=_("Answer to you"),
    ),
    ending=deleted(_end_appeals),
    kept_for=_("As long as your account."),
    read_by=_("You and moderators."),
)
declare(
    "cases.Appeal",
    "decided_by",
    part=Part.ROLE,
    what=_("Second looks you took as a moderator."),
    export=rows(decided_at=_("When"), state=_("How it went"), answer=_("Your answer")),
    ending=emptied(words=_("The answer stays with the person who asked.")),
    kept_for=_("As long as the account of the person who asked."),
    read_by=_("That person, without your name; moderators."),
)

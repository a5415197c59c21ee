"""What cases let go of: the words of people who are deleted, and all words long after a case was closed; with them the
sealed copies that reports keep.

An open case keeps everything until somebody has decided: a person who is reported must not be able to end that by
deleting the account, and a report is never lost.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.accounts.models import User

from ..models import Appeal, Case, Report

WORDS_KEPT_FOR = timedelta(days=90)
HELD_BY = ("claimed_by", "closed_by", "passed_on_by")


def let_go_of_person(person: User) -> None:
    """Closed cases about them say nothing of them any more."""
    _let_words_go(Case.objects.filter(person=person, state=Case.State.CLOSED))
    Case.objects.filter(person=person, state=Case.State.CLOSED).update(person=None)


def let_go_of_reporter(person: User) -> None:
    """What they told stays as a count, once it has been dealt with."""
    Report.objects.filter(reporter=person, case__state=Case.State.CLOSED).exclude(words="").update(words="")


def let_go_of_holder(person: User) -> None:
    for name in HELD_BY:
        Case.objects.filter(**{name: person}, state=Case.State.CLOSED).update(**{name: None})


def let_closed_cases_go() -> None:
    """What waited for a case to be closed, and what is past its time. Every night."""
    closed = Case.objects.filter(state=Case.State.CLOSED)
    gone = User.objects.exclude(deleted_at=None)
    ended = timezone.now() - WORDS_KEPT_FOR
    # A second look that waits, or was answered lately, still needs them.
    looked_at = Appeal.objects.filter(sanction__cases=OuterRef("pk")).filter(
        Q(state=Appeal.State.OPEN) | Q(decided_at__gte=ended)
    )
    _let_words_go(closed.filter(Q(person__in=gone) | Q(~Exists(looked_at), closed_at__lt=ended)))
    closed.filter(person__in=gone).update(person=None)
    for name in HELD_BY:
        closed.filter(**{f"{name}__in": gone}).update(**{name: None})
    reports = Report.objects.filter(reporter__in=gone, case__state=Case.State.CLOSED)
    reports.exclude(words="").update(words="")


def _let_words_go(cases: QuerySet[Case]) -> None:
    Report.objects.filter(case__in=cases, sealed__isnull=False).update(sealed=None)
    cases.exclude(note="").update(note="")

"""What the pages of moderation show, read from the database. Nothing here changes anything."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.accounts.reportable import Reportable, kind_of
from community.kernel.crypto import Unreadable
from community.kernel.refused import NotFound
from moderation.roles import policy
from moderation.standing.models import Sanction, TakenName

from .models import Appeal, Case, Report
from .services.reports import REASONS

HISTORY = 30


# --- For the person ---------------------------------------------------------------------------------


def decisions_about(person: User) -> list[Sanction]:
    """Everything a moderator decided about somebody, what still holds first."""
    rows = (
        Sanction.objects.filter(person=person)
        .select_related("clause", "room", "appeal")
        .prefetch_related("content")
        .order_by("-at", "-pk")
    )
    return sorted(rows, key=lambda row: row.is_over)


def own_words(sanction: Sanction) -> str:
    """What the person wrote that it is about, as long as it is there.

    What cannot be hidden was not what somebody said: a decision about a person is not about their line on themselves.
    """
    about = Reportable.of(sanction.content)
    if about is None or not about.can_be_hidden:
        return ""
    return f"[{about.note}] {about.words}" if about.note else about.words


def taken_name(sanction: Sanction) -> TakenName | None:
    """The name and the line this decision took away, for the person and for whoever looks at it again."""
    if sanction.kind != Sanction.Kind.NAME:
        return None
    try:
        return TakenName.objects.filter(sanction=sanction).first()
    except Unreadable:
        return None


def reports_of(person: User) -> QuerySet[Report]:
    return (
        Report.objects.filter(reporter=person)
        .select_related("case", "case__content_type")
        .order_by("-at")[:100]
    )


HOW_IT_WENT: dict[str, Any] = {
    "open": _("It is waiting for a moderator. Each one is read."),
    "claimed": _("A moderator is looking at it now."),
    "acted": _(
        "You were right to tell us, and something has been done about it. What exactly stays between "
        "the moderators and the person, as it would for you."
    ),
    "no_breach": _(
        "We looked at it with care and found that it keeps to the rules. If it was hard for you all the same, "
        "that counts: you can fold this person's messages away or leave the room for a while."
    ),
    "talked": _("A moderator has talked with the person. Thank you for looking after one another."),
    "passed_on": _("It has gone to people who can do more. Thank you for not leaving it."),
}


def how_it_went(case: Case) -> Any:
    return HOW_IT_WENT[str(case.outcome) if case.state == Case.State.CLOSED else str(case.state)]


# --- For moderators -----------------------------------------------------------------------------------


def cases_known_to(moderator: Actor) -> QuerySet[Case]:
    """Cases this moderator may know of: of their rooms, and never one about themselves."""
    cases = Case.objects.exclude(person=moderator.pk)
    where = policy.moderated_rooms(moderator)
    if where is not None:
        cases = cases.filter(room__in=where)
    return cases


def case_for(moderator: Actor, pk: int) -> Case:
    """Raises NotFound."""
    rows = cases_known_to(moderator).select_related(
        "person", "room", "claimed_by", "closed_by", "passed_on_by", "content_type"
    )
    case = rows.filter(pk=pk).first()
    if case is None:
        raise NotFound(_("This is not here."))
    return case


def label_of(case: Case) -> str | Promise:
    """What kind of thing it is about, in words."""
    kind = kind_of(case.content_type.model_class())
    return kind.label if kind is not None else ""


@dataclass(slots=True)
class Told:
    """What the people who reported said; never who they are."""

    count: int
    reasons: list[tuple[Any, int]]
    words: list[str]
    main: str


def told(case: Case) -> Told:
    reports = sorted(case.reports.all(), key=lambda report: (report.at, report.pk))
    counted = Counter(report.reason for report in reports)
    main = max(counted, key=lambda reason: (REASONS[reason][2], counted[reason]), default="other")
    return Told(
        count=len(reports),
        reasons=[(REASONS[reason][0], n) for reason, n in counted.most_common()],
        words=[report.words for report in reports if report.words],
        main=main,
    )


@dataclass(slots=True)
class History:
    """What moderators know of a person: `elsewhere` counts what happened where this moderator is none."""

    sanctions: list[Sanction]
    cases: list[Case]
    elsewhere: int
    here_for: timedelta
    warnings_lately: int


def history_of(person: User, *, viewer: Actor, beside: Case | None = None) -> History:
    sanctions = Sanction.objects.filter(person=person)
    cases = Case.objects.filter(person=person).exclude(reports__reporter=viewer.pk)
    if beside is not None:
        cases = cases.exclude(pk=beside.pk)
    where = policy.moderated_rooms(viewer)
    known, elsewhere = sanctions, 0
    if where is not None:
        known = sanctions.filter(Q(room__in=where))
        elsewhere = sanctions.count() - known.count()
        cases = cases.filter(room__in=where)
    since = timezone.now() - timedelta(days=30)
    shown = list(
        known.select_related("clause", "room", "by", "undone_by", "appeal").order_by("-at", "-pk")[:HISTORY]
    )
    return History(
        sanctions=shown,
        cases=list(cases.select_related("room").order_by("-opened_at")[:HISTORY]),
        elsewhere=elsewhere,
        here_for=timezone.now() - person.date_joined,
        warnings_lately=_warnings(shown if where is None and len(shown) < HISTORY else sanctions, since),
    )


def _warnings(sanctions: list[Sanction] | QuerySet[Sanction], since: datetime) -> int:
    """Counted where they are when all of them have been read anyway."""
    if isinstance(sanctions, QuerySet):
        return sanctions.filter(kind=Sanction.Kind.WARNING, undone_at=None, at__gt=since).count()
    warnings = [row for row in sanctions if row.kind == Sanction.Kind.WARNING and row.undone_at is None]
    return sum(row.at > since for row in warnings)


def person_for(moderator: Actor, handle: str) -> User:
    """Somebody whose history this moderator may open: of the whole site, or of the rooms they moderate."""
    people = User.objects.filter(handle=handle.lower())
    where = policy.moderated_rooms(moderator)
    if where is not None:
        people = people.filter(Q(memberships__room__in=where) | Q(sanctions__room__in=where)).distinct()
    person = people.first()
    if person is None:
        raise NotFound(_("This is not here."))
    return person


@dataclass(slots=True)
class Figure:
    """How often a decision was looked at again and undone."""

    name: Any
    given: int
    appealed: int
    decided: int
    overturned: int

    @property
    def share(self) -> int | None:
        return round(100 * self.overturned / self.decided) if self.decided else None


def overturns(*, by: str) -> list[Figure]:
    """`by` is "kind" or "clause__title"."""
    rows = (
        Sanction.objects.values(by)
        .annotate(
            given=Count("pk"),
            appealed=Count("appeal"),
            decided=Count(
                "appeal", filter=Q(appeal__state__in=(Appeal.State.UPHELD, Appeal.State.OVERTURNED))
            ),
            overturned=Count("appeal", filter=Q(appeal__state=Appeal.State.OVERTURNED)),
        )
        .order_by("-given", by)
    )
    names = dict(Sanction.Kind.choices) if by == "kind" else {}
    return [
        Figure(names.get(row[by], row[by]), row["given"], row["appealed"], row["decided"], row["overturned"])
        for row in rows
    ]

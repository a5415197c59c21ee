"""Which clause confuses people: first answers, incidents, and how decisions by it fared."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from moderation.clauses.models import Clause, Incident, ScenarioAnswer
from moderation.standing.models import Sanction

from .models import Appeal, Report
from .services.reports import REASONS

# Below this many people a share would say something about one of them.
FEW = 5


@dataclass(frozen=True, slots=True)
class Confusion:
    """`wrong` is the share of first answers, None while fewer than FEW people have answered."""

    clause: Clause
    people: int
    wrong: float | None
    incidents: int
    reports: int
    sanctions: int
    overturned: int

    @property
    def weight(self) -> float:
        """Orders the page; says nothing by itself."""
        return (self.wrong or 0) * 10 + self.incidents + self.overturned * 2


def confusion() -> list[Confusion]:
    """Every clause in force, the most confusing first."""
    incidents = _count(Incident.objects.values_list("clause").annotate(n=Count("pk")))
    sanctions = _count(Sanction.objects.values_list("clause").annotate(n=Count("pk")))
    overturned = _count(
        Appeal.objects.filter(state=Appeal.State.OVERTURNED)
        .values_list("sanction__clause")
        .annotate(n=Count("pk"))
    )
    reports: Counter[str] = Counter()
    for reason, number in Report.objects.values_list("reason").annotate(n=Count("pk")):
        reports[REASONS[reason][1] if reason in REASONS else ""] += number
    answers = {
        pk: (people, wrong / total)
        for pk, people, wrong, total in ScenarioAnswer.objects.values_list("scenario__clause").annotate(
            people=Count("person", distinct=True),
            wrong=Count("pk", filter=Q(choice__is_right=False)),
            total=Count("pk"),
        )
    }
    found = []
    for clause in Clause.objects.filter(retired_at=None):
        people, wrong = answers.get(clause.pk, (0, 0.0))
        found.append(
            Confusion(
                clause=clause,
                people=people,
                wrong=wrong if people >= FEW else None,
                incidents=incidents[clause.pk],
                reports=reports[clause.slug],
                sanctions=sanctions[clause.pk],
                overturned=overturned[clause.pk],
            )
        )
    return sorted(found, key=lambda one: (-one.weight, one.clause.position))


def _count(rows: "object") -> Counter[int]:
    return Counter(dict(rows))  # type: ignore[call-overload]

"""Everything that changes a clause or tells of one: pages, admin and migrations call these."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.accounts.notices.services import tell_each
from community.kernel import limits
from community.kernel.refused import Invalid
from community.kernel.text import clean, needed
from moderation.log import services as log
from moderation.roles.models import Role, RoleGrant

from . import policy
from .install import install_texts
from .models import Acceptance, Choice, Clause, Incident, Scenario, ScenarioAnswer
from .policy import owed_by

__all__ = ["accept", "answer", "install_texts", "owed_by", "publish", "tell_incident"]

FIELDS = ("slug", "title", "binds", "words", "fine", "not_fine", "position", "effective_from", "retired_at")
# Where other pages of the clauses stand.
TAKEN_SLUGS = ("accept", "my-job", "confusing", "incidents")
MOST_WORDS = 1500


def publish(clause: Clause, *, by: Actor, material: bool, what_changed: str, **fields: Any) -> Clause:
    """A new version of a clause, or a new clause when it is not stored yet.

    `material`: whoever it binds is asked to accept it again, from `effective_from` on (now when not given).
    Binding other people is always material.
    """
    policy.check_can_publish(by)
    what_changed = clean(what_changed)
    if not what_changed or len(what_changed) > 300:
        raise Invalid(_("Please say in a line what changed; everybody will read it."), code="what_changed")
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"a clause has no {', '.join(sorted(unknown))}")
    if fields.get("slug", clause.slug) in TAKEN_SLUGS:
        raise Invalid(_("This short name is taken by a page."), code="slug")
    with transaction.atomic():
        if clause.pk is None:
            _set(clause, fields)
            clause.version = clause.material_version = 1
            material = True
        else:
            clause = _raise_version(clause, fields, material)
            material = clause.material_version == clause.version
        clause.what_changed = what_changed
        clause._history_user = by.person  # type: ignore[attr-defined]
        clause.save()
        log.write(
            "clause.published",
            by=by,
            thing=clause,
            clause=clause.slug,
            version=clause.version,
            material=material,
        )
        transaction.on_commit(policy.newest.forget)
    return clause


def _raise_version(clause: Clause, fields: dict[str, Any], material: bool) -> Clause:
    stored = Clause.objects.select_for_update().get(pk=clause.pk)
    changed = {name for name, value in fields.items() if getattr(stored, name) != value}
    if not changed:
        raise Invalid(_("Nothing has changed."), code="unchanged")
    _set(stored, fields)
    stored.version += 1
    if material or "binds" in changed:
        stored.material_version = stored.version
        if "effective_from" not in changed:
            stored.effective_from = timezone.now()
    return stored


def _set(clause: Clause, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(clause, name, value)


def accept(person: User, clauses: Iterable[Clause], *, at: datetime | None = None) -> None:
    """Keep the proof that this person accepted these clauses, each in the version at hand. `at` is for stories
    of the past. Accepting twice adds nothing."""
    now = at or timezone.now()
    Acceptance.objects.bulk_create(
        [Acceptance(person=person, clause=clause, version=clause.version, at=now) for clause in clauses],
        ignore_conflicts=True,
    )


@dataclass(frozen=True, slots=True)
class Answered:
    """What the person is shown at once, and nobody else."""

    scenario: Scenario
    chosen: Choice
    right: bool
    explanation: str


def answer(scenario: Scenario, choice: Choice, *, by: Actor) -> Answered:
    """Only a first answer is kept: trying again is for learning."""
    if choice.scenario_id != scenario.pk:
        raise Invalid(_("Please choose one of the answers."), code="choice")
    ScenarioAnswer.objects.get_or_create(person=by.person, scenario=scenario, defaults={"choice": choice})
    return Answered(scenario=scenario, chosen=choice, right=choice.is_right, explanation=scenario.explanation)


def tell_incident(clause: Clause, *, by: Actor, words: str, about: User | None = None) -> Incident:
    """A boundary that was crossed, or nearly, by oneself (`about` empty) or by somebody else."""
    policy.check_can_tell_incident(by)
    words = needed(words, MOST_WORDS, ask=_("Please say in a few words what happened."))
    limits.REPORTS.take(by.pk)
    about = about or by.person
    with transaction.atomic():
        incident = Incident.objects.create(clause=clause, told_by=by.person, about=about, words=words)
        log.write("incident.told", by=by, person=about, thing=incident, clause=clause.slug)
        leads = (
            RoleGrant.objects.in_force()
            .filter(role__in=[Role.LEAD, Role.STAFF])
            .exclude(person__in=[by.pk, about.pk])
        )
        tell_each(leads.values_list("person", flat=True), "incident")
    return incident

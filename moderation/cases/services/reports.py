"""From a member's word to a closed case. A report is never lost and never given to two moderators."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.accounts.notices.services import seen_by_visiting, tell_each
from community.accounts.reportable import Reportable, Reported
from community.kernel import limits
from community.kernel.announce import announce
from community.kernel.refused import Conflict, Invalid, NotAllowed
from community.kernel.text import at_most
from community.kernel.transactions import all_or_nothing
from moderation.log import services as log
from moderation.roles import policy

from ..models import CLAIM_FOR, Case, Report
from ..signals import case_changed

MOST_WORDS = 1000
MOST_NOTE = 2000
HEAVY = 3

# reason → (words, clause it is tied to, weight 1..3)
REASONS: dict[str, tuple[Any, str, int]] = {
    "unkind": (_("It is unkind or mocking"), "be-kind", 1),
    "advice": (_("It tells people what to take or do about their health"), "no-advice", 1),
    "contact": (_("It asks for or gives contact outside this site"), "no-outside-contact", 2),
    "sexual": (_("It is sexual, or flirts"), "nothing-romantic", 2),
    "selling": (_("It sells, collects or recruits"), "no-gifts-or-payment", 1),
    "private": (_("It tells something private about another person"), "confidentiality", 2),
    "harm": (_("It describes ways to harm oneself or others"), "hand-over-crisis", 3),
    "worried": (_("I am worried about this person"), "hand-over-crisis", 3),
    "threat": (_("It threatens or frightens somebody"), "be-kind", 3),
    "other": (_("Something else"), "be-kind", 1),
}


def report(thing: Reported, *, by: Actor, reason: str, words: str = "") -> Report:
    """Tell the moderators about something. Reporting twice adds nothing.

    Who may see it has been asked by whoever found it (Reportable.find).
    """
    if reason not in REASONS:
        raise Invalid(_("Please choose what it is about."), code="reason")
    words = at_most(words, MOST_WORDS)
    about = Reportable.of(thing)
    if about.person is not None and about.person.pk == by.pk:
        raise NotAllowed(_("This is your own. You can take it back yourself."))
    limits.REPORTS.take(by.pk)
    if by.person.is_new:
        limits.REPORTS_WHEN_NEW.take(by.pk)
    return _report(about, by=by, reason=reason, words=words)


@all_or_nothing
def _report(about: Reportable[Any], *, by: Actor, reason: str, words: str) -> Report:
    person, room_id = about.person, about.room_id
    kind = ContentType.objects.get_for_model(about.thing)
    # One report at a time for a kind of thing, so that duplicates find the open case.
    ContentType.objects.select_for_update(no_key=True).get(pk=kind.pk)
    case = (
        Case.objects.select_for_update(of=("self",))
        .filter(content_type=kind, object_id=about.thing.pk)
        .exclude(state=Case.State.CLOSED)
        .first()
    )
    weight = REASONS[reason][2]
    if case is None:
        case = Case.objects.create(
            content_type=kind, object_id=about.thing.pk, person=person, room_id=room_id, weight=weight
        )
    elif case.weight < weight:
        case.weight = weight
        case.save(update_fields=["weight"])
    # No report is lost for want of a key, on a machine where somebody tries the site (see community/checks.py).
    sealed = about.seal() if settings.FIELD_KEYS else None
    made, new = Report.objects.get_or_create(
        case=case, reporter=by.person, defaults={"reason": reason, "words": words, "sealed": sealed}
    )
    if new:
        log.write("report.made", by=by, person=person, room_id=room_id, thing=case, reason=reason)
        announce(case_changed, sender=Case, case=case)
    return made


@all_or_nothing
def claim(case: Case, *, by: Actor) -> Case:
    """Take a case to look at it, for fifteen minutes. Raises Conflict when somebody else has it."""
    check_may_look(case, by=by)
    now = timezone.now()
    free = Q(state=Case.State.OPEN) | Q(state=Case.State.CLAIMED, claimed_until__lte=now)
    mine = Q(state=Case.State.CLAIMED, claimed_by=by.pk)
    taken = (
        Case.objects.filter(pk=case.pk)
        .filter(free | mine)
        .update(state=Case.State.CLAIMED, claimed_by=by.person, claimed_until=now + CLAIM_FOR, viewed_at=None)
    )
    if not taken:
        raise Conflict(_("Somebody else is looking at this already."), code="taken")
    log.write("case.claimed", by=by, person=case.person, room_id=case.room_id, thing=case, weight=case.weight)
    announce(case_changed, sender=Case, case=case)
    case.refresh_from_db()
    return case


@all_or_nothing
def view(case: Case, *, by: Actor) -> Case:
    """Open what was said, to the one who holds the case. In a private room that is an entry, once for each claim."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _check_held(case, by)
    if case.viewed_at is None:
        case.viewed_at = timezone.now()
        case.save(update_fields=["viewed_at"])
        if case.room is not None and case.room.is_private:
            log.write("case.viewed", by=by, person=case.person, room_id=case.room_id, thing=case)
    return case


@all_or_nothing
def release(case: Case, *, by: Actor) -> Case:
    """Give it back to the queue."""
    given = Case.objects.filter(pk=case.pk, state=Case.State.CLAIMED, claimed_by=by.pk).update(
        state=Case.State.OPEN, claimed_by=None, claimed_until=None
    )
    if not given:
        raise Conflict(_("This is not with you."), code="not_yours")
    log.write("case.released", by=by, person=case.person, room_id=case.room_id, thing=case)
    announce(case_changed, sender=Case, case=case)
    case.refresh_from_db()
    return case


@all_or_nothing
def pass_on(case: Case, *, by: Actor, note: str = "") -> Case:
    """Give it to somebody else with a role for the whole site; one cannot take it again oneself."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _check_held(case, by)
    case.state, case.claimed_by, case.claimed_until = Case.State.OPEN, None, None
    case.passed_on_by, case.weight = by.person, max(case.weight, HEAVY)
    case.note = _with_note(case, note)
    case.save(update_fields=["state", "claimed_by", "claimed_until", "passed_on_by", "weight", "note"])
    log.write("case.passed_on", by=by, person=case.person, room_id=case.room_id, thing=case)
    announce(case_changed, sender=Case, case=case)
    return case


@all_or_nothing
def close(case: Case, *, by: Actor, outcome: str, note: str = "") -> Case:
    """Finish a case one has claimed; everybody who reported is told kindly how it went."""
    if outcome not in Case.Outcome.values or not outcome:
        raise Invalid(_("Please say how it went."), code="outcome")
    now = timezone.now()
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _check_held(case, by)
    # What may have changed since it was claimed: a role, a report of one's own.
    check_may_look(case, by=by)
    case.state, case.closed_by, case.closed_at, case.outcome = Case.State.CLOSED, by.person, now, outcome
    case.note, case.claimed_until = _with_note(case, note), None
    case.save(update_fields=["state", "closed_by", "closed_at", "outcome", "note", "claimed_until"])
    log.write("case.closed", by=by, person=case.person, room_id=case.room_id, thing=case, outcome=outcome)
    tell_each(case.reports.values_list("reporter", flat=True), "report")
    announce(case_changed, sender=Case, case=case)
    return case


def _with_note(case: Case, note: str) -> str:
    note = at_most(note, MOST_WORDS)
    return "\n\n".join(part for part in (case.note, note) if part)[:MOST_NOTE]


def _check_held(case: Case, by: Actor) -> None:
    if not case.is_held_by(by.pk):
        raise Conflict(_("This is not with you any more. Please take it again first."), code="not_yours")
    policy.check_can_moderate(by, case.room_id)


def check_may_look(case: Case, *, by: Actor) -> None:
    """A moderator of the room, with no part in it, who has not passed it on."""
    policy.check_can_moderate(by, case.room_id)
    if case.person_id == by.pk or by.pk in {told.reporter_id for told in case.reports.all()}:
        raise NotAllowed(
            _("You have a part in this yourself. Please leave it to another moderator."), code="own_dispute"
        )
    if case.passed_on_by_id is not None and (case.passed_on_by_id == by.pk or not policy.is_moderator(by)):
        raise NotAllowed(_("This has been passed on. Somebody with a role for the whole site takes it."))


def queue_for(moderator: Actor, powers: policy.Powers | None = None) -> QuerySet[Case]:
    """Cases this moderator may take, heaviest and oldest first; their own disputes are not among them."""
    # As a subquery and not as a join: somebody whom three people have reported is one case.
    told = Report.objects.filter(case=OuterRef("pk"), reporter=moderator.pk)
    cases = (
        Case.objects.exclude(state=Case.State.CLOSED)
        .filter(~Q(person=moderator.pk) | Q(person=None), ~Exists(told))
        .filter(~Q(passed_on_by=moderator.pk) | Q(passed_on_by=None))
    )
    where = (powers or policy.powers_of(moderator)).moderates()
    if where is not None:
        cases = cases.filter(room__in=where, passed_on_by=None)
    return cases.order_by(F("weight").desc(), "opened_at", "pk")


STALE_AFTER = timedelta(hours=24)


def mark_answers_read(person: User) -> None:
    """The person has opened the page that says how their reports went."""
    seen_by_visiting(person, "report")

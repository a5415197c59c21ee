"""From a member's word to a closed case. A report is never lost and never given to two moderators."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.kernel import limits
from community.kernel.announce import announce
from community.kernel.refused import Conflict, Invalid, NotAllowed
from community.kernel.text import clean

from .. import log, policy, signals
from ..models import CLAIM_FOR, Case, Report

MOST_WORDS = 1000

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


def report(content: Any, *, by: User, reason: str, words: str = "") -> Report:
    """Tell the moderators about a message, a person or a room. Reporting twice adds nothing.

    `content` is a Reportable, a User or a Room; who may see it has been asked by the caller.
    """
    if reason not in REASONS:
        raise Invalid(_("Please choose what it is about."), code="reason")
    words = clean(words)
    if len(words) > MOST_WORDS:
        raise Invalid(_("Please keep it under %(most)d characters.") % {"most": MOST_WORDS}, code="too_long")
    person, room_id, said = _about(content)
    if person is not None and person.pk == by.pk:
        raise NotAllowed(_("This is your own. You can remove it yourself."))
    limits.REPORTS.take(by.pk)
    kind = ContentType.objects.get_for_model(content)
    with transaction.atomic():
        # One report at a time for a thing, so that duplicates find the open case.
        ContentType.objects.select_for_update(no_key=True).get(pk=kind.pk)
        case = (
            Case.objects.select_for_update(of=("self",))
            .filter(content_type=kind, object_id=content.pk)
            .exclude(state=Case.State.CLOSED)
            .first()
        )
        weight = REASONS[reason][2]
        if case is None:
            case = Case.objects.create(
                content_type=kind, object_id=content.pk, person=person, room_id=room_id, words=said, weight=weight
            )
        elif case.weight < weight:
            case.weight = weight
            case.save(update_fields=["weight"])
        made, new = Report.objects.get_or_create(
            case=case, reporter=by, defaults={"reason": reason, "words": words}
        )
        if new:
            log.write("report.made", by=by, person=person, room_id=room_id, thing=case, reason=reason)
            announce(signals.case_changed, sender=Case, case=case)
    return made


def _about(content: Any) -> tuple[User | None, int | None, str]:
    if isinstance(content, User):
        return content, None, content.about
    if hasattr(content, "reported_person"):
        return content.reported_person(), content.reported_room_id(), content.reported_words()
    return None, content.pk, str(content)


def claim(case: Case, *, by: User) -> Case:
    """Take a case to look at it, for fifteen minutes. Raises Conflict when somebody else has it."""
    _check_may_look(case, by)
    now = timezone.now()
    with transaction.atomic():
        free = Q(state=Case.State.OPEN) | Q(state=Case.State.CLAIMED, claimed_until__lte=now)
        mine = Q(state=Case.State.CLAIMED, claimed_by=by)
        taken = (
            Case.objects.filter(pk=case.pk)
            .filter(free | mine)
            .update(state=Case.State.CLAIMED, claimed_by=by, claimed_until=now + CLAIM_FOR)
        )
        if not taken:
            raise Conflict(_("Somebody else is looking at this already."), code="taken")
        log.write("case.claimed", by=by, person=case.person, room_id=case.room_id, thing=case)
        announce(signals.case_changed, sender=Case, case=case)
    case.refresh_from_db()
    return case


def release(case: Case, *, by: User) -> Case:
    """Give it back to the queue."""
    with transaction.atomic():
        given = Case.objects.filter(pk=case.pk, state=Case.State.CLAIMED, claimed_by=by).update(
            state=Case.State.OPEN, claimed_by=None, claimed_until=None
        )
        if not given:
            raise Conflict(_("This is not with you."), code="not_yours")
        log.write("case.released", by=by, person=case.person, room_id=case.room_id, thing=case)
        announce(signals.case_changed, sender=Case, case=case)
    case.refresh_from_db()
    return case


def close(case: Case, *, by: User, outcome: str, note: str = "") -> Case:
    """Finish a case one has claimed; everybody who reported is told kindly how it went."""
    if outcome not in Case.Outcome.values or not outcome:
        raise Invalid(_("Please say how it went."), code="outcome")
    now = timezone.now()
    with transaction.atomic():
        closed = Case.objects.filter(
            pk=case.pk, state=Case.State.CLAIMED, claimed_by=by, claimed_until__gt=now
        ).update(
            state=Case.State.CLOSED, closed_by=by, closed_at=now, outcome=outcome, note=clean(note), claimed_until=None
        )
        if not closed:
            raise Conflict(_("This is not with you any more. Please take it again first."), code="not_yours")
        log.write("case.closed", by=by, person=case.person, room_id=case.room_id, thing=case, outcome=outcome)
        for made in case.reports.select_related("reporter"):
            announce(
                signals.notice,
                sender=Report,
                person=made.reporter,
                kind="report",
                text=_("Thank you for telling us. A moderator has looked at it; your page says how it went."),
                url="/me/reports/",
            )
        announce(signals.case_changed, sender=Case, case=case)
    case.refresh_from_db()
    return case


def _check_may_look(case: Case, by: User) -> None:
    policy.check_can_moderate(by, case.room_id)
    if case.person_id == by.pk or case.reports.filter(reporter=by).exists():
        raise NotAllowed(
            _("You have a part in this yourself. Please leave it to another moderator."), code="own_dispute"
        )


def queue_for(moderator: User) -> Any:
    """Cases this moderator may take, heaviest and oldest first; their own disputes are not among them."""
    rooms = policy.standing_of(moderator)
    cases = Case.objects.exclude(state=Case.State.CLOSED).exclude(person=moderator).exclude(reports__reporter=moderator)
    if not policy.is_moderator(moderator):
        mine = {room for role in policy.MODERATING for room in rooms.rooms_of(role)}
        cases = cases.filter(room__in=[room for room in mine if room is not None])
    return cases.order_by(F("weight").desc(), "opened_at")


STALE_AFTER = timedelta(hours=24)

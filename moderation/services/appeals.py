"""A second look, by somebody else."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.kernel.announce import announce
from community.kernel.refused import Conflict, Invalid, NotAllowed
from community.kernel.text import clean

from .. import log, policy, signals
from ..models import Appeal, Sanction
from .sanctions import _lock, _take_back


def appeal(sanction: Sanction, *, by: User, words: str) -> Appeal:
    """Ask for it, once for each sanction, also while suspended."""
    if sanction.person_id != by.pk:
        raise NotAllowed(_("Only the person it is about can ask for this."))
    words = clean(words)
    if not words:
        raise Invalid(_("Please say in a few words why it should be looked at again."), code="empty")
    if sanction.undone_at is not None:
        raise Conflict(_("This has been taken back already."))
    with transaction.atomic():
        _lock(by)
        if Appeal.objects.filter(sanction=sanction).exists():
            raise Conflict(_("You have asked for this already. The answer will stand here."))
        made = Appeal.objects.create(sanction=sanction, words=words[:2000])
        log.write("appeal.made", by=by, person=by, room_id=sanction.room_id, thing=made, clause=sanction.clause.slug)
    return made


def decide(appeal: Appeal, *, by: User, overturn: bool, answer: str) -> Appeal:
    """Keep or undo the decision. Never by the moderator who made it, nor by somebody with a part in it."""
    sanction = appeal.sanction
    policy.check_can_moderate(by, sanction.room_id)
    if by.pk in (sanction.by_id, sanction.person_id):
        raise NotAllowed(_("Somebody else has to look at this one."), code="own_dispute")
    answer = clean(answer)
    if not answer:
        raise Invalid(_("Please write the person a few words."), code="empty")
    with transaction.atomic():
        person = _lock(sanction.person)
        appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
        if appeal.state != Appeal.State.OPEN:
            raise Conflict(_("This has been decided already."))
        appeal.state = Appeal.State.OVERTURNED if overturn else Appeal.State.UPHELD
        appeal.decided_by, appeal.decided_at, appeal.answer = by, timezone.now(), answer[:2000]
        appeal.save()
        if overturn and sanction.undone_at is None:
            _take_back(sanction, by)
        log.write(
            f"appeal.{appeal.state}",
            by=by,
            person=person,
            room_id=sanction.room_id,
            thing=appeal,
            clause=sanction.clause.slug,
        )
        announce(
            signals.notice,
            sender=Appeal,
            person=person,
            kind="appeal",
            text=_("There is an answer to what you asked to be looked at again."),
            url="/me/standing/",
        )
    return appeal

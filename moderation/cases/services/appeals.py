"""A second look, by somebody else."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.notices.services import tell
from community.kernel.refused import Conflict, NotAllowed
from community.kernel.text import needed
from community.kernel.transactions import all_or_nothing
from moderation.log import services as log
from moderation.roles import policy
from moderation.standing.models import Sanction

from .. import disputes
from ..models import Appeal, Report
from .sanctions import _lock, _take_back

MOST_WORDS = 2000


@all_or_nothing
def appeal(sanction: Sanction, *, by: Actor, words: str) -> Appeal:
    """Ask for it, once for each sanction, also while suspended."""
    if sanction.person_id != by.pk:
        raise NotAllowed(_("Only the person it is about can ask for this."))
    ask = _("Please say in a few words why it should be looked at again.")
    words = needed(words, MOST_WORDS, ask=ask)
    _lock(by.person)
    sanction = Sanction.objects.get(pk=sanction.pk)
    if sanction.undone_at is not None:
        raise Conflict(_("This has been taken back already."))
    if Appeal.objects.filter(sanction=sanction).exists():
        raise Conflict(_("You have asked for this already. The answer will stand here."))
    made = Appeal.objects.create(sanction=sanction, words=words)
    log.write(
        "appeal.made",
        by=by,
        person=by.person,
        room_id=sanction.room_id,
        thing=made,
        clause=sanction.clause.slug,
    )
    return made


def check_can_decide(appeal: Appeal, *, by: Actor) -> None:
    """Never the moderator who made the decision, nor the person it is about, nor somebody with a part in it."""
    sanction = appeal.sanction
    policy.check_can_moderate(by, sanction.room_id)
    if by.pk in (sanction.by_id, sanction.person_id):
        raise NotAllowed(_("Somebody else has to look at this one."), code="own_dispute")
    told = Report.objects.filter(case__sanctions=sanction, reporter=by.pk).exists()
    if told or disputes.is_own(by, sanction.person):
        raise NotAllowed(_("Somebody else has to look at this one."), code="own_dispute")


@all_or_nothing
def decide(appeal: Appeal, *, by: Actor, overturn: bool, answer: str) -> Appeal:
    """Keep or undo the decision, with an answer to the person."""
    check_can_decide(appeal, by=by)
    answer = needed(answer, MOST_WORDS, ask=_("Please write the person a few words."))
    person = _lock(appeal.sanction.person, appeal.sanction.room_id)
    appeal = Appeal.objects.select_for_update(of=("self",)).select_related("sanction").get(pk=appeal.pk)
    sanction = appeal.sanction
    if appeal.state != Appeal.State.OPEN:
        raise Conflict(_("This has been decided already."))
    appeal.state = Appeal.State.OVERTURNED if overturn else Appeal.State.UPHELD
    appeal.decided_by, appeal.decided_at, appeal.answer = by.person, timezone.now(), answer
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
    tell(person, "appeal", room_id=sanction.room_id)
    return appeal


def queue_for(moderator: Actor) -> QuerySet[Appeal]:
    """Appeals this moderator may decide, oldest first."""
    appeals = (
        Appeal.objects.filter(state=Appeal.State.OPEN)
        .exclude(sanction__by=moderator.pk)
        .exclude(sanction__person=moderator.pk)
        .exclude(sanction__cases__reports__reporter=moderator.pk)
    )
    where = policy.moderated_rooms(moderator)
    if where is not None:
        appeals = appeals.filter(sanction__room__in=where)
    return appeals.select_related(
        "sanction", "sanction__clause", "sanction__person", "sanction__room", "sanction__by"
    ).order_by("at")

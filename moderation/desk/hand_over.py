"""From one shift to the next: a card that stays on top until somebody else has read it."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.kernel.announce import afterwards
from community.kernel.refused import NotAllowed
from community.kernel.text import needed
from community.kernel.transactions import all_or_nothing
from moderation.log import services as log
from moderation.roles import policy
from rooms.models import Room

from .hints import moderators_of, ping
from .models import HandOver

MOST_WORDS = 1500
SHOWN_FOR = timedelta(days=3)


@all_or_nothing
def write_hand_over(*, by: Actor, words: str, room: Room | None = None) -> HandOver:
    """For the moderators of one room; without a room, for those of the whole site."""
    policy.check_can_moderate(by, room.pk if room is not None else None)
    words = needed(words, MOST_WORDS, ask=_("Please write a few words for the next shift."))
    card = HandOver.objects.create(by=by.person, words=words, room=room)
    log.write("hand_over.written", by=by, room_id=card.room_id, thing=card)
    _tell_desks(card)
    return card


def _tell_desks(card: HandOver) -> None:
    afterwards(lambda: ping(moderators_of(card.room_id)))


@all_or_nothing
def acknowledge(card: HandOver, *, by: Actor) -> HandOver:
    """Somebody of the next shift has read it. The first one counts; doing it twice changes nothing."""
    policy.check_can_moderate(by, card.room_id)
    if card.by_id == by.pk:
        raise NotAllowed(_("You wrote this one. It waits for the next shift to read it."))
    unread = HandOver.objects.filter(pk=card.pk, acknowledged_at=None)
    if unread.update(acknowledged_by=by.person, acknowledged_at=timezone.now()):
        log.write("hand_over.read", by=by, person=card.by, room_id=card.room_id, thing=card)
        _tell_desks(card)
    card.refresh_from_db()
    return card


def cards_for(moderator: Actor, powers: policy.Powers | None = None) -> QuerySet[HandOver]:
    """Every card nobody has read yet, then those of the last days; each to the moderators it is for."""
    where = (powers or policy.powers_of(moderator)).moderates()
    cards = HandOver.objects.filter(Q(acknowledged_at=None) | Q(at__gt=timezone.now() - SHOWN_FOR))
    if where is not None:
        cards = cards.filter(room__in=where)
    return cards.order_by(F("acknowledged_at").desc(nulls_first=True), "-at", "-pk")

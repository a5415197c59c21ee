"""Who may do what in a room. Page, form and socket ask here; nothing else decides."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.kernel.refused import NotAllowed, NotFound, TooFast
from community.kernel.waiting import MINUTE, in_words
from moderation.clauses import policy as clauses_policy

from .models import Membership, Message, Room


def no_such_room() -> NotFound:
    """The same words whether there is none or it may not be known of."""
    return NotFound(_("There is no such room here."))


def check_can_enter(user: User, room: Room | None, membership: Membership | None) -> Room:
    """The room, when this person may read it. A private room that is not theirs is as if it were not there."""
    if room is None or room.archived_at is not None:
        raise no_such_room()
    is_in = membership is not None and membership.is_in
    if room.is_private and not is_in:
        raise no_such_room()
    if not user.is_active or user.is_suspended:
        raise NotAllowed(
            _("Your account is paused. Your account page says why and what you can do."), code="suspended"
        )
    if membership is not None and membership.removed_at is not None:
        raise NotAllowed(
            _("A moderator has taken you out of this room. Your account page says why and what you can do."),
            code="removed",
        )
    return room


def check_can_post(user: User, room: Room | None, membership: Membership | None) -> Room:
    """The room, when this person may write in it. Writing in an open room makes a person its member."""
    room = check_can_enter(user, room, membership)
    clauses_policy.check_has_accepted(user)
    check_is_not_muted(user, membership)
    return room


def check_is_not_muted(user: User, membership: Membership | None) -> None:
    if user.is_muted or (membership is not None and membership.is_muted):
        raise NotAllowed(
            _("You can read here but not write for a while. Your page says why and until when."), code="muted"
        )


def check_pace(room: Room, last_at: Any) -> None:
    """Slow mode: a pause between two messages of one person, so that everyone can follow."""
    if not room.slow_mode or last_at is None:
        return
    left = (last_at + timedelta(seconds=room.slow_mode) - timezone.now()).total_seconds()
    if left > 0:
        raise TooFast(_slow_words(left), code="slow_mode", retry_after=left)


def _slow_words(left: float) -> str:
    """A pause that can be counted along is said in seconds, a longer one is not."""
    if left > MINUTE:
        return gettext("You can write again in %(time)s, so that everyone can follow.") % {
            "time": in_words(left)
        }
    seconds = max(1, round(left))
    return ngettext(
        "You can write again in %(seconds)d second, so that everyone can follow.",
        "You can write again in %(seconds)d seconds, so that everyone can follow.",
        seconds,
    ) % {"seconds": seconds}


def may_edit(user: User, message: Message, *, now: datetime | None = None) -> bool:
    young = (now or timezone.now()) < message.may_be_edited_until
    return message.author_id == user.pk and not message.removed and young


def check_can_edit(user: User, message: Message, *, now: datetime | None = None) -> None:
    if message.author_id != user.pk:
        raise NotAllowed(_("Only the person who wrote this can change it."))
    if message.removed:
        raise NotAllowed(_("This message is not here any more."), code="removed")
    if not may_edit(user, message, now=now):
        raise NotAllowed(
            _("A message can be changed for five minutes. You can still take it back."), code="too_late"
        )


def check_can_remove(user: User, message: Message) -> None:
    if message.author_id != user.pk:
        raise NotAllowed(_("Only the person who wrote this can take it back."))


def check_can_react(user: User, message: Message, *, on: bool) -> None:
    """None of the reactions is something one says to oneself. One from before that was a rule can be taken back."""
    if message.removed:
        raise NotAllowed(_("This message is not here any more."), code="removed")
    if on and message.author_id == user.pk:
        raise NotAllowed(_("This is your own message. Reactions are for what others write."))


def rights(user: User, room: Room, membership: Membership | None) -> dict[str, bool]:
    """What the page and `room.opened` show as possible. The services check again."""
    try:
        check_can_post(user, room, membership)
        can_post = True
    except NotAllowed:
        can_post = False
    return {
        "member": membership is not None and membership.is_in,
        "can_post": can_post,
        "can_react": can_post,
        "muted": user.is_muted or (membership is not None and membership.is_muted),
    }

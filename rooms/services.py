"""Everything that changes a room or a message once it is there: page, form, socket, admin and commands call these.

Each change is made under a lock on its room, gets the room's next version, and is told to the hub after commit. A new
message comes in through `posting`. Limits are taken before the transaction: what refuses rolls back what is in it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.accounts.actor import Actor
from community.accounts.models import Revocation, User
from community.kernel import limits
from community.kernel.announce import announce
from community.kernel.refused import Invalid, NotFound
from community.kernel.text import clean, draw
from moderation.roles.policy import powers_of_each

from . import checks, policy, signals
from .drafts import Draft, Facts, Held, Remind, as_refusal
from .live import presence
from .live.facts import Mine
from .live.frames import message_fact
from .live.hub import hub
from .live.seats import News
from .models import Membership, Message, Reaction, Room

# --- Changing what was said --------------------------------------------------------------------------


@dataclass(slots=True)
class _Change:
    """One message, locked with its room, about to get the room's next version."""

    room: Room
    message: Message
    membership: Membership | None
    by: Actor


def _open_change(room_id: int, seq: int, by: Actor, *, check: Any = policy.check_can_post) -> _Change:
    """Inside a transaction: lock the room, look again who may be here, fetch the message."""
    room = Room.objects.select_for_update(no_key=True).filter(pk=room_id).first()
    membership = Membership.objects.select_for_update(no_key=True).filter(room=room_id, user=by.pk).first()
    by = replace(by, person=User.objects.get(pk=by.pk), kept=None)
    room = check(by.person, room, membership)
    message = Message.objects.select_related("author").filter(room=room, seq=seq).first()
    if message is None:
        raise NotFound(_("This message is not here."), code="no_such_message")
    return _Change(room, message, membership, by)


def _close_change(change: _Change, *fields: str, mine: dict[str, Mine] | None = None) -> Message:
    """Inside the same transaction: the next version, stored and told, and to whom what is their own of it."""
    room, message = change.room, change.message
    after = room.version
    room.version = message.version = after + 1
    message.save(update_fields=["version", *fields])
    Room.objects.filter(pk=room.pk).update(version=room.version)
    news = News(room.pk, room.slug, after, room.version, [message_fact(message)], mine=mine or {})
    transaction.on_commit(lambda: hub.tell([news]))
    return message


def edit(message: Message, *, by: Actor, body: str) -> Message:
    """Change own words within five minutes; that it was changed stays visible."""
    limits.EDITS.take(by.pk)
    return _edit(message, by=by, body=clean(body))


@transaction.atomic
def _edit(message: Message, *, by: Actor, body: str) -> Message:
    change = _open_change(message.room_id, message.seq, by, check=policy.check_can_enter)
    _look_at_new_words(change, body)
    if body == change.message.body:
        return change.message
    change.message.body, change.message.body_html = body, draw(body)
    change.message.edited_at = timezone.now()
    change.message.room = change.room
    announce(signals.message_changed, sender=Message, message=change.message)
    return _close_change(change, "body", "body_html", "edited_at")


def _look_at_new_words(change: _Change, body: str) -> None:
    """The same checks as for a new message. What would be held or reminded of is refused: the old words stand."""
    message = change.message
    draft = Draft(
        found=change.by,
        found_room=change.room,
        membership=change.membership,
        body=body,
        note=message.note,
        client_id=message.client_id,
        reply_to=message.reply_to,
        is_bound=not change.by.person.is_crowd,
        changes=message,
    )
    facts = Facts(now=timezone.now(), powers=powers_of_each([change.by]))
    outcome = checks.first_outcome(draft, facts)
    if isinstance(outcome, Held | Remind):
        raise as_refusal(outcome)


@transaction.atomic
def remove(message: Message, *, by: Actor) -> Message:
    """Take back own words, at any time and whatever keeps one from the room. They are gone from the database."""
    change = _open_change(message.room_id, message.seq, by, check=_room_as_it_is)
    policy.check_can_remove(by.person, change.message)
    if change.message.removed:
        return change.message
    return _wipe(change, Message.Removed.AUTHOR)


def _say_it_is_gone(change: _Change) -> None:
    room = change.room
    announce(
        signals.messages_gone, sender=Message, room_id=room.pk, room=room.slug, seqs=[change.message.seq]
    )


def _wipe(change: _Change, how: Message.Removed) -> Message:
    message = change.message
    message.removed, message.body, message.body_html, message.note, message.reactions = how, "", "", "", {}
    message.reaction_rows.all().delete()
    _say_it_is_gone(change)
    return _close_change(change, "removed", "body", "body_html", "note", "reactions")


def react(message: Message, *, by: Actor, reaction: str, on: bool) -> Message:
    """Answer without words, or take it back. Doing it twice changes nothing."""
    if reaction not in Reaction.Choice.values:
        raise Invalid(_("There is no such reaction."))
    if not by.person.is_crowd:
        limits.REACTIONS.take(by.pk)
        if by.person.is_new:
            limits.REACTIONS_WHEN_NEW.take(by.pk)
    return _react(message, by=by, reaction=reaction, on=on)


@transaction.atomic
def _react(message: Message, *, by: Actor, reaction: str, on: bool) -> Message:
    change = _open_change(message.room_id, message.seq, by)
    # First: of what somebody is not to meet they do not hear that it was taken back either.
    if change.message.author_id != by.pk:
        blocks.check_may_meet(by.pk, change.message.author_id)
    policy.check_can_react(by.person, change.message, on=on)
    rows = Reaction.objects.filter(message=change.message, user=by.person, reaction=reaction)
    if on == rows.exists():
        return change.message
    if on:
        Reaction.objects.create(message=change.message, user=by.person, reaction=reaction)
    else:
        rows.delete()
    counts = (
        Reaction.objects.filter(message=change.message)
        .values("reaction")
        .annotate(n=Count("pk"))
        .order_by("reaction")
    )
    change.message.reactions = {row["reaction"]: row["n"] for row in counts}
    mine = sorted(
        Reaction.objects.filter(message=change.message, user=by.person).values_list("reaction", flat=True)
    )
    return _close_change(change, "reactions", mine={str(by.pk): {str(change.message.seq): mine}})


# --- What moderation means here; called in the transaction of the act ------------------------------------


@transaction.atomic
def hide_message(message: Message, *, by: Actor) -> Message:
    """A tombstone for everybody at once. The words stay in the database for an appeal and nowhere else."""
    change = _open_change(message.room_id, message.seq, by, check=_room_as_it_is)
    if change.message.removed:
        return change.message
    change.message.removed = Message.Removed.MODERATOR
    _say_it_is_gone(change)
    return _close_change(change, "removed")


@transaction.atomic
def show_message(message: Message, *, by: Actor) -> Message:
    """Undo of hide_message. What its author removed stays removed."""
    change = _open_change(message.room_id, message.seq, by, check=_room_as_it_is)
    if change.message.removed != Message.Removed.MODERATOR:
        return change.message
    change.message.removed = Message.Removed.NO
    return _close_change(change, "removed")


def _room_as_it_is(by: User, room: Room | None, membership: Membership | None) -> Room:
    """Whether the moderator may act here has been asked by moderation.services."""
    if room is None:
        raise NotFound(_("There is no such room here."))
    return room


@transaction.atomic
def restrict(room: Room, person: User, *, muted_until: datetime | None = None, removed: bool = False) -> None:
    """Make a mute or a removal hold. The row is made when there is none, so that it binds a newcomer, too."""
    Room.objects.select_for_update(no_key=True).get(pk=room.pk)
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    membership, _made = Membership.objects.select_for_update(no_key=True).get_or_create(
        room=room, user=person, defaults={"read_seq": room.seq, "followed": False, "left_at": timezone.now()}
    )
    if muted_until is not None:
        membership.muted_until = max(muted_until, membership.muted_until or muted_until)
    if removed:
        membership.removed_at = timezone.now()
        announce(signals.room_lost, sender=Room, room_id=room.pk, person_id=person.pk)
    membership.save(update_fields=["muted_until", "removed_at"])


@transaction.atomic
def unrestrict(room: Room, person: User, *, muted: bool = False, removed: bool = False) -> None:
    """Take a mute or a removal back."""
    fields: dict[str, Any] = {}
    if muted:
        fields["muted_until"] = None
    if removed:
        fields["removed_at"] = None
    Membership.objects.filter(room=room, user=person).update(**fields)


# --- Being in a room -----------------------------------------------------------------------------------


@transaction.atomic
def join(room: Room, *, by: Actor, at: datetime | None = None) -> Membership:
    """Become a member, or come back as one. Reading starts where the room stands now. `at` as in `Post`."""
    membership = Membership.objects.select_for_update(no_key=True).filter(room=room, user=by.pk).first()
    policy.check_can_enter(by.person, room, membership)
    if membership is None:
        membership, _made = Membership.objects.get_or_create(
            room=room, user=by.person, defaults={"read_seq": room.seq, "joined_at": at or timezone.now()}
        )
    elif membership.left_at is not None:
        membership.left_at, membership.followed = None, True
        membership.save(update_fields=["left_at", "followed"])
    announce(signals.room_joined, sender=Room, room=room, by=by)
    return membership


@transaction.atomic
def leave(room: Room, *, by: Actor) -> None:
    """Stop being a member. What was said stays, and the way back is open."""
    changed = Membership.objects.filter(room=room, user=by.pk, left_at=None).update(
        left_at=timezone.now(), followed=False
    )
    presence.gone_by_page(room, by.person)
    if changed:
        announce(signals.following_changed, sender=Room, person_id=by.pk)
    if changed and room.is_private:
        # Only members may read it: a tab that has it open must lose it. An open room may be read by anybody.
        Revocation.objects.create(kind=Revocation.Kind.ROOM, user_id=by.pk, room_id=room.pk)
        announce(signals.room_lost, sender=Room, room_id=room.pk, person_id=by.pk)


def follow(room: Room, *, by: Actor, on: bool) -> Membership:
    """Keep a room at the top of one's list, or not. Following an open room makes a person its member."""
    membership = join(room, by=by)
    if membership.followed != on:
        membership.followed = on
        membership.save(update_fields=["followed"])
        announce(signals.following_changed, sender=Room, person_id=by.pk)
    return membership


def read_up_to(room: Room, *, by: Actor, seq: int) -> None:
    """Move the read marker forward; it never goes back and never past what is there."""
    seq = min(seq, room.seq)
    if Membership.objects.filter(room=room, user=by.pk, read_seq__lt=seq).update(read_seq=seq):
        announce(signals.read_further, sender=Room, room_id=room.pk, person_id=by.pk)

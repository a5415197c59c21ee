"""Keeping rooms: staff open one, change what it says of itself, invite people into a private one, and archive it.

What is changed shows in every open tab within a second: the room's row says when it was changed, and each process looks
at that beside the version (live/poll.py).
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import Revocation, User
from community.kernel.announce import announce
from community.kernel.refused import Conflict, Invalid, NotAllowed
from community.kernel.text import clean, clean_line
from moderation.log import services as log
from moderation.roles.policy import is_staff

from . import signals
from .live.hub import hub
from .models import Membership, Presence, Room, Topic

# What may be changed later. The address is in people's links and open tabs; a private room made open would show
# everybody what was said in private.
CHANGEABLE = (
    "title", "for_whom", "description", "guidelines", "banner", "language", "capacity", "slow_mode", "keep_days",
)  # fmt: skip
ONE_LINE = ("title", "for_whom", "banner")
SEVERAL_LINES = ("description", "guidelines")


@transaction.atomic
def open_room(*, by: Actor, topics: Iterable[Topic] = (), **fields: Any) -> Room:
    """A new room. `fields` as on the model."""
    check_can_keep(by)
    room = Room.objects.create(**_tidy(fields))
    room.topics.set(topics)
    log.write("room.opened", by=by, room_id=room.pk, thing=room)
    return room


@transaction.atomic
def change_room(room: Room, *, by: Actor, topics: Iterable[Topic] | None = None, **fields: Any) -> Room:
    """Write what is other than before and nothing else: messages raise the row's numbers meanwhile."""
    check_can_keep(by)
    if unknown := set(fields) - set(CHANGEABLE):
        raise Invalid(_("This cannot be changed any more."), code=min(unknown))
    stored = Room.objects.select_for_update(no_key=True).get(pk=room.pk)
    fields = _tidy(fields)
    changed = [name for name, value in fields.items() if getattr(stored, name) != value]
    for name in changed:
        setattr(stored, name, fields[name])
    if changed:
        stored.changed_at = timezone.now()
        stored.save(update_fields=[*changed, "changed_at", "sort_title"])
        transaction.on_commit(hub.look_soon)
    if topics is not None and set(stored.topics.all()) != set(topics):
        stored.topics.set(topics)
        changed.append("topics")
    if changed:
        log.write("room.changed", by=by, room_id=stored.pk, thing=stored, fields=sorted(changed))
    return stored


@transaction.atomic
def archive(room: Room, *, by: Actor) -> None:
    """Take a room out of the list and close it for everybody; nothing that was said is lost."""
    check_can_keep(by)
    room = Room.objects.select_for_update(no_key=True).get(pk=room.pk)
    Room.objects.filter(pk=room.pk).update(archived_at=timezone.now())
    # Whoever has it open loses it within a second, as if each of them had been taken out.
    people = Presence.objects.filter(room=room).values_list("user_id", flat=True).distinct()
    Revocation.objects.bulk_create(
        Revocation(kind=Revocation.Kind.ROOM, user_id=person, room_id=room.pk) for person in people
    )
    announce(signals.room_lost, sender=Room, room_id=room.pk, person_id=None)
    log.write("room.archived", by=by, room_id=room.pk, thing=room)


@transaction.atomic
def reopen(room: Room, *, by: Actor) -> None:
    check_can_keep(by)
    Room.objects.filter(pk=room.pk).update(archived_at=None)
    log.write("room.reopened", by=by, room_id=room.pk, thing=room)


@transaction.atomic
def invite(room: Room, person: User, *, by: Actor, follow: bool = True) -> Membership:
    """Put somebody into a room. Whoever has left comes back; whoever a moderator took out does not."""
    check_can_keep(by)
    room = Room.objects.select_for_update(no_key=True).get(pk=room.pk)
    check_can_be_invited_to(room)
    membership = Membership.objects.select_for_update(no_key=True).filter(room=room, user=person).first()
    if membership is None:
        membership = Membership.objects.create(room=room, user=person, followed=follow, read_seq=room.seq)
    elif membership.removed_at is not None:
        raise Conflict(_("A moderator has taken this person out of the room."), code="user")
    elif membership.left_at is None:
        raise Conflict(_("This person is in the room already."), code="user")
    else:
        membership.left_at, membership.followed = None, follow
        membership.save(update_fields=["left_at", "followed"])
    log.write("room.invited", by=by, person=person, room_id=room.pk, thing=room)
    return membership


def check_can_keep(by: Actor) -> None:
    if not is_staff(by):
        raise NotAllowed(_("Opening and changing rooms is for staff."))


def check_can_be_invited_to(room: Room) -> None:
    """Before the first word: whoever could invite themselves later would need no second person to read it."""
    if room.is_private and room.seq:
        raise Conflict(
            _("People have talked in this private room. Nobody is put into it from here."), code="room"
        )


def _tidy(fields: dict[str, Any]) -> dict[str, Any]:
    """Words as they are kept everywhere: one line, or several, without what nobody can see."""
    tidied = dict(fields)
    for name in ONE_LINE:
        if name in tidied:
            tidied[name] = clean_line(tidied[name])
    for name in SEVERAL_LINES:
        if name in tidied:
            tidied[name] = clean(tidied[name])
    if not tidied.get("title", "there is one already"):
        raise Invalid(_("A room needs a title that can be read."), code="title")
    return tidied

"""What rooms do when something happens below them."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from django.db.transaction import on_commit
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from community.accounts.models import Revocation, User
from moderation import signals as moderation
from moderation.models import BreakGlass, Sanction

from . import greeting, services, signals
from .hub import hub
from .models import Membership, Message, Room


@receiver(post_save, sender=Revocation)
def look_at_once(sender: Any, **facts: Any) -> None:
    """The row is the truth and is found within a second; this makes it sooner."""
    on_commit(hub.look_soon)


@receiver(signals.room_joined)
def note_a_newcomer(sender: Any, *, room: Room, by: User, **facts: Any) -> None:
    greeting.arrive(room, by)


@receiver(signals.messages_posted)
def note_who_was_greeted(sender: Any, *, messages: list[Message], **facts: Any) -> None:
    greeting.hear(messages)


@receiver(moderation.content_hidden)
def hide_a_message(sender: Any, *, content: Any, by: Any, **facts: Any) -> None:
    if isinstance(content, Message):
        services.hide_message(content, by=by)


@receiver(moderation.content_shown)
def show_a_message(sender: Any, *, content: Any, by: Any, **facts: Any) -> None:
    if isinstance(content, Message):
        services.show_message(content, by=by)


@receiver(moderation.sanction_given)
def make_a_sanction_hold(sender: Any, *, sanction: Sanction, **facts: Any) -> None:
    if sanction.room is not None and sanction.kind == Sanction.Kind.MUTE:
        services.restrict(sanction.room, sanction.person, muted_until=sanction.until)
    elif sanction.room is not None and sanction.kind == Sanction.Kind.REMOVAL:
        services.restrict(sanction.room, sanction.person, removed=True)


@receiver(moderation.sanction_undone)
def let_a_sanction_go(sender: Any, *, sanction: Sanction, **facts: Any) -> None:
    if sanction.room is None:
        return
    services.unrestrict(
        sanction.room,
        sanction.person,
        muted=sanction.kind == Sanction.Kind.MUTE,
        removed=sanction.kind == Sanction.Kind.REMOVAL,
    )
    # Another one of the same kind may still be in force.
    others = Sanction.objects.in_force().filter(
        person=sanction.person, room=sanction.room, kind=sanction.kind
    )
    for other in others:
        make_a_sanction_hold(Sanction, sanction=other)


@receiver(moderation.duty_changed)
def say_who_is_there(sender: Any, **facts: Any) -> None:
    """Rooms that somebody has open say at once that there is cover, or no more."""
    hub.look_soon()


@receiver(moderation.private_reading_over)
def tell_the_members(sender: Any, *, glass: BreakGlass, **facts: Any) -> None:
    """Everybody who was in the private room while it could be read, also who has left since."""
    stayed = Q(left_at=None) | Q(left_at__gte=glass.confirmed_at)
    stayed &= Q(removed_at=None) | Q(removed_at__gte=glass.confirmed_at)
    stays = Membership.objects.filter(stayed, room=glass.room_id)
    for user_id in stays.values_list("user_id", flat=True):
        text = _("A private room you are in has been read to keep people safe. Your page says why.")
        hub.tell_person(
            user_id,
            {"type": "notice", "kind": "private_read", "text": str(text), "url": reverse("access_log")},
        )


@receiver(moderation.notice)
def tell_a_person(sender: Any, *, person: Any, kind: str, text: str, url: str = "", **facts: Any) -> None:
    """Personal news, to every tab this person has open in any process."""
    hub.tell_person(person.pk, {"type": "notice", "kind": kind, "text": str(text), "url": url})

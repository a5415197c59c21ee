"""What rooms do when something happens below them."""

from typing import Any

from django.db.models.signals import post_save
from django.db.transaction import on_commit
from django.dispatch import receiver

from community.accounts.models import Revocation
from moderation import signals as moderation
from moderation.models import Sanction

from . import services
from .hub import hub
from .models import Message


@receiver(post_save, sender=Revocation)
def look_at_once(sender: Any, **facts: Any) -> None:
    """The row is the truth and is found within a second; this makes it sooner."""
    on_commit(hub.look_soon)


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
    others = Sanction.objects.in_force().filter(person=sanction.person, room=sanction.room, kind=sanction.kind)
    for other in others:
        make_a_sanction_hold(Sanction, sanction=other)


@receiver(moderation.notice)
def tell_a_person(sender: Any, *, person: Any, kind: str, text: str, url: str = "", **facts: Any) -> None:
    """Personal news, to every tab this person has open in any process."""
    hub.tell_person(person.pk, {"type": "notice", "kind": kind, "text": str(text), "url": url})

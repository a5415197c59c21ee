"""What of the rooms can be reported: a message and a room, found through what the person may see."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.accounts.actor import Actor
from community.kernel.http import number
from community.kernel.refused import Refused
from moderation.roles.policy import is_moderator
from moderation.standing import kinds

from . import reading
from .models import Message, Room


def _find_room(viewer: Actor, slug: str) -> Room | None:
    try:
        return reading.enter(slug, viewer.pk).room
    except Refused:
        return None


def _find_message(viewer: Actor, key: str) -> Message | None:
    slug, _dot, place = key.rpartition(".")
    seq = number(place)
    room = _find_room(viewer, slug)
    if room is None or seq is None:
        return None
    message = Message.objects.select_related("author").filter(room=room, seq=seq).first()
    # What is taken away is not seen any more, so nothing can be said about it.
    if message is None or message.removed:
        return None
    # A block keeps nobody from moderating: else it would be a way to do as one likes.
    if message.author_id in blocks.hidden_from(viewer.person) and not is_moderator(viewer, room.pk):
        return None
    message.room = room
    return message


def _address_of(message: Any) -> str:
    return reverse("message", args=[message.room.slug, message.seq]) + f"#m{message.seq}"


def register() -> None:
    kinds.register(
        kinds.Kind(
            name="message",
            model=Message,
            label=_("a message"),
            find=_find_message,
            key_of=lambda message: f"{message.room.slug}.{message.seq}",
            url_of=_address_of,
            room_of=lambda message: message.room,
        )
    )
    kinds.register(
        kinds.Kind(
            name="room",
            model=Room,
            label=_("a room"),
            find=_find_room,
            key_of=lambda room: room.slug,
            url_of=lambda room: room.get_absolute_url(),
            room_of=lambda room: room,
        )
    )

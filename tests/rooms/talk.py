"""Talk for the tests of rooms, said through the services as people would."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from rooms import posting
from rooms.models import Message
from tests.support.people import acting


def say(room: Any, person: Any, body: str, *, ago: timedelta = timedelta(0), **more: Any) -> Message:
    """One message; `ago` puts it into the past."""
    at = timezone.now() - ago
    accepted = posting.post_message(
        posting.Post(room=room.slug, by=acting(person), client_id=uuid.uuid4(), body=body, at=at, **more)
    )
    return Message.objects.select_related("author", "room").get(room=room, seq=accepted.seq)


def say_many(
    room: Any, person: Any, count: int, *, ago: timedelta = timedelta(hours=1), each: str = "line"
) -> None:
    """`count` messages: "line 1", "line 2" …"""
    at = timezone.now() - ago
    posting.post_messages(
        [
            posting.Post(
                room=room.slug,
                by=acting(person),
                client_id=uuid.uuid4(),
                body=f"{each} {number}",
                at=at + timedelta(milliseconds=number),
            )
            for number in range(1, count + 1)
        ]
    )

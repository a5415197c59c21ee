"""Talk for the tests of rooms, said through the services as people would."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from rooms import posting, reading, staffing
from rooms.models import Message, Room
from rooms.views import room as views
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


def known(room: Room) -> None:
    """What is looked up at most every few seconds in a process, whoever asks for the room."""
    room.refresh_from_db()
    reading.pace_of(room)
    staffing.kept(room.pk)
    views.here_kept(room)
    views.topics_kept(room)

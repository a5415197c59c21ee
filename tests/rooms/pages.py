"""What tests in a browser ask a site to do from inside; see Site.call."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.support.people import acting


def said(slug: str, person_id: int, bodies: list[str], **more: Any) -> list[int]:
    """Messages of one person, as if written a minute ago; their seqs."""
    from community.accounts.models import User
    from rooms import posting

    author = User.objects.get(pk=person_id)
    at = timezone.now() - timedelta(minutes=1)
    accepted = posting.post_messages(
        [
            posting.Post(room=slug, by=acting(author), client_id=uuid.uuid4(), body=body, at=at, **more)
            for body in bodies
        ]
    )
    return [each.seq for each in accepted]  # type: ignore[union-attr]


def stored(slug: str) -> list[str]:
    """Every body of a room, in order."""
    from rooms.models import Message

    return list(Message.objects.filter(room__slug=slug).order_by("seq").values_list("body", flat=True))


def signed_out(person_id: int) -> None:
    """Ends every sign-in of a person, as a new password does."""
    from community.accounts.models import User

    person = User.objects.get(pk=person_id)
    person.set_password("another-word-7")
    person.save()


def read_to(slug: str, person_id: int, seq: int | None = None) -> int:
    """How far somebody has read; with `seq`, set."""
    from rooms.models import Membership

    place = Membership.objects.filter(room__slug=slug, user=person_id)
    if seq is not None:
        place.update(read_seq=seq)
    return place.get().read_seq

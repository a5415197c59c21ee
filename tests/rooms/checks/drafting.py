"""Drafts and facts made by hand: a check asks nothing else, and no database."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.accounts.actor import Actor, in_shell
from community.accounts.models import User
from rooms.drafts import Draft, Facts
from rooms.models import Membership, Message, Room

NOW = timezone.now()


def person(pk: int = 1, **fields: Any) -> Actor:
    """Here since long ago."""
    fields.setdefault("date_joined", NOW - timedelta(days=90))
    return in_shell(User(pk=pk, handle=f"person-{pk}", **fields))


def room(**fields: Any) -> Room:
    return Room(pk=1, slug="evening", title="Evening", **{"seq": 5, **fields})


def membership(**fields: Any) -> Membership:
    return Membership(pk=1, room_id=1, user_id=1, **fields)


def message(author: int = 1, **fields: Any) -> Message:
    return Message(pk=9, room_id=1, author_id=author, **{"seq": 3, "version": 3, "body": "hello", **fields})


def draft(body: str = "hello", **fields: Any) -> Draft:
    """By a member who may write here, unless `fields` say otherwise."""
    given = {
        "found": person(),
        "found_room": room(),
        "membership": membership(),
        "note": "",
        "client_id": uuid.uuid4(),
    }
    return Draft(body=body, **{**given, **fields})


def facts(**fields: Any) -> Facts:
    return Facts(now=NOW, **fields)

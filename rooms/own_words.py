"""What somebody has said in all rooms: to look through, and to take back, one or thousands of them.

Nothing stands in front of taking back one's own words: not a mute, not having been taken out of the room, not a
suspension, not a room that was closed since. What a moderator hid is hidden already and stays as it is.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from community.accounts.actor import Actor
from community.accounts.models import User
from community.kernel.text import clean_line

from . import endings
from .models import Membership, Message, Room

PAGE = 50
# In one request: five pieces of news of a hundred messages at most, so that neither a room nor a page waits long.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """Which of them. `up_to` is the newest there was when somebody looked: what was written since is not meant."""

    word: str = ""
    room: str = ""
    keys: frozenset[int] | None = None
    up_to: int | None = None


def rooms_of(person: User) -> list[Room]:
    """Rooms in which something of theirs stands, by title."""
    said = Message.objects.filter(author=person, removed=Message.Removed.NO).order_by()
    return list(Room.objects.filter(pk__in=said.values("room_id").distinct()).order_by("title"))


def newest(person: User) -> int:
    return Message.objects.filter(author=person).order_by("-pk").values_list("pk", flat=True).first() or 0


def find(person: User, wish: Wish) -> list[int]:
    """Keys of those that fit, newest first. Words are looked for as they are read: without regard to capitals and
    accents, which no database does alike, so here."""
    said = _said_by(person, wish)
    sought = folded(wish.word)
    if not sought:
        return list(said.values_list("pk", flat=True))
    rows = said.values_list("pk", "body", "note").iterator(chunk_size=500)
    return [pk for pk, body, note in rows if sought in folded(f"{body} {note}")]


def _said_by(person: User, wish: Wish) -> QuerySet[Message]:
    said = Message.objects.filter(author=person, removed=Message.Removed.NO).order_by("-at", "-pk")
    if wish.room:
        said = said.filter(room__slug=wish.room)
    if wish.keys is not None:
        said = said.filter(pk__in=wish.keys)
    if wish.up_to is not None:
        said = said.filter(pk__lte=wish.up_to)
    return said


def shown(person: User, keys: Iterable[int]) -> list[Message]:
    """Those, newest first, each with `.may_open`: whether its room lets this person in."""
    messages = list(Message.objects.filter(pk__in=keys).select_related("room").order_by("-at", "-pk"))
    rooms = {message.room_id for message in messages}
    visible = set(Room.objects.visible_to(person).filter(pk__in=rooms).values_list("pk", flat=True))
    out = Membership.objects.filter(user=person, room__in=rooms).exclude(removed_at=None)
    visible -= set(out.values_list("room_id", flat=True))
    for message in messages:
        message.may_open = message.room_id in visible and not person.is_suspended  # type: ignore[attr-defined]
    return messages


def take_back(wish: Wish, *, by: Actor) -> int:
    """The newest of those that fit, as many as fit into one request; how many are left. There is no way back."""
    keys = find(by.person, wish)
    endings.take_back(by.person, keys[:AT_ONCE])
    return max(0, len(keys) - AT_ONCE)


def folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", clean_line(words)).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))

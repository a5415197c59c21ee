"""Who hears that they were answered or called by name, and when that is heard no more.

A row for each, told after the sender has their answer. What is new in a room somebody follows is no row: it is counted
from where they have read (rooms/unread.py).
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from community.accounts.models import User
from community.accounts.notices import services as notices
from community.kernel import limits

from . import mentions
from .models import Membership, Message, Presence, Room

ANSWER, MENTION = "answer", "mention"
KINDS = (ANSWER, MENTION)
# A story of the past rings nobody.
JUST_NOW = timedelta(minutes=10)
# Who may be called by the name they go by: people here, and whoever wrote one of the last so many messages.
LATELY = 200
Place = tuple[int, int]


def hear(messages: Iterable[Message]) -> None:
    """Of most messages nothing is asked: they answer nobody and call nobody."""
    since = timezone.now() - JUST_NOW
    ringing = [
        message
        for message in messages
        if (message.reply_to is not None or "@" in message.body)
        and message.at > since
        and not message.author.is_crowd
    ]
    if not ringing:
        return
    answered = _answered([message for message in ringing if message.reply_to is not None])
    for message in ringing:
        author = answered.get((message.room_id, message.reply_to or 0))
        told = {author} if author is not None and _ring([author], ANSWER, message) else set()
        if "@" in message.body:
            _ring([person for person in _called(message) if person not in told], MENTION, message)


def _answered(messages: list[Message]) -> Mapping[Place, int]:
    """Who wrote what is answered. Whoever took their words back still hears of an answer to them."""
    if not messages:
        return {}
    asked = Q()
    for message in messages:
        asked |= Q(room=message.room_id, seq=message.reply_to)
    rows = Message.objects.filter(asked).order_by().values_list("room_id", "seq", "author_id")
    return {(room, seq): author for room, seq, author in rows}


def _called(message: Message) -> list[int]:
    """Of the people who are in the room, those the words call; nobody where they call more than a few."""
    room = message.room_id
    written = mentions.handles_in(message.body)
    inside = Membership.objects.filter(room=room, left_at=None, removed_at=None)
    here = Presence.objects.here().filter(room=room).values("user")
    may_be_meant = Q(pk__in=inside.values("user")) | Q(pk__in=here)
    handles = dict(
        User.objects.filter(may_be_meant, handle__in=written).order_by().values_list("handle", "pk")
    )
    lately = Message.objects.filter(room=room, seq__gt=message.seq - LATELY, seq__lte=message.seq)
    around = User.objects.filter(Q(pk__in=lately.values("author")) | Q(pk__in=here)).exclude(display_name="")
    names = around.filter(may_be_meant).order_by().values_list("display_name", "pk")
    people = [person for person in mentions.whom(message.body, handles, names) if person != message.author_id]
    return people if len(people) <= limits.MOST_CALLED_AT_ONCE else []


def _ring(people: list[int], kind: str, message: Message) -> int:
    """Whoever may not be in the room any more, has heard this person often enough or wants no such news, hears nothing."""
    people = _may_read([person for person in people if person != message.author_id], message.room)
    people = _not_rung_too_often(people, kind, message)
    if not people:
        return 0
    return notices.tell_each(
        people,
        kind,
        about=message.author_id,
        room_id=message.room_id,
        room=message.room.slug,
        seq=message.seq,
    )


def _may_read(people: list[int], room: Room) -> list[int]:
    """Who has left an open room may look in again; who was taken out, or has left a private one, may not."""
    if not people:
        return []
    places = {place.user_id: place for place in Membership.objects.filter(room=room.pk, user__in=people)}
    if room.is_private:
        return [person for person in people if person in places and places[person].is_in]
    return [person for person in people if person not in places or places[person].removed_at is None]


def _not_rung_too_often(people: list[int], kind: str, message: Message) -> list[int]:
    """Counted from the news itself: what one person rings another for, and all whom they call by name."""
    if not people:
        return []
    now, author = timezone.now(), message.author_id
    often = [
        person for person in people
        if notices.how_often(KINDS, about=author, since=now - limits.RINGS.per, person=person) >= limits.RINGS.times
    ]  # fmt: skip
    people = [person for person in people if person not in often]
    if kind == MENTION:
        limit = limits.MENTIONS_WHEN_NEW if message.author.is_new else limits.MENTIONS
        left = limit.times - notices.how_often((MENTION,), about=author, since=now - limit.per)
        people = people[: max(0, left)]
    return people


# --- Heard no more --------------------------------------------------------------------------------------


def gone(room_id: int, room: str, seqs: Iterable[int]) -> None:
    """Taken back, hidden or let go: news of it would lead to nothing."""
    notices.forget_same(KINDS, [{"room_id": room_id, "room": room, "seq": seq} for seq in seqs])


def let_go(room_id: int, up_to: int) -> None:
    """A room keeps what is said for some days only."""
    notices.forget_some(KINDS, None, room_id=room_id, seq__lte=up_to)


def changed(message: Message) -> None:
    """New words may call somebody no more. Whom they call now is not rung: who is called is decided once."""
    facts = {"room_id": message.room_id, "room": message.room.slug, "seq": message.seq}
    called = User.objects.filter(pk__in=notices.who_was_told(MENTION, **facts))
    no_more = [person for person in called if not mentions.called_in(message.body, mentions.names_of(person))]
    if no_more:
        notices.forget_same((MENTION,), [facts], people=no_more)


def lost(room_id: int, person_id: int | None) -> None:
    """A room somebody may not read any more, or nobody: what was said there is no news for them."""
    notices.forget_some(KINDS, person_id, room_id=room_id)


def read(pairs: Iterable[Place]) -> None:
    """(person, room): how far they have read, on whichever device, is what they have seen of it everywhere."""
    pairs = set(pairs)
    waiting = notices.unseen_of({person for person, _room in pairs}, KINDS)
    waiting = [notice for notice in waiting if (notice.person_id, notice.facts["room_id"]) in pairs]
    if not waiting:
        return
    places = Membership.objects.filter(
        user__in={notice.person_id for notice in waiting},
        room__in={notice.facts["room_id"] for notice in waiting},
    )
    read_to = {(place.user_id, place.room_id): place.read_seq for place in places}
    notices.mark_each_seen(
        notice
        for notice in waiting
        if notice.facts["seq"] <= read_to.get((notice.person_id, notice.facts["room_id"]), 0)
    )

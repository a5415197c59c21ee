"""What comes to its end in rooms: everything of a person who is deleted, and what is older than a room keeps.

In small transactions, so that nobody who is writing waits long. All of it may be killed and called again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from community.accounts.models import User
from community.kernel.announce import announce

from . import ringing, signals
from .live.frames import message_fact
from .live.hub import News, hub
from .models import Membership, Message, Reaction, Room

AT_ONCE = 100


# --- Of one person ------------------------------------------------------------------------------------


def take_back_all(person: User) -> None:
    """Every message of this person becomes a tombstone without words, in open tabs and for whoever comes back.

    What a moderator hid is one, too: its words were kept for an appeal that nobody will make now.
    """
    said = Message.objects.filter(author=person).exclude(
        removed=Message.Removed.AUTHOR, body="", body_html="", note=""
    )
    for room_id, keys in _by_room(said.values_list("room_id", "pk")):
        _change(room_id, keys, _without_words)


def take_back(person: User, keys: Iterable[int]) -> None:
    """These messages of this person, as they asked for: each a tombstone, in pieces of news of a hundred."""
    said = Message.objects.filter(author=person, pk__in=list(keys), removed=Message.Removed.NO)
    for room_id, each in _by_room(said.values_list("room_id", "pk")):
        _change(room_id, each, lambda messages: _without_words(_still_there(messages)))


def _still_there(messages: list[Message]) -> list[Message]:
    """A moderator may have hidden one since: its words are kept for an appeal."""
    return [message for message in messages if not message.removed]


def take_back_reactions(person: User) -> None:
    """Every reaction of this person goes, and the counts beside the messages with it."""
    given = Reaction.objects.filter(user=person).values_list("message__room_id", "message_id").distinct()
    for room_id, keys in _by_room(given):
        _change(room_id, keys, lambda messages: _without_reactions_of(person, messages))


def _by_room(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, list[int]]]:
    """At most a hundred keys of messages at once, those of one room together."""
    rooms: dict[int, list[int]] = defaultdict(list)
    for room_id, key in pairs:
        rooms[room_id].append(key)
    for room_id in sorted(rooms):
        keys = sorted(rooms[room_id])
        for at in range(0, len(keys), AT_ONCE):
            yield room_id, keys[at : at + AT_ONCE]


def _change(room_id: int, keys: list[int], change: Callable[[list[Message]], None]) -> None:
    """Under a lock on their room each of the messages is changed and gets a version; told as one piece of news."""
    with transaction.atomic():
        room = Room.objects.select_for_update(no_key=True).get(pk=room_id)
        messages = list(Message.objects.filter(pk__in=keys).select_related("author").order_by("seq"))
        if not messages:
            return
        change(messages)
        after = room.version
        for room.version, message in enumerate(messages, start=after + 1):
            message.version = room.version
        Message.objects.bulk_update(
            messages, ["version", "removed", "body", "body_html", "note", "reactions"], batch_size=AT_ONCE
        )
        Room.objects.filter(pk=room.pk).update(version=room.version)
        news = News(room.pk, room.slug, after, room.version, [message_fact(each) for each in messages])
        transaction.on_commit(lambda: hub.tell([news]))
        if gone := [message.seq for message in messages if message.removed]:
            announce(signals.messages_gone, sender=Message, room_id=room.pk, room=room.slug, seqs=gone)


def _without_words(messages: list[Message]) -> None:
    Reaction.objects.filter(message__in=messages).delete()
    for message in messages:
        message.removed = Message.Removed.AUTHOR
        message.body = message.body_html = message.note = ""
        message.reactions = {}


def _without_reactions_of(person: User, messages: list[Message]) -> None:
    rows = Reaction.objects.filter(message__in=messages)
    rows.filter(user=person).delete()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for row in rows.values("message_id", "reaction").annotate(n=Count("pk")).order_by("reaction"):
        counts[row["message_id"]][row["reaction"]] = row["n"]
    for message in messages:
        message.reactions = counts[message.pk]


# --- Of one room --------------------------------------------------------------------------------------


def let_old_messages_go() -> None:
    """In every room that keeps what is said for a number of days only."""
    for room in Room.objects.exclude(keep_days=None).order_by("pk"):
        purge(room)


def purge(room: Room) -> None:
    """Delete the oldest messages up to the first that is younger than the room keeps; numbers after it stay dense.

    Whoever has the room open, or comes back to it, draws it anew: `purged_version` says from when on
    (reading.changes_after).
    """
    if room.keep_days is None:
        return
    cutoff = timezone.now() - timedelta(days=room.keep_days)
    while True:
        with transaction.atomic():
            # A message that is being changed is changed before or not at all.
            Room.objects.select_for_update(no_key=True).get(pk=room.pk)
            oldest = Message.objects.filter(room=room).order_by("seq").values_list("pk", "at")[: 5 * AT_ONCE]
            old = _until_the_first_young_one(oldest, cutoff)
            Message.objects.filter(pk__in=old).delete()
        if len(old) < 5 * AT_ONCE:
            break
    _begin_later(room)


def _until_the_first_young_one(oldest: Iterable[tuple[int, object]], cutoff: object) -> list[int]:
    old = []
    for key, at in oldest:
        if at >= cutoff:  # type: ignore[operator]
            break
        old.append(key)
    return old


@transaction.atomic
def _begin_later(room: Room) -> None:
    """The room begins at the first message there is. Said last, so that a purge that was killed is said by the next."""
    room = Room.objects.select_for_update(no_key=True).get(pk=room.pk)
    first = Message.objects.filter(room=room).aggregate(first=Min("seq"))["first"]
    purged_to = room.seq if first is None else first - 1
    if purged_to <= room.purged_to:
        return
    version = room.version + 1
    Room.objects.filter(pk=room.pk).update(version=version, purged_version=version, purged_to=purged_to)
    # What is not there is not unread.
    Membership.objects.filter(room=room, read_seq__lt=purged_to).update(read_seq=purged_to)
    ringing.let_go(room.pk, purged_to)
    transaction.on_commit(hub.look_soon)

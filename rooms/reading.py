"""What a page, a catch-up or a frame shows, read from the database. Nothing here changes anything."""

from dataclasses import dataclass
from typing import Any

from community.accounts.models import User
from community.kernel.kept import Kept

from . import policy, staffing
from .live.facts import MessageFact, Mine, RoomChanges, RoomOpened, RoomState
from .live.frames import MOST_CHANGES, RESET_MESSAGES, changes, message_fact, room_opened, shown_to
from .models import Membership, Message, Reaction, Room
from .pace import meter

_paces: Kept[int, Any] = Kept(seconds=10.0)


@dataclass(slots=True)
class Entry:
    """A person who may read a room: what `room.opened` and the page are made from."""

    room: Room
    user: User
    membership: Membership | None
    hides: frozenset[int] = frozenset()  # whom this person is not to meet; filled where the entry is drawn


def enter(slug: str, user_id: int) -> Entry:
    """The room and the person's place in it, in one query each. Raises Refused when they may not enter."""
    membership = (
        Membership.objects.select_related("room", "user").filter(room__slug=slug, user_id=user_id).first()
    )
    if membership is not None:
        user = membership.user
        return Entry(policy.check_can_enter(user, membership.room, membership), user, membership)
    user = User.objects.get(pk=user_id)
    room = Room.objects.filter(slug=slug).first()
    return Entry(policy.check_can_enter(user, room, None), user, None)


def opened(
    slug: str, user_id: int, after: int | None, hides: frozenset[int]
) -> tuple[RoomOpened, RoomChanges, Room]:
    """Both answers and the room, from one reading made after the tab was subscribed."""
    entry = enter(slug, user_id)
    room, membership = entry.room, entry.membership
    changed = changes_after(room, after, hides=hides)
    fact = room_opened(
        room,
        read=membership.read_seq if membership is not None else 0,
        state=state(room, hides=hides, me=user_id),
        me=policy.rights(entry.user, room, membership),
        # Beside what has changed and not in it: that is the same for all who missed the same.
        mine=reactions_of(user_id, changed["messages"]),
    )
    return fact, changed, room


def reactions_of(user_id: int, messages: list[MessageFact]) -> Mine:
    """Which reactions of these messages are this person's. A query only where there are any."""
    return own_reactions(messages, user=user_id).get(str(user_id), {})


def own_reactions(messages: list[MessageFact], **of: Any) -> dict[str, Mine]:
    """Person (as text) → which reactions of these messages are theirs."""
    seqs = {fact["id"]: str(fact["seq"]) for fact in messages if fact["reactions"]}
    found: dict[str, Mine] = {}
    if seqs:
        rows = Reaction.objects.filter(message_id__in=list(seqs), **of).order_by("pk")
        for message, person, kind in rows.values_list("message_id", "user_id", "reaction"):
            found.setdefault(str(person), {}).setdefault(seqs[message], []).append(kind)
    return found


def state(room: Room, *, hides: frozenset[int] = frozenset(), me: int = 0) -> RoomState:
    """What a room says of itself; how it is staffed as `me` is told it, who does not meet `hides`."""
    pace = pace_of(room)
    return {
        "title": room.title,
        "banner": room.banner,
        "pace": {"key": pace.key, "words": str(pace.words)},
        "slow_mode": room.slow_mode,
        "staffing": staffing.kept(room.pk).word(hides, me),
        "rules": rules_of(room),
    }


def rules_of(room: Room) -> list[str]:
    return [line.strip() for line in room.guidelines.splitlines() if line.strip()]


def pace_of(room: Room) -> Any:
    """How busy the room is, looked up at most every ten seconds in a process."""
    return _paces.get(room.pk, lambda: meter.for_rooms([room])[room.pk])


NOBODY: frozenset[int] = frozenset()


def changes_after(
    room: Room, after: int | None, *, most: int = MOST_CHANGES, hides: frozenset[int] = NOBODY
) -> RoomChanges:
    """The live catch-up: everything after a version, or a reset with the last messages when it is too much.

    `room.version` must have been read before the call; what is committed meanwhile may be in it already and
    comes again as news, which changes nothing.
    """
    if after is not None and after == room.version:
        return changes(room.slug, after, room.version, [])
    # Who was last here before old messages were let go draws the room anew.
    if after is not None and room.purged_version <= after < room.version:
        rows = list(
            Message.objects.filter(room=room).changed_after(after).select_related("author")[: most + 1]
        )
        if len(rows) <= most:
            version = max(room.version, rows[-1].version if rows else 0)
            return changes(room.slug, after, version, _facts(sorted(rows, key=_seq), hides))
    rows = list(Message.objects.filter(room=room).select_related("author").order_by("-seq")[:RESET_MESSAGES])
    return changes(room.slug, after, room.version, _facts(rows[::-1], hides), reset=True)


def page_of_changes(room: Room, after: int, *, reader: int, hides: frozenset[int] = NOBODY) -> RoomChanges:
    """For clients that page from 0: at most 300 changes, oldest first, `more` when there are more.

    `first` is the first seq that is still here, once older ones were let go.
    """
    rows = list(
        Message.objects.filter(room=room).changed_after(after).select_related("author")[: MOST_CHANGES + 1]
    )
    more = len(rows) > MOST_CHANGES
    rows = rows[:MOST_CHANGES]
    if more:
        version = rows[-1].version
    else:
        version = max(room.version, rows[-1].version if rows else 0, after if after <= room.version else 0)
    first = room.purged_to + 1 if room.purged_to else None
    facts = _facts(rows, hides)
    return changes(room.slug, after, version, facts, more=more, first=first, mine=reactions_of(reader, facts))


def _facts(rows: list[Message], hides: frozenset[int]) -> list[MessageFact]:
    return shown_to(hides, [message_fact(row) for row in rows])


def _seq(message: Message) -> int:
    return message.seq

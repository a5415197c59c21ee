"""What a page, a catch-up or a frame shows, read from the database. Nothing here changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from community.accounts.models import User
from community.kernel.kept import Kept
from community.kernel.refused import Refused

from . import policy, staffing
from .live import wire
from .live.facts import MessageFact, Mine, RoomChanges, RoomOpened, RoomState
from .live.frames import MOST_CHANGES, RESET_MESSAGES, changes, encode, message_fact, room_opened, shown_to
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


def enter(slug: str, user_id: int, *, person: User | None = None) -> Entry:
    """The room and the person's place in it, in one query each. Raises Refused when they may not enter.

    `person`, when their row has just been read anyway: then it is not read again.
    """
    places = Membership.objects.select_related("room", *([] if person else ["user"]))
    membership = places.filter(room__slug=slug, user_id=user_id).first()
    if membership is not None:
        user = membership.user = person or membership.user
        return Entry(policy.check_can_enter(user, membership.room, membership), user, membership)
    user = person or User.objects.get(pk=user_id)
    room = Room.objects.filter(slug=slug).first()
    return Entry(policy.check_can_enter(user, room, None), user, None)


@dataclass(frozen=True, slots=True)
class Ask:
    """A tab wants to show a room: who it is, the version it shows already, and whom it must not show."""

    slug: str
    user_id: int
    after: int | None
    hides: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Opened:
    """Both answers, from one reading made after the tab was subscribed."""

    room: Room
    fact: RoomOpened
    missed: "Missed"

    @property
    def version(self) -> int:
        """Up to which the tab shows the room then."""
        return self.missed.fact["version"]


def opened(asks: Sequence[Ask]) -> list[Opened | Refused]:
    """For each who asks, in order: what the tab is to show, or why not. Three queries and, for each room, what was
    missed there and whose reactions are in it, however many ask."""
    rooms = {room.slug: room for room in Room.objects.filter(slug__in={ask.slug for ask in asks})}
    people = User.objects.in_bulk({ask.user_id for ask in asks})
    places = Membership.objects.filter(room__in=rooms.values(), user__in=people)
    memberships = {(place.room_id, place.user_id): place for place in places}
    reactions: dict[tuple[int, int | None, int], dict[str, Mine]] = {}

    def answer(ask: Ask) -> Opened | Refused:
        room, person = rooms.get(ask.slug), people.get(ask.user_id)
        if room is None or person is None:
            return policy.no_such_room()
        membership = memberships.get((room.pk, person.pk))
        try:
            policy.check_can_enter(person, room, membership)
        except Refused as refusal:
            return refusal
        shown = missed(room, ask.after, ask.hides)
        same = (room.pk, ask.after, shown.fact["version"])
        if same not in reactions:
            reactions[same] = own_reactions(shown.whole, user__in=people)
        fact = room_opened(
            room,
            read=membership.read_seq if membership is not None else 0,
            state=state(room, hides=ask.hides, me=ask.user_id),
            me=policy.rights(person, room, membership),
            # Beside what has changed and not in it: that is the same for all who missed the same.
            mine=_of_these(reactions[same].get(str(person.pk), {}), shown.fact["messages"]),
        )
        return Opened(room, fact, shown)

    return [answer(ask) for ask in asks]


def _of_these(mine: Mine, messages: list[MessageFact]) -> Mine:
    """Without those of messages that are hidden from this person."""
    if not mine:
        return mine
    shown = {str(fact["seq"]) for fact in messages if fact["reactions"]}
    return {seq: kinds for seq, kinds in mine.items() if seq in shown}


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


@dataclass(frozen=True, slots=True)
class Missed:
    """What changed since a version, and the same as a frame ready for the wire. `whole`: with what this tab must not
    show."""

    fact: RoomChanges
    frame: dict[str, Any]
    whole: list[MessageFact]

    @classmethod
    def of(cls, fact: RoomChanges, whole: list[MessageFact] | None = None) -> "Missed":
        return cls(fact, wire.event(encode(fact)), fact["messages"] if whole is None else whole)


# Many tabs that were cut off in one moment missed the same: it is read and encoded once. The room's version, read for
# each of them anew, is part of the key. No more than a room's worth of memory each (MOST_CHANGES).
_missed: Kept[tuple[int, int | None, int], Missed] = Kept(seconds=3.0, most=40)


def missed(room: Room, after: int | None, hides: frozenset[int]) -> Missed:
    """The catch-up of one tab. `room` must have been read since that tab was subscribed."""
    all_of_it = _missed.get((room.pk, after, room.version), lambda: Missed.of(changes_after(room, after)))
    messages = shown_to(hides, all_of_it.fact["messages"])
    if messages is all_of_it.fact["messages"]:
        return all_of_it
    return Missed.of({**all_of_it.fact, "messages": messages}, all_of_it.whole)


def changes_after(room: Room, after: int | None, *, most: int = MOST_CHANGES) -> RoomChanges:
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
            return changes(room.slug, after, version, [message_fact(row) for row in sorted(rows, key=_seq)])
    rows = list(Message.objects.filter(room=room).select_related("author").order_by("-seq")[:RESET_MESSAGES])
    return changes(room.slug, after, room.version, [message_fact(row) for row in rows[::-1]], reset=True)


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
    messages = shown_to(hides, [message_fact(row) for row in rows])
    mine = reactions_of(reader, messages)
    return changes(room.slug, after, version, messages, more=more, first=first, mine=mine)


def _seq(message: Message) -> int:
    return message.seq

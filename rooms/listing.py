"""Which rooms a list shows, and in which order. Costs the same for ten rooms as for ten thousand.

The order is life: my rooms, those with something new first; then rooms with people in them; then by when somebody last
spoke and when it is usually lively. That order moves while somebody reads, so a page does not say where it ended but
what has been seen: the next page is what is liveliest of the rest, and none is lost or comes twice. After some pages
the rest follows by name, which stands still. Nothing is counted over all rooms.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from community.accounts import blocks
from community.accounts.models import User
from community.kernel.kept import Kept

from . import searching, staffing, unread
from .models import NEVER, Membership, Message, Room, Topic
from .pace import hours, meter

PAGE = 30
MOST_SEEN = 5 * PAGE
LOOKED_AT = 2 * PAGE
MOST_OWN = 100
MOST_WITH_PEOPLE = 300
MOST_LANGUAGES = 30
LONG = ("description", "guidelines", "banner")  # a card shows none of it
# How fresh the last words of a room are. Within one of these, being lively at this hour counts more than minutes do.
FRESH = (timedelta(minutes=15), timedelta(hours=2), timedelta(days=1), timedelta(days=7))
_languages: Kept[str, list[str]] = Kept(seconds=30.0)


@dataclass(slots=True)
class Wish:
    """What somebody looks for. `seen` are keys of rooms they were shown before; `after` is the slug of the last one
    of those that come by name."""

    topics: Sequence[Topic] = ()
    word: str = ""
    language: str = ""
    seen: Sequence[int] = ()
    after: str = ""

    @property
    def is_open(self) -> bool:
        return not (self.topics or self.word or self.language)

    @property
    def is_first_page(self) -> bool:
        return not (self.seen or self.after)


@dataclass(slots=True)
class Found:
    own: list[Room] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)  # with `after`, what the next page is asked with
    after: str = ""
    has_more: bool = False
    by_name: bool = False
    fits: bool = True
    is_near: bool = False  # where nothing fits: these have some of what was asked for, or nothing of it
    corrected: list[str] = field(
        default_factory=list
    )  # the words that were meant, where nothing had those typed

    @property
    def all(self) -> list[Room]:
        return [*self.own, *self.rooms]


@dataclass(slots=True)
class _Viewer:
    user: Any
    hides: frozenset[int]
    now: datetime
    here: dict[int, meter.Here]


def find(user: User | AnonymousUser, wish: Wish) -> Found:
    """Rooms that fit, own ones first, each with what `describe` adds. Never empty where there is a room at all."""
    hides = blocks.unseen_by(user)
    viewer = _Viewer(user, hides, timezone.now(), meter.here_now(hides))
    words = searching.asked(wish.word)
    found = _fitting(viewer, wish, words)
    if not found.all and wish.is_first_page and not wish.is_open:
        found = _nearest(viewer, wish, words)
    _describe(found.all, viewer, wish.topics)
    return found


def languages() -> list[str]:
    """Languages of open rooms; read from an index that holds nothing else."""
    rooms = Room.objects.visible_to(AnonymousUser()).order_by()
    return _languages.get(
        "all", lambda: list(rooms.values_list("language", flat=True).distinct()[:MOST_LANGUAGES])
    )


def forget_languages() -> None:
    _languages.forget()


# --- What fits -----------------------------------------------------------------------------------------


def _fitting(viewer: _Viewer, wish: Wish, words: Sequence[str]) -> Found:
    rooms = Room.objects.visible_to(AnonymousUser()).filter(_that_fit(wish, words))
    found = Found()
    if viewer.user.is_authenticated:
        if wish.is_first_page:
            found.own = _own(viewer, wish, words)
        # A short list of keys: asking of each room whether it is mine would be asked of ten thousand.
        rooms = rooms.exclude(pk__in=_own_memberships(viewer.user).values("room_id"))
    if wish.after or len(wish.seen) >= MOST_SEEN:
        _by_name(found, rooms, wish)
    else:
        _by_life(found, rooms, viewer, wish, words)
    return found


def _that_fit(wish: Wish, words: Sequence[str], room: str = "") -> Q:
    """The condition on rooms; `room` is how they are reached from what is asked for, as in `room__`."""
    fits = searching.with_all(words, room)
    if wish.language:
        fits &= Q((f"{room}language", wish.language))
    for topic in wish.topics:
        fits &= searching.has_topic([topic.pk], room)
    return fits


def _own_memberships(user: Any) -> QuerySet[Membership]:
    """Rooms somebody follows, and private ones they are in."""
    return Membership.objects.filter(
        Q(followed=True) | Q(room__access=Room.Access.PRIVATE),
        user=user.pk,
        left_at=None,
        removed_at=None,
    )


def _own(viewer: _Viewer, wish: Wish, words: Sequence[str]) -> list[Room]:
    memberships = (
        unread.counted(_own_memberships(viewer.user), cast(User, viewer.user))
        .filter(_that_fit(wish, words, "room__"), room__archived_at=None)
        .select_related("room")
        .order_by("-room__heard_at", "room_id")
    )
    if viewer.hides:
        memberships = memberships.annotate(spoke_at=_last_said_by_others(viewer.hides, "room"))
    own = []
    for membership in memberships[:MOST_OWN]:
        room: Any = membership.room
        room.spoke_at = getattr(membership, "spoke_at", room.last_message_at)
        room.followed = membership.followed
        room.unread, room.rings = membership.unread, membership.rings
        own.append(room)
    own.sort(key=lambda room: (room.unread == 0, *_life(room, viewer)))
    return own


# --- In which order ------------------------------------------------------------------------------------


def _by_life(found: Found, rooms: QuerySet[Room], viewer: _Viewer, wish: Wish, words: Sequence[str]) -> None:
    """The liveliest of what has not been seen. Looked at are those with people in them, and those that spoke last."""
    rest: QuerySet[Any] = (rooms.exclude(pk__in=wish.seen) if wish.seen else rooms).defer(*LONG)
    if viewer.hides:
        rest = rest.annotate(spoke_at=_last_said_by_others(viewer.hides))
    with_people = sorted(viewer.here, key=lambda room_id: -viewer.here[room_id].shown)[:MOST_WITH_PEOPLE]
    if words:
        # Every room is read once for its words, so the order may be asked in the same breath.
        peopled = Case(When(pk__in=with_people, then=Value(1)), default=Value(0))
        rest = rest.annotate(close=searching.close(words), peopled=peopled)
        looked_at: QuerySet[Any] = rest.order_by("-close", "-peopled", "-heard_at", "-pk")[:LOOKED_AT]
    else:
        last = rest.order_by("-heard_at", "-pk").values("pk")[:LOOKED_AT]
        looked_at = rest.filter(Q(pk__in=with_people) | Q(pk__in=last)).order_by()
    page = sorted(looked_at, key=lambda room: (-getattr(room, "close", 0), *_life(room, viewer)))
    found.rooms = page[:PAGE]
    found.has_more = len(page) > PAGE
    found.seen = [*wish.seen, *(room.pk for room in found.rooms)]


def _by_name(found: Found, rooms: QuerySet[Room], wish: Wish) -> None:
    rooms = rooms.exclude(pk__in=wish.seen).order_by("sort_title", "pk")
    last = Room.objects.filter(slug=wish.after).only("sort_title").first() if wish.after else None
    if last is not None:
        # The first condition is the one an index can use; the second is only about rooms of the same title.
        rooms = rooms.filter(sort_title__gte=last.sort_title).exclude(
            sort_title=last.sort_title, pk__lte=last.pk
        )
    page = list(rooms.defer(*LONG)[: PAGE + 1])
    found.by_name, found.rooms, found.has_more = True, page[:PAGE], len(page) > PAGE
    found.seen, found.after = list(wish.seen), found.rooms[-1].slug if found.rooms else ""


def _last_said_by_others(hides: Collection[int], room: str = "pk") -> Subquery:
    """When somebody spoke whom this person may meet: what others wrote moves no room for them."""
    said = Message.objects.filter(room=OuterRef(room)).exclude(author__in=hides).order_by("-seq")
    return Subquery(said.values("at")[:1])


def _life(room: Room, viewer: _Viewer) -> tuple[Any, ...]:
    """What comes first is small. A room that is full is no use to whoever comes now."""
    here = viewer.here.get(room.pk)
    place = 2 if here is None or not here.shown else int(here.all >= room.capacity)
    spoke = _spoke_at(room) or NEVER
    age = viewer.now - spoke
    fresh = sum(age > limit for limit in FRESH) if spoke > NEVER else len(FRESH) + 1
    soon = hours.is_soon(room.lively_hours, viewer.now) if room.lively_hours else False
    return place, fresh, not soon, -spoke.timestamp(), room.sort_title


def _spoke_at(room: Any) -> datetime | None:
    spoke_at: datetime | None = getattr(room, "spoke_at", room.last_message_at)
    return spoke_at


# --- When nothing fits ---------------------------------------------------------------------------------


def _nearest(viewer: _Viewer, wish: Wish, words: Sequence[str]) -> Found:
    """One page of what comes nearest; where nothing does, the rooms in which somebody spoke last."""
    meant = searching.corrected(words)
    rooms = Room.objects.visible_to(viewer.user).defer(*LONG)
    if viewer.hides:
        rooms = rooms.annotate(spoke_at=_last_said_by_others(viewer.hides))
    page: list[Any] = list(searching.nearest(rooms, meant, wish.topics, wish.language)[:PAGE])
    least = 2 if wish.language else 1
    near = [room for room in page if room.score >= least]
    corrected = meant if near and meant != list(words) else []
    return Found(rooms=near or page, fits=False, is_near=bool(near), corrected=corrected)


# --- What is said of them ------------------------------------------------------------------------------


def _describe(rooms: list[Room], viewer: _Viewer, topics: Sequence[Topic]) -> None:
    """Adds `.topic_list`, `.fits` (the topics asked for that it has), `.pace`, `.here`, `.staffing`, `.is_full`,
    `.spoke`, `.lively`."""
    staffed = staffing.of_rooms([room.pk for room in rooms], hides=viewer.hides)
    paces = meter.for_rooms(rooms, hides=viewer.hides)
    carried = _topics_of(rooms)
    asked = {topic.pk for topic in topics}
    # An hour without a zone would send people at a wrong one.
    tells_hours = (
        viewer.user.is_authenticated or timezone.get_current_timezone() != timezone.get_default_timezone()
    )
    for room in rooms:
        drawn: Any = room  # attributes for the template only
        here = viewer.here.get(room.pk, meter.NOBODY)
        drawn.topic_list = carried.get(room.pk, [])
        drawn.fits = [topic for topic in drawn.topic_list if topic.pk in asked]
        drawn.pace, drawn.here, drawn.is_full = paces[room.pk], here.shown, here.all >= room.capacity
        drawn.staffing = staffed[room.pk]
        drawn.spoke = _spoke_at(room)
        drawn.lively = hours.words(room.lively_hours, viewer.now) if tells_hours and room.lively_hours else ""


def _topics_of(rooms: list[Room]) -> dict[int, list[Topic]]:
    """In the order of lists, from the topics that are kept."""
    through = Room.topics.through.objects.filter(room__in=[room.pk for room in rooms])
    pairs = set(through.values_list("room_id", "topic_id"))
    known = [each.topic for each in searching.topics()]
    return {room.pk: [topic for topic in known if (room.pk, topic.pk) in pairs] for room in rooms}

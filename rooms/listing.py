"""Which rooms a list shows, and in which order. Costs the same for ten rooms as for ten thousand.

Followed rooms are one short list, the others come by title from an index, a page at a time, with one room
more than a page to know whether there is a next one. Nothing is counted over all rooms.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    prefetch_related_objects,
)

from community.accounts import blocks
from community.accounts.models import User

from . import staffing, unread
from .models import Membership, Room, Topic
from .pace import meter

PAGE = 30
MOST_OWN = 100
MOST_LANGUAGES = 30


@dataclass(slots=True)
class Wish:
    """What somebody looks for. `after` is the slug of the last room they have seen."""

    topics: Sequence[Topic] = ()
    word: str = ""
    language: str = ""
    after: str = ""

    @property
    def is_open(self) -> bool:
        return not (self.topics or self.word or self.language)


@dataclass(slots=True)
class Found:
    own: list[Room] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    next: str = ""
    only_some: bool = False  # no room has all the topics: these have some of them

    @property
    def all(self) -> list[Room]:
        return [*self.own, *self.rooms]


def find(user: User | AnonymousUser, wish: Wish) -> Found:
    """Rooms that fit, own ones first, each with what `describe` adds."""
    found = _fitting(user, wish)
    if not found.all and len(wish.topics) > 1 and not wish.after:
        found = _fitting_partly(user, wish)
    describe(found.all, wish.topics, hides=blocks.hidden_from(user))
    return found


def languages() -> list[str]:
    """Languages of open rooms; read from an index that holds nothing else."""
    return list(_open_rooms().order_by().values_list("language", flat=True).distinct()[:MOST_LANGUAGES])


def describe(rooms: list[Room], topics: Sequence[Topic] = (), *, hides: frozenset[int] = frozenset()) -> None:
    """Adds `.topic_list`, `.fits` (the topics asked for that it has), `.pace`, `.here`, `.staffing`,
    `.is_full`."""
    prefetch_related_objects(rooms, "topics")
    staffed = staffing.of_rooms([room.pk for room in rooms], hides=hides)
    paces, here = meter.for_rooms(rooms), meter.people_here(rooms)
    shown = meter.people_here(rooms, hides=hides) if hides else here
    asked = {topic.pk for topic in topics}
    for room in rooms:
        drawn: Any = room  # attributes for the template only
        drawn.topic_list = list(room.topics.all())
        drawn.fits = [topic for topic in drawn.topic_list if topic.pk in asked]
        drawn.pace, drawn.here = paces[room.pk], shown[room.pk]
        drawn.staffing = staffed[room.pk]
        drawn.is_full = here[room.pk] >= room.capacity


def _open_rooms() -> QuerySet[Room]:
    return Room.objects.visible_to(AnonymousUser())


def _that_fit(wish: Wish, room: str = "") -> Q:
    """The condition on rooms; `room` is how they are reached from what is asked for, as in `room__`."""
    fits = Q()
    if wish.language:
        fits &= Q((f"{room}language", wish.language))
    if wish.word:
        fits &= Q((f"{room}title__icontains", wish.word)) | Q((f"{room}for_whom__icontains", wish.word))
    return fits


def _with_all(wish: Wish, room: str = "") -> Q:
    has = Q()
    for topic in wish.topics:
        has &= Q(
            (
                f"{room}pk__in",
                Room.topics.through.objects.filter(topic=topic).values("room_id"),
            )
        )
    return has


def _fitting(user: User | AnonymousUser, wish: Wish) -> Found:
    rooms = _open_rooms().filter(_that_fit(wish), _with_all(wish))
    found = Found()
    if user.is_authenticated:
        if not wish.after:
            found.own = _own(user, wish)
        rooms = rooms.exclude(Exists(_own_memberships(user).filter(room=OuterRef("pk"))))
    rooms = rooms.order_by("title", "pk")
    last = Room.objects.filter(slug=wish.after).only("title").first() if wish.after else None
    if last is not None:
        # The first condition is the one an index can use; the second is only about rooms of the same title.
        rooms = rooms.filter(title__gte=last.title).exclude(title=last.title, pk__lte=last.pk)
    page = list(rooms[: PAGE + 1])
    found.rooms = page[:PAGE]
    found.next = found.rooms[-1].slug if len(page) > PAGE else ""
    return found


def _own_memberships(user: Any) -> QuerySet[Membership]:
    """Rooms somebody follows, and private ones they are in."""
    return Membership.objects.filter(
        Q(followed=True) | Q(room__access=Room.Access.PRIVATE),
        user=user.pk,
        left_at=None,
        removed_at=None,
    )


def _own(user: Any, wish: Wish) -> list[Room]:
    memberships = (
        unread.counted(_own_memberships(user))
        .filter(_that_fit(wish, "room__"), _with_all(wish, "room__"), room__archived_at=None)
        .select_related("room")
        .order_by("room__title", "room_id")[:MOST_OWN]
    )
    own = []
    for membership in memberships:
        room: Any = membership.room
        room.followed = membership.followed
        room.unread = membership.unread
        own.append(room)
    return own


def _fitting_partly(user: User | AnonymousUser, wish: Wish) -> Found:
    """The rooms with most of the topics asked for; one page of them."""
    rooms = (
        Room.objects.visible_to(user)
        .filter(_that_fit(wish), topics__in=wish.topics)
        .annotate(matches=Count("topics"))
        .order_by("-matches", "title", "pk")[:PAGE]
    )
    return Found(rooms=list(rooms), only_some=True)

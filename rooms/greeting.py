"""Newcomers of a room, from their arrival until a person has answered them (aim: within a minute)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts import blocks
from community.accounts.models import User
from community.kernel.kept import Kept
from moderation.roles.duty import on_duty
from moderation.roles.policy import powers_held_by

from .live import frames
from .live.hub import hub
from .models import Greeting, Membership, Message, Presence, Room

AIM = timedelta(seconds=60)
WAITS_FOR = timedelta(hours=24)
JUST_NOW = timedelta(minutes=1)
# How long a process may go without asking whether anybody waits: talk costs no query per message for it. Who
# came within this time through another process is greeted by the next message after it.
_seen: Kept[str, frozenset[int]] = Kept(seconds=1.0)


@dataclass(frozen=True, slots=True)
class Waiting:
    room: Room
    person: User
    seconds: int

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def hours(self) -> int:
        return self.seconds // 3600

    @property
    def is_late(self) -> bool:
        return self.seconds > AIM.total_seconds()


@dataclass(frozen=True, slots=True)
class Figures:
    """How greeting went. `share` is of all who came, 0..1; None where nobody did."""

    came: int
    in_time: int
    greeted: int
    median_seconds: int | None

    @property
    def share(self) -> float | None:
        return self.in_time / self.came if self.came else None

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(100 * self.share)


def _who_waits() -> QuerySet[Greeting]:
    still_in = Membership.objects.filter(
        room=OuterRef("room"), user=OuterRef("person"), left_at=None, removed_at=None
    )
    since = timezone.now() - WAITS_FOR
    return Greeting.objects.filter(
        Exists(still_in),
        greeted_at=None,
        arrived_at__gt=since,
        person__is_active=True,
        room__archived_at=None,
    )


def waiting(rooms: Collection[Room] | None = None, *, hides: frozenset[int] = frozenset()) -> list[Waiting]:
    """Who waits for a first answer in these rooms, or anywhere, the longest first. `hides` are left out."""
    rows = _who_waits().exclude(person__in=hides).select_related("room", "person").order_by("arrived_at")
    if rooms is not None:
        rows = rows.filter(room__in=[room.pk for room in rooms])
    now = timezone.now()
    return [Waiting(row.room, row.person, int((now - row.arrived_at).total_seconds())) for row in rows[:50]]


def how_many_wait(*, hides: frozenset[int] = frozenset()) -> int:
    """For longer than the aim, anywhere."""
    late = _who_waits().filter(arrived_at__lt=timezone.now() - AIM)
    return late.exclude(person__in=hides).values("person").distinct().count()


def is_greeter(user_id: int, room_id: int) -> bool:
    """On duty, in a role that holds in this room."""
    return any(where in (None, room_id) for _role, where in on_duty().get(user_id, ()))


# --- Coming ---------------------------------------------------------------------------------------------


def arrive(room: Room, person: User) -> None:
    """Somebody is in a room now. Only the first time in an open room counts, and only while it is happening."""
    if person.is_crowd or room.is_private:
        return
    membership = Membership.objects.filter(room=room.pk, user=person.pk).first()
    if membership is None or timezone.now() - membership.joined_at > JUST_NOW:
        return
    if not powers_held_by(person).is_member_only:
        return
    _row, new = Greeting.objects.get_or_create(
        room_id=room.pk, person_id=person.pk, defaults={"arrived_at": membership.joined_at}
    )
    if new:
        _seen.forget()
        name = User.objects.get(pk=person.pk).name
        _tell_greeters(room, person.pk, "newcomer", _("New here: %(name)s") % {"name": name})


def _tell_greeters(room: Room, about: int, kind: str, text: str) -> None:
    """People on duty for this room who have it open; nobody who is not to meet the newcomer."""
    greeters = {
        person
        for person, roles in on_duty().items()
        if any(where in (None, room.pk) for _role, where in roles)
    }
    if not greeters:
        return
    greeters -= blocks.hidden_from_id(about) | {about}
    here = Presence.objects.here().filter(room=room.pk, user__in=greeters).values_list("user_id", flat=True)
    for user_id in set(here):
        hub.tell_person(user_id, frames.notice(kind, text, f"/rooms/{room.slug}/"))


# --- Being answered ---------------------------------------------------------------------------------------


def hear(messages: list[Message]) -> None:
    """Which of these messages is a first answer to somebody new."""
    rooms = _rooms_with_newcomers()
    for message in messages:
        if message.room_id in rooms:
            _hear(message)


def _rooms_with_newcomers() -> frozenset[int]:
    waiting_in = _who_waits().order_by().values_list("room_id", flat=True).distinct()
    return _seen.get("rooms", lambda: frozenset(waiting_in))


def _hear(message: Message) -> None:
    newcomers = list(
        _who_waits().filter(room=message.room_id, arrived_at__lte=message.at).exclude(person=message.author_id)
        .select_related("person")
    )  # fmt: skip
    if not newcomers:
        return
    unmet = blocks.hidden_from_id(message.author_id)
    answered = _author_answered(message)
    greeted = [
        row for row in newcomers
        if row.person_id not in unmet
        and (message.role or row.person_id == answered or names(message.body, row.person.name))
    ]  # fmt: skip
    for row in greeted:
        Greeting.objects.filter(pk=row.pk, greeted_at=None).update(
            greeted_at=message.at, greeted_by=message.author_id
        )
    if greeted:
        _seen.forget()
        # The strip of whoever answered changes, too.
        _tell_greeters(message.room, 0, "greeted", "")


def _author_answered(message: Message) -> int | None:
    if message.reply_to is None:
        return None
    rows = Message.objects.filter(room=message.room_id, seq=message.reply_to)
    return rows.values_list("author_id", flat=True).first()


def names(body: str, name: str) -> bool:
    """Whether somebody is called by name: the whole name, or its first word when that is no short one."""
    words = name.split()
    called = {name, words[0]} if words and len(words[0]) > 2 else {name}
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", body, re.IGNORECASE) for one in called)


# --- How it went --------------------------------------------------------------------------------------------


def figures(room: Room, *, days: int = 30) -> Figures:
    """Of those who came in the last days; whoever came less than a minute ago and waits is not counted yet."""
    now = timezone.now()
    rows = Greeting.objects.filter(room=room, arrived_at__gt=now - timedelta(days=days))
    took = [
        (at - arrived if at else None, arrived)
        for arrived, at in rows.values_list("arrived_at", "greeted_at")
    ]
    return _sum_up([took_ for took_, arrived in took if took_ is not None or now - arrived > AIM])


def _sum_up(took: Iterable[timedelta | None]) -> Figures:
    took = list(took)
    seconds = [max(0.0, each.total_seconds()) for each in took if each is not None]
    in_time = sum(1 for each in seconds if each <= AIM.total_seconds())
    return Figures(len(took), in_time, len(seconds), round(median(seconds)) if seconds else None)

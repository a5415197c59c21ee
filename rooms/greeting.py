"""Newcomers of a room, from their arrival until a person has answered them (aim: within a minute).

They come by writing, by following or by reading for a while. What they are told of it is in `welcome`.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts import blocks
from community.accounts.actor import Actor
from community.accounts.models import User
from community.kernel.kept import Kept
from community.kernel.refused import NotFound
from moderation.roles.duty import on_duty
from moderation.roles.models import Role
from moderation.roles.policy import powers_by_number, powers_held_by, powers_of, role_word

from .live import frames
from .live.hub import hub
from .models import Greeting, Membership, Message, Presence, Room

AIM = timedelta(seconds=60)
WAITS_FOR = timedelta(hours=24)
JUST_NOW = timedelta(minutes=1)
# Whoever has a room open for so long reads there, and has not only looked in.
READS_AFTER = timedelta(seconds=10)
# Who came without a word and is not here any more is waited for no longer than that.
GONE_AFTER = timedelta(minutes=10)
# A reader who comes back after so long comes anew.
ANEW_AFTER = timedelta(hours=1)
MOST_READERS = 50
# How long a process may go without asking whether anybody waits: talk costs no query per message for it. Who
# came within this time through another process is greeted by the next message after it.
_seen: Kept[str, frozenset[int]] = Kept(seconds=1.0)


@dataclass(frozen=True, slots=True)
class Waiting:
    room: Room
    person: User
    seconds: int
    reads: bool = False
    seen: bool = False
    # Empty where whoever reads this does not meet whoever has seen them.
    seen_by: str = ""

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
    """Whoever is muted, taken out or suspended is nobody's newcomer; whoever went without a word is not waited for."""
    now = timezone.now()
    place = Membership.objects.filter(room=OuterRef("room"), user=OuterRef("person"))
    still_in = place.filter(left_at=None, removed_at=None).exclude(muted_until__gt=now)
    here = Presence.objects.here().filter(room=OuterRef("room"), user=OuterRef("person"))
    wrote = Message.objects.filter(room=OuterRef("room"), author=OuterRef("person"))
    return Greeting.objects.filter(
        Q(reads=True) & Exists(here) & ~Exists(place)
        | Q(reads=False)
        & Exists(still_in)
        & (Q(arrived_at__gt=now - GONE_AFTER) | Exists(wrote) | Exists(here)),
        greeted_at=None,
        arrived_at__gt=now - WAITS_FOR,
        person__is_active=True,
        room__archived_at=None,
    ).exclude(Q(person__suspended_until__gt=now) | Q(person__muted_until__gt=now))


def waiting(rooms: Collection[Room] | None = None, *, hides: frozenset[int] = frozenset()) -> list[Waiting]:
    """Who waits for a first answer in these rooms, or anywhere, the longest first. `hides` are left out."""
    rows = _who_waits().exclude(person__in=hides).select_related("room", "person", "seen_by")
    rows = rows.order_by("arrived_at")
    if rooms is not None:
        rows = rows.filter(room__in=[room.pk for room in rooms])
    now = timezone.now()
    return [
        Waiting(
            row.room,
            row.person,
            int((now - row.arrived_at).total_seconds()),
            reads=row.reads,
            seen=row.seen_at is not None,
            seen_by=row.seen_by.name if row.seen_by is not None and row.seen_by_id not in hides else "",
        )
        for row in rows[:50]
    ]


def how_many_wait(*, hides: frozenset[int] = frozenset()) -> int:
    """For longer than the aim, anywhere, of those who did more than read."""
    late = _who_waits().filter(reads=False, arrived_at__lt=timezone.now() - AIM)
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
    row, new = Greeting.objects.get_or_create(
        room_id=room.pk, person_id=person.pk, defaults={"arrived_at": membership.joined_at}
    )
    if row.reads:
        # From now on they wait for an answer; that somebody has seen them while they read stays true.
        Greeting.objects.filter(pk=row.pk).update(reads=False, arrived_at=membership.joined_at)
    if new or row.reads:
        _has_come(room, person.pk)


def notice_readers(room_ids: Collection[int]) -> int:
    """Who has had one of these rooms open for a while without being in it: new there, and reading. How many came."""
    now = timezone.now()
    pair = {"room": OuterRef("room"), "user": OuterRef("user")}
    known = Greeting.objects.filter(
        Q(seen_at__isnull=False)
        | Q(greeted_at__isnull=False)
        | Q(arrived_at__gt=OuterRef("since") - ANEW_AFTER),
        room=OuterRef("room"),
        person=OuterRef("user"),
    )
    found = (
        Presence.objects.here()
        .filter(
            ~Exists(Membership.objects.filter(**pair)),
            ~Exists(known),
            room__in=room_ids,
            room__access=Room.Access.OPEN,
            room__archived_at=None,
            since__lte=now - READS_AFTER,
            user__is_active=True,
        )
        .exclude(user__origin=User.Origin.CROWD)
        .exclude(Q(user__suspended_until__gt=now) | Q(user__muted_until__gt=now))
        .select_related("room", "user")[:MOST_READERS]
    )
    # Whoever is here in two processes has two leases.
    readers = {(each.room_id, each.user_id): each for each in found}
    if not readers:
        return 0
    powers = powers_by_number({each.user_id: each.user.is_staff for each in readers.values()})
    come = [each for each in readers.values() if powers[each.user_id].is_member_only]
    for each in come:
        Greeting.objects.update_or_create(
            room_id=each.room_id, person_id=each.user_id, defaults={"arrived_at": each.since, "reads": True}
        )
        _has_come(each.room, each.user_id)
    return len(come)


def _has_come(room: Room, person_id: int) -> None:
    _seen.forget()
    name = User.objects.get(pk=person_id).name
    _tell_greeters(room, person_id, "newcomer", _("New here: %(name)s") % {"name": name}, wanted=True)
    tell_newcomer(room, person_id)


def tell_newcomer(room: Room, person_id: int, text: str = "") -> None:
    """To every tab of theirs: what they are told of their coming is no longer what it was (`welcome`)."""
    hub.tell_person(person_id, frames.notice("welcome", text, f"/rooms/{room.slug}/"))


def _tell_greeters(room: Room, about: int, kind: str, text: str, *, wanted: bool = False) -> None:
    """People on duty for this room who have it open; nobody who is not to meet the newcomer.

    `wanted`: where none of them is in it, those who are elsewhere on the site hear that somebody waits there.
    """
    greeters = {
        person
        for person, roles in on_duty().items()
        if any(where in (None, room.pk) for _role, where in roles)
    }
    if not greeters:
        return
    greeters -= blocks.hidden_from_id(about) | {about}
    rows = Presence.objects.here().filter(room=room.pk, user__in=greeters)
    here = set(rows.values_list("user_id", flat=True))
    if not here and wanted:
        here, text = greeters, _("Somebody new is in %(room)s.") % {"room": room.title}
    for user_id in here:
        hub.tell_person(user_id, frames.notice(kind, text, f"/rooms/{room.slug}/"))


# --- Being seen -------------------------------------------------------------------------------------------


def see(room: Room, person_id: int, *, by: Actor) -> None:
    """Somebody on duty says that they have seen this newcomer, who is told so. The first one counts."""
    unmet = blocks.hidden_from_id(by.pk)
    row = None
    if not powers_of(by).is_member_only and is_greeter(by.pk, room.pk) and person_id not in unmet:
        row = _who_waits().filter(room=room.pk, person=person_id).exclude(person=by.pk).first()
    if row is None:
        raise NotFound(_("This is not here."))
    now = timezone.now()
    if not Greeting.objects.filter(pk=row.pk, seen_at=None).update(seen_at=now, seen_by=by.pk):
        return
    person, role = by.person, role_word(powers_of(by), room.pk)
    words = _("%(name)s, %(role)s, has seen you.") % {"name": person.name, "role": a_role(role)}
    tell_newcomer(room, person_id, words)
    # The strips of the others change, too.
    _tell_greeters(room, person_id, "greeted", "")


def a_role(role: str) -> str:
    """A role as one speaks of somebody who has it: "a supporter"."""
    return str(_A_ROLE.get(role, _A_ROLE[Role.SUPPORTER]))


_A_ROLE: dict[str, Any] = {
    Role.SUPPORTER: gettext_lazy("a supporter"),
    Role.HOST: gettext_lazy("a host"),
    Role.MODERATOR: gettext_lazy("a moderator"),
    Role.LEAD: gettext_lazy("a safeguarding lead"),
    Role.STAFF: gettext_lazy("one of the staff"),
}


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
    greeted = False
    for row in newcomers:
        to_them = row.person_id == answered or names(message.body, row.person.name)
        if row.person_id in unmet or not (message.role or to_them):
            continue
        greeted = True
        Greeting.objects.filter(pk=row.pk, greeted_at=None).update(
            greeted_at=message.at, greeted_by=message.author_id, answer=message.seq, to_them=to_them
        )
        tell_newcomer(message.room, row.person_id)
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
    """Of those who came in the last days and did more than read; whoever came less than a minute ago and waits is not
    counted yet."""
    now = timezone.now()
    rows = Greeting.objects.filter(room=room, reads=False, arrived_at__gt=now - timedelta(days=days))
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

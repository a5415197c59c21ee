"""Leases that say who is where. The process renews its own; what a killed process leaves runs out by itself."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from community.accounts.models import User
from moderation.roles import policy
from moderation.roles.duty import there

from ..models import LEASE, Membership, Presence, Room
from .facts import PersonFact
from .frames import PEOPLE_SHOWN, person_fact

Place = tuple[int, int]  # room id, user id

# A page without script holds no socket. Whoever looks at one is here for as long as a look may take.
PAGE = "page"
PAGE_LEASE = timedelta(minutes=2)


def write(process: str, came: Iterable[Place], went: Iterable[Place]) -> None:
    """Take leases for who came and end those of who went, in one transaction."""
    came, went = list(came), list(went)
    try:
        _write(process, came, went)
    except IntegrityError:
        # An account or a room is gone since. Left in, it would fail every look of this process from now on.
        rooms = Room.objects.in_bulk({room for room, _ in came})
        users = User.objects.in_bulk({user for _, user in came})
        _write(process, [(room, user) for room, user in came if room in rooms and user in users], went)


def _write(process: str, came: Iterable[Place], went: Iterable[Place]) -> None:
    until = timezone.now() + LEASE
    rows = [Presence(room_id=room, user_id=user, process=process, until=until) for room, user in came]
    gone: dict[int, list[int]] = defaultdict(list)
    for room, user in went:
        gone[room].append(user)
    with transaction.atomic():
        for room, users in gone.items():
            Presence.objects.filter(process=process, room=room, user__in=users).delete()
        if rows:
            Presence.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["room", "user", "process"],
                update_fields=["until"],
            )


def renew(process: str) -> None:
    """Twenty seconds before a lease runs out twice."""
    Presence.objects.filter(process=process).update(until=timezone.now() + LEASE)


def sweep() -> int:
    """Leases that ran out a while ago, of processes that were killed; how many."""
    return Presence.objects.filter(until__lt=timezone.now() - LEASE).delete()[0]


def here_by_page(room: Room, user: User) -> bool:
    """A lease for somebody who looks at the room without script. Whether the others do not know of them yet."""
    known = Presence.objects.here().filter(room=room, user=user).exists()
    Presence.objects.update_or_create(
        room=room, user=user, process=PAGE, defaults={"until": timezone.now() + PAGE_LEASE}
    )
    return not known


def gone_by_page(room: Room, user: User) -> None:
    Presence.objects.filter(room=room, user=user, process=PAGE).delete()


def end(process: str) -> None:
    Presence.objects.filter(process=process).delete()


def people_in(room_ids: Iterable[int]) -> dict[int, tuple[int, list[PersonFact]]]:
    """For each room: how many are here, and who (everybody up to 50, above that those on duty)."""
    rows = list(
        Presence.objects.here()
        .filter(room__in=list(room_ids))
        .order_by("room_id", "user_id")
        .values_list("room_id", "user_id", "user__display_name", "user__handle", "user__is_staff")
        .distinct()
    )
    powers = (
        policy.powers_by_number({user: is_staff for _room, user, _name, _handle, is_staff in rows})
        if rows
        else {}
    )
    found: dict[int, dict[int, PersonFact]] = {room: {} for room in room_ids}
    for room, user, display_name, handle, _is_staff in rows:
        role = policy.role_word(powers[user], room)
        found[room][user] = person_fact(user, display_name or handle, role, handle=handle)
    crowded = {user for people in found.values() if len(people) > PEOPLE_SHOWN for user in people}
    on_duty = (
        set(there().filter(person__in=crowded).values_list("person_id", flat=True)) if crowded else set()
    )
    return {room: (len(people), _shown(people, on_duty)) for room, people in found.items()}


def shown_to(hides: frozenset[int], here: int, people: list[PersonFact]) -> tuple[int, list[PersonFact]]:
    """The same for somebody who is not to meet these people: they are neither named nor counted."""
    if not hides:
        return here, people
    shown = [person for person in people if person["id"] not in hides]
    return here - (len(people) - len(shown)), shown


def _shown(people: dict[int, PersonFact], on_duty: set[int]) -> list[PersonFact]:
    if len(people) <= PEOPLE_SHOWN:
        return list(people.values())
    return [person for user, person in people.items() if person["role"] and user in on_duty][:PEOPLE_SHOWN]


def renamed(people: Iterable[int], room_ids: Iterable[int]) -> dict[int, list[PersonFact]]:
    """Of people who go by another name now: in which of these rooms they belong, and so may have written."""
    rows = Membership.objects.filter(user__in=list(people), room__in=list(room_ids)).select_related("user")
    found: dict[int, list[PersonFact]] = {}
    for row in rows:
        fact = person_fact(row.user_id, row.user.name, handle=row.user.handle)
        found.setdefault(row.room_id, []).append(fact)
    return found

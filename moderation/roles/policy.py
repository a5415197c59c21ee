"""Who may do what by role. One set of predicates; nothing else compares roles.

A role above member counts only with two-factor sign-in set up, except in the embedded demo, which says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.accounts.naming import worn
from community.kernel.refused import NotAllowed

from .models import Role, RoleGrant

RANK = {
    "": 0,
    Role.SUPPORTER: 1,
    Role.HOST: 1,
    Role.TRAINER: 2,
    Role.MODERATOR: 3,
    Role.LEAD: 4,
    Role.STAFF: 5,
}


MODERATING = (Role.MODERATOR, Role.LEAD, Role.STAFF)


@dataclass(frozen=True, slots=True)
class Powers:
    """What a person is, now: (role, room id or None for the whole site, level)."""

    person_id: int
    grants: frozenset[tuple[str, int | None, str]]
    lacks_second_factor: bool = False

    def has(self, role: str, room_id: int | None = None) -> bool:
        """The role for the whole site, or for this room."""
        return any(mine == role and where in (None, room_id) for mine, where, _level in self.grants)

    def has_anywhere(self, role: str) -> bool:
        return any(mine == role for mine, _where, _level in self.grants)

    def rooms_of(self, role: str) -> set[int | None]:
        """Where the role holds; None stands for everywhere."""
        return {where for mine, where, _level in self.grants if mine == role}

    def moderates(self) -> set[int] | None:
        """The rooms moderated; None: every room."""
        rooms = {room for role in MODERATING for room in self.rooms_of(role)}
        return None if None in rooms else {room for room in rooms if room is not None}

    @property
    def is_moderator_anywhere(self) -> bool:
        return self.moderates() != set()

    def is_moderator_of(self, room_id: int | None = None) -> bool:
        """May moderate this room; without a room: the whole site."""
        return any(self.has(role, room_id) for role in MODERATING)

    @property
    def may_break_glass(self) -> bool:
        return self.has(Role.LEAD) or self.has(Role.STAFF)

    def rank(self, room_id: int | None = None) -> int:
        return max(
            (RANK.get(mine, 0) for mine, where, _ in self.grants if where in (None, room_id)), default=0
        )

    @property
    def is_member_only(self) -> bool:
        return not self.grants


def powers_of(actor: Actor) -> Powers:
    """Asked anew for every request and command: a grant that ended a second ago is gone.

    A sign-in that has shown no second step counts as a member's, whatever the person has set up.
    """
    kept = actor.kept
    if kept is None:
        return powers_of_each([actor])[actor.pk]
    if "powers" not in kept:
        kept["powers"] = powers_of_each([actor])[actor.pk]
    found: Powers = kept["powers"]
    return found


def powers_of_each(actors: Iterable[Actor]) -> dict[int, Powers]:
    """The same for several at once, by person."""
    actors = list(actors)
    found = powers_by_number({actor.pk: actor.person.is_staff for actor in actors})
    return {actor.pk: _in_this_sign_in(found[actor.pk], actor) for actor in actors}


def _in_this_sign_in(powers: Powers, actor: Actor) -> Powers:
    if powers.grants and not actor.second_step and not second_factor_is_excused():
        return Powers(actor.pk, frozenset(), lacks_second_factor=True)
    return powers


def powers_held_by(person: User) -> Powers:
    """What somebody is to others: the roles they hold, with a second step set up. Never to be asked of whoever acts."""
    return powers_by_number({person.pk: person.is_staff})[person.pk]


def powers_by_number(people: Mapping[int, bool]) -> dict[int, Powers]:
    """The same from numbers alone: who, and whether they are Django staff. One query, two when somebody has a role."""
    held: dict[int, set[tuple[str, int | None, str]]] = {
        pk: {(Role.STAFF, None, "")} if is_staff else set() for pk, is_staff in people.items()
    }
    rows = RoleGrant.objects.in_force().filter(person__in=list(people))
    for person_id, role, room_id, level in rows.values_list("person_id", "role", "room_id", "level"):
        held[person_id].add((role, room_id, level))
    roled = [pk for pk, grants in held.items() if grants]
    secured = set(roled)
    if roled and not second_factor_is_excused():
        secured = set(second_steps().filter(user__in=roled).values_list("user_id", flat=True))
    return {
        pk: Powers(pk, frozenset(grants if pk in secured else ()), bool(grants) and pk not in secured)
        for pk, grants in held.items()
    }


def second_steps() -> QuerySet[Authenticator]:
    """What counts as a second step: an app or a key, and no spare codes."""
    return Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)


def second_factor_is_excused() -> bool:
    """Only where DEBUG is on and nothing but the machine itself is used: the demo."""
    return bool(
        settings.DEBUG and not settings.REDIS_URL and getattr(settings, "DEMO_WITHOUT_SECOND_FACTOR", True)
    )


def is_moderator(actor: Actor, room_id: int | None = None) -> bool:
    """May moderate this room; without a room: the whole site. Safeguarding leads and staff may too."""
    return powers_of(actor).is_moderator_of(room_id)


def is_moderator_anywhere(actor: Actor) -> bool:
    return powers_of(actor).is_moderator_anywhere


def moderated_rooms(actor: Actor) -> set[int] | None:
    """The rooms this person moderates; None: every room. Empty for everybody who is no moderator."""
    return powers_of(actor).moderates()


def is_supporter(actor: Actor, room_id: int | None = None) -> bool:
    return powers_of(actor).has(Role.SUPPORTER, room_id)


def is_lead(actor: Actor) -> bool:
    return powers_of(actor).has(Role.LEAD)


def is_staff(actor: Actor) -> bool:
    return powers_of(actor).has(Role.STAFF)


def may_break_glass(actor: Actor) -> bool:
    """Asking for, confirming and reading: safeguarding leads and staff, for the whole site."""
    return powers_of(actor).may_break_glass


def check_can_moderate(actor: Actor, room_id: int | None) -> None:
    if not is_moderator(actor, room_id):
        raise NotAllowed(_("This is for the moderators of this room."))


def _both(moderator: Actor, person: User) -> tuple[Powers, Powers]:
    """What the one may do in this sign-in, and what the other is. One question for both."""
    found = powers_by_number({moderator.pk: moderator.person.is_staff, person.pk: person.is_staff})
    return _in_this_sign_in(found[moderator.pk], moderator), found[person.pk]


def check_can_act_on(moderator: Actor, person: User, room_id: int | None) -> None:
    """Not on oneself, not on equals or those above, not beyond one's room."""
    one, other = _both(moderator, person)
    if not one.is_moderator_of(room_id):
        raise NotAllowed(_("This is for the moderators of this room."))
    if moderator.pk == person.pk:
        raise NotAllowed(_("You cannot act on yourself. Ask another moderator."))
    if other.rank(room_id) >= one.rank(room_id):
        raise NotAllowed(
            _("This person has the same role as you or more. A safeguarding lead or staff can act here.")
        )


def rooms_to_act_in(moderator: Actor, person: User, room_ids: Iterable[int | None]) -> set[int | None]:
    """Of these rooms (None: the whole site) those in which the check above lets one act on this person."""
    one, other = _both(moderator, person)
    return {
        room_id
        for room_id in room_ids
        if one.is_moderator_of(room_id)
        and moderator.pk != person.pk
        and other.rank(room_id) < one.rank(room_id)
    }


def check_can_grant(granter: Actor, role: str) -> None:
    """Staff give every role; a safeguarding lead gives those below their own."""
    rank = powers_of(granter).rank()
    if rank < RANK[Role.LEAD] or (rank <= RANK.get(role, 99) and rank < RANK[Role.STAFF]):
        raise NotAllowed(_("Giving this role is for staff."))


def role_word(powers: Powers, room_id: int | None) -> str:
    """The role said beside a name in this room: the highest, in one word; empty for a member."""
    here = [
        mine for mine, where, _level in powers.grants if where in (None, room_id) and mine != Role.TRAINER
    ]
    return max(here, key=lambda role: RANK.get(role, 0), default="")


def names_with_a_role() -> list[tuple[int, str, str]]:
    """Number, handle and name of everybody who has a role now or soon, whether it is awake or not."""
    now = timezone.now()
    granted = RoleGrant.objects.filter(Q(until=None) | Q(until__gt=now), ended_at=None).values("person")
    people = User.objects.filter(Q(is_staff=True) | Q(is_superuser=True) | Q(pk__in=granted), is_active=True)
    return list(people.values_list("pk", "handle", "display_name"))


def names_worn_by_others(person: User | None = None) -> dict[int, set[int]]:
    """Whose name, of those with a role (or of this person), others went by before: they read alike until one changes.

    Everybody's name is looked at: asked when a role is given, and kept where it is asked for more often.
    """
    theirs = [(person.pk, person.handle, person.display_name)] if person else names_with_a_role()
    everybody = User.objects.filter(is_active=True).values_list("pk", "handle", "display_name")
    return worn.worn_by_others(theirs, everybody.iterator(chunk_size=2000))

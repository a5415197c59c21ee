"""Whom a clause binds, and who still has to accept one.

Asked before every page and every message, so the usual answer costs no query: each process keeps what is in
force and who holds a role, looks again at most once a second, and compares that with the moment the person
accepted the house rules.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.kernel.refused import NotAllowed
from moderation.roles.models import Role, RoleGrant
from moderation.roles.policy import MODERATING, is_moderator_anywhere, powers_of

from .models import Acceptance, Clause

Binds = Clause.Binds
# In force since before anybody came: accepting the house rules at sign-up accepted these.
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
LOOK_EVERY = 1.0


def in_force() -> QuerySet[Clause]:
    return Clause.objects.filter(retired_at=None, effective_from__lte=timezone.now())


def roles_of(person: User) -> set[str]:
    """Also those that sleep until a second step is shown: what one has agreed to does not hang on that."""
    held = set(RoleGrant.objects.in_force().filter(person=person).values_list("role", flat=True))
    return held | {Role.STAFF} if person.is_staff else held


def binding(roles: set[str]) -> set[str]:
    """What kinds of clauses bind somebody with these roles."""
    kinds: set[str] = {Binds.EVERYBODY}
    if roles:
        kinds.add(Binds.ROLES)
    if Role.SUPPORTER in roles:
        kinds.add(Binds.SUPPORTERS)
    if Role.HOST in roles:
        kinds.add(Binds.HOSTS)
    if roles & set(MODERATING):
        kinds.add(Binds.MODERATORS)
    return kinds


def owed_by(person: User) -> list[Clause]:
    """The clauses this person still has to accept, in the order of the pages."""
    if person.is_crowd:
        return []
    bound = in_force().filter(binds__in=binding(roles_of(person)))
    accepted = dict(
        Acceptance.objects.filter(person=person)
        .values("clause")
        .annotate(v=Max("version"))
        .values_list("clause", "v")
    )
    return [
        clause
        for clause in bound
        if accepted.get(clause.pk, 0) < clause.material_version and not _came_with_it(person, clause)
    ]


def _came_with_it(person: User, clause: Clause) -> bool:
    """Accepting the house rules accepts what binds everybody, as it stood then. Those of the demo took their
    roles in the story itself."""
    with_rules = clause.binds == Binds.EVERYBODY or person.origin == User.Origin.DEMO
    since = person.rules_accepted_at
    return with_rules and since is not None and since >= clause.effective_from


@dataclass(frozen=True, slots=True)
class Facts:
    """What has to be known to say in most cases that nothing is owed. `fine`: those found to owe nothing."""

    clauses: frozenset[tuple[int, str, int, datetime]] = frozenset()
    roles: frozenset[tuple[int, str]] = frozenset()
    holders: frozenset[int] = frozenset()
    everybody_since: datetime = BEGINNING
    all_since: datetime = BEGINNING
    fine: set[tuple[int, bool]] = field(default_factory=set, compare=False)

    @classmethod
    def read(cls) -> "Facts":
        clauses = frozenset(in_force().values_list("pk", "binds", "material_version", "effective_from"))
        roles = frozenset(RoleGrant.objects.in_force().values_list("person_id", "role"))
        return cls(
            clauses=clauses,
            roles=roles,
            holders=frozenset(person for person, _role in roles),
            everybody_since=_newest(clause[3] for clause in clauses if clause[1] == Binds.EVERYBODY),
            all_since=_newest(clause[3] for clause in clauses),
        )

    def settle_at_once(self, person: User) -> bool:
        """Whether nothing is owed, as far as that can be said without asking the database."""
        if person.is_crowd or not self.clauses or (person.pk, person.is_staff) in self.fine:
            return True
        since = person.rules_accepted_at
        if since is None:
            return False
        if person.origin == User.Origin.DEMO and since >= self.all_since:
            return True
        has_role = person.is_staff or person.pk in self.holders
        return not has_role and since >= self.everybody_since


def _newest(moments: Iterable[datetime]) -> datetime:
    return max(moments, default=BEGINNING)


class _Newest:
    """The facts as this process knows them."""

    def __init__(self) -> None:
        self.facts, self.looked_at = Facts(), float("-inf")

    def look(self) -> Facts:
        every = getattr(settings, "CLAUSES_LOOKED_AT_EVERY", LOOK_EVERY)
        now = time.monotonic()
        # None, in tests only: as if nothing were in force, so that no page's query count hangs on the clock.
        if every is not None and now - self.looked_at >= every:
            self.looked_at = now
            read = Facts.read()
            # The same again keeps whom it found to be fine.
            if read != self.facts:
                self.facts = read
        return self.facts

    def forget(self) -> None:
        self.facts, self.looked_at = Facts(), float("-inf")


newest = _Newest()


def has_accepted(person: User) -> bool:
    """Whether this person has accepted all that binds them."""
    facts = newest.look()
    if facts.settle_at_once(person):
        return True
    if owed_by(person):
        return False
    facts.fine.add((person.pk, person.is_staff))
    return True


def check_has_accepted(person: User) -> None:
    """To be asked before a post. Usually costs nothing."""
    if not has_accepted(person):
        raise NotAllowed(
            _(
                "What we agree on here has changed. Please open any page and read it first; then you can write again."
            ),
            code="clauses",
        )


def check_can_publish(actor: Actor) -> None:
    if not powers_of(actor).has(Role.STAFF):
        raise NotAllowed(_("Changing clauses is for staff."))


def check_can_tell_incident(actor: Actor) -> None:
    if powers_of(actor).is_member_only:
        raise NotAllowed(
            _("This is for people with a role. You can report a message or a person from where you see them.")
        )


def check_can_see_confusion(actor: Actor) -> None:
    if not is_moderator_anywhere(actor):
        raise NotAllowed(_("This page is for moderators."))


def may_read_incidents(actor: Actor) -> bool:
    powers = powers_of(actor)
    return powers.has(Role.LEAD) or powers.has(Role.STAFF)

"""Two people who do not meet: a block is one person's wish and holds both ways, on every surface.

Whatever shows a person asks here. The answer may be kept for a request or, on a socket, until the revocation
that `block` and `unblock` write for both of them; nowhere longer.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Case, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from community.kernel import limits
from community.kernel.refused import NotAllowed, NotFound

from .actor import Actor
from .models import Block, Mute, Revocation, User


class _Numbers(Func):
    """All numbers of a sub-query, as text: with them a person and whom they do not meet are one query."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s)", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(
            compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **context
        )


def with_hidden(people: QuerySet[User]) -> QuerySet[User]:
    """People who know whom they do not meet. For the one person a request is made by, and no longer than it."""
    met = Block.objects.filter(Q(by=OuterRef("pk")) | Q(person=OuterRef("pk"))).order_by()
    other = Case(When(by=OuterRef("pk"), then=F("person")), default=F("by"))
    numbers = met.annotate(numbers=_Numbers(other)).values("numbers")
    muted = Mute.objects.filter(by=OuterRef("pk")).order_by().values("by")
    return people.annotate(
        hidden_people=Coalesce(Subquery(numbers), Value(""), output_field=TextField()),
        muted_people=Coalesce(
            Subquery(muted.annotate(numbers=_Numbers(F("person"))).values("numbers")),
            Value(""),
            output_field=TextField(),
        ),
    )


def hidden_from(user: User | AnonymousUser) -> frozenset[int]:
    """Everybody this person blocked and everybody who blocked them. At most one query."""
    if not user.is_authenticated:
        return frozenset()
    known = getattr(user, "hidden_people", None)
    return hidden_from_id(user.pk) if known is None else frozenset(int(pk) for pk in known.split(",") if pk)


def unseen_by(user: User | AnonymousUser) -> frozenset[int]:
    """Whose words this person is not shown in rooms: whom they do not meet, and whom they muted."""
    if not user.is_authenticated:
        return frozenset()
    known = getattr(user, "muted_people", None)
    if known is None:
        return unseen_by_id(user.pk)
    return hidden_from(user) | {int(pk) for pk in known.split(",") if pk}


def unseen_by_id(user_id: int) -> frozenset[int]:
    muted = Mute.objects.filter(by=user_id).order_by().values_list("person", flat=True)
    return hidden_from_id(user_id) | frozenset(muted)


def who_muted(person_id: int) -> frozenset[int]:
    return frozenset(Mute.objects.filter(person=person_id).order_by().values_list("by", flat=True))


def hidden_from_id(user_id: int) -> frozenset[int]:
    pairs = Block.objects.filter(Q(by=user_id) | Q(person=user_id)).order_by().values_list("by", "person")
    return frozenset(person for pair in pairs for person in pair) - {user_id}


def stands_between(one: int, other: int) -> bool:
    """Whether one of these two blocked the other."""
    return Block.objects.filter(Q(by=one, person=other) | Q(by=other, person=one)).exists()


def check_may_meet(one: int, other: int) -> None:
    """Before one person answers another, or reacts to them. What they wrote is not there, as on the page: a refusal
    in other words would tell somebody that they are blocked."""
    if stands_between(one, other):
        raise not_meeting()


def not_meeting() -> NotFound:
    return NotFound(_("This message is not here."), code="no_such_message")


def apart(some: Collection[int], others: Collection[int]) -> set[frozenset[int]]:
    """The pairs of these people who do not meet, for many at once. One query."""
    met = Q(by__in=some, person__in=others) | Q(by__in=others, person__in=some)
    pairs = Block.objects.filter(met).order_by().values_list("by", "person")
    return {frozenset(pair) for pair in pairs}


def given_by(user: User) -> QuerySet[Block]:
    """Whom this person blocked, the newest first: the one list in which they still see these names."""
    return Block.objects.filter(by=user).select_related("person")


def person_to_block(handle: str, *, by: Actor) -> User:
    """Also somebody already blocked, so that sending the form again does no harm. Raises NotFound.

    Whoever has blocked *them* is not there, as on that person's own page.
    """
    met = Block.objects.filter(person=by.pk).values("by")
    person = User.objects.filter(handle=handle.lower(), is_active=True).exclude(pk__in=met).first()
    if person is None:
        raise NotFound(_("This is not here."))
    return person


def block(person: User, *, by: Actor) -> None:
    """From the next moment on neither meets the other. Doing it twice changes nothing."""
    if person.pk == by.pk:
        raise NotAllowed(_("This is you. There is nothing to block."))
    limits.BLOCKS.take(by.pk)
    with transaction.atomic():
        _made, new = Block.objects.get_or_create(by=by.person, person=person)
        if new:
            _tell_sockets(by.person, person)


def unblock(person: User, *, by: Actor) -> None:
    """Take it back. Where the other one blocked, too, that stays."""
    limits.BLOCKS.take(by.pk)
    with transaction.atomic():
        gone, _each = Block.objects.filter(by=by.pk, person=person).delete()
        if gone:
            _tell_sockets(by.person, person)


def muted_by(user: User) -> QuerySet[Mute]:
    return Mute.objects.filter(by=user).select_related("person")


def mute(person: User, *, by: Actor) -> None:
    """Their messages fold for `by` alone, on every device; nobody learns of it. Doing it twice changes nothing."""
    if person.pk == by.pk:
        raise NotAllowed(_("This is you. There is nothing to mute."))
    limits.BLOCKS.take(by.pk)
    with transaction.atomic():
        _made, new = Mute.objects.get_or_create(by=by.person, person=person)
        if new:
            _tell_sockets(by.person)


def unmute(person: User, *, by: Actor) -> None:
    limits.BLOCKS.take(by.pk)
    with transaction.atomic():
        gone, _each = Mute.objects.filter(by=by.pk, person=person).delete()
        if gone:
            _tell_sockets(by.person)


def _tell_sockets(*people: User) -> None:
    """What their open tabs may show has changed: each is found within a second, without any message bus."""
    for person in people:
        Revocation.objects.create(kind=Revocation.Kind.RIGHTS, user=person)

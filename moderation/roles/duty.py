"""Being there: on duty, off duty."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.kernel.announce import announce
from community.kernel.refused import NotAllowed
from moderation.log import services as log

from . import policy, signals
from .models import Duty, Role

WITH_DUTY = (Role.SUPPORTER, Role.MODERATOR, Role.LEAD)


def go_on_duty(*, by: Actor, role: str) -> Duty:
    """From now on rooms show that somebody is there. Doing it twice changes nothing."""
    if role not in WITH_DUTY or not policy.powers_of(by).has_anywhere(role):
        raise NotAllowed(_("This is for people with that role."))
    person = by.person
    open_duty = Duty.objects.filter(person=person, role=role, until=None).first()
    if open_duty is not None:
        Duty.objects.filter(pk=open_duty.pk).update(seen_at=timezone.now())
        return open_duty
    try:
        with transaction.atomic():
            duty = Duty.objects.create(person=person, role=role)
            log.write("duty.on", by=by, person=person, role=role)
            announce(signals.duty_changed, sender=Duty, person=person, role=role, on=True)
    except IntegrityError:
        return Duty.objects.get(person=person, role=role, until=None)
    return duty


AWAY_AFTER = timedelta(minutes=30)
SEEN_EVERY = timedelta(minutes=1)


def there() -> QuerySet[Duty]:
    """Duties of people who are there now, a row for each place where the role holds (`person__grants__room`)."""
    now = timezone.now()
    rows = Duty.objects.filter(until=None, seen_at__gt=now - AWAY_AFTER, person__is_active=True)
    return rows.exclude(person__suspended_until__gt=now).filter(
        Q(person__grants__until=None) | Q(person__grants__until__gt=now),
        person__grants__role=F("role"),
        person__grants__ended_at=None,
        person__grants__start__lte=now,
    )


def on_duty() -> dict[int, set[tuple[str, int | None]]]:
    """Who is there now, with the roles they are there in and where those hold (None: everywhere). One query."""
    rows = there().values_list("person_id", "role", "person__grants__room_id")
    found: dict[int, set[tuple[str, int | None]]] = {}
    for person_id, role, room_id in rows:
        found.setdefault(person_id, set()).add((role, room_id))
    return found


def see(with_a_tab_open: Collection[int]) -> None:
    """Called now and then by every process with the people who have the site open in it: they are there."""
    now = timezone.now()
    # The few who are on duty are asked for, and not the thousands who are here.
    duties = Duty.objects.filter(until=None, seen_at__lt=now - SEEN_EVERY).values_list("pk", "person_id")
    seen = [pk for pk, person_id in duties if person_id in with_a_tab_open]
    if seen:
        Duty.objects.filter(pk__in=seen).update(seen_at=now)


def end_gone() -> None:
    """Somebody who has had the site open nowhere for half an hour has gone, and is off duty."""
    gone = Duty.objects.filter(until=None, seen_at__lt=timezone.now() - AWAY_AFTER)
    for duty in gone.select_related("person"):
        _end(duty.person, duty.role, by=None, unless_seen_after=timezone.now() - AWAY_AFTER)


def go_off_duty(*, by: Actor, role: str) -> None:
    _end(by.person, role, by=by)


def _end(person: User, role: str, *, by: Actor | None, unless_seen_after: datetime | None = None) -> None:
    """`by` nobody: they had gone. The row is asked again, because another process may have seen them."""
    with transaction.atomic():
        duty = Duty.objects.filter(person=person, role=role, until=None)
        if unless_seen_after is not None:
            duty = duty.filter(seen_at__lt=unless_seen_after)
        if duty.update(until=timezone.now()):
            log.write("duty.off", by=by, person=person, role=role)
            announce(signals.duty_changed, sender=Duty, person=person, role=role, on=False)

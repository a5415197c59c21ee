"""Being there: on duty, off duty. It is a promise with a lease (docs/decisions/0014).

A tab with a live line renews it, and so does every page that is opened; whoever has gone is off duty when it runs out,
also where the process that knew of them was killed. What nobody may miss is asked of `there`, and of no open row.
"""

from collections.abc import Collection
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.accounts.notices.services import take_back, tell
from community.kernel.announce import announce
from community.kernel.refused import NotAllowed
from moderation.log import services as log

from . import policy, signals
from .models import Duty, Role

WITH_DUTY = (Role.SUPPORTER, Role.MODERATOR, Role.LEAD)
# Processes renew every twenty seconds, and a line that died without a word is noticed within forty: together less
# than the two minutes after which nobody may be told of somebody who has gone.
TAB_LEASE = timedelta(seconds=75)
PAGE_LEASE = timedelta(minutes=2)
# Somebody whose page is open and who has done nothing on it for so long is asked, and has so long to answer.
ASKED_AFTER = timedelta(hours=2)
ANSWERED_WITHIN = timedelta(minutes=10)
# Not written down again for less.
LEAST, NOTED_EVERY = timedelta(seconds=5), timedelta(minutes=1)

ANY = Q()


# --- Coming and going -------------------------------------------------------------------------------------


def go_on_duty(*, by: Actor, role: str) -> Duty:
    """From now on rooms show that somebody is there. Doing it twice changes nothing."""
    if role not in WITH_DUTY or not policy.powers_of(by).has_anywhere(role):
        raise NotAllowed(_("This is for people with that role."))
    person, now = by.person, timezone.now()
    _end(person, role, by=None, only=Q(there_until__lte=now), tells=False)
    open_duty = Duty.objects.filter(person=person, role=role, until=None).first()
    if open_duty is not None:
        be_seen(person.pk)
        return open_duty
    try:
        with transaction.atomic():
            duty = Duty.objects.create(
                person=person, role=role, since=now, there_until=now + PAGE_LEASE, active_at=now
            )
            log.write("duty.on", by=by, person=person, role=role)
            announce(signals.duty_changed, sender=Duty, person=person, role=role, on=True)
    except IntegrityError:
        return Duty.objects.get(person=person, role=role, until=None)
    return duty


def go_off_duty(*, by: Actor, role: str) -> None:
    _end(by.person, role, by=by, tells=False)


def end_all(person: User) -> None:
    """They have signed out, or may not be here any more: in every role, and they are told."""
    for role in Duty.objects.filter(person=person.pk, until=None).values_list("role", flat=True):
        _end(person, role, by=None)


# --- Who is there -----------------------------------------------------------------------------------------


def there() -> QuerySet[Duty]:
    """Duties of people who are there now, a row for each place where the role holds (`person__grants__room`)."""
    now = timezone.now()
    rows = Duty.objects.filter(until=None, there_until__gt=now, person__is_active=True)
    if not policy.second_factor_is_excused():
        rows = rows.filter(Exists(policy.second_steps().filter(user=OuterRef("person"))))
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


# --- The lease --------------------------------------------------------------------------------------------


def see(with_a_tab_open: Collection[int], active: Collection[int] = ()) -> None:
    """Called now and then by every process with the people who have the site open in it, and with those who did
    something there. A lease that has run out is not taken up again: rooms have been told that nobody is there."""
    duties = list(_running())
    _renew([duty for duty in duties if duty.person_id in with_a_tab_open], TAB_LEASE)
    _note_activity([duty for duty in duties if duty.person_id in active])


def be_seen(person_id: int) -> bool:
    """A page was opened by somebody who may be on duty: that renews it for a while, and answers whether they are."""
    duties = list(_running().filter(person=person_id))
    _renew(duties, PAGE_LEASE)
    _note_activity(duties)
    return bool(duties)


def _running() -> QuerySet[Duty]:
    """The few who are on duty, and not the thousands who are here."""
    return Duty.objects.filter(until=None, there_until__gt=timezone.now())


def _renew(duties: Collection[Duty], lease: timedelta) -> None:
    until = timezone.now() + lease
    if pks := [duty.pk for duty in duties if duty.there_until < until - LEAST]:
        Duty.objects.filter(pk__in=pks, until=None, there_until__lt=until).update(there_until=until)


def _note_activity(duties: Collection[Duty]) -> None:
    now = timezone.now()
    if pks := [duty.pk for duty in duties if duty.asked_at or duty.active_at < now - NOTED_EVERY]:
        Duty.objects.filter(pk__in=pks).update(active_at=now, asked_at=None)
    take_back({duty.person_id for duty in duties if duty.asked_at}, "duty_asked")


# --- What is done regularly -------------------------------------------------------------------------------


def ask_the_quiet() -> int:
    """Whether they are still there, once for each stretch of quiet; how many."""
    now, asked = timezone.now(), 0
    quiet = Duty.objects.filter(
        until=None, there_until__gt=now, asked_at=None, active_at__lt=now - ASKED_AFTER
    )
    for pk, person_id in quiet.values_list("pk", "person_id"):
        with transaction.atomic():
            if Duty.objects.filter(pk=pk, until=None, asked_at=None).update(asked_at=now):
                asked += tell(person_id, "duty_asked")
    return asked


def end_gone() -> None:
    """Who has the site open nowhere has gone; who has not answered has, too, whatever page is open somewhere."""
    now = timezone.now()
    gone = Q(there_until__lte=now) | Q(asked_at__lte=now - ANSWERED_WITHIN)
    for duty in Duty.objects.filter(gone, until=None).select_related("person"):
        _end(duty.person, duty.role, by=None, only=gone)


def _end(person: User, role: str, *, by: Actor | None, only: Q = ANY, tells: bool = True) -> None:
    """`by` nobody: they had gone. The row is asked again, because another process may have seen them."""
    now = timezone.now()
    with transaction.atomic():
        duty = Duty.objects.filter(only, person=person, role=role, until=None)
        # To the moment it was promised for, and not to the one at which somebody noticed.
        ended = duty.filter(there_until__lt=now).update(until=F("there_until")) or duty.update(until=now)
        if ended:
            log.write("duty.off", by=by, person=person, role=role)
            take_back([person], "duty_asked")
            if tells:
                tell(person, "duty_ended")
            announce(signals.duty_changed, sender=Duty, person=person, role=role, on=False)

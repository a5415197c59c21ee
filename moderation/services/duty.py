"""Being there: on duty, off duty."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.kernel.announce import announce
from community.kernel.refused import NotAllowed

from .. import log, policy, signals
from ..models import Duty, Role

WITH_DUTY = (Role.SUPPORTER, Role.MODERATOR, Role.LEAD)


def go_on_duty(person: User, *, role: str) -> Duty:
    """From now on rooms show that somebody is there. Doing it twice changes nothing."""
    if role not in WITH_DUTY or not policy.standing_of(person).has_anywhere(role):
        raise NotAllowed(_("This is for people with that role."))
    open_duty = Duty.objects.filter(person=person, role=role, until=None).first()
    if open_duty is not None:
        return open_duty
    try:
        with transaction.atomic():
            duty = Duty.objects.create(person=person, role=role)
            log.write("duty.on", by=person, person=person, role=role)
            announce(signals.duty_changed, sender=Duty, person=person, role=role, on=True)
    except IntegrityError:
        return Duty.objects.get(person=person, role=role, until=None)
    return duty


def go_off_duty(person: User, *, role: str) -> None:
    with transaction.atomic():
        ended = Duty.objects.filter(person=person, role=role, until=None).update(until=timezone.now())
        if ended:
            log.write("duty.off", by=person, person=person, role=role)
            announce(signals.duty_changed, sender=Duty, person=person, role=role, on=False)

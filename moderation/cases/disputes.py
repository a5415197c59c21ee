"""Moderators stay out of their own disputes."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.kernel.refused import NotAllowed

from .models import Case


def is_own(moderator: Actor, person: User) -> bool:
    """An open case in which one of the two has reported the other."""
    return (
        Case.objects.exclude(state=Case.State.CLOSED)
        .filter(
            Q(person=person, reports__reporter=moderator.pk)
            | Q(person=moderator.pk, reports__reporter=person)
        )
        .exists()
    )


def check_not_own(moderator: Actor, person: User) -> None:
    if is_own(moderator, person):
        raise NotAllowed(
            _("You have a part in this yourself. Please leave it to another moderator."), code="own_dispute"
        )

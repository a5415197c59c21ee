"""Who may see and change what of a person. May-see is a query, may-do a check that raises Refused."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.kernel.refused import NotAllowed

from . import blocks
from .actor import Actor
from .models import User


def people_visible_to(viewer: User | AnonymousUser) -> QuerySet[User]:
    """Whose profile a person may open: everybody's who is here, once signed in, but for a block between them."""
    if not viewer.is_authenticated:
        return User.objects.none()
    return User.objects.filter(is_active=True).exclude(pk__in=blocks.hidden_from(viewer))


# Whether somebody is muted or suspended anywhere; the app above that decides it says so here.
_silenced: list[Callable[[int], bool]] = []


def people_silenced(source: Callable[[int], bool]) -> None:
    _silenced.append(source)


def check_may_be_heard(person: User) -> None:
    """A name and a line are read by everybody, so who may not write in a room says nothing through them, either.

    Taking away what stands there is always possible.
    """
    if person.is_muted or person.is_suspended or any(source(person.pk) for source in _silenced):
        raise NotAllowed(
            _(
                "While you cannot write in a room, your name and your line stay as they are. You can leave them empty. "
                "Your page says why and until when."
            ),
            code="muted",
        )


def check_can_change(user: User, *, by: Actor) -> None:
    """A person is changed by that person, or by staff who may."""
    if user.pk == by.pk and by.person.is_active:
        return
    if not by.person.has_perm("accounts.change_user"):
        raise NotAllowed(_("Only this person can change this."))

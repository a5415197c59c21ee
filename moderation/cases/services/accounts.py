"""What staff do to somebody's account: put right what it says, close it, open it again. People themselves do that on
their own page.
"""

from django.utils.translation import gettext_lazy as _

from community.accounts import services as accounts
from community.accounts.actor import Actor
from community.accounts.models import User
from community.kernel.refused import Conflict, NotAllowed
from community.kernel.text import needed
from community.kernel.transactions import all_or_nothing
from moderation.log import services as log
from moderation.roles import policy
from moderation.roles.models import Role, RoleGrant

from .. import disputes

MOST_WORDS = 200


@all_or_nothing
def close_account(person: User, *, by: Actor, reason: str) -> User:
    """Nobody can sign in with it any more; open tabs close. The log says who did it, and keeps no words."""
    person = _locked(person, by)
    _check_reason(reason)
    if not person.is_active:
        raise Conflict(_("This account is closed already."), code="closed")
    accounts.close_account(person, by=by)
    log.write("account.closed", by=by, person=person)
    return person


@all_or_nothing
def open_account(person: User, *, by: Actor, reason: str) -> User:
    """As it was before: a suspension that still runs holds again."""
    person = _locked(person, by)
    _check_reason(reason)
    if person.is_active:
        raise Conflict(_("This account is open."), code="open")
    accounts.open_account(person, by=by)
    log.write("account.opened", by=by, person=person)
    return person


@all_or_nothing
def change_account(
    person: User, *, by: Actor, display_name: str, about: str, language: str, time_zone: str
) -> User:
    """What somebody else wrote there, put right: a name that poses as somebody, a line that tells who one is."""
    person = _locked(person, by)
    before = (person.display_name, person.about, person.language, person.time_zone)
    accounts.change_name(person, by=by, display_name=display_name)
    accounts.change_settings(person, by=by, about=about, language=language, time_zone=time_zone)
    after = (person.display_name, person.about, person.language, person.time_zone)
    names = ("display_name", "about", "language", "time_zone")
    if changed := [name for name, old, new in zip(names, before, after, strict=True) if old != new]:
        log.write("account.changed", by=by, person=person, fields=changed)
    return person


def check_may_change(person: User, *, by: Actor) -> None:
    """Staff, on people who are not. Nobody of the staff is touched, whether their role is awake or not: so the last one
    who could put things right is safe, too."""
    if not policy.is_staff(by):
        raise NotAllowed(_("Changing somebody's account is for staff."))
    if person.pk == by.pk:
        raise NotAllowed(_("You change and close your own account on your own page."))
    held = RoleGrant.objects.in_force().filter(person=person, role=Role.STAFF)
    if person.is_staff or person.is_superuser or held.exists():
        raise NotAllowed(_("This person is staff. That role has to end first."))


def _locked(person: User, by: Actor) -> User:
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    check_may_change(person, by=by)
    disputes.check_not_own(by, person)
    return person


def _check_reason(reason: str) -> None:
    needed(reason, MOST_WORDS, ask=_("Please give a reason."), code="reason")

"""Everything that changes a person. One function each, with the person who does it as `by`."""

import secrets
import zoneinfo
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kernel import limits
from community.kernel.refused import Conflict, NotAllowed, NotFound
from community.kernel.text import clean_line

from . import addresses, policy
from .actor import Actor
from .handles import check_about, check_display_name, check_handle, tidy
from .models import GONE, Revocation, User
from .naming import worn


class HandleTaken(Conflict):
    """Somebody else has it. Only ever said of a handle that the site itself has offered."""

    code = "handle_taken"


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomer:
    """What a person gives to come in. They have said to be 18 or older and accepted the house rules."""

    handle: str
    password: str
    email: str = ""
    time_zone: str = "UTC"
    language: str = "en"


def sign_up(newcomer: Newcomer) -> User:
    """Raises HandleTaken, and ValidationError for a handle that cannot be. An address still has to be confirmed."""
    check_handle(newcomer.handle)
    if worn.looks_like_somebody(newcomer.handle):
        # The same words as for any name that is taken: who has a role is nobody's to find out here.
        raise HandleTaken(_("This name has just been taken."))
    now = timezone.now()
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                newcomer.handle,
                newcomer.password,
                language=newcomer.language,
                time_zone=known_time_zone(newcomer.time_zone),
                adult_confirmed_at=now,
                rules_accepted_at=now,
            )
            if newcomer.email:
                addresses.await_confirmation(person, addresses.cleaned(newcomer.email))
            return person
    except IntegrityError as error:
        raise HandleTaken(_("This name has just been taken.")) from error


def known_time_zone(name: str) -> str:
    """The name of a time zone that is there; UTC for anything else, for a browser may say anything."""
    return name if name in zoneinfo.available_timezones() else "UTC"


def change_name(user: User, *, by: Actor, display_name: str) -> None:
    """The name a person goes by; empty: the handle. Raises ValidationError."""
    policy.check_can_change(user, by=by)
    display_name = tidy(display_name)
    if display_name == user.display_name:
        return
    if display_name:
        check_display_name(display_name, of=user.pk)
        if user.pk == by.pk:
            policy.check_may_be_heard(user)
            limits.NAMES.take(user.pk)
    wear(user, display_name)


def wear(user: User, display_name: str) -> None:
    """From now on this is the name, in open tabs too. Whoever calls it has asked whether it may be."""
    before = user.name
    with transaction.atomic():
        user.display_name = display_name
        user.save(update_fields=["display_name"])
        if user.name != before:
            Revocation.objects.create(kind=Revocation.Kind.NAME, user=user)


def set_line(user: User, about: str) -> None:
    """The line about oneself, by whoever has asked whether it may be."""
    user.about = about
    user.save(update_fields=["about"])


def change_settings(user: User, *, by: Actor, about: str, time_zone: str, language: str = "en") -> None:
    policy.check_can_change(user, by=by)
    about = clean_line(about)
    if about and about != user.about:
        check_about(about, of=user.pk)
        if user.pk == by.pk:
            policy.check_may_be_heard(user)
    user.about, user.time_zone, user.language = (about, known_time_zone(time_zone), language)
    user.save(update_fields=["about", "time_zone", "language"])


def change_leaving(user: User, *, by: Actor, leaving: str, signs_out: bool) -> None:
    """How this person leaves the site at once; `leaving` is one of User.Leaving."""
    policy.check_can_change(user, by=by)
    user.leaving, user.leave_signs_out = User.Leaving(leaving), signs_out
    user.save(update_fields=["leaving", "leave_signs_out"])


def sign_out_everywhere(user: User, *, by: Actor) -> None:
    """Every sign-in there is ends, on all devices, and every open socket of theirs."""
    policy.check_can_change(user, by=by)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        user.sign_in_round += 1
        user.save(update_fields=["sign_in_round"])
        Revocation.objects.create(kind=Revocation.Kind.SESSIONS, user=user)


def close_account(user: User, *, by: Actor) -> None:
    """Nobody can sign in with it any more and what is open closes (User.save writes the revocation)."""
    policy.check_can_change(user, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])


def make_a_shell_of(person: User) -> None:
    """All that is personal in the row itself; called by the declaration (personal.py)."""
    if not person.handle.startswith(GONE):
        person.handle = f"{GONE}{secrets.token_hex(8)}"
    now = timezone.now()
    person.set_unusable_password()
    User.objects.filter(pk=person.pk).update(
        handle=person.handle,
        password=person.password,
        display_name="",
        email="",
        leaving=User.Leaving.THREE,
        leave_signs_out=False,
        about="",
        language="en",
        time_zone="UTC",
        is_active=False,
        is_staff=False,
        is_superuser=False,
        adult_confirmed_at=None,
        rules_accepted_at=None,
        suspended_until=None,
        muted_until=None,
        last_login=None,
        date_joined=now,
        sign_in_round=F("sign_in_round") + 1,
    )


def open_account(user: User, *, by: Actor) -> None:
    """Undo of `close_account`: the same name and password, signed in nowhere."""
    policy.check_can_change(user, by=by)
    if user.deleted_at is not None:
        raise NotAllowed(_("Nothing is left of this account that could be opened."), code="deleted")
    if user.delete_after is not None:
        raise NotAllowed(
            _("This person has closed it themselves. They can come back by signing in."),
            code="closed_themselves",
        )
    user.is_active = True
    user.save(update_fields=["is_active"])


def profile_of(handle: str, viewer: User | AnonymousUser) -> User:
    """Raises NotFound for a name nobody has, a closed account, and for everybody who is not signed in."""
    person = policy.people_visible_to(viewer).filter(handle=handle.lower()).first()
    if person is None:
        raise NotFound(_("This is not here."))
    return person

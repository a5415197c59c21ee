"""The address for getting back in. One that was typed opens nothing until the person has opened the link that was sent
to it, signed in: so neither a slip of the finger nor somebody who types a stranger's address gives anything away.

`User.email` is the confirmed one and nothing else; mails about the account go there. What still has to be
confirmed stands beside it (UnconfirmedAddress) and gets one kind of mail, which says nothing of the person.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from community.kernel import limits
from community.kernel.batches import delete_in_batches
from community.kernel.refused import Conflict, Gone, TooFast

from . import policy
from .actor import Actor
from .models import UnconfirmedAddress, User

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)
LINK_HOLDS_FOR = timedelta(days=3)
LINK_SALT = "openhearth.address"
# From a path to the address a mail can name.
Absolute = Callable[[str], str]


def cleaned(email: str) -> str:
    return email.strip().lower()


def change(user: User, *, by: Actor, email: str, absolute: Absolute) -> None:
    """Another address, to be confirmed; until then the one there was goes on. Empty: none at all."""
    policy.check_can_change(user, by=by)
    email = cleaned(email)
    if email == user.email:
        UnconfirmedAddress.objects.filter(person=user).delete()
    elif not email:
        _have_none(user)
    else:
        await_confirmation(user, email)
        send(user, by=by, absolute=absolute)


def _have_none(user: User) -> None:
    old = user.email
    with transaction.atomic():
        UnconfirmedAddress.objects.filter(person=user).delete()
        user.email = ""
        user.save(update_fields=["email"])
    tell_the_old(old)


def await_confirmation(user: User, email: str) -> UnconfirmedAddress:
    """A new row for a new address: a link that was sent to the one before is worth nothing any more."""
    with transaction.atomic():
        UnconfirmedAddress.objects.filter(person=user).exclude(email=email).delete()
        waiting, _new = UnconfirmedAddress.objects.get_or_create(
            person=user, defaults={"email": email, "until": timezone.now() + KEPT_FOR}
        )
    return waiting


def send(user: User, *, by: Actor, absolute: Absolute) -> bool:
    """The mail with the link; whether there was one to send. Raises TooFast for somebody who asks very often."""
    policy.check_can_change(user, by=by)
    return _send(user, absolute)


def _send(user: User, absolute: Absolute) -> bool:
    waiting = UnconfirmedAddress.objects.filter(person=user).first()
    if waiting is None:
        return False
    limits.ADDRESS_MAILS.take(user.pk)
    try:
        limits.MAILS_TO_ONE_ADDRESS.take(salted_hmac("openhearth.mails-to", waiting.email).hexdigest())
    except TooFast:
        # Said to nobody: it may be somebody else's account that asked for the others.
        return True
    if send_mail("account/email/address", waiting.email, {"link": absolute(link_to(waiting))}):
        UnconfirmedAddress.objects.filter(pk=waiting.pk).update(mail_sent_at=timezone.now())
    return True


def send_at_sign_up(user: User, *, absolute: Absolute) -> None:
    """Nobody is turned away at the door because a mail waits."""
    try:
        _send(user, absolute)
    except TooFast:
        return


def link_to(waiting: UnconfirmedAddress) -> str:
    key = signing.dumps(waiting.pk, salt=LINK_SALT)
    return reverse("account_confirm_email", args=[key])


def of_link(user: User, key: str) -> UnconfirmedAddress:
    """What this link confirms for this person. Raises Gone, the same for a link of somebody else's."""
    try:
        pk = signing.loads(key, salt=LINK_SALT, max_age=LINK_HOLDS_FOR)
    except signing.BadSignature:
        pk = None
    waiting = UnconfirmedAddress.objects.filter(pk=pk, person=user).first() if pk else None
    if waiting is None:
        raise Gone(_("This link does not work any more, or it is for another account."), code="no_such_link")
    return waiting


def confirm(user: User, *, by: Actor, key: str) -> str:
    """The address that now opens the account. Raises Gone, and Conflict when another account was first."""
    policy.check_can_change(user, by=by)
    with transaction.atomic():
        waiting = of_link(user, key)
        old, user.email = user.email, waiting.email
        try:
            with transaction.atomic():
                user.save(update_fields=["email"])
        except IntegrityError as error:
            user.email = old
            raise Conflict(
                _("This address already opens another account here. Each opens one."), code="address_taken"
            ) from error
        waiting.delete()
    tell_the_old(old)
    return user.email


def tell_the_old(email: str) -> None:
    """Whoever changes an address without being asked to should not be able to do it unseen."""
    if email:
        send_mail("account/email/address_changed", email, {})


def send_mail(template: str, email: str, context: dict[str, str]) -> bool:
    """False when the post does not take it just now: the page still says what is so, and lets one try again."""
    try:
        get_adapter().render_mail(template, email, context).send()
    except (OSError, SMTPException) as error:
        # The kind of error only: a message may quote the address.
        log.error("a mail could not be sent: %s", type(error).__name__)
        return False
    return True


def forget_unconfirmed() -> int:
    """Somebody else's address is not kept because it was typed here once."""
    return delete_in_batches(UnconfirmedAddress.objects.filter(until__lt=timezone.now()))

"""What ends a duty besides its own button, its lease and the loss of the role."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_save
from django.dispatch import receiver

from community.accounts.models import Revocation, User
from community.kernel.announce import afterwards

from . import duty

ENDING = (Revocation.Kind.SESSIONS, Revocation.Kind.ACCOUNT)


@receiver(user_logged_out, dispatch_uid="moderation.roles.signed_out")
def signed_out(sender: Any, user: User | None, **facts: Any) -> None:
    """Whoever signs out goes, also where another device of theirs still has a page open."""
    if user is not None:
        duty.end_all(user)


@receiver(post_save, sender=Revocation, dispatch_uid="moderation.roles.revoked")
def may_not_be_here(sender: Any, instance: Revocation, created: bool, **facts: Any) -> None:
    """Every sign-in ended, the account closed or suspended. After the commit: the act itself takes no more locks."""
    person = instance.user
    if created and person is not None and instance.kind in ENDING:
        afterwards(lambda: duty.end_all(person))

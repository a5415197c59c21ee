"""The end of a sign-in, wherever it ends, is written down for the sockets that were opened with it."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from .models import Revocation, User, session_digest


@receiver(user_logged_out)
def somebody_signed_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """On purpose: what was kept of their forms goes with it (kept_forms.py)."""
    if user is not None and request is not None:
        request.signed_out_on_purpose = True


@receiver(post_delete, sender=Session)
def a_sign_in_ended(sender: type[Session], instance: Session, **kwargs: Any) -> None:
    """Signing out, ending another device's sign-in and a new session key all delete the stored session.

    In the same transaction as the deletion: a sign-in that is gone is never without its revocation.
    """
    if instance.expire_date <= timezone.now():
        return
    user_id = instance.get_decoded().get(SESSION_KEY)
    if user_id is None:
        return
    user = User.objects.filter(pk=user_id).only("pk").first()
    if user is not None:
        Revocation.objects.create(
            kind=Revocation.Kind.SESSION, user=user, session=session_digest(instance.session_key)
        )

"""What rooms do when something happens below them."""

from typing import Any

from django.db.models.signals import post_save
from django.db.transaction import on_commit
from django.dispatch import receiver

from community.accounts.models import Revocation

from .hub import hub


@receiver(post_save, sender=Revocation)
def look_at_once(sender: Any, **facts: Any) -> None:
    """The row is the truth and is found within a second; this makes it sooner."""
    on_commit(hub.look_soon)

"""What is tidied up behind people: sign-ins that ended, what was revoked long ago, limits that ran out."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone

from community.kernel import cache
from community.kernel.batches import delete_in_batches
from community.kernel.chores import every, nightly

from . import addresses
from .models import Revocation

# Every open socket has heard of it within seconds. What is kept longer is for looking something up.
REVOCATIONS_KEPT = timedelta(days=7)


@nightly
def forget_old_sign_ins() -> None:
    """Sign-ins that ran out, and the list of devices without those that have ended."""
    delete_in_batches(Session.objects.filter(expire_date__lt=timezone.now()))
    still_there = Session.objects.filter(session_key=OuterRef("session_key"))
    # One that is being made has its session first; an hour is more than any request takes.
    old = UserSession.objects.filter(created_at__lt=timezone.now() - timedelta(hours=1))
    delete_in_batches(old.filter(~Exists(still_there)))


@nightly
def forget_old_revocations() -> None:
    """All but the newest, from which each process counts on (rooms/live/poll.py)."""
    newest = Revocation.objects.order_by("-pk").values_list("pk", flat=True).first()
    old = Revocation.objects.filter(at__lt=timezone.now() - REVOCATIONS_KEPT)
    delete_in_batches(old.exclude(pk=newest or 0))


@nightly
def forget_unconfirmed_addresses() -> None:
    """Somebody else's address is not kept because it was typed here once."""
    addresses.forget_unconfirmed()


@every(timedelta(hours=1))
def sweep_the_cache() -> None:
    """Where the cache is a table, what ran out stays in it until somebody sweeps."""
    cache.sweep()

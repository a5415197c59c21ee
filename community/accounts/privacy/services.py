"""Closing an account, coming back, deletion for good; asking for an export, making it, letting it go."""

import base64
import logging
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kernel import limits, personal
from community.kernel.refused import NotAllowed

from ..actor import Actor
from ..models import User
from ..notices.services import take_back, tell
from . import archive, policy
from .models import KEPT_FOR, Export, Piece

log = logging.getLogger(__name__)

COME_BACK_WITHIN = timedelta(days=14)
PIECE = 256 * 1024
# A process that has been at one export for this long was killed; another takes it up.
LEASE = timedelta(minutes=15)
MOST_TRIES = 3


# --- Closing and coming back ------------------------------------------------------------------------


def close(person: User, *, by: Actor) -> User:
    """Everything of theirs ends at once (User.save writes the revocation); in fourteen days it is deleted."""
    with transaction.atomic():
        _lock_those_who_run_the_site(person)
        person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        policy.check_can_close(person, by=by)
        person.is_active = False
        person.delete_after = timezone.now() + COME_BACK_WITHIN
        # The sign-ins of today are not alive again for whoever comes back.
        person.sign_in_round += 1
        person.save(update_fields=["is_active", "delete_after", "sign_in_round"])
    return person


def _lock_those_who_run_the_site(person: User) -> None:
    """Two who close at the same moment would each see the other still there."""
    if person.is_staff or person.is_superuser:
        running = User.objects.filter(Q(is_staff=True) | Q(is_superuser=True), is_active=True)
        list(running.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def come_back(person: User) -> User:
    """Open again as it was; a suspension or a mute that was there still holds. `person` has shown who they are."""
    with transaction.atomic():
        person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        if not person.may_come_back:
            raise NotAllowed(_("This account is not here any more."), code="not_here")
        person.is_active, person.delete_after = True, None
        person.save(update_fields=["is_active", "delete_after"])
    return person


# --- Deletion ---------------------------------------------------------------------------------------


def delete_those_due() -> int:
    """Everybody whose fourteen days are over; how many. One who cannot be deleted does not keep the others."""
    due = User.objects.filter(is_active=False, deleted_at=None, delete_after__lte=timezone.now())
    done = 0
    for person in due.order_by("delete_after"):
        try:
            done += delete(person)
        except Exception as error:
            # The kind of error only: a message may quote what was to be deleted.
            log.error("account %s could not be deleted: %s", person.pk, type(error).__name__)
    return done


def delete(person: User) -> bool:
    """Follow the declarations of every app (kernel/personal.py). Killed half-way, it is done again from the start.

    The row stays as an empty shell without a name: places and numbers of messages and other people's answers
    stand on it. False: they have come back, or it has been done.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        due = person.delete_after is not None and person.delete_after <= timezone.now()
        if person.is_active or person.deleted_at is not None or not due:
            return False
    for holding in personal.register.in_order_of_ending():
        holding.end(person)
    User.objects.filter(pk=person.pk).update(delete_after=None, deleted_at=timezone.now())
    # So that whoever restores an older backup knows whom to delete again (docs/running.md).
    log.info("account %s deleted", person.pk)
    return True


# --- Exports ----------------------------------------------------------------------------------------


def ask_for_export(person: User, *, by: Actor) -> Export:
    """One at a time: asked again while one is in the making, it is that one. Raises TooFast."""
    if person.pk != by.pk:
        raise NotAllowed(_("Only this person can ask for this."))
    making = Export.objects.in_the_making().filter(person=person).first()
    if making is not None:
        return making
    limits.EXPORTS.take(person.pk)
    try:
        with transaction.atomic():
            return Export.objects.create(person=person)
    except IntegrityError:
        return Export.objects.in_the_making().get(person=person)


def make_due_exports() -> int:
    """Every export that waits, and those a process was killed over; how many were made."""
    free = Q(started_at=None) | Q(started_at__lte=timezone.now() - LEASE)
    made = 0
    for export in Export.objects.in_the_making().filter(free).select_related("person").order_by("pk"):
        claimed = Export.objects.in_the_making().filter(free, pk=export.pk)
        if claimed.update(started_at=timezone.now(), tries=F("tries") + 1):
            made += _make(export)
    return made


def _make(export: Export) -> bool:
    """False when it went wrong; after three times it is given up, and the person may ask again."""
    try:
        words = archive.of(export.person)
        with transaction.atomic():
            _keep(export, words)
            tell(export.person, "export_ready")
    except Exception as error:
        # The kind of error only: a message may quote what somebody wrote.
        log.error("export %s could not be made: %s", export.pk, type(error).__name__)
        Export.objects.filter(pk=export.pk, tries__gte=MOST_TRIES).update(failed_at=timezone.now())
        Export.objects.filter(pk=export.pk).update(started_at=None)
        return False
    return True


def _keep(export: Export, words: bytes) -> None:
    export.pieces.all().delete()
    Piece.objects.bulk_create(
        Piece(export=export, number=number, packed=base64.b64encode(words[at : at + PIECE]).decode())
        for number, at in enumerate(range(0, len(words), PIECE))
    )
    now = timezone.now()
    export.ready_at, export.until, export.size = now, now + KEPT_FOR, len(words)
    export.save(update_fields=["ready_at", "until", "size"])


def archive_of(export: Export) -> bytes:
    """The archive as it was made. Whose it is has been asked by the caller's query."""
    pieces = export.pieces.order_by("number").values_list("packed", flat=True)
    return b"".join(base64.b64decode(piece) for piece in pieces)


def forget_old_exports() -> int:
    """Seven days after it was ready an archive is gone, and the news of it."""
    over = list(Export.objects.over())
    with transaction.atomic():
        still = Export.objects.to_be_fetched().filter(person__in=[export.person_id for export in over])
        kept = set(still.values_list("person_id", flat=True))
        take_back({export.person_id for export in over} - kept, "export_ready")
        Export.objects.filter(pk__in=[export.pk for export in over]).delete()
    return len(over)

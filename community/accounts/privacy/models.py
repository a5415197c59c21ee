"""An export and the pieces of its archive."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kernel.crypto import EncryptedTextField

KEPT_FOR = timedelta(days=7)


class ExportQuerySet(models.QuerySet["Export"]):
    def in_the_making(self) -> "ExportQuerySet":
        return self.filter(ready_at=None, failed_at=None)

    def to_be_fetched(self) -> "ExportQuerySet":
        return self.filter(ready_at__isnull=False, until__gt=timezone.now())

    def over(self) -> "ExportQuerySet":
        """Past their time, and those that could not be made, which are shown for as long."""
        now = timezone.now()
        return self.filter(Q(until__lte=now) | Q(failed_at__lte=now - KEPT_FOR))


class Export(models.Model):
    """A person asked for everything that is theirs. Made by a chore, fetched by that person alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    # A process is making it since then. One that was killed has left it here; after a while another takes it.
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up"), null=True, blank=True)
    until = models.DateTimeField(_("kept until"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ready_at=None, failed_at=None), name="one_export_in_the_making"
            )
        ]

    def __str__(self) -> str:
        return f"{_('export')} {self.pk}"

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None and self.until is not None and self.until > timezone.now()


class Piece(models.Model):
    """A part of the archive, encrypted. In the database, so that every web process has it."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    # Base64 of the bytes, for the field keeps text.
    packed = EncryptedTextField()

    class Meta:
        verbose_name = _("piece of an export")
        verbose_name_plural = _("pieces of exports")
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="one_piece_of_a_number")]

    def __str__(self) -> str:
        return str(self.number)

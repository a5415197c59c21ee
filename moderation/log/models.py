"""Entries of the log, and where it ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LogEntry(models.Model):
    """One act of moderation. Written only by `moderation.log.write`; chained by keyed hashes, see verify_log.

    People and rooms are numbers without constraint: the log outlives an account.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=40)
    by_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    room_id = models.BigIntegerField(null=True)
    thing = models.CharField(
        max_length=80, blank=True, help_text=_("What it was done to, as app.model:number.")
    )
    clause = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    chain = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["act", "room_id"], name="log_act_in_room"),
            # What somebody has looked at lately (services.exposure).
            models.Index(fields=["by_id", "act", "at"], name="log_act_by"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class LogHead(models.Model):
    """One row, locked while an entry is added: where the log ends, so that a cut-off end is noticed."""

    number = models.BigIntegerField(default=0)
    chain = models.CharField(max_length=64, blank=True)
    # A keyed hash of the two: whoever cuts the end off cannot write an earlier one here.
    seal = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("head of the log")
        verbose_name_plural = _("head of the log")

    def __str__(self) -> str:
        return str(self.number)

"""Two people read a private room, for a reason, for an hour."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rooms.models import Room

PERSON = settings.AUTH_USER_MODEL
ROOM = Room
ASKED_FOR = timedelta(hours=24)


class BreakGlass(models.Model):
    """Two people read a private room for one hour, for a reason that its members are told afterwards."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a second person")
        LAPSED = "lapsed", _("nobody confirmed it")
        OPEN = "open", _("open to be read")
        OVER = "over", _("over")

    room = models.ForeignKey(ROOM, on_delete=models.CASCADE, related_name="+", verbose_name=_("private room"))
    reason = models.CharField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # When the members were told; only what was really read is told of.
    told_at = models.DateTimeField(_("members told"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("break-glass")
        verbose_name_plural = _("break-glass")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["until"], condition=Q(until__isnull=False, told_at=None), name="break_glass_to_tell"
            )
        ]

    def __str__(self) -> str:
        return f"{_('break-glass')} {self.pk}"

    @property
    def state(self) -> "BreakGlass.State":
        now = timezone.now()
        if self.until is None:
            lapsed = self.ended_at is not None or self.asked_at + ASKED_FOR <= now
            return self.State.LAPSED if lapsed else self.State.WAITING
        return self.State.OVER if self.ended_at is not None or self.until <= now else self.State.OPEN

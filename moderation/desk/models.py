"""From one shift to the next, and breaks."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rooms.models import Room

PERSON = settings.AUTH_USER_MODEL
ROOM = Room


class HandOver(models.Model):
    """What the outgoing moderator tells the next shift. It stays on top until somebody else has read it."""

    by = models.ForeignKey(
        PERSON, on_delete=models.CASCADE, related_name="hand_overs", verbose_name=_("written by")
    )
    # Empty: for the moderators of the whole site.
    room = models.ForeignKey(
        ROOM,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the room"),
    )
    words = models.TextField(_("for the next shift"), max_length=1500)
    at = models.DateTimeField(default=timezone.now)
    acknowledged_by = models.ForeignKey(
        PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("read by")
    )
    acknowledged_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        indexes = [models.Index(fields=["acknowledged_at", "at"], name="hand_over_unread")]

    def __str__(self) -> str:
        return f"{_('hand-over')} {self.pk}"


class RestBreak(models.Model):
    """A break somebody took after heavy things. Nobody else is shown it, and nothing is decided by it."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="rests")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("break")
        verbose_name_plural = _("breaks")
        indexes = [models.Index(fields=["person", "since"], name="rest_person")]

    def __str__(self) -> str:
        return f"{_('break')} {self.pk}"

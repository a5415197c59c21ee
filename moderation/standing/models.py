"""What was decided about a person and holds: read by everything that lets them do something."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kernel.crypto import EncryptedTextField

PERSON = settings.AUTH_USER_MODEL
# Named and never imported: the tables know a room, this code does not (docs/decisions/0009).
ROOM = "rooms.Room"
FOR_GOOD = datetime(9999, 12, 31, tzinfo=UTC)


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def in_force(self) -> "SanctionQuerySet":
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()), undone_at=None)


class Sanction(models.Model):
    """What was done to somebody, why, until when. The person always sees all of it but who reported."""

    class Kind(models.TextChoices):
        WARNING = "warning", _("warning")
        MUTE = "mute", _("mute in one room")
        REMOVAL = "removal", _("removal from one room")
        SUSPENSION = "suspension", _("suspension from the site")
        HIDING = "hiding", _("hiding of what was written")
        NAME = "name", _("taking away of a name")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="sanctions")
    room = models.ForeignKey(ROOM, on_delete=models.SET_NULL, null=True, blank=True, related_name="sanctions")
    clause = models.ForeignKey("clauses.Clause", on_delete=models.PROTECT, related_name="sanctions")
    words = models.TextField(_("said to the person"), max_length=1000, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, related_name="sanctions_given")
    # What was hidden, for a hiding; what it was about, where a moderator began from something that was said.
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    object_id = models.BigIntegerField(null=True, blank=True, editable=False)
    content = GenericForeignKey("content_type", "object_id")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True, help_text=_("Empty: for good (a warning: no end)."))
    automatic = models.BooleanField(
        default=False, help_text=_("Followed from a rule, as the third warning does.")
    )
    followed_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followers", editable=False
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        indexes = [
            models.Index(fields=["person", "kind", "at"], name="sanction_person"),
            models.Index(fields=["content_type", "object_id"], name="sanction_content"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.person_id}"

    @property
    def is_over(self) -> bool:
        """Its time has passed or it was taken back. A warning and a hiding have no end of their own."""
        return self.undone_at is not None or (self.until is not None and self.until <= timezone.now())


class TakenName(models.Model):
    """The name and the line a moderator took away: to give them back, and so that they are not taken again."""

    sanction = models.OneToOneField(Sanction, on_delete=models.CASCADE, related_name="taken_name")
    display_name = EncryptedTextField(blank=True, default="")
    about = EncryptedTextField(blank=True, default="")

    class Meta:
        verbose_name = _("name that was taken away")
        verbose_name_plural = _("names that were taken away")

    def __str__(self) -> str:
        return str(self.sanction_id)

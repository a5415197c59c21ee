"""Roles people hold and the stretches of time in which they are there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL
# Named and never imported: the tables know a room, this code does not (docs/decisions/0009).
ROOM = "rooms.Room"


class Role(models.TextChoices):
    SUPPORTER = "supporter", _("supporter")
    HOST = "host", _("host")
    MODERATOR = "moderator", _("moderator")
    TRAINER = "trainer", _("trainer")
    STAFF = "staff", _("staff")
    LEAD = "lead", _("safeguarding lead")


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def in_force(self) -> "RoleGrantQuerySet":
        now = timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), start__lte=now, ended_at=None)


class RoleGrant(models.Model):
    """A role given to a person, for the site or one room, by somebody, for a reason. Never edited: ended."""

    class Level(models.TextChoices):
        NONE = "", "—"
        PROVISIONAL = "provisional", _("provisional")
        FULL = "full", _("full")
        MENTOR = "mentor", _("mentor")

    person = models.ForeignKey(
        PERSON, on_delete=models.CASCADE, related_name="grants", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, blank=True, default=Level.NONE)
    room = models.ForeignKey(
        ROOM,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("only in room"),
    )
    start = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    # When open tabs were told that `until` has passed (services.roles.tell_expired). Nothing is decided by it.
    expiry_told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        indexes = [
            models.Index(fields=["person", "ended_at"], name="grant_person"),
            models.Index(
                fields=["until"],
                condition=Q(until__isnull=False, ended_at=None, expiry_told_at=None),
                name="grant_expiring",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.person_id}"


class Duty(models.Model):
    """A stretch of time for which a supporter or moderator is there. Open while `until` is empty."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="duties")
    role = models.CharField(max_length=12, choices=Role)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    # The lease: tabs and pages renew it, and after it nobody is there (moderation/roles/duty.py).
    there_until = models.DateTimeField(default=timezone.now)
    # When they last did something here; whether they were asked since if they are still there.
    active_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(until=None), name="one_open_duty_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.person_id}"

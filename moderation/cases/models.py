"""Reports, the cases made of them, and second looks."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.reportable import Sealed
from community.kernel.crypto import EncryptedJSONField
from moderation.standing.models import Sanction
from rooms.models import Room

PERSON = settings.AUTH_USER_MODEL
ROOM = Room
CLAIM_FOR = timedelta(minutes=15)


class Case(models.Model):
    """Everything reported about one thing: the queue is made of these, and duplicates join the open one."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        CLAIMED = "claimed", _("being looked at")
        CLOSED = "closed", _("closed")

    class Outcome(models.TextChoices):
        NONE = "", "—"
        ACTED = "acted", _("something was done")
        NO_BREACH = "no_breach", _("no rule was broken")
        TALKED = "talked", _("the moderator talked with them")
        PASSED_ON = "passed_on", _("passed on")

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    content = GenericForeignKey("content_type", "object_id")
    # What was decided in it; decisions themselves know no case.
    sanctions = models.ManyToManyField(Sanction, related_name="cases", blank=True, editable=False)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, null=True, related_name="cases_about")
    room = models.ForeignKey(ROOM, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, help_text=_("1 light … 3 heavy"))
    opened_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.ForeignKey(
        PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases_claimed"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases_closed"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default=Outcome.NONE)
    note = models.TextField(_("note for moderators"), blank=True, max_length=2000)
    # Passed on by this moderator: somebody else takes it, with a role for the whole site.
    passed_on_by = models.ForeignKey(
        PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # When the present holder first saw what was said; empty again with every claim.
    viewed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=~Q(state="closed"),
                name="one_open_case_for_a_thing",
            )
        ]
        indexes = [models.Index(fields=["state", "opened_at"], name="case_queue")]

    def __str__(self) -> str:
        return f"{_('case')} {self.pk}"

    def is_held_by(self, person_id: int) -> bool:
        """Whether this moderator has it now: the lock runs out by itself."""
        return (
            self.state == self.State.CLAIMED
            and self.claimed_by_id == person_id
            and self.claimed_until is not None
            and self.claimed_until > timezone.now()
        )

    @property
    def is_free(self) -> bool:
        if self.state == self.State.CLAIMED:
            return self.claimed_until is None or self.claimed_until <= timezone.now()
        return self.state == self.State.OPEN


class ReportManager(models.Manager["Report"]):
    """Reports without their sealed copies: those are opened where a case is, and nowhere by the way."""

    def get_queryset(self) -> models.QuerySet["Report"]:
        return super().get_queryset().defer("sealed")

    def with_sealed(self) -> models.QuerySet["Report"]:
        return super().get_queryset()


class Report(models.Model):
    """One person's word that something is not right. The reported person never learns whose."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="reports_made")
    reason = models.CharField(_("what is it about"), max_length=20)
    words = models.TextField(_("in your words"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(_("outcome told"), null=True, blank=True)
    # What was there when this person told it (Reportable.seal); emptied some time after the case.
    sealed: models.Field[Sealed | None, Sealed | None] = EncryptedJSONField(
        null=True, blank=True, editable=False
    )

    objects = ReportManager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="one_report_each")]

    def __str__(self) -> str:
        return f"{_('report')} {self.pk}"


class Appeal(models.Model):
    """A person asks for a second look; somebody else decides."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        UPHELD = "upheld", _("the decision stays")
        OVERTURNED = "overturned", _("the decision is undone")
        WITHDRAWN = "withdrawn", _("taken back")

    sanction = models.OneToOneField(Sanction, on_delete=models.CASCADE, related_name="appeal")
    words = models.TextField(_("why it should be looked at again"), max_length=2000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer to the person"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")

    def __str__(self) -> str:
        return f"{_('appeal')} {self.pk}"

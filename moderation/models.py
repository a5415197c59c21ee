"""Roles, duty, reports, sanctions, appeals and the log.

`room` is named as "rooms.Room": the tables know it, this code never imports it. What a sanction or a hidden
message means inside a room is done by `rooms/receivers.py`, in the same transaction.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL
ROOM = "rooms.Room"
FOR_GOOD = datetime(9999, 12, 31, tzinfo=UTC)
CLAIM_FOR = timedelta(minutes=15)
ASKED_FOR = timedelta(hours=24)


class Reportable(models.Model):
    """Inherit this and the content can be reported and hidden, whatever app it lives in.

    The queue asks it for what it needs and nothing else: who wrote it, where, and what it says.
    """

    class Meta:
        abstract = True

    def reported_person(self) -> Any:
        """The person answerable for it."""
        raise NotImplementedError

    def reported_room_id(self) -> int | None:
        """The room it stands in, if in one."""
        return None

    def reported_words(self) -> str:
        """Its words as they are now; kept with the case, so that evidence outlives a removal."""
        return ""

    def context_around(self, *, count: int = 10) -> list[dict[str, Any]]:
        """What stands around it, oldest first: {who, words, at, this}."""
        return []


# --- Roles ---------------------------------------------------------------------------------------


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
    # When the person last had the site open; somebody who has been away for half an hour is not there.
    seen_at = models.DateTimeField(default=timezone.now)

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


# --- Reports -------------------------------------------------------------------------------------


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

    NEXT = {
        State.OPEN: {State.CLAIMED},
        State.CLAIMED: {State.OPEN, State.CLOSED},
        State.CLOSED: set(),
    }  # type: ignore[var-annotated]

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    content = GenericForeignKey("content_type", "object_id")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, null=True, related_name="cases_about")
    room = models.ForeignKey(ROOM, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases")
    words = models.TextField(_("what it said"), blank=True)
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

    def is_held_by(self, person: Any) -> bool:
        """Whether this moderator has it now: the lock runs out by itself."""
        return (
            self.state == self.State.CLAIMED
            and self.claimed_by_id == person.pk
            and self.claimed_until is not None
            and self.claimed_until > timezone.now()
        )

    @property
    def is_free(self) -> bool:
        if self.state == self.State.CLAIMED:
            return self.claimed_until is None or self.claimed_until <= timezone.now()
        return self.state == self.State.OPEN


class Report(models.Model):
    """One person's word that something is not right. The reported person never learns whose."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="reports_made")
    reason = models.CharField(_("what is it about"), max_length=20)
    words = models.TextField(_("in your words"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(_("outcome told"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="one_report_each")]

    def __str__(self) -> str:
        return f"{_('report')} {self.pk}"


# --- Sanctions -----------------------------------------------------------------------------------


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

    kind = models.CharField(max_length=10, choices=Kind.choices)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="sanctions")
    room = models.ForeignKey(ROOM, on_delete=models.SET_NULL, null=True, blank=True, related_name="sanctions")
    clause = models.ForeignKey("clauses.Clause", on_delete=models.PROTECT, related_name="sanctions")
    words = models.TextField(_("said to the person"), max_length=1000, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, related_name="sanctions_given")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="sanctions")
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


# --- The desk ------------------------------------------------------------------------------------


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


# --- Break-glass ---------------------------------------------------------------------------------


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


# --- The log -------------------------------------------------------------------------------------


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

"""Clause, acceptance, scenario, answer, incident."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

PERSON = settings.AUTH_USER_MODEL


class Clause(models.Model):
    """One rule in plain words, with an example that is fine and one that is not."""

    class Binds(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        SUPPORTERS = "supporter", _("supporters")
        HOSTS = "host", _("hosts")
        MODERATORS = "moderator", _("moderators")
        ROLES = "roles", _("everybody with a role")

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=100)
    binds = models.CharField(_("binds"), max_length=12, choices=Binds.choices, default=Binds.EVERYBODY)
    words = models.TextField(_("in plain words"), max_length=1500)
    fine = models.TextField(_("this is fine"), max_length=600)
    not_fine = models.TextField(_("this is not"), max_length=600)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    # The version everybody bound by it must have accepted: raised with a material change only.
    material_version = models.PositiveIntegerField(default=1, editable=False)
    effective_from = models.DateTimeField(_("in force from"), default=timezone.now)
    what_changed = models.CharField(_("what changed"), max_length=300, blank=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.title


class Acceptance(models.Model):
    """Proof that a person accepted a clause as it stood in a version. Never changed."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="acceptances")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="acceptances")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "clause", "version"], name="one_acceptance_of_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.clause_id} v{self.version}"


class Scenario(models.Model):
    """A small story with a question, to see whether a clause is understood."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="scenarios")
    story = models.TextField(_("story"), max_length=800)
    explanation = models.TextField(_("explanation"), max_length=800)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["clause", "position", "pk"]

    def __str__(self) -> str:
        return self.story[:60]


class Choice(models.Model):
    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="choices")
    words = models.CharField(_("answer"), max_length=300)
    is_right = models.BooleanField(_("right"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("possible answer")
        verbose_name_plural = _("possible answers")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.words[:60]


class ScenarioAnswer(models.Model):
    """What somebody chose; seen by that person alone, counted for the page on confusing clauses."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="scenario_answers")
    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="answers")
    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to a scenario")
        verbose_name_plural = _("answers to scenarios")

    def __str__(self) -> str:
        return f"{self.scenario_id}"


class Incident(models.Model):
    """A boundary that was crossed or nearly so, told by oneself or by another, held against its clause."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="incidents")
    told_by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(_("what happened"), max_length=1500)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("boundary incident")
        verbose_name_plural = _("boundary incidents")

    def __str__(self) -> str:
        return f"{self.clause_id} · {self.at:%Y-%m-%d}"


class RoleLine(models.Model):
    """One cell of "is this my job?": what a role does in a situation."""

    class Answer(models.TextChoices):
        CAN = "can", _("you can")
        MUST = "must", _("you must")
        MUST_NOT = "must_not", _("you must not")
        HAND_OVER = "hand_over", _("hand over to")

    situation = models.CharField(_("situation"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(_("role"), max_length=12)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    to = models.CharField(_("to whom"), max_length=60, blank=True)
    words = models.CharField(_("how"), max_length=300, blank=True)
    clause = models.ForeignKey(Clause, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("line of the role matrix")
        verbose_name_plural = _("role matrix")
        ordering = ["position", "situation", "role"]
        constraints = [models.UniqueConstraint(fields=["situation", "role"], name="one_line_for_a_role")]

    def __str__(self) -> str:
        return f"{self.situation} · {self.role}"

    history: Any = HistoricalRecords()

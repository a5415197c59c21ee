"""Telling of the past: services date what they do themselves, so a story moves the clock they ask.

Only for the story community: a process that serves people never comes here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from community.accounts.models import Revocation
from community.accounts.privacy.models import Export
from moderation.cases.models import Appeal, Case, Report
from moderation.desk.models import HandOver
from moderation.roles import policy
from moderation.roles.models import Duty, RoleGrant
from moderation.standing.models import Sanction

# Dates a row gives itself when it is made. The default was bound before the clock could be moved.
SELF_DATED: tuple[tuple[type[Model], str], ...] = (
    (RoleGrant, "start"),
    (Duty, "since"),
    (Case, "opened_at"),
    (Report, "at"),
    (Sanction, "at"),
    (Appeal, "at"),
    (HandOver, "at"),
    (Revocation, "at"),
    (Export, "asked_at"),
)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """What services do inside happened at `moment`. The people of the story have no second step and count without."""
    asked, excused = timezone.now, policy.second_factor_is_excused
    began = asked()
    timezone.now = lambda: moment
    policy.second_factor_is_excused = lambda: True
    try:
        yield
    finally:
        timezone.now, policy.second_factor_is_excused = asked, excused
    for model, field in SELF_DATED:
        model._default_manager.filter(**{f"{field}__gte": began}).update(**{field: moment})

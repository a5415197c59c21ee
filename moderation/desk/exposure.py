"""How much of what is hard to read somebody has seen lately, and the break that is theirs if they want it.

Nothing is written down for it: it is read from what the log knows anyway, and shown to the person alone.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.accounts.actor import Actor
from community.accounts.models import User
from community.kernel.refused import Conflict
from moderation.break_glass.services import READ
from moderation.cases.models import Case
from moderation.cases.services.reports import HEAVY, release
from moderation.log.models import LogEntry
from moderation.roles.duty import go_off_duty
from moderation.roles.models import Duty

from .models import RestBreak

WITHIN = timedelta(hours=24)
BREAK_FOR = timedelta(minutes=20)
# Sum of weights since the last break: four heavy things, or a dozen light ones.
ENOUGH_FOR_A_BREAK = 12
ENOUGH_FOR_A_DAY = 30


@dataclass(frozen=True, slots=True)
class Exposure:
    """`seen` and `heavy` count cases of the last 24 hours; `load` is weighted, `since_break` only since the last one."""

    seen: int
    heavy: int
    load: int
    since_break: int
    resting_until: datetime | None

    @property
    def break_is_offered(self) -> bool:
        return self.resting_until is None and self.since_break >= ENOUGH_FOR_A_BREAK

    @property
    def is_enough_for_a_day(self) -> bool:
        return self.load >= ENOUGH_FOR_A_DAY


def exposure_of(person: User) -> Exposure:
    """Two queries. A case taken twice is seen once; opening a private room counts as heavy."""
    now = timezone.now()
    rest = RestBreak.objects.filter(person=person).order_by("-since", "-pk").first()
    rested = rest.until if rest is not None else now - WITHIN
    acts = LogEntry.objects.filter(by_id=person.pk, act__in=("case.claimed", READ), at__gt=now - WITHIN)
    seen: dict[str, tuple[datetime, int]] = {}
    for thing, at, facts in acts.order_by("at").values_list("thing", "at", "facts"):
        seen[thing] = (
            at,
            int(facts.get("weight", HEAVY if not thing.startswith(Case._meta.label_lower) else 1)),
        )
    weights = [weight for _at, weight in seen.values()]
    return Exposure(
        seen=len(seen),
        heavy=sum(weight >= HEAVY for weight in weights),
        load=sum(weights),
        since_break=sum(weight for at, weight in seen.values() if at > rested),
        resting_until=rest.until if rest is not None and rest.until > now else None,
    )


def take_break(*, by: Actor) -> RestBreak:
    """Off duty everywhere, with what one held back in the queue, so that nobody waits for somebody who rests."""
    with transaction.atomic():
        held = Case.objects.filter(state=Case.State.CLAIMED, claimed_by=by.pk)
        for case in held.select_related("person", "room").order_by("pk"):
            with suppress(Conflict):  # its time ran out and somebody else has it
                release(case, by=by)
        for role in Duty.objects.filter(person=by.pk, until=None).values_list("role", flat=True):
            go_off_duty(by=by, role=role)
        now = timezone.now()
        RestBreak.objects.filter(person=by.pk, until__gt=now).update(until=now)
        return RestBreak.objects.create(person=by.person, since=now, until=now + BREAK_FOR)


def end_break(*, by: Actor) -> None:
    """Back before its time. Going on duty again is a step of its own."""
    now = timezone.now()
    RestBreak.objects.filter(person=by.pk, until__gt=now).update(until=now)

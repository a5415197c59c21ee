"""Tells open desks that something changed; what it is they fetch for themselves.

A notice names nobody and nothing: it may reach a page whose owner has just lost the role.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from django.db.transaction import on_commit
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from community.accounts.models import User
from moderation import signals
from moderation.models import Case, HandOver, RoleGrant
from moderation.policy import MODERATING
from rooms.hub import hub
from rooms.models import Greeting


def moderators_of(room_id: int | None) -> set[int]:
    """Everybody the desk is for: of the whole site, and of this room. Who has no page open hears nothing."""
    grants = RoleGrant.objects.in_force().filter(role__in=MODERATING)
    grants = (
        grants.filter(Q(room=None) | Q(room=room_id)) if room_id is not None else grants.filter(room=None)
    )
    staff = User.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True)
    return {*grants.values_list("person_id", flat=True), *staff}


def everybody_at_a_desk() -> set[int]:
    grants = RoleGrant.objects.in_force().filter(role__in=MODERATING).values_list("person_id", flat=True)
    return {*grants, *User.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True)}


def ping(people: Iterable[int], *, text: Any = "") -> None:
    for person_id in people:
        fact = {"type": "notice", "kind": "desk", "text": str(text), "url": reverse("desk")}
        hub.tell_person(person_id, fact)


@receiver(signals.case_changed)
def a_case_changed(sender: Any, *, case: Case, **facts: Any) -> None:
    is_new = case.state == Case.State.OPEN and case.passed_on_by_id is None
    text = _("Something is waiting at the moderators' desk.") if is_new else ""
    # A moderator somebody reported would find nothing on the desk, and know by that.
    ping(moderators_of(case.room_id) - {case.person_id}, text=text)


@receiver(post_save, sender=Greeting)
def somebody_new_waits(sender: Any, *, instance: Greeting, created: bool, **facts: Any) -> None:
    if created:
        room_id = instance.room_id
        on_commit(lambda: ping(moderators_of(room_id)), robust=True)


@receiver(signals.hand_over_changed)
def a_card_changed(sender: Any, *, card: HandOver, **facts: Any) -> None:
    ping(moderators_of(card.room_id))


@receiver(signals.duty_changed)
def somebody_came_or_went(sender: Any, **facts: Any) -> None:
    ping(everybody_at_a_desk())


@receiver(signals.roles_changed)
def somebody_got_or_lost_a_role(sender: Any, **facts: Any) -> None:
    ping(everybody_at_a_desk())

"""Tells open desks that something changed; what it is they fetch for themselves.

A hint names nobody and nothing: it may reach a page whose owner has just lost the role.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from community.accounts.models import User
from moderation.roles.models import RoleGrant
from moderation.roles.policy import MODERATING
from rooms.live.frames import notice
from rooms.live.hub import hub


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
        hub.tell_person(person_id, notice("desk", str(text), reverse("desk")))

"""Giving and ending roles. Both hold at once, on open tabs too."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Revocation, User
from community.kernel.announce import announce
from community.kernel.refused import Conflict, Invalid

from .. import log, policy, signals
from ..models import Duty, Role, RoleGrant


def grant(
    person: User,
    *,
    by: User,
    role: str,
    reason: str,
    room: Any = None,
    level: str = "",
    start: datetime | None = None,
    until: datetime | None = None,
) -> RoleGrant:
    """Give a role, for the site or one room, from `start` (now) to `until` (open)."""
    policy.check_can_grant(by, role)
    if role not in Role.values:
        raise Invalid(_("There is no such role."))
    if not reason.strip():
        raise Invalid(_("Please give the reason; it stays with the role."), code="reason")
    if level and role != Role.SUPPORTER:
        raise Invalid(_("Levels are for supporters."), code="level")
    if role == Role.SUPPORTER and not level:
        level = RoleGrant.Level.PROVISIONAL
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        same = RoleGrant.objects.in_force().filter(person=person, role=role, room=room, level=level)
        if same.exists():
            raise Conflict(_("This person has that role already."))
        made = RoleGrant.objects.create(
            person=person,
            role=role,
            level=level,
            room=room,
            granted_by=by,
            reason=reason.strip(),
            until=until,
            start=start or timezone.now(),
        )
        _changed(made, "role.granted", by)
    return made


def end_grant(grant: RoleGrant, *, by: User, reason: str) -> RoleGrant:
    """Take a role back. A person may always give up their own."""
    if grant.person_id != by.pk:
        policy.check_can_grant(by, grant.role)
    if not reason.strip():
        raise Invalid(_("Please give the reason; it stays with the role."), code="reason")
    with transaction.atomic():
        grant = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
        if grant.ended_at is not None:
            return grant
        grant.ended_at, grant.ended_by, grant.end_reason = timezone.now(), by, reason.strip()
        grant.save(update_fields=["ended_at", "ended_by", "end_reason"])
        Duty.objects.filter(person=grant.person_id, role=grant.role, until=None).update(until=grant.ended_at)
        _changed(grant, "role.ended", by)
    return grant


def _changed(grant: RoleGrant, act: str, by: User) -> None:
    log.write(
        act, by=by, person=grant.person, room_id=grant.room_id, thing=grant, role=grant.role, level=grant.level
    )
    Revocation.objects.create(kind=Revocation.Kind.RIGHTS, user=grant.person, room_id=grant.room_id)
    announce(signals.roles_changed, sender=RoleGrant, grant=grant)

"""Giving and ending roles. Both hold at once, on open tabs too."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import Revocation, User
from community.accounts.notices.services import tell, was_told
from community.kernel.announce import announce
from community.kernel.refused import Conflict, Invalid
from community.kernel.text import needed
from moderation.log import services as log

from . import groups, policy, signals
from .models import Duty, Role, RoleGrant

MOST_WORDS = 300
ASK_WHY = _("Please give the reason; it stays with the role.")


def grant(
    person: User,
    *,
    by: Actor,
    role: str,
    reason: str,
    room_id: int | None = None,
    level: str = "",
    start: datetime | None = None,
    until: datetime | None = None,
) -> RoleGrant:
    """Give a role, for the site or for the room of this number, from `start` (now) to `until` (open)."""
    policy.check_can_grant(by, role)
    if role not in Role.values:
        raise Invalid(_("There is no such role."))
    reason = needed(reason, MOST_WORDS, ask=ASK_WHY, code="reason")
    if level and role != Role.SUPPORTER:
        raise Invalid(_("Levels are for supporters."), code="level")
    if role == Role.SUPPORTER and not level:
        level = RoleGrant.Level.PROVISIONAL
    now = timezone.now()
    if until is not None and until <= max(now, start or now):
        raise Invalid(_("Choose an end that lies ahead."), code="until")
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        same = RoleGrant.objects.in_force().filter(person=person, role=role, room=room_id, level=level)
        if same.exists():
            raise Conflict(_("This person has that role already."))
        # Another level of the same role takes the place of the one before.
        RoleGrant.objects.in_force().filter(person=person, role=role, room=room_id).update(
            ended_at=now, ended_by=by.person, end_reason=reason
        )
        made = RoleGrant.objects.create(
            person=person,
            role=role,
            level=level,
            room_id=room_id,
            granted_by=by.person,
            reason=reason,
            until=until,
            start=start or now,
        )
        _changed(made, "role.granted", by)
    return made


def grant_first(person: User, *, role: str, reason: str) -> RoleGrant:
    """Where nobody is there yet who could give it: for the command line and the story, never for a page."""
    with transaction.atomic():
        made = RoleGrant.objects.create(
            person=person, role=role, granted_by=None, reason=reason, start=timezone.now()
        )
        _changed(made, "role.granted", None)
    return made


def end_grant(grant: RoleGrant, *, by: Actor, reason: str) -> RoleGrant:
    """Take a role back. A person may always give up their own."""
    if grant.person_id != by.pk:
        policy.check_can_grant(by, grant.role)
    reason = needed(reason, MOST_WORDS, ask=ASK_WHY, code="reason")
    with transaction.atomic():
        grant = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
        if grant.ended_at is not None:
            return grant
        grant.ended_at, grant.ended_by, grant.end_reason = timezone.now(), by.person, reason
        grant.save(update_fields=["ended_at", "ended_by", "end_reason"])
        _end_duty(grant)
        _changed(grant, "role.ended", by)
    return grant


MOST_AT_ONCE = 200
ENDS_SOON = timedelta(days=7)


def tell_expired() -> int:
    """Tell open tabs of roles whose time has run out, each once; how many.

    A role that has run out counts no more from that second on, whether this is called or not: policy asks for
    what is in force. Called once a second by every process, so it is one indexed query when there is nothing.
    """
    due = RoleGrant.objects.filter(
        until__isnull=False, until__lte=timezone.now(), ended_at=None, expiry_told_at=None
    )
    told = 0
    for grant in list(due.select_related("person")[:MOST_AT_ONCE]):
        with transaction.atomic():
            # Several processes look at the same time; the row goes to one of them.
            mine = due.filter(pk=grant.pk).update(expiry_told_at=timezone.now())
            if not mine:
                continue
            _end_duty(grant)
            _changed(grant, "role.expired", None)
            told += 1
    return told


def tell_ending() -> int:
    """Tell people, once for each role, that it ends soon; how many."""
    now, told = timezone.now(), 0
    ending = RoleGrant.objects.in_force().filter(until__isnull=False, until__lte=now + ENDS_SOON)
    for grant in ending.filter(person__is_active=True):
        facts: dict[str, Any] = {"role": grant.role, "room_id": grant.room_id, "grant": grant.pk}
        if not was_told(grant.person_id, "role_ending", **facts):
            told += tell(grant.person_id, "role_ending", **facts)
    return told


def _end_duty(grant: RoleGrant) -> None:
    """Nobody is on duty in a role they do not have; the same role elsewhere keeps them there."""
    others = RoleGrant.objects.in_force().filter(person=grant.person_id, role=grant.role).exclude(pk=grant.pk)
    if not others.exists():
        Duty.objects.filter(person=grant.person_id, role=grant.role, until=None).update(until=timezone.now())


def _changed(grant: RoleGrant, act: str, by: Actor | None) -> None:
    groups.sync(grant.person)
    log.write(
        act,
        by=by,
        person=grant.person,
        room_id=grant.room_id,
        thing=grant,
        role=grant.role,
        level=grant.level,
    )
    Revocation.objects.create(kind=Revocation.Kind.RIGHTS, user=grant.person, room_id=grant.room_id)
    if by is None or by.pk != grant.person_id:
        news = "role_given" if act == "role.granted" else "role_ended"
        tell(grant.person_id, news, role=grant.role, room_id=grant.room_id)
    announce(signals.roles_changed, sender=RoleGrant, grant=grant)

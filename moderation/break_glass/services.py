"""Reading a private room when somebody may be in danger: two people, a reason, one hour, and its members are told."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.notices.services import tell_each
from community.kernel.refused import Conflict, Invalid, NotAllowed, NotFound
from community.kernel.text import clean_line, needed
from moderation.log import services as log
from moderation.log.models import LogEntry
from moderation.roles import policy
from moderation.roles.models import Role
from rooms.models import Membership, Room

from .models import BreakGlass

FOR = timedelta(hours=1)
MOST_WORDS = 500
READ = "break_glass.read"
MOST_AT_ONCE = 100


def ask(room: Room | None, *, by: Actor, reason: str) -> BreakGlass:
    """Ask to read a private room. Nothing can be read until a second person has confirmed it."""
    check_may(by)
    if room is None or not room.is_private:
        raise Invalid(_("There is no private room with this address."), code="no_such_room")
    words = _("Please give the reason. The members of the room will read it afterwards.")
    reason = needed(clean_line(reason), MOST_WORDS, ask=words, code="reason")
    with transaction.atomic():
        made = BreakGlass.objects.create(room=room, asked_by=by.person, reason=reason)
        log.write("break_glass.asked", by=by, room_id=room.pk, thing=made)
    return made


def confirm(glass: BreakGlass, *, by: Actor) -> BreakGlass:
    """The second person's word. From now on both may read, for one hour."""
    check_may(by)
    with transaction.atomic():
        glass = _locked(glass)
        if glass.asked_by_id == by.pk:
            raise NotAllowed(_("A second person has to confirm this."), code="same_person")
        if glass.state != BreakGlass.State.WAITING:
            raise Conflict(_("This cannot be confirmed any more."), code="not_waiting")
        # Whoever asked must still be allowed to.
        if glass.asked_by is None or not policy.powers_held_by(glass.asked_by).may_break_glass:
            raise Conflict(_("The person who asked has that role no more."), code="not_waiting")
        now = timezone.now()
        glass.confirmed_by, glass.confirmed_at, glass.until = by.person, now, now + FOR
        glass.save(update_fields=["confirmed_by", "confirmed_at", "until"])
        log.write(
            "break_glass.confirmed", by=by, room_id=glass.room_id, thing=glass, until=glass.until.isoformat()
        )
    return glass


def open_to_read(glass: BreakGlass, *, by: Actor) -> BreakGlass:
    """Must be called before anything is read: every opening is an entry in the log. Raises Refused."""
    check_may(by)
    with transaction.atomic():
        glass = _locked(glass)
        if by.pk not in (glass.asked_by_id, glass.confirmed_by_id):
            raise NotAllowed(_("Only the two people who opened this can read it."), code="not_yours")
        if glass.state != BreakGlass.State.OPEN:
            raise NotAllowed(_("This is not open to be read."), code="not_open")
        log.write(READ, by=by, room_id=glass.room_id, thing=glass, role=_role_of(by))
    return glass


def end(glass: BreakGlass, *, by: Actor) -> BreakGlass:
    """Either of the two ends it, at once. Before it was confirmed: takes the question back."""
    check_may(by)
    with transaction.atomic():
        glass = _locked(glass)
        # Whoever could confirm it may also say no.
        waiting = glass.state == BreakGlass.State.WAITING
        if not waiting and by.pk not in (glass.asked_by_id, glass.confirmed_by_id):
            raise NotAllowed(_("Only the two people who opened this can end it."), code="not_yours")
        if glass.state in (BreakGlass.State.OVER, BreakGlass.State.LAPSED):
            return glass
        glass.ended_at, glass.ended_by = timezone.now(), by.person
        glass.save(update_fields=["ended_at", "ended_by"])
        log.write("break_glass.ended", by=by, room_id=glass.room_id, thing=glass)
        if not waiting:
            _tell(glass)
    return glass


def tell_over() -> int:
    """Tell the members of rooms whose hour has run out, each once; how many rooms. Called now and then."""
    due = BreakGlass.objects.filter(until__isnull=False, until__lte=timezone.now(), told_at=None)
    told = 0
    for glass in list(due[:MOST_AT_ONCE]):
        with transaction.atomic():
            told += _tell(glass)
    return told


def _tell(glass: BreakGlass) -> int:
    """Inside a transaction. What nobody opened was not read, and there is nothing to tell."""
    now = timezone.now()
    if not BreakGlass.objects.filter(pk=glass.pk, told_at=None).update(told_at=now):
        return 0
    if LogEntry.objects.filter(
        act=READ, room_id=glass.room_id, thing=f"break_glass.breakglass:{glass.pk}"
    ).exists():
        _tell_the_members(glass)
    return 1


def _tell_the_members(glass: BreakGlass) -> None:
    """Everybody who was in the private room while it could be read, also who has left since."""
    stayed = Q(left_at=None) | Q(left_at__gte=glass.confirmed_at)
    stayed &= Q(removed_at=None) | Q(removed_at__gte=glass.confirmed_at)
    stays = Membership.objects.filter(stayed, room=glass.room_id)
    tell_each(stays.values_list("user", flat=True), "private_read", room_id=glass.room_id)


def check_may(by: Actor) -> None:
    """For anybody else these pages are not there."""
    if not policy.may_break_glass(by):
        raise NotFound(_("This is not here."))


def _locked(glass: BreakGlass) -> BreakGlass:
    found = BreakGlass.objects.select_for_update(of=("self",)).select_related(
        "room", "asked_by", "confirmed_by"
    )
    return found.get(pk=glass.pk)


def _role_of(by: Actor) -> str:
    return str(Role.LEAD if policy.is_lead(by) else Role.STAFF)

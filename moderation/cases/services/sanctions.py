"""What can be done to a person or to what somebody said, and how each is taken back."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts import services as accounts
from community.accounts.actor import Actor
from community.accounts.models import Revocation, User
from community.accounts.naming import worn
from community.accounts.notices.catalogue import DECISIONS
from community.accounts.notices.services import seen_by_visiting, tell
from community.accounts.reportable import Reportable, Reported
from community.kernel.refused import Conflict, Invalid, NotAllowed
from community.kernel.text import at_most
from community.kernel.transactions import all_or_nothing
from moderation.clauses.models import Clause
from moderation.log import services as log
from moderation.roles import policy
from moderation.standing.models import FOR_GOOD, Sanction, TakenName
from rooms import services as rooms
from rooms.models import Room

from .. import disputes
from ..models import Appeal, Case

WARNINGS_BEFORE_MUTE = 3
WARNINGS_WITHIN = timedelta(days=30)
MUTE_AFTER_WARNINGS = timedelta(hours=24)
LONGEST_MUTE = timedelta(days=30)
MOST_WORDS = 1000


@all_or_nothing
def warn(
    person: User,
    *,
    by: Actor,
    clause: Clause,
    words: str = "",
    room: Room | None = None,
    case: Case | None = None,
    about: Reported | None = None,
) -> Sanction:
    """Say which clause was not kept. The third warning within 30 days brings a mute of 24 hours by itself."""
    _lock(person)
    sanction = _give(
        Sanction.Kind.WARNING, person, by=by, clause=clause, words=words, room=room, case=case, about=about
    )
    since = timezone.now() - WARNINGS_WITHIN
    warnings = Sanction.objects.filter(
        person=person, kind=Sanction.Kind.WARNING, at__gt=since, undone_at=None
    ).count()
    if warnings and warnings % WARNINGS_BEFORE_MUTE == 0:
        _give(
            Sanction.Kind.MUTE,
            person,
            by=by,
            clause=clause,
            words=str(_("This is the third warning in thirty days, so there is a pause of 24 hours.")),
            until=timezone.now() + MUTE_AFTER_WARNINGS,
            case=case,
            followed_from=sanction,
        )
    return sanction


@all_or_nothing
def mute(
    person: User,
    *,
    by: Actor,
    room: Room,
    clause: Clause,
    until: datetime,
    words: str = "",
    case: Case | None = None,
    about: Reported | None = None,
) -> Sanction:
    """The person can read but not write in one room, for a time."""
    now = timezone.now()
    if not now < until <= now + LONGEST_MUTE:
        raise Invalid(_("A mute ends within 30 days."), code="until")
    _lock(person, room.pk)
    return _give(
        Sanction.Kind.MUTE,
        person,
        by=by,
        clause=clause,
        words=words,
        room=room,
        until=until,
        case=case,
        about=about,
    )


@all_or_nothing
def remove_from_room(
    person: User,
    *,
    by: Actor,
    room: Room,
    clause: Clause,
    words: str = "",
    case: Case | None = None,
    about: Reported | None = None,
) -> Sanction:
    """Out of one room, on open tabs too, until it is taken back."""
    _lock(person, room.pk)
    return _give(
        Sanction.Kind.REMOVAL, person, by=by, clause=clause, words=words, room=room, case=case, about=about
    )


@all_or_nothing
def suspend(
    person: User,
    *,
    by: Actor,
    clause: Clause,
    until: datetime | None = None,
    words: str = "",
    case: Case | None = None,
    about: Reported | None = None,
) -> Sanction:
    """Off the site for a time, or for good with no `until`. Needs a role for the whole site."""
    if until is not None and until <= timezone.now():
        raise Invalid(_("Choose an end that lies ahead."), code="until")
    _lock(person)
    return _give(
        Sanction.Kind.SUSPENSION,
        person,
        by=by,
        clause=clause,
        words=words,
        until=until,
        case=case,
        about=about,
    )


@all_or_nothing
def hide(
    thing: Reported, *, by: Actor, clause: Clause, words: str = "", case: Case | None = None
) -> Sanction:
    """A tombstone everywhere at once. Its words stay where only an appeal finds them."""
    about = Reportable.of(thing)
    if about.person is None or not about.can_be_hidden:
        raise Invalid(_("This cannot be hidden."), code="act")
    room_id = about.room_id
    person = _lock(about.person, room_id)
    if hiding_of(about) is not None:
        raise Conflict(_("This is hidden already."), code="hidden")
    _check(by, person, room_id)
    sanction = Sanction.objects.create(
        kind=Sanction.Kind.HIDING,
        person=person,
        room_id=room_id,
        clause=clause,
        words=_said(words),
        by=by.person,
        content=about.thing,
    )
    _belongs_to(case, sanction)
    about.hide(by=by)
    log.write(
        "content.hidden",
        by=by,
        person=person,
        room_id=room_id,
        thing=about.thing,
        clause=clause.slug,
        case=case.pk if case else None,
    )
    tell(person, sanction.kind, room_id=room_id)
    return sanction


def show(thing: Reported, *, by: Actor, reason: str = "") -> None:
    """Undo of `hide`. What is not hidden stays as it is."""
    hiding = hiding_of(thing)
    if hiding is not None:
        undo(hiding, by=by, reason=reason)


def hiding_of(thing: Reported) -> Sanction | None:
    """The hiding of this in force, if it is hidden."""
    row = Reportable.of(thing).thing
    kind = ContentType.objects.get_for_model(row)
    return Sanction.objects.filter(
        kind=Sanction.Kind.HIDING, content_type=kind, object_id=row.pk, undone_at=None
    ).first()


@all_or_nothing
def undo(sanction: Sanction, *, by: Actor, reason: str = "") -> Sanction:
    """Take a sanction back; what it held is free at once, and so is what followed from it."""
    person = _lock(sanction.person, sanction.room_id)
    sanction = Sanction.objects.select_for_update(of=("self",)).get(pk=sanction.pk)
    _check(by, person, sanction.room_id)
    if sanction.undone_at is not None:
        return sanction
    _take_back(sanction, by)
    # Nobody has to wait for a second look at what no longer holds.
    Appeal.objects.filter(sanction=sanction, state=Appeal.State.OPEN).update(
        state=Appeal.State.OVERTURNED, decided_by=by.person, decided_at=timezone.now()
    )
    log.write(
        "sanction.undone",
        by=by,
        person=person,
        room_id=sanction.room_id,
        thing=sanction,
        clause=sanction.clause.slug,
        kind=str(sanction.kind),
        reason_given=bool(reason),
    )
    tell(person, "undone", room_id=sanction.room_id)
    return sanction


def _take_back(sanction: Sanction, by: Actor) -> None:
    """Inside a transaction, with the person locked. The caller writes the log entry."""
    for each in (sanction, *sanction.followers.filter(undone_at=None)):
        each.undone_at, each.undone_by = timezone.now(), by.person
        each.save(update_fields=["undone_at", "undone_by"])
        _hold_on_account(each.person)
        if each.kind == Sanction.Kind.HIDING:
            if (about := Reportable.of(each.content)) is not None:
                about.show(by=by)
            continue
        if each.kind == Sanction.Kind.NAME:
            _give_back_name(each)
        _let_go_in_room(each)
        Revocation.objects.create(kind=Revocation.Kind.RIGHTS, user=each.person, room_id=each.room_id)


def _give_back_name(sanction: Sanction) -> None:
    """What the person chose meanwhile stays; a name that somebody with a role has by now stays away."""
    kept = TakenName.objects.filter(sanction=sanction).first()
    if kept is None:
        return
    person = User.objects.get(pk=sanction.person_id)
    if kept.about and not person.about:
        accounts.set_line(person, kept.about)
    is_free = not worn.looks_like_somebody(kept.display_name, but=person.pk)
    if kept.display_name and not person.display_name and is_free:
        accounts.wear(person, kept.display_name)


def mark_seen(person: User) -> None:
    """The person has opened the page that says it."""
    seen_by_visiting(person, *DECISIONS)
    Sanction.objects.filter(person=person, seen_at=None).update(seen_at=timezone.now())


def _lock(person: User, room_id: int | None = None) -> User:
    """A message of theirs is either stored before this or asks after it.

    The room first, then the person, in the one order of locks that rooms/statements.py states.
    """
    if room_id is not None:
        Room.objects.select_for_update(no_key=True).filter(pk=room_id).first()
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def _check(by: Actor, person: User, room_id: int | None) -> None:
    policy.check_can_act_on(by, person, room_id)
    disputes.check_not_own(by, person)


def _belongs_to(case: Case | None, sanction: Sanction) -> None:
    if case is not None:
        case.sanctions.add(sanction)


def _hold_in_room(sanction: Sanction) -> None:
    """What it means in the room, in the transaction of the act: a message of theirs comes before it or not at all."""
    if sanction.room is not None and sanction.kind == Sanction.Kind.MUTE:
        rooms.restrict(sanction.room, sanction.person, muted_until=sanction.until)
    elif sanction.room is not None and sanction.kind == Sanction.Kind.REMOVAL:
        rooms.restrict(sanction.room, sanction.person, removed=True)


def _let_go_in_room(sanction: Sanction) -> None:
    if sanction.room is None:
        return
    rooms.unrestrict(
        sanction.room,
        sanction.person,
        muted=sanction.kind == Sanction.Kind.MUTE,
        removed=sanction.kind == Sanction.Kind.REMOVAL,
    )
    # Another one of the same kind may still be in force.
    others = Sanction.objects.in_force().filter(
        person=sanction.person, room=sanction.room, kind=sanction.kind
    )
    for other in others:
        _hold_in_room(other)


def _said(words: str) -> str:
    return at_most(words, MOST_WORDS)


def _give(
    kind: Sanction.Kind,
    person: User,
    *,
    by: Actor,
    clause: Clause,
    words: str,
    room: Room | None = None,
    until: datetime | None = None,
    case: Case | None = None,
    about: Reported | None = None,
    followed_from: Sanction | None = None,
) -> Sanction:
    """`about` is what the moderator began from; what follows from a rule was asked for with the act before it."""
    room_id = room.pk if room is not None else None
    automatic = followed_from is not None
    if kind == Sanction.Kind.SUSPENSION and not policy.is_moderator(by):
        raise NotAllowed(_("Suspending from the whole site is for the site's moderators."))
    if not automatic:
        _check(by, person, room_id)
    sanction = Sanction.objects.create(
        kind=kind,
        person=person,
        room=room,
        clause=clause,
        words=_said(words),
        by=by.person,
        until=until,
        automatic=automatic,
        followed_from=followed_from,
        **({"content": Reportable.of(about).thing} if about is not None else {}),
    )
    _belongs_to(case, sanction)
    _hold_on_account(person)
    _hold_in_room(sanction)
    log.write(
        f"sanction.{kind}",
        by=by,
        person=person,
        room_id=room_id,
        thing=sanction,
        clause=clause.slug,
        until=until.isoformat() if until else None,
        automatic=automatic,
        case=case.pk if case else None,
    )
    revocation = {
        Sanction.Kind.SUSPENSION: Revocation.Kind.ACCOUNT,
        Sanction.Kind.REMOVAL: Revocation.Kind.ROOM,
        Sanction.Kind.MUTE: Revocation.Kind.RIGHTS,
    }.get(kind)
    if revocation is not None:
        Revocation.objects.create(kind=revocation, user=person, room_id=room_id)
    tell(person, kind, room_id=room_id)
    return sanction


def _hold_on_account(person: User) -> None:
    """What holds for the whole site stands on the account itself, where every page and message sees it."""
    ends: dict[Sanction.Kind, datetime | None] = {Sanction.Kind.SUSPENSION: None, Sanction.Kind.MUTE: None}
    for row in Sanction.objects.in_force().filter(person=person, room=None, kind__in=list(ends)):
        kind, end = Sanction.Kind(row.kind), row.until or FOR_GOOD
        ends[kind] = max(end, ends[kind] or end)
    User.objects.filter(pk=person.pk).update(
        suspended_until=ends[Sanction.Kind.SUSPENSION], muted_until=ends[Sanction.Kind.MUTE]
    )

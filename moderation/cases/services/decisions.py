"""What a moderator does in one go: hide what was said, say or do something to the person, finish the case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.accounts.reportable import Reportable, Reported
from community.kernel.refused import Invalid
from community.kernel.transactions import all_or_nothing
from moderation.clauses.models import Clause
from moderation.standing.models import Sanction
from rooms.models import Room

from ..models import Case
from .names import take_name
from .reports import _check_held, close
from .sanctions import _lock, hide, mute, remove_from_room, suspend, warn


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """`kind` is a Sanction.Kind or empty; `until` belongs to a mute or a suspension."""

    clause: Clause
    words: str = ""
    hide: bool = False
    kind: str = ""
    until: datetime | None = None


@all_or_nothing
def act(
    person: User,
    *,
    by: Actor,
    decision: Decision,
    room: Room | None = None,
    about: Reported | None = None,
    case: Case | None = None,
) -> list[Sanction]:
    """Each part is an act of its own, with its own entry; either all of them are done or none."""
    if not decision.hide and not decision.kind:
        raise Invalid(_("Please choose what to do."), code="act")
    # Before any entry is written, in the one order of locks (rooms/statements.py): the end of the log comes last.
    _lock(person, room.pk if room is not None else None)
    done = []
    if decision.hide:
        if about is None:
            raise Invalid(_("There is nothing here to hide."), code="act")
        done.append(hide(about, by=by, clause=decision.clause, words=decision.words, case=case))
    if decision.kind:
        done.append(_give(person, by=by, decision=decision, room=room, about=about, case=case))
    return done


def _give(
    person: User,
    *,
    by: Actor,
    decision: Decision,
    room: Room | None,
    about: Reported | None,
    case: Case | None,
) -> Sanction:
    more: dict[str, Any] = {"by": by, "clause": decision.clause, "words": decision.words, "case": case}
    more["about"] = about
    kind = decision.kind
    if kind == Sanction.Kind.WARNING:
        return warn(person, room=room, **more)
    if kind == Sanction.Kind.NAME:
        return take_name(person, room=room, **more)
    if kind == Sanction.Kind.SUSPENSION:
        return suspend(person, until=decision.until, **more)
    if room is None:
        raise Invalid(_("This needs a room."), code="room")
    if kind == Sanction.Kind.REMOVAL:
        return remove_from_room(person, room=room, **more)
    if kind == Sanction.Kind.MUTE and decision.until is not None:
        return mute(person, room=room, until=decision.until, **more)
    raise Invalid(_("Please choose what to do."), code="act")


@all_or_nothing
def settle(
    case: Case, *, by: Actor, decision: Decision, note: str = "", keep: bool = False
) -> list[Sanction]:
    """Act on a case one holds, and close it unless there is more to do."""
    if case.person is None:
        raise Invalid(_("There is nobody to act on here."), code="act")
    _lock(case.person, case.room_id)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _check_held(case, by)
    assert case.person is not None
    done = act(
        case.person, by=by, decision=decision, room=case.room, about=Reportable.of(case.content), case=case
    )
    if not keep:
        close(case, by=by, outcome=Case.Outcome.ACTED, note=note)
    return done

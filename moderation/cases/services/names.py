"""A name that hurts is taken away: back to the handle, and the line about oneself emptied."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.accounts import services as accounts
from community.accounts.actor import Actor
from community.accounts.models import User
from community.accounts.reportable import Reported
from community.kernel.refused import Conflict
from community.kernel.transactions import all_or_nothing
from moderation.clauses.models import Clause
from moderation.standing.models import Sanction, TakenName
from rooms.models import Room

from ..models import Case
from .sanctions import _give, _lock


@all_or_nothing
def take_name(
    person: User,
    *,
    by: Actor,
    clause: Clause,
    words: str = "",
    room: Room | None = None,
    case: Case | None = None,
    about: Reported | None = None,
) -> Sanction:
    """The same name cannot be taken again until this is undone. It changes nothing else for the person."""
    person = _lock(person, room.pk if room is not None else None)
    if not has_name_to_take(person):
        raise Conflict(_("There is no name and no line here to take away."), code="no_name")
    sanction = _give(
        Sanction.Kind.NAME, person, by=by, clause=clause, words=words, room=room, case=case, about=about
    )
    if settings.FIELD_KEYS:  # without a key nothing is kept to be given back, and the name goes all the same
        TakenName.objects.create(sanction=sanction, display_name=person.display_name, about=person.about)
    accounts.set_line(person, "")
    accounts.wear(person, "")
    return sanction


def has_name_to_take(person: User) -> bool:
    return bool(person.display_name or person.about)

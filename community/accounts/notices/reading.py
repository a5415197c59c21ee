"""What pages show: the bell and its lines on all of them, the list on its own."""

from dataclasses import dataclass

from community.accounts.models import User

from .catalogue import KINDS, Line, kinds_for
from .models import Notice, NoticeQuerySet
from .services import in_bell, unseen_kinds


@dataclass(frozen=True, slots=True)
class Bell:
    """`lines` are those of what must not be overlooked, in the order of the catalogue."""

    count: int
    lines: list[Line]


def bell_of(person: User) -> Bell:
    """For the head of every page, in one query."""
    waiting = unseen_kinds(person)
    shown = [KINDS[key] for key in kinds_for(suspended=person.is_suspended) if waiting[key]]
    lines = {kind.line: None for kind in shown if kind.line is not None}
    return Bell(in_bell(waiting, person), list(lines))


def news_of(person: User) -> NoticeQuerySet:
    """The newest first."""
    return Notice.objects.shown_to(person).order_by("-at", "-pk")

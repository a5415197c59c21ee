"""What pages show: the bell and its lines on all of them, the list on its own."""

from dataclasses import dataclass

from community.accounts.models import User

from .catalogue import KINDS, SAID_TO_ME, Line, kinds_for
from .drawing import Drawn, draw
from .models import Notice, NoticeQuerySet
from .services import in_bell, unseen_kinds


@dataclass(frozen=True, slots=True)
class Bell:
    """`lines` are those of what must not be overlooked, in the order of the catalogue. `rooms`: followed ones in which
    there is something new; what is above knows of them."""

    count: int
    lines: list[Line]
    rooms: int = 0

    @property
    def total(self) -> int:
        return self.count + self.rooms


def bell_of(person: User) -> Bell:
    """For the head of every page, in one query."""
    waiting = unseen_kinds(person)
    shown = [KINDS[key] for key in kinds_for(suspended=person.is_suspended) if waiting[key]]
    lines = {kind.line: None for kind in shown if kind.line is not None}
    return Bell(in_bell(waiting, person), list(lines))


def said_to(person: User, most: int = 5) -> list[Drawn]:
    """Answers and calls by name that wait, for the first page. No query where the reading of the person said that
    nothing does."""
    if getattr(person, "news_waits", True) is False:
        return []
    return draw(news_of(person).unseen().filter(kind__in=SAID_TO_ME)[:most], person)


def news_of(person: User) -> NoticeQuerySet:
    """The newest first."""
    return Notice.objects.shown_to(person).order_by("-at", "-pk")

"""What the chapters hand on to one another."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from community.accounts.models import User
from rooms.models import Room

from . import talk_charla, talk_days, talk_grey, talk_loss, talk_nights, talk_sober, talk_worry
from .people import PEOPLE, Person
from .screenplay import Line, read

PASSWORD = "openhearth"  # said aloud on purpose: the people are invented
SCRIPTS: dict[str, str] = {
    slug: script
    for book in (talk_charla, talk_days, talk_grey, talk_loss, talk_nights, talk_sober, talk_worry)
    for slug, script in book.TALK.items()
}


@dataclass(slots=True)
class Story:
    """Told as of `now`; the same every time but for the clock. Chapters fill in people and rooms."""

    now: datetime
    cast: dict[str, Person] = field(default_factory=lambda: {person.key: person for person in PEOPLE})
    people: dict[str, User] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = {slug: read(script, now=self.now, seed=slug) for slug, script in SCRIPTS.items()}

    def chance(self, name: str) -> Random:
        """Luck of its own for each purpose, so that a new chapter changes nothing in the others."""
        return Random(f"openhearth {name}")

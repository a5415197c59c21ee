"""What the texts a new site starts with are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario question. `wrong` are the other two answers; which place the right one takes is settled later."""

    story: str
    right: str
    wrong: tuple[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class Text:
    """One clause in its first version."""

    slug: str
    title: str
    binds: str
    words: str
    fine: str
    not_fine: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role does in one situation of "is this my job?"."""

    role: str
    answer: str
    words: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    name: str
    clause: str
    cells: tuple[Cell, ...]

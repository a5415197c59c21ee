"""What changed between two versions of a clause, word by word."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from .models import Clause

SHOWN = ("title", "binds", "words", "fine", "not_fine")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `same`, `added` or `removed`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field that reads differently now."""

    name: str
    label: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.before, self.after)


def changes(before: Any, after: Any) -> list[Change]:
    """Between two clauses, stored versions or both; `before` may be None."""
    found = []
    for name in SHOWN:
        old, new = (_read(clause, name) for clause in (before, after))
        if old != new:
            found.append(Change(name, label_of(name), old, new))
    return found


def label_of(name: str) -> str:
    return str(getattr(Clause._meta.get_field(name), "verbose_name", name))


def _read(clause: Any, name: str) -> str:
    if clause is None:
        return ""
    return str(clause.get_binds_display()) if name == "binds" else str(getattr(clause, name))


def pieces(before: str, after: str) -> list[Piece]:
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    found: list[Piece] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(new[j1:j2])))
            continue
        if i2 > i1:
            found.append(Piece("removed", "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Piece("added", "".join(new[j1:j2])))
    return found

"""Names that belong to somebody: people with a role, and names that were taken away. The apps above know both and say
it here; people themselves know nothing of roles.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from community.kernel.lookalikes import skeleton

from .roles import FILLERS

LONG_ENOUGH = 5
# Dot1. A longer number is a year, or the one the site itself puts behind a word at sign-up.
_DIGITS_AROUND = re.compile(r"^\d{1,3}(?!\d)|(?<!\d)\d{1,3}$")

# Number, handle and name of everybody with a role; the names that were taken away from a person.
_with_a_role: list[Callable[[], Iterable[tuple[int, str, str]]]] = []
_taken_from: list[Callable[[int], Iterable[str]]] = []


def people_with_a_role(source: Callable[[], Iterable[tuple[int, str, str]]]) -> None:
    _with_a_role.append(source)


def names_taken_from(source: Callable[[int], Iterable[str]]) -> None:
    _taken_from.append(source)


def looks_like_somebody(name: str, *, but: int | None = None) -> bool:
    """Whether this reads like the handle or the name of somebody with a role, who is not `but`."""
    seen = looks(name) | looks(_DIGITS_AROUND.sub("", name))
    rows = (row for source in _with_a_role for row in source())
    return any(
        _is_or_adds_to(seen, _sees(worn))
        for person, handle, display in rows
        if person != but
        for worn in {handle, display or handle}
    )


def _is_or_adds_to(seen: set[str], theirs: str) -> bool:
    """Theirs, or theirs with letters doubled: Yusuff. In a short name that makes another one: Ana and Anna are two."""
    if theirs in seen:
        return True
    short = 3 if len(theirs) < LONG_ENOUGH else 2
    once = _once_each(theirs, short)
    return any(len(name) > len(theirs) and _once_each(name, short) == once for name in seen)


def _once_each(bones: str, least: int) -> str:
    return re.sub(rf"(.)\1{{{least - 1},}}", r"\1", bones)


def was_taken_from(name: str, person: int | None) -> bool:
    """Whether a moderator took this name, or one like it, away from this person."""
    if person is None:
        return False
    seen = _sees(name)
    return any(_sees(old) == seen for source in _taken_from for old in source(person))


def alike(people: Mapping[int, str]) -> set[int]:
    """Those of these people, by number and name, whose names read like another's."""
    same: dict[str, list[int]] = {}
    for person, name in people.items():
        same.setdefault(_sees(name), []).append(person)
    return {person for group in same.values() if len(group) > 1 for person in group}


def worn_by_others(
    theirs: Iterable[tuple[int, str, str]], everybody: Iterable[tuple[int, str, str]]
) -> dict[int, set[int]]:
    """For each of these whose handle or name somebody else goes by: who. By number, handle and name."""
    owners: dict[str, set[int]] = {}
    for person, handle, display in theirs:
        for name in {handle, display or handle}:
            owners.setdefault(_sees(name), set()).add(person)
    found: dict[int, set[int]] = {}
    for person, handle, display in everybody:
        for owner in owners.get(_sees(display or handle), set()) - {person}:
            found.setdefault(owner, set()).add(person)
    return found


def looks(name: str) -> set[str]:
    """A name as it is, and without what people put beside another's name: "the real Dot"."""
    words = name.split()
    bare = [word for word in words if skeleton(word) not in _FILLERS]
    return {_sees(name), _sees(" ".join(bare))} - {""}


@lru_cache(maxsize=8192)
def _sees(name: str) -> str:
    """Doubled letters are missed in a long name, and make another one of a short."""
    bones = skeleton(name)
    if len(bones) < 8:
        return bones
    return "".join(letter for at, letter in enumerate(bones) if at == 0 or letter != bones[at - 1])


_FILLERS = {skeleton(word) for word in FILLERS}

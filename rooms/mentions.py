"""`@name` in what somebody wrote: whom it calls. The same rule draws the mark on the page (static/rooms/calls.js).

Words only are looked at here. Who may be meant, and who hears of it, is decided in rooms/ringing.py; a name that calls
nobody looks like one that calls somebody, so that writing one tells nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_AT = re.compile(r"(?<![\w@])@(?=\S)")
# An address goes on after the name: `@anna-lena` does not call anna, nor does `@anna.b`.
_ENDS = re.compile(r"(?![\w@])(?![-.]\w)")
_HANDLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def names_of(person: Any) -> list[str]:
    return [name for name in (person.handle, person.display_name) if name]


def folded(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()


def called_in(body: str, names: Iterable[str]) -> list[str]:
    """Which of these names are called, folded, in the order in which they are; of two that fit, the longer one."""
    if "@" not in body:
        return []
    words = folded(body)
    longest_first = sorted({folded(name) for name in names if name}, key=len, reverse=True)
    called: dict[str, None] = {}
    for at in _AT.finditer(words):
        for name in longest_first:
            if words.startswith(name, at.end()) and _ENDS.match(words, at.end() + len(name)):
                called[name] = None
                break
    return list(called)


def handles_in(body: str) -> set[str]:
    """What could be handles: to be looked up."""
    words = folded(body)
    found = (_HANDLE.match(words, at.end()) for at in _AT.finditer(words))
    return {match.group() for match in found if match}


def whom(body: str, handles: Mapping[str, int], names: Iterable[tuple[str, int]]) -> list[int]:
    """The people called. A handle is one person's; a name that two go by calls neither."""
    people: dict[str, int | None] = {}
    for name, person in names:
        key = folded(name)
        people[key] = person if people.get(key, person) == person else None
    people.update({folded(handle): person for handle, person in handles.items()})
    called = (people[name] for name in called_in(body, people))
    return list(dict.fromkeys(person for person in called if person is not None))

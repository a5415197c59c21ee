"""What those who run the site should look at, said on the first page of the admin.

Each app says its own, in its `admin.py`: a function under `@attention`, asked with whoever looks, that gives a
`Line` or nothing. One query each, and never a name: the page behind the link knows who may see whom.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """`weight` puts the pressing above the rest: 3 people wait for it, 2 this week, 1 when there is time."""

    words: Words
    url: str = ""
    weight: int = 1
    more: Words = ""


Asked = Callable[[Any], Line | None]
_asked: list[Asked] = []


def attention(asked: Asked) -> Asked:
    _asked.append(asked)
    return asked


def lines_for(viewer: Any, *, and_also: Iterable[Line] = ()) -> list[Line]:
    """Everything there is to say just now, the heaviest first."""
    found = [line for asked in _asked if (line := asked(viewer)) is not None]
    return sorted([*found, *and_also], key=lambda line: -line.weight)

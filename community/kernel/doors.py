"""What stays open to whom, said on the view itself.

Some people are led to one page first: whoever is suspended to why, whoever owes an acceptance to what there is to
read. A view is behind these doors unless it says otherwise; help, leaving, one's own standing and one's own account
say so. The policy table of the tests shows every view with what it is open to.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import wraps
from importlib import import_module
from inspect import ismethod
from typing import Any, TypeVar

from django.urls import URLPattern, URLResolver

View = TypeVar("View", bound=Callable[..., Any])


class Door(StrEnum):
    SUSPENDED = "suspended"
    OWING = "owing"
    # Asks nobody who they are, so that it answers while the database does not; open to everybody, then.
    NAMELESS = "nameless"


SUSPENDED, OWING, NAMELESS = Door.SUSPENDED, Door.OWING, Door.NAMELESS


def open_to(*doors: Door) -> Callable[[View], View]:
    """`@open_to(SUSPENDED, OWING)`: for a page that nobody may be kept from."""

    def say(view: View) -> View:
        told: Any = view
        told.open_to = frozenset(doors)
        return view

    return say


def doors_of(view: Any) -> frozenset[Door]:
    found: frozenset[Door] = getattr(view, "open_to", frozenset())
    return found


def is_open(view: Any, door: Door) -> bool:
    return not doors_of(view).isdisjoint({door, NAMELESS})


def opened(urlconf: str, doors: Mapping[str, tuple[Door, ...]], *, rest: tuple[Door, ...]) -> Any:
    """The addresses of somebody else's urlconf, with what each is open to by its name, and what all others are."""
    patterns = import_module(urlconf).urlpatterns
    say_for(patterns, doors, rest)
    return urlconf


def say_for(patterns: list[Any], doors: Mapping[str, tuple[Door, ...]], rest: tuple[Door, ...]) -> None:
    """Each pattern by its name; all others as `rest`."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            say_for(pattern.url_patterns, doors, rest)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            if ismethod(view):  # takes no marks of its own
                view = pattern.callback = _as_function(view)
            open_to(*doors.get(pattern.name or "", rest))(view)


def _as_function(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def called(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return called

"""Whom a sign-in belongs to, read for a socket, and for many of them at once when all come back.

Channels' session middleware would wrap every frame that goes out in order to save a changed session; a socket here
never changes one, so signing in is all that is done.
"""

from collections.abc import Collection, Iterator
from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.utils import timezone

from .backends import read_together
from .models import User
from .sign_in import has_shown_second_step

SignedIn = tuple[User, bool]  # and whether that sign-in has shown a second step


def person_of(session_key: str) -> SignedIn | None:
    """Whom this session is signed in as, checked as for a page (closed accounts, changed passwords)."""
    return people_of([session_key]).get(session_key)


def people_of(session_keys: Collection[str]) -> dict[str, SignedIn]:
    """The same for many, in two queries. A key that signs nobody in is left out."""
    found: dict[str, SignedIn] = {}
    sessions = list(_sessions({key for key in session_keys if key}))
    with read_together(store[SESSION_KEY] for store in sessions if SESSION_KEY in store):
        for store in sessions:
            # Django itself says whether it holds: the backend, the password it was made with, the account.
            person: Any = get_user(SimpleNamespace(session=store))  # type: ignore[arg-type]
            if person.is_authenticated:
                found[store.session_key] = (person, has_shown_second_step(store, person))
    return found


def _sessions(keys: set[str]) -> Iterator[Any]:
    """Those that are there and have not run out, as the site's own engine reads them."""
    engine: Any = import_module(settings.SESSION_ENGINE).SessionStore
    rows = engine.get_model_class().objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    for key, data in rows.values_list("session_key", "session_data"):
        store = engine(key)
        store.load = partial(store.decode, data)
        yield store

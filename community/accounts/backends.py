"""Who it is that signs in: by handle and password, with the same work for every wrong answer."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from . import blocks
from .known import with_all_known
from .models import User
from .notices.models import with_news

_read: ContextVar[dict[int, User] | None] = ContextVar("people read together", default=None)


def _people() -> QuerySet[User]:
    """The person a page or a socket is for, and in the same query whom they do not meet and whether news waits."""
    return with_news(blocks.with_hidden(User.objects.all()))


# Stands in the statement below where the person's number goes.
_NUMBER = -1


@lru_cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """What is asked of the one person of a page, written out once: to say it anew each time cost more than to run it."""
    return with_all_known(_people()).filter(pk=_NUMBER).query.sql_with_params()


def _person(number: int) -> User | None:
    sql, params = _statement()
    rows = User.objects.raw(sql, [number if value == _NUMBER else value for value in params])
    for person in rows:
        person.news_waits = bool(person.news_waits)  # type: ignore[attr-defined]
        return person
    return None


@contextmanager
def read_together(numbers: Iterable[int | str]) -> Iterator[None]:
    """Within it the backend knows these people from one query: the many of them who come back in one moment."""
    wanted = {int(number) for number in numbers}
    people = {person.pk: person for person in _people().filter(pk__in=wanted)} if wanted else {}
    token = _read.set(people)
    try:
        yield
    finally:
        _read.reset(token)


class SignInBackend(AuthenticationBackend):
    """allauth's, but a closed account gets no page of its own: it is as unknown as a name nobody has.

    A wrong name, a wrong password and a closed account each cost one look-up and one hash. Whoever closed their own
    account and has its password is let through to the page where they may come back (returning.py).
    """

    def get_user(self, user_id: int) -> User | None:
        # Each is given away once: two sign-ins of one person do not share a row.
        person = (_read.get() or {}).pop(user_id, None) or _person(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None

    def _authenticate_by_username(self, username: str, password: str) -> User | None:
        person = User.objects.filter(handle=username.strip().lower()).first()
        if person is None:
            return None
        self._did_check_password = True
        may_try = person.is_active or person.may_come_back
        return person if person.check_password(password) and may_try else None

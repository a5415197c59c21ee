"""Somebody whose account is closed signs in: led to one page, where they come back or keep it closed.

They are signed in nowhere. The session only remembers, for half an hour, that whoever holds it has shown the name and
password of that account and its second step, so every page and socket goes on seeing a stranger. Nothing of it is
told to anybody who has not shown them (P38).
"""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from .models import User

KEY = "closed_account"
WAITS_FOR = timedelta(minutes=30)
BACKEND = "community.accounts.backends.SignInBackend"


def wait(request: HttpRequest, person: User) -> None:
    """This session has just shown who it is. Under a new key, as every sign-in is."""
    request.session.cycle_key()
    request.session[KEY] = {
        "person": person.pk,
        "proof": person.get_session_auth_hash(),
        "until": (timezone.now() + WAITS_FOR).timestamp(),
    }


def who_waits(request: HttpRequest) -> User | None:
    """The person at the page between; nobody once the half hour, the password or the account is over."""
    waiting = request.session.get(KEY)
    if waiting is None or waiting["until"] < timezone.now().timestamp():
        return None
    person = User.objects.filter(pk=waiting["person"]).first()
    if person is None or not person.may_come_back:
        return None
    return person if constant_time_compare(waiting["proof"], person.get_session_auth_hash()) else None


def end_waiting(request: HttpRequest) -> None:
    """Nothing of it is left in the session, its sign-in steps neither."""
    request.session.flush()


def let_in(request: HttpRequest, person: User) -> None:
    """Signed in with the steps that were shown; whoever came with a second step still has it."""
    request.session.pop(KEY, None)
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)

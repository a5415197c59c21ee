"""Mo moderates the whole site, Rosa one room, Stella is staff; Dina and Tom are members."""

from datetime import timedelta
from typing import Any

import pytest

from moderation.roles.models import Role
from tests.rooms.talk import say

from .people import MADE, clause_of, give_role, show_second_step


@pytest.fixture
def sign_in(sign_in: Any) -> Any:
    """As everywhere; who was given a role by `give_role` signs in with the second step that belongs to it."""

    def client_of(person: Any, **options: Any) -> Any:
        client = sign_in(person, **options)
        if person.authenticator_set.filter(data=MADE).exists():
            show_second_step(client.session, person)
        return client

    return client_of


@pytest.fixture
def clause(db: None) -> Any:
    return clause_of()


@pytest.fixture
def mo(make_person: Any) -> Any:
    person = make_person("mo", display_name="Mo")
    give_role(person)
    return person


@pytest.fixture
def ines(make_person: Any) -> Any:
    """Another moderator of the whole site."""
    person = make_person("ines", display_name="Ines")
    give_role(person)
    return person


@pytest.fixture
def rosa(make_person: Any, room: Any) -> Any:
    """A moderator of `room` alone."""
    person = make_person("rosa", display_name="Rosa")
    give_role(person, room=room)
    return person


@pytest.fixture
def stella(make_person: Any) -> Any:
    person = make_person("stella", display_name="Stella")
    give_role(person, Role.STAFF)
    return person


@pytest.fixture
def message(room: Any, eve: Any) -> Any:
    """Something eve wrote in the room that is not kind."""
    clause_of()
    return say(room, eve, "you are all pathetic")


@pytest.fixture
def time_machine_at() -> Any:
    """`with time_machine_at(minutes=16):` everything in it happens that much later."""
    import time_machine
    from django.utils import timezone

    return lambda **later: time_machine.travel(timezone.now() + timedelta(**later), tick=True)

"""A site where clauses are asked for as on a real one, and people with roles."""

from collections.abc import Iterator
from typing import Any

import pytest

from community.accounts.models import User
from moderation.clauses import policy, services
from moderation.clauses.models import Clause
from moderation.roles import services as roles
from tests.support.people import acting


@pytest.fixture(autouse=True)
def asked(settings: Any, db: None) -> Iterator[None]:
    """Every look is a fresh one, and nothing known here reaches the next test."""
    services.install_texts()
    settings.CLAUSES_LOOKED_AT_EVERY = 0
    # As in the demo: roles count without a second factor.
    settings.DEBUG = True
    policy.newest.forget()
    yield
    policy.newest.forget()


@pytest.fixture
def stef(make_person: Any) -> User:
    """Staff, who has accepted what binds staff."""
    stef: User = make_person("stef", display_name="Stef", is_staff=True, is_superuser=True)
    services.accept(stef, services.owed_by(stef))
    return stef


@pytest.fixture
def with_role(make_person: Any, stef: User) -> Any:
    """`with_role("mo", "moderator")`, who has accepted nothing of that role yet."""

    def made(handle: str, role: str, **where: Any) -> User:
        person: User = make_person(handle, display_name=handle.title())
        roles.grant(person, by=acting(stef), role=role, reason="For this test.", **where)
        return person

    return made


@pytest.fixture
def mo(with_role: Any) -> User:
    """A moderator who has accepted everything."""
    mo: User = with_role("mo", "moderator")
    services.accept(mo, services.owed_by(mo))
    return mo


@pytest.fixture
def clause() -> Clause:
    """One that binds everybody."""
    return Clause.objects.get(slug="no-outside-contact")


@pytest.fixture
def change(stef: User) -> Any:
    """`change(clause, words="…")`: a material change, unless it is said not to be one."""

    def changed(
        clause: Clause, *, material: bool = True, what_changed: str = "It says more now.", **fields: Any
    ) -> Clause:
        return services.publish(
            clause, by=acting(stef), material=material, what_changed=what_changed, **fields
        )

    return changed

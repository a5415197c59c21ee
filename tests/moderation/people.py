"""People with roles and the clauses they act by, made as the site makes them.

Somebody with a role here has a second step set up, and signs in with it (see `sign_in` in conftest.py).
"""

from typing import Any

from moderation.clauses.models import Acceptance, Clause
from moderation.roles.models import Role, RoleGrant

MADE = {"made": "for a test"}


def give_role(person: Any, role: str = Role.MODERATOR, *, room: Any = None, level: str = "") -> RoleGrant:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": MADE})
    return RoleGrant.objects.create(person=person, role=role, room=room, level=level, reason="for a test")


def clause_of(slug: str = "be-kind") -> Clause:
    return Clause.objects.get_or_create(
        slug=slug,
        defaults={
            "title": slug.replace("-", " ").capitalize(),
            "words": f"About {slug}.",
            "fine": "this",
            "not_fine": "that",
        },
    )[0]


def show_second_step(session: Any, person: Any) -> None:
    """As if a code had been typed in at sign-in."""
    from types import SimpleNamespace

    from allauth.account.internal.flows.login import record_authentication

    record_authentication(SimpleNamespace(session=session), person, "mfa")
    session.save()


def moderator_with_session(
    handle: str, *, role: str = Role.MODERATOR, room: str = "", **fields: Any
) -> dict[str, Any]:
    """For `site.call`: somebody with a role, for the site or one room (slug), signed in with a second step."""
    from importlib import import_module

    from django.conf import settings

    from rooms.models import Room
    from tests.support.people import make_person, session_of

    person = make_person(handle, **fields)
    give_role(person, role, room=Room.objects.get(slug=room) if room else None)
    for clause in Clause.objects.all():
        Acceptance.objects.create(person=person, clause=clause, version=clause.version)
    key = session_of(person)
    show_second_step(import_module(settings.SESSION_ENGINE).SessionStore(key), person)
    return {"id": person.pk, "handle": person.handle, "session": key}

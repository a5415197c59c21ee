"""Alice, Bob and their rooms, made the way the site makes them. Every function here may also be run inside a
site's own process by `site.call(...)`; those that are return plain values.
"""

from collections.abc import Iterable
from typing import Any

PASSWORD = "openhearth"


def make_person(handle: str, **fields: Any) -> Any:
    """A member of age who accepted the house rules. The password is PASSWORD."""
    from django.utils import timezone

    from community.accounts.models import User

    now = timezone.now()
    fields = {"adult_confirmed_at": now, "rules_accepted_at": now, **fields}
    person = User.objects.create_user(handle, fields.pop("password", PASSWORD), **fields)
    if person.is_staff:
        have_second_step(person)
    return person


def acting(person: Any) -> Any:
    """The person as who acts: from the shell, where there is nothing to be shown."""
    from community.accounts.actor import Actor, in_shell

    return person if person is None or isinstance(person, Actor) else in_shell(person)


def have_second_step(person: Any) -> None:
    """Set up, as every role above member needs it; signing in by `sign_in` and `session_of` then shows it."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})


def sign_in_as(client: Any, person: Any) -> None:
    """As after the sign-in page: with the second step, where the person has one."""
    from types import SimpleNamespace

    from allauth.account.internal.flows.login import record_authentication

    client.force_login(person)
    if person.authenticator_set.exists():
        session = client.session
        record_authentication(SimpleNamespace(session=session), person, "mfa")
        session.save()


def make_topic(name: str, **fields: Any) -> Any:
    from django.utils.text import slugify

    from rooms.models import Topic

    return Topic.objects.get_or_create(slug=slugify(name), defaults={"name": name, **fields})[0]


def make_room(slug: str, *, topics: Iterable[str] = (), members: Iterable[Any] = (), **fields: Any) -> Any:
    """An open room; `topics` by name, `members` are put in as if they had been invited."""
    from rooms.models import Membership, Room

    fields.setdefault("title", slug.replace("-", " ").capitalize())
    room = Room.objects.create(slug=slug, **fields)
    room.topics.set([make_topic(name) for name in topics])
    for person in members:
        Membership.objects.create(room=room, user=person)
    return room


def session_of(user: Any) -> str:
    """The session cookie's value of a fresh sign-in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    sign_in_as(client, user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def person_with_session(handle: str, rooms: Iterable[str] = (), **fields: Any) -> dict[str, Any]:
    """For `site.call`: a new person, put into `rooms` (slugs) and signed in."""
    from rooms.models import Membership, Room

    person = make_person(handle, **fields)
    for slug in rooms:
        Membership.objects.create(room=Room.objects.get(slug=slug), user=person)
    return {"id": person.pk, "handle": person.handle, "session": session_of(person)}


def people_with_sessions(prefix: str, count: int, rooms: Iterable[str] = ()) -> list[dict[str, Any]]:
    """For `site.call`: many at once, all with one password that was hashed once."""
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from community.accounts.models import User
    from rooms.models import Membership, Room

    now, password = timezone.now(), make_password(PASSWORD)
    people = User.objects.bulk_create(
        User(handle=f"{prefix}-{n}", password=password, adult_confirmed_at=now, rules_accepted_at=now)
        for n in range(1, count + 1)
    )
    here = list(Room.objects.filter(slug__in=list(rooms)))
    Membership.objects.bulk_create(Membership(room=room, user=person) for room in here for person in people)
    return [{"id": person.pk, "handle": person.handle, "session": session_of(person)} for person in people]


def room_made(slug: str, **fields: Any) -> dict[str, Any]:
    """For `site.call`: a new room."""
    room = make_room(slug, **fields)
    return {"id": room.pk, "slug": room.slug}

"""Who acts: a person in one sign-in. Made in three places only: the middleware, the socket, the shell.

A `User` is a row; read again it knows nothing of the sign-in its person came with. What may be done hangs on
that, so services take an `Actor` and policy asks the actor. Whoever has none can do nothing.
"""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from community.kernel.refused import Refused

from .models import User, session_digest
from .sign_in import client_address, has_shown_second_step


class SomebodyElse(Refused):
    """A tab of one person asks with the sign-in of another."""

    code = "somebody_else"
    status = 401

    def __init__(self) -> None:
        super().__init__(_("Somebody else is signed in here now. Please load this page again."))


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """`sign_in` names the sign-in (a digest of its key; empty in the shell), `second_step` says whether it came
    with more than a password, `address` is the bucket of the network it came from, for limits. `kept` is where the
    actor of one request keeps what was asked about it; a socket's has no such place."""

    person: User
    sign_in: str
    second_step: bool
    address: str
    kept: dict[str, Any] | None = None

    @property
    def pk(self) -> int:
        return self.person.pk

    def __str__(self) -> str:
        return self.person.name


def of_request(request: HttpRequest) -> Actor | None:
    """For the middleware; views ask `actor_of`."""
    user = request.user
    if not isinstance(user, User) or SESSION_KEY not in request.session:
        return None
    return Actor(
        person=user,
        sign_in=session_digest(request.session.session_key or ""),
        second_step=has_shown_second_step(request.session, user),
        address=address_bucket(
            client_address(request.META.get("REMOTE_ADDR", ""), request.headers.get("x-forwarded-for", ""))
        ),
        kept={},
    )


def of_socket(person: User, *, key: str, second_step: bool, address: str) -> Actor:
    """For the socket: asked anew for every command, so nothing is kept."""
    return Actor(person, session_digest(key), second_step, address_bucket(address))


def in_shell(person: User) -> Actor:
    """For commands, the story and tests: whoever runs them has the machine, so there is nothing to be shown."""
    return Actor(person, sign_in="", second_step=True, address="")


def actor_or_none(request: HttpRequest) -> Actor | None:
    """Who acts in this request; None for a guest, and where the middleware has not been."""
    ask: Callable[[], Actor | None] | None = getattr(request, "who_acts", None)
    return ask() if ask is not None else None


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request. A guest does not act: PermissionDenied."""
    actor = actor_or_none(request)
    if actor is None:
        raise PermissionDenied
    return actor


def address_bucket(address: str) -> str:
    """One word for a neighbourhood of addresses (/24, /56), that cannot be turned back without the key."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    network = ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 56}", strict=False)
    return salted_hmac("openhearth.address", str(network), algorithm="sha256").hexdigest()[:16]

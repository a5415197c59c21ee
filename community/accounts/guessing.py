"""Passwords, codes and recovery phrases are guessed slowly, and nobody shuts anybody else out by guessing wrongly.

Names stand on people's pages, so a limit on a name alone would be a lock that every stranger can turn. A browser in
which somebody has signed in before is known and counted by itself; all others are counted by where they come from.
Where very many tries for one name come from strangers, each neighbourhood of addresses has a few slow ones left: so
whoever knows the password gets in from elsewhere, and whoever guesses needs very long. Passkeys are not guessed at.

Nothing here asks whether a name exists (P38).
"""

import ipaddress
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from community.kernel import limits
from community.kernel.limits import Limit
from community.kernel.refused import TooFast
from community.kernel.waiting import in_words

from .actor import address_bucket
from .models import session_digest
from .sign_in import client_address

# What is guessed, and how slow the slow way is. A code is short, so its way is slower.
SLOW = {"password": limits.GUESSES_SLOW, "phrase": limits.GUESSES_SLOW, "code": limits.CODES_SLOW}

COOKIE = "known" if settings.DEBUG else "__Host-known"
COOKIE_AGE = 60 * 60 * 24 * 365
MOST_KNOWN = 5
_SALT = "openhearth.known-browser"


@dataclass(slots=True)
class Attempt:
    """The places one try has taken. A wrong one keeps them."""

    places: list[str] = field(default_factory=list)

    def take(self, limit: Limit, key: str) -> None:
        try:
            self.places.append(limit.take(key))
        except TooFast:
            self.was_right()
            raise

    def was_right(self) -> None:
        for place in self.places:
            Limit.give_back(place)
        self.places.clear()


def begin(request: HttpRequest, what: str, name: str) -> Attempt:
    """Before it is looked at. Raises TooFast; tell the attempt afterwards if it was right."""
    name = name.strip().lower()
    who = f"{what}.{digest(name)}"
    attempt = Attempt()
    browser = known_as(request, name)
    if browser:
        attempt.take(limits.GUESSES_KNOWN, f"{who}.{browser}")
        return attempt
    address, place = _address(request), place_of(request)
    attempt.take(limits.GUESSES_HERE, f"{who}.{place}")
    attempt.take(limits.GUESSES_FROM, place)
    attempt.take(limits.GUESSES_FROM_LONG, place)
    try:
        attempt.places.append(limits.GUESSES_OF_STRANGERS.take(who))
    except TooFast:
        attempt.take(SLOW[what], f"{who}.{address_bucket(address)}")
    return attempt


def begin_in_form(request: HttpRequest, what: str, name: str) -> Attempt:
    """The same for a field of a form."""
    try:
        return begin(request, what, name)
    except TooFast as refusal:
        raise too_often(refusal) from refusal


def too_often(refusal: TooFast) -> ValidationError:
    words = _(
        "There were several tries in a short time. Please wait %(time)s. On a device you have signed in on before, "
        "from another network or with a passkey you need not wait."
    )
    wait = refusal.retry_after or 60
    return ValidationError(words % {"time": in_words(wait)}, code="too_fast", params={"retry_after": wait})


def is_too_often(form: Any) -> float | None:
    """How long this form has to wait, in seconds; None where it is not for being too often."""
    for errors in form.errors.as_data().values():
        for error in errors:
            if error.code == "too_fast":
                return float((error.params or {}).get("retry_after", 60))
    return None


def place_of(request: HttpRequest) -> str:
    """The line to the network this comes from, as limits are counted by it."""
    return digest(_place(_address(request)))


def _address(request: HttpRequest) -> str:
    return client_address(request.META.get("REMOTE_ADDR", ""), request.headers.get("x-forwarded-for", ""))


# --- Browsers that are known ----------------------------------------------------------------------------


def known_as(request: HttpRequest, name: str) -> str:
    """What this browser is counted as, where somebody has signed in to this account in it before; else nothing."""
    user: Any = getattr(request, "user", None)
    if user is not None and SESSION_KEY in request.session and user.is_authenticated and user.handle == name:
        return f"s{session_digest(request.session.session_key or '')[:32]}"
    browser, marks = _read(request)
    return browser if any(constant_time_compare(mark, _mark(browser, name)) for mark in marks) else ""


def know(request: HttpRequest, response: Any, name: str) -> None:
    """After a sign-in. The cookie says nothing of whose it is; the one used longest ago gives way."""
    browser, marks = _read(request)
    browser = browser or secrets.token_hex(16)
    mine = _mark(browser, name)
    kept = [mine, *(mark for mark in marks if mark != mine)][:MOST_KNOWN]
    response.set_cookie(
        COOKIE,
        ".".join([browser, *kept]),
        max_age=COOKIE_AGE,
        secure=not settings.DEBUG,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    browser, *marks = request.COOKIES.get(COOKIE, "").split(".")
    fits = len(browser) == 32 and browser.isascii() and browser.isalnum()
    return (browser, marks[:MOST_KNOWN]) if fits else ("", [])


def _mark(browser: str, name: str) -> str:
    return salted_hmac(_SALT, f"{browser}.{name}", algorithm="sha256").hexdigest()[:40]


def digest(text: str) -> str:
    """Names and addresses are not written into the cache as they are."""
    return salted_hmac("openhearth.guess", text, algorithm="sha256").hexdigest()[:32]


def _place(address: str) -> str:
    """One line to the network: an address of the fourth version, a /64 of the sixth."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network(f"{ip}/64", strict=False))
    return str(ip)

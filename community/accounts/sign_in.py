"""What a request or a handshake says of a sign-in: its cookie, the page it comes from, the address, the second step."""

from http.cookies import CookieError, SimpleCookie
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http.request import validate_host

from .models import User


def session_key_of(headers: list[tuple[bytes, bytes]]) -> str:
    """The sign-in cookie among raw headers, or nothing."""
    cookies: SimpleCookie = SimpleCookie()
    for name, value in headers:
        if name.lower() == b"cookie":
            try:
                cookies.load(value.decode("latin-1"))
            except CookieError:
                return ""
    cookie = cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie is not None else ""


def has_shown_second_step(session: Any, user: User) -> bool:
    """Whether this sign-in came with more than a password: a code, a spare code or a passkey."""
    records = get_authentication_records(SimpleNamespace(session=session), user)  # type: ignore[arg-type]
    return any(record.get("method") == "mfa" for record in records)


def client_address(remote: str, forwarded: str) -> str:
    """The address a request came from: what the outermost proxy of ours wrote, else the other end itself."""
    proxies = int(getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0))
    named = [part.strip() for part in forwarded.split(",") if part.strip()]
    return named[-proxies] if proxies and len(named) >= proxies else remote


def socket_address(scope: Any) -> str:
    """The same for a socket."""
    forwarded = ",".join(
        value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"x-forwarded-for"
    )
    return client_address((scope.get("client") or ("",))[0], forwarded)


def comes_from_here(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the Origin is a host of this site. A missing or null one is not.

    With ALLOWED_HOSTS open to everything the Origin has to be the very host that was asked.
    """
    found = {
        name.lower(): value.decode("latin-1")
        for name, value in headers
        if name.lower() in (b"origin", b"host")
    }
    origin = urlsplit(found.get(b"origin", ""))
    if origin.scheme not in ("http", "https") or not origin.hostname:
        return False
    named = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    if validate_host(f"[{origin.hostname}]" if ":" in origin.hostname else origin.hostname, named):
        return True
    return "*" in settings.ALLOWED_HOSTS and origin.netloc == found.get(b"host", "")

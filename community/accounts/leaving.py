"""How somebody leaves the site at once by the keyboard. A person's wish stands with the person; for guests, and for pages
that ask nobody who they are, a cookie says it, which the script of every page reads (static/site/leave.js)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .models import User

COOKIE = "leaving"
COOKIE_AGE = 60 * 60 * 24 * 365


def of_browser(request: HttpRequest) -> str:
    found = request.COOKIES.get(COOKIE, "")
    return found if found in User.Leaving.values else User.Leaving.THREE


def remember(request: HttpRequest, response: Any, leaving: str) -> None:
    """No cookie for what holds anyway."""
    if leaving == User.Leaving.THREE:
        if COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE)
        return
    response.set_cookie(
        COOKIE, str(leaving), max_age=COOKIE_AGE, secure=not settings.DEBUG, samesite="Lax", httponly=False
    )

"""What happens to every page on its way in and out.

All of it is plain synchronous code: the views are too, so a request crosses from the event loop to its thread
once and not once for every middleware.
"""

import zoneinfo
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone, translation

from community import pages
from community.accounts.models import UNTOLD
from community.kernel import announce
from community.kernel.doors import NAMELESS, is_open
from community.kernel.refused import Refused

GetResponse = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS = ", ".join(
    f"{power}=()"
    for power in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
)
# Pages that show or take a secret (recovery codes, keys) are not kept by the browser at all.
SECRET_PAGES = ("/account/", "/admin/")


def after_the_answer(get_response: GetResponse) -> GetResponse:
    """What others make of a request waits until its answer is made."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        later: list[announce.Job] = []
        try:
            with announce.gathered() as later:
                return get_response(request)
        finally:
            announce.run(later)

    return middleware


def quiet_headers(get_response: GetResponse) -> GetResponse:
    """Headers that keep a visit to itself: no sensors, no embedding elsewhere, nothing left in shared caches."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path_info.startswith(settings.STATIC_URL):
            # What only a page can use, forty files would carry along to the phone for nothing (S7).
            response._csp_exempt = True  # type: ignore[attr-defined]
        else:
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # no-cache and not no-store for ordinary pages: the latter would cost the back/forward cache, which
        # a phone that returns to a room lives on. Signing out empties the cache instead (below).
        secret = request.path_info.startswith(SECRET_PAGES)
        response.headers.setdefault("Cache-Control", "private, no-store" if secret else "private, no-cache")
        if _signs_out(response):
            response.headers.setdefault("Clear-Site-Data", '"cache"')
        return response

    return middleware


def _signs_out(response: HttpResponseBase) -> bool:
    session = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return session is not None and not session.value


def healthz(get_response: GetResponse) -> GetResponse:
    """Whoever looks whether the process answers gets no more than that, before anything else is done."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/healthz":
            response = pages.healthz(request)
            response.headers["Content-Length"] = str(len(response.content))
            response.headers["X-Content-Type-Options"] = "nosniff"
            return response
        return get_response(request)

    return middleware


class Smaller(GZipMiddleware):
    """Words go over the wire compressed, but for pages that show or take a secret.

    How long a compressed page is can tell a secret in it to whoever watches the wire and makes the page repeat a guess
    (BREACH). The token of a form is another on every page, a cookie is sent from no other site's page, and Django
    lengthens each answer by chance; on pages with codes, keys and passwords nothing is saved that would be worth it.
    """

    WORDS = ("text/", "application/json", "image/svg+xml")

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        words = response.headers.get("Content-Type", "").startswith(self.WORDS)
        if response.streaming or not words or request.path_info.startswith(SECRET_PAGES):
            return response
        return super().process_response(request, response)


def help_now(get_response: GetResponse) -> GetResponse:
    """Answer /help-now/ right here, before anything that could be broken: database, cache, sessions, sign-in."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info.rstrip("/") == "/help-now":
            with translation.override(translation.get_language_from_request(request)):
                return pages.help_now(request)
        return get_response(request)

    return middleware


class OwnLanguageAndTime:
    """Words and times as the person reading wants them, but on a page that asks nobody who they are."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        kept: Any = request
        with ExitStack() as kept.own_words:
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if is_open(view, NAMELESS):
            return
        own_words: ExitStack = request.own_words  # type: ignore[attr-defined]
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        own_words.enter_context(timezone.override(_zone_for(request, signed_in=signed_in)))
        if not signed_in or not request.user.is_authenticated:
            return
        if request.user.language in dict(settings.LANGUAGES):
            own_words.enter_context(translation.override(request.user.language))


def _zone_for(request: HttpRequest, *, signed_in: bool) -> zoneinfo.ZoneInfo:
    """The zone of an account that has told one, else that of the device (site/timezone.js), else UTC.

    `request.zone` is its name for the page's scripts, which draw by it too; left out where nobody knows it yet.
    """
    told = request.user.time_zone if signed_in and request.user.is_authenticated else UNTOLD
    for name in (told if told != UNTOLD else "", pages.zone_of(request)):
        if zone := _zone(name):
            request.zone = name  # type: ignore[attr-defined]
            return zone
    return zoneinfo.ZoneInfo("UTC")


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name) if 0 < len(name) <= 64 else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def kind_refusals(get_response: GetResponse) -> "KindRefusals":
    return KindRefusals(get_response)


class KindRefusals:
    """Every refusal a view raises becomes a kind page, or JSON for a program that asks for it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # With DEBUG on Django lists all addresses of the site for one it does not know; nobody needs that here.
        if settings.DEBUG and response.status_code == 404 and request.resolver_match is None:
            return pages.not_found(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return pages.refused(request, error)
        if isinstance(error, Http404):
            return pages.not_found(request, error)
        if isinstance(error, PermissionDenied):
            return pages.forbidden(request, error)
        return None

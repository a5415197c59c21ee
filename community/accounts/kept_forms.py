"""A form that outlives the sign-in it was drawn for comes back, filled in; it is never sent by itself.

Every form says for whom and on which page it was drawn (the tag `csrf_token`, templatetags/forms.py). When it arrives
and that person is not signed in, or its token is stale, what was typed is kept for an hour, the person signs in, and the
page they wrote on is drawn with their words in it. When somebody else is signed in by then, nothing is done in
either name: the words wait for the one who wrote them and are shown to nobody else.

They lie in the cache, encrypted with a key that only this browser has, in a cookie no script can read: the site
itself cannot read them. Passwords and files are never kept, nor anything of the sign-in pages and the admin. Signing
out on purpose forgets them.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.kernel.filling import fill
from community.kernel.http import number, own_path

DRAWN = "drawn"
COOKIE = "words" if settings.DEBUG else "__Host-words"
FOR = 60 * 60
MOST, MOST_LETTERS = 5, 100_000
NOT_KEPT = ("/account/", "/admin/")
_OURS = {DRAWN, "csrfmiddlewaretoken"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """For whom a form was drawn, and on which page."""

    person: int
    page: str


def mark(person: int, page: str) -> str:
    return f"{person} {page}"


def page_of(request: HttpRequest) -> str:
    """The page a form drawn now is going to stand on: for a page in answer to a form, where that form stood; for a part
    that a script puts into an open page, that page."""
    before = drawn_in(request) if request.method == "POST" else None
    if before is not None:
        return before.page
    if request.headers.get("Sec-Fetch-Dest", "document") != "document" and _comes_from_here(request):
        around = urlsplit(request.headers.get("Referer", ""))
        if around.path:
            return own_path(around.path, request.get_full_path())
    return request.get_full_path()


def drawn_in(request: HttpRequest) -> Drawn | None:
    whom, _space, page = request.POST.get(DRAWN, "").partition(" ")
    person, page = number(whom), own_path(page)
    return None if person is None or not page else Drawn(person, page)


# --- A form arrives ----------------------------------------------------------------------------------------


def meet(request: HttpRequest, drawn: Drawn) -> HttpResponseBase | None:
    """What to answer instead, when the person it was drawn for is not the one who is signed in."""
    if request.user.pk == drawn.person:
        return None
    if request.user.is_authenticated:
        return keep(request, drawn, _to_somebody_else(request, drawn))
    if request.path_info.startswith(NOT_KEPT):
        return None
    messages.info(
        request,
        _("You were signed out meanwhile. Sign in, and what you wrote is there again. Nothing was sent."),
    )
    return keep(request, drawn, redirect_to_login(drawn.page))


def after_stale_token(request: HttpRequest) -> HttpResponseBase | None:
    """The token of the form is not the one of this sign-in: somebody has signed in since it was drawn."""
    drawn = drawn_in(request)
    if drawn is None or not _comes_from_here(request):
        return None
    if request.user.pk == drawn.person:
        return keep(request, drawn, HttpResponseRedirect(drawn.page, status=303))
    return meet(request, drawn)


def _to_somebody_else(request: HttpRequest, drawn: Drawn) -> HttpResponse:
    return render(request, "accounts/somebody_else.html", {"page": drawn.page}, status=409)


def _comes_from_here(request: HttpRequest) -> bool:
    """Another site may send a form here as well; its words are not brought before anybody's eyes as their own."""
    told = request.headers.get("origin") or request.headers.get("referer")
    return told is None or urlsplit(told).netloc == request.get_host()


# --- Keeping -----------------------------------------------------------------------------------------------


def keep(request: HttpRequest, drawn: Drawn, response: HttpResponseBase) -> HttpResponseBase:
    """What was typed, behind this answer."""
    if request.path_info.startswith(NOT_KEPT) or not _comes_from_here(request):
        return response
    fields = {
        name: values for name, values in request.POST.lists() if name not in _OURS and "password" not in name
    }
    entry = {"person": drawn.person, "page": drawn.page, "action": request.path, "fields": fields}
    key = request.COOKIES.get(COOKIE, "")
    others = [each for each in _read(key) if (each["person"], each["action"]) != (drawn.person, request.path)]
    _write(response, key, [*others, entry][-MOST:])
    return response


def _read(key: str) -> list[dict[str, Any]]:
    token = cache.get(_place(key)) if key else None
    try:
        return json.loads(Fernet(_padded(key)).decrypt(token)) if token else []
    except (InvalidToken, ValueError):
        return []


def _write(response: HttpResponseBase, key: str, entries: list[dict[str, Any]]) -> None:
    words = json.dumps(entries)
    if not entries or len(words) > MOST_LETTERS:
        forget(response, key)
        return
    try:
        fernet = Fernet(_padded(key))
    except ValueError:
        key = Fernet.generate_key().decode().rstrip("=")
        fernet = Fernet(_padded(key))
    cache.set(_place(key), fernet.encrypt(words.encode()), timeout=FOR)
    response.set_cookie(
        COOKIE, key, max_age=FOR, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )


def forget(response: HttpResponseBase, key: str) -> None:
    cache.delete(_place(key))
    response.delete_cookie(COOKIE, samesite="Lax")


def _place(key: str) -> str:
    return f"words:{hashlib.sha256(key.encode()).hexdigest()}"


def _padded(key: str) -> bytes:
    return (key + "=" * (-len(key) % 4)).encode()


# --- Coming back -------------------------------------------------------------------------------------------


def finish(request: HttpRequest, response: HttpResponseBase) -> None:
    """The words go where they were written, and are forgotten once they were sent, put away or signed out from."""
    key = request.COOKIES.get(COOKIE, "")
    if not key or COOKIE in response.cookies:
        return
    if getattr(request, "signed_out_on_purpose", False):
        forget(response, key)
        return
    entries = _read(key)
    mine = [each for each in entries if each["person"] == request.user.pk]
    if request.method == "POST":
        done = [each for each in mine if each["action"] == request.path]
    else:
        here = [each for each in mine if urlsplit(each["page"]).path == request.path]
        done = here if request.GET.get("words") == "away" else []
        if here and not done:
            _bring_back(response, here)
    if done:
        _write(response, key, [each for each in entries if each not in done])


def _bring_back(response: HttpResponseBase, entries: Iterable[dict[str, Any]]) -> None:
    is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
    if not is_page or not isinstance(response, HttpResponse) or response.has_header("Content-Encoding"):
        return
    html = response.content.decode()
    for entry in entries:
        context = {"away": f"{urlsplit(entry['page']).path}?words=away", "typed": _typed(entry["fields"])}
        html = fill(
            html,
            page=entry["page"],
            action=entry["action"],
            values=entry["fields"],
            note=render_to_string("accounts/_words_back.html", {**context, "in_form": True}),
            otherwise=render_to_string("accounts/_words_back.html", context),
        )
    response.content = html
    response.headers.pop("Content-Length", None)
    # With somebody's words in it, it is kept by no browser.
    response["Cache-Control"] = "private, no-store"


def _typed(fields: dict[str, list[str]]) -> list[str]:
    """What a person has written, as far as that can be told from what a page has filled in itself."""
    return [value for values in fields.values() for value in values if any(map(str.isspace, value.strip()))]

"""My own words, in all rooms: look through them, and take some or all of them back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.actor import actor_of
from community.kernel.doors import OWING, SUSPENDED, open_to
from community.kernel.http import number
from community.kernel.text import clean_line

from .. import own_words
from ..own_words import PAGE, Wish

SHOWN_BEFORE = 5


@open_to(SUSPENDED, OWING)
@login_required
@require_safe
def my_words(request: HttpRequest) -> HttpResponse:
    person = actor_of(request).person
    wish = _wish(request.GET)
    keys = own_words.find(person, wish)
    first = PAGE * min((number(request.GET.get("page", "")) or 1) - 1, len(keys) // PAGE)
    context = {
        "rows": own_words.shown(person, keys[first : first + PAGE]),
        "total": len(keys),
        "wish": wish,
        "newest": own_words.newest(person),
        "rooms": own_words.rooms_of(person),
        "newer": _link(wish, first // PAGE) if first else "",
        "older": _link(wish, first // PAGE + 2) if first + PAGE < len(keys) else "",
    }
    return render(request, "rooms/words.html", context)


@open_to(SUSPENDED, OWING)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest) -> HttpResponse:
    """Asks once more, for there is no way back; then as many as one request carries, until none is left."""
    if request.method != "POST":
        return redirect("my_words")
    by = actor_of(request)
    wish = _wish(request.POST, chosen=request.POST.get("which") == "chosen")
    taken = number(request.POST.get("taken", "")) or 0
    keys = own_words.find(by.person, wish)
    if not keys:
        messages.info(request, _("Nothing was chosen."))
        return redirect(_link(wish, 1))
    left = len(keys)
    if "sure" in request.POST:
        left = own_words.take_back(wish, by=by)
        taken += len(keys) - left
        if not left:
            words = ngettext("%(n)s message is taken back.", "%(n)s messages are taken back.", taken)
            messages.success(request, words % {"n": f"{taken:,}"})
            return redirect("my_words")
    context: dict[str, Any] = {
        "wish": wish,
        "which": request.POST.get("which", ""),
        "keys": sorted(wish.keys or ()),
        "left": left,
        "taken": taken,
        "total": taken + left,
        "examples": own_words.shown(by.person, keys[:SHOWN_BEFORE]) if not taken else [],
    }
    return render(request, "rooms/words_take_back.html", context)


def _wish(given: Any, *, chosen: bool = False) -> Wish:
    keys = (number(key) for key in given.getlist("message")) if chosen else ()
    return Wish(
        word=clean_line(given.get("q", ""))[:100],
        room=given.get("room", "")[:80],
        keys=frozenset(key for key in keys if key is not None) if chosen else None,
        up_to=number(given.get("up_to", "")),
    )


def _link(wish: Wish, page: int) -> str:
    asked = {"q": wish.word, "room": wish.room, "page": page if page > 1 else ""}
    asked = {name: value for name, value in asked.items() if value}
    return reverse("my_words") + (f"?{urlencode(asked)}" if asked else "")

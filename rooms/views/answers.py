"""How every view here answers: a page for a browser, the frames of the wire contract for a program.

A refusal that a view does not draw itself is drawn by the middleware, as a page or as a frame.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from community.accounts import blocks
from community.accounts.actor import Actor, actor_of
from community.kernel import http
from community.kernel.http import refused_json, wants_json
from community.kernel.refused import Invalid, Refused

from .. import reading

View = Callable[..., HttpResponseBase]


class SignedOut(Refused):
    code = "signed_out"
    status = 401


def for_members(view: View) -> View:
    """Only for somebody signed in. A guest is sent to sign in, or told so, before anything is looked up:
    what is there and what is not look the same.
    """

    @wraps(view)
    def asked(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, slug, *args, **kwargs)
        if wants_json(request):
            return refused_json(SignedOut(_("Please sign in first.")))
        back = request.get_full_path() if request.method == "GET" else reverse("room", args=[slug])
        return redirect_to_login(back)

    return asked


def for_programs(view: View) -> View:
    """The same for an address that only ever answers in JSON."""

    @wraps(view)
    def asked(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if not request.user.is_authenticated:
                raise SignedOut(_("Please sign in first."))
            return view(request, slug, *args, **kwargs)
        except Refused as refusal:
            return refused_json(refusal)

    return asked


@dataclass(slots=True)
class Visit(reading.Entry):
    """Somebody in a room by a page: `by` is who acts, `user` the row as it is now."""

    by: Actor = field(kw_only=True)


def enter(request: HttpRequest, slug: str) -> Visit:
    """The room, when this person may read it. Raises Refused; NotFound also when they may not know of it."""
    by = actor_of(request)
    entry = reading.enter(slug, by.pk, person=by.person)
    return Visit(entry.room, entry.user, entry.membership, blocks.unseen_by(by.person), by=by)


def number(request: HttpRequest, key: str) -> int | None:
    """A whole number from the address. Raises Invalid when it is something else."""
    text = request.GET.get(key)
    found = http.number(text or "")
    if text and found is None:
        raise Invalid(_("This address is not complete. Please go back to the room."))
    return found

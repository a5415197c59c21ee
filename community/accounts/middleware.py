"""Who acts, for everything that comes after; and what becomes of a form or a tab of somebody who is not it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from community.kernel.http import number, refused_json

from . import kept_forms
from .actor import SomebodyElse, of_request

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def who_acts(get_response: GetResponse) -> GetResponse:
    """Found out when somebody first asks (`actor.actor_of`): a page that asks nobody who they are needs no database."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked: Any = request
        asked.who_acts = cache(lambda: of_request(request))
        return get_response(request)

    return middleware


class FormsThatComeBack:
    """A form drawn for somebody who is not signed in any more comes back to them (kept_forms.py); a tab of theirs is
    told, by what it says of itself in `X-As`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        kept_forms.finish(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        drawn_for = request.headers.get("X-As")
        if drawn_for and request.user.is_authenticated and request.user.pk != number(drawn_for):
            return refused_json(SomebodyElse())
        if request.method == "POST":
            drawn = kept_forms.drawn_in(request)
            return kept_forms.meet(request, drawn) if drawn is not None else None
        if kept_forms.COOKIE in request.COOKIES:
            # There may be words to be put into it.
            request.META.pop("HTTP_ACCEPT_ENCODING", None)
        return None

"""Who acts, for everything that comes after."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .actor import of_request

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def who_acts(get_response: GetResponse) -> GetResponse:
    """Found out when somebody first asks (`actor.actor_of`): a page that asks nobody who they are needs no database."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked: Any = request
        asked.who_acts = cache(lambda: of_request(request))
        return get_response(request)

    return middleware

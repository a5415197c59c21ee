"""What views of every app ask of a request, and how a program is refused: each once."""

import math
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

from .refused import Refused

_LONGEST_NUMBER = 15  # digits; more would not fit a key of the database


def wants_json(request: HttpRequest) -> bool:
    """A program asks, and not a browser."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def refused_json(refusal: Refused, *, client_id: Any = None) -> JsonResponse:
    """A refusal as the wire contract says it, over HTTP (docs/protocol.md)."""
    fact: dict[str, Any] = {"type": "refused", "code": refusal.code, "message": str(refusal.message)}
    if client_id is not None:
        fact["client_id"] = str(client_id)
    if refusal.retry_after is not None:
        fact["retry_after"] = round(refusal.retry_after, 1)
    response = JsonResponse(fact, status=refusal.status)
    say_when(response, refusal)
    return response


def say_when(response: Any, refusal: Refused) -> None:
    """When to try again, in whole seconds: never less than it takes."""
    if refusal.retry_after is not None:
        response["Retry-After"] = str(max(1, math.ceil(refusal.retry_after)))


def own_path(asked: str, otherwise: str = "") -> str:
    """A path on this site as it was asked for, or `otherwise`: a link somebody was sent may not lead elsewhere."""
    fine = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if fine else otherwise


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The path in `next`, sent with a form or a link, if it is one of this site."""
    return own_path(request.POST.get("next") or request.GET.get("next") or "", otherwise)


def number(text: str) -> int | None:
    """A whole number as an address or a form names a row; anything else is None and names nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None

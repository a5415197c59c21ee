"""A page that somebody opens says that they are there: it renews their duty, also without script.

Only in a sign-in in which they went on duty, which the sign-in remembers: everybody else's pages ask nothing for it.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from . import duty

KEPT_AS = "on_duty"
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RenewDuty:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        # Whom somebody above has read: a page that asks nobody who they are reads none for this.
        user = getattr(request, "_cached_user", None)
        if user is None or not user.is_authenticated or user.is_suspended or not _is_somebody(request):
            return
        if request.session.get(KEPT_AS) and not duty.be_seen(user.pk):
            del request.session[KEPT_AS]


def _is_somebody(request: HttpRequest) -> bool:
    """Opened or sent by a person. What a page fetches for itself goes on in an empty room, too."""
    return request.method == "POST" or request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"

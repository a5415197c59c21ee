"""A suspended person reaches the page that says why and how to ask for a second look, and what nobody may lose."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from community.kernel.doors import SUSPENDED, is_open
from community.kernel.http import refused_json, wants_json
from community.kernel.refused import NotAllowed


class SuspendedPeople:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if is_open(view, SUSPENDED):
            return None
        if not request.user.is_authenticated or not request.user.is_suspended:
            return None
        if wants_json(request):
            words = _("Your account is paused. Your page says why, until when, and what you can do.")
            return refused_json(NotAllowed(words, code="suspended"))
        return HttpResponseRedirect(reverse("my_standing"), status=303)

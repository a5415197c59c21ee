"""A suspended person reaches the page that says why and how to ask for a second look, and what nobody may lose."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

# Names of addresses. What asks nobody who they are (help, static files, health) is answered before anyway.
OPEN_TO_ALL = {
    "my_standing", "appeal", "account_login", "account_logout", "house_rules", "privacy", "help_now", "leave", "mark",
    "healthz", "readyz", "metrics", "mfa_authenticate", "export", "export_fetch", "close_account", "closed_account",
}  # fmt: skip
# Beginnings of addresses: the clauses stand under one of these.
OPEN_PATHS = ("/static/", "/house-rules/", "/clauses/")


class SuspendedPeople:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name in OPEN_TO_ALL or request.path_info.startswith(OPEN_PATHS):
            return None
        if not request.user.is_authenticated or not request.user.is_suspended:
            return None
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            message = _("Your account is paused. Your page says why, until when, and what you can do.")
            return JsonResponse({"type": "refused", "code": "suspended", "message": message}, status=403)
        return HttpResponseRedirect(reverse("my_standing"), status=303)

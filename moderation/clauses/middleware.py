"""Leads a person who still has to accept something to the page where they can."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from community.accounts.models import User

from . import policy

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Help, leaving, signing out, one's own page and the clauses are never behind a door; nor is the admin, where a
# clause that went wrong is put right.
LET_THROUGH = (
    "/help-now", "/leave/", "/static/", "/marks/", "/healthz", "/readyz", "/metrics", "/account/", "/me/",
    "/clauses/", "/house-rules/", "/privacy/", "/about/", "/admin/",
)  # fmt: skip


def ask_for_acceptance(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        if _is_a_page(request) and _owes(request.user):
            asked = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('clauses_accept')}?{asked}")
        return get_response(request)

    return middleware


def _owes(person: User | AnonymousUser) -> bool:
    """Whoever is suspended is led to the page about that, and to nothing else."""
    return isinstance(person, User) and not person.is_suspended and not policy.has_accepted(person)


def _is_a_page(request: HttpRequest) -> bool:
    """A page a person opens: no form that would be lost, no part of a page, nothing for a program."""
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME in request.COOKIES
        and not request.path_info.startswith(LET_THROUGH)
        and "HX-Request" not in request.headers
        and request.get_preferred_type(["text/html", "application/json"]) != "application/json"
    )

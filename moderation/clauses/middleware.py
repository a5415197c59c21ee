"""Leads a person who still has to accept something to the page where they can."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from community.accounts.models import User
from community.kernel.doors import OWING, is_open
from community.kernel.http import wants_json

from . import policy


class AskForAcceptance:
    """Help, leaving, signing out, one's own page and the clauses are never behind this door; nor is the admin, where
    a clause that went wrong is put right. Each says so itself (`open_to`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if is_open(view, OWING) or not _is_a_page(request) or not _owes(request.user):
            return None
        asked = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('clauses_accept')}?{asked}")


def _owes(person: User | AnonymousUser) -> bool:
    """Whoever is suspended is led to the page about that, and to nothing else."""
    return isinstance(person, User) and not person.is_suspended and not policy.has_accepted(person)


def _is_a_page(request: HttpRequest) -> bool:
    """A page a person opens: no form that would be lost, no part of a page, nothing for a program."""
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME in request.COOKIES
        and request.headers.get("Sec-Fetch-Dest", "document") == "document"
        and not wants_json(request)
    )

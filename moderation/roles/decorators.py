"""Who is let in: a page for moderators is not there for anybody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from community.accounts.actor import actor_of
from community.accounts.models import User

from . import policy

View = Callable[..., HttpResponseBase]


def for_moderators(view: View) -> View:
    @login_required
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not policy.is_moderator_anywhere(actor_of(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View, asked)


def me(request: HttpRequest) -> User:
    return cast(User, request.user)


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The address in `next`, if it is one of this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    fine = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if fine and asked.startswith("/") else otherwise

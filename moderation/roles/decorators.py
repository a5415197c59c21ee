"""Who is let in: a page for moderators is not there for anybody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from community.accounts.actor import actor_of
from community.accounts.models import User

from . import policy

View = Callable[..., HttpResponseBase]


def only_with(may: Callable[[policy.Powers], bool]) -> Callable[[View], View]:
    """For those who have these powers, in this sign-in; a guest is led to sign in, for others the page is not there."""

    def behind_it(view: View) -> View:
        @login_required
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(policy.powers_of(actor_of(request))):
                raise Http404
            return view(request, *args, **kwargs)

        return cast(View, inner)

    return behind_it


for_moderators = only_with(lambda powers: powers.is_moderator_anywhere)


def me(request: HttpRequest) -> User:
    return cast(User, request.user)

"""Every role above member needs a second step, in the sign-in that is used (promise P36).

Without it a person counts as a member: policy says so, on pages and on sockets alike. Here is only the telling:
a page that refuses somebody whose role sleeps leads to the page that says what to do. That holds for every page
there is or will be, because it goes by the refusal and not by a list of addresses.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from community.accounts.actor import actor_or_none
from community.kernel.doors import NAMELESS, is_open
from community.kernel.http import wants_json

from . import policy

GetResponse = Callable[[HttpRequest], HttpResponseBase]
REFUSALS = (403, 404)


def second_step(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        match = request.resolver_match
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if (
            response.status_code not in REFUSALS
            or match is None
            or not signed_in
            or is_open(match.func, NAMELESS)
        ):
            return response
        if _asleep(request):
            return HttpResponseRedirect(f"{reverse('second_step')}?{urlencode({'next': _wanted(request)})}")
        return response

    return middleware


def _asleep(request: HttpRequest) -> bool:
    """Whether this is a person with a role that does not count for want of a second step, reading pages."""
    actor = actor_or_none(request)
    if wants_json(request):
        return False
    # They may have signed out meanwhile.
    return bool(actor and request.user.is_authenticated and policy.powers_of(actor).lacks_second_factor)


def _wanted(request: HttpRequest) -> str:
    """Where to go on afterwards. What was sent by a form cannot be sent again by a link."""
    if request.path_info == reverse("admin:login"):
        return request.GET.get("next", reverse("admin:index"))
    return request.get_full_path() if request.method in ("GET", "HEAD") else reverse("my_roles")


@receiver(authenticator_added, dispatch_uid="moderation.second_step")
def setting_it_up_shows_it(
    sender: Any, request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any
) -> None:
    """Whoever has just set up their first app or key has used it here. Adding another one proves nothing: the
    sign-in may be one from before, held by somebody who knows the password and not the first app."""
    steps = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES and steps.count() == 1:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)

"""The desk, its parts for the live page, and the three things done on it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.accounts.models import User
from community.kernel.refused import Invalid
from moderation import policy, services
from moderation.models import HandOver
from moderation.policy import Standing
from moderation.services.hand_over import cards_for

from . import reading
from .forms import HandOverForm

View = Callable[..., HttpResponse]


def at_the_desk(view: View) -> Callable[..., HttpResponse]:
    """For moderators, of the site or of a room; for anybody else the page is not there. `standing` is asked once."""

    @never_cache
    @login_required
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        standing = policy.standing_of(_me(request))
        if not standing.is_moderator_anywhere:
            raise Http404
        return view(request, *args, standing=standing, **kwargs)

    return cast(Callable[..., HttpResponse], asked)


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_safe
@at_the_desk
def desk(request: HttpRequest, *, standing: Standing) -> HttpResponse:
    return _page(request, standing, HandOverForm(standing=standing))


def _page(request: HttpRequest, standing: Standing, form: HandOverForm, *, status: int = 200) -> HttpResponse:
    context = reading.everything(_me(request), standing)
    return render(request, "desk/desk.html", {**context, "form": form}, status=status)


@require_safe
@at_the_desk
def parts(request: HttpRequest, *, standing: Standing) -> HttpResponse:
    """The parts alone, for the open page to put in place."""
    return render(request, "desk/parts.html", reading.everything(_me(request), standing))


@require_POST
@at_the_desk
def hand_over(request: HttpRequest, *, standing: Standing) -> HttpResponse:
    form = HandOverForm(request.POST, standing=standing)
    if form.is_valid():
        try:
            services.write_hand_over(
                by=_me(request), words=form.cleaned_data["words"], room=form.cleaned_data.get("room")
            )
        except Invalid as refused:
            form.add_error("words", str(refused.message))
        else:
            messages.success(
                request,
                _("It is on the desk for the next shift, and stays on top until somebody has read it."),
            )
            return redirect("desk")
    return _page(request, standing, form, status=400)


@require_POST
@at_the_desk
def hand_over_read(request: HttpRequest, pk: int, *, standing: Standing) -> HttpResponse:
    card = get_object_or_404(HandOver, pk__in=cards_for(_me(request), standing).values("pk"), pk=pk)
    services.acknowledge(card, by=_me(request))
    return redirect("desk")


@require_POST
@at_the_desk
def rest(request: HttpRequest, *, standing: Standing) -> HttpResponse:
    if request.POST.get("on") == "1":
        services.take_break(by=_me(request))
        messages.success(
            request, _("You are off duty, and what you had taken is back in the queue. Take your time.")
        )
    else:
        services.end_break(by=_me(request))
    return redirect("desk")

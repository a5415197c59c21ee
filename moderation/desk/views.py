"""The desk, its parts for the live page, and the three things done on it."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actor import actor_of
from community.kernel.refused import Invalid
from moderation.roles import policy
from moderation.roles.decorators import View, for_moderators
from moderation.roles.policy import Powers

from . import exposure, reading
from . import hand_over as hand_overs
from .forms import HandOverForm
from .hand_over import cards_for
from .models import HandOver


def at_the_desk(view: View) -> View:
    """For moderators, of the site or of a room; the view is given their `powers`."""

    @never_cache
    @for_moderators
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, powers=policy.powers_of(actor_of(request)), **kwargs)

    return inner


@require_safe
@at_the_desk
def desk(request: HttpRequest, *, powers: Powers) -> HttpResponse:
    return _page(request, powers, HandOverForm(powers=powers))


def _page(request: HttpRequest, powers: Powers, form: HandOverForm, *, status: int = 200) -> HttpResponse:
    context = reading.everything(actor_of(request), powers)
    return render(request, "moderation/desk/desk.html", {**context, "form": form}, status=status)


@require_safe
@at_the_desk
def parts(request: HttpRequest, *, powers: Powers) -> HttpResponse:
    """The parts alone, for the open page to put in place."""
    return render(request, "moderation/desk/parts.html", reading.everything(actor_of(request), powers))


@require_POST
@at_the_desk
def hand_over(request: HttpRequest, *, powers: Powers) -> HttpResponse:
    form = HandOverForm(request.POST, powers=powers)
    if form.is_valid():
        try:
            hand_overs.write_hand_over(
                by=actor_of(request), words=form.cleaned_data["words"], room=form.cleaned_data.get("room")
            )
        except Invalid as refused:
            form.add_error("words", str(refused.message))
        else:
            messages.success(
                request,
                _("It is on the desk for the next shift, and stays on top until somebody has read it."),
            )
            return redirect("desk")
    return _page(request, powers, form, status=400)


@require_POST
@at_the_desk
def hand_over_read(request: HttpRequest, pk: int, *, powers: Powers) -> HttpResponse:
    card = get_object_or_404(HandOver, pk__in=cards_for(actor_of(request), powers).values("pk"), pk=pk)
    hand_overs.acknowledge(card, by=actor_of(request))
    return redirect("desk")


@require_POST
@at_the_desk
def rest(request: HttpRequest, *, powers: Powers) -> HttpResponse:
    if request.POST.get("on") == "1":
        exposure.take_break(by=actor_of(request))
        messages.success(
            request, _("You are off duty, and what you had taken is back in the queue. Take your time.")
        )
    else:
        exposure.end_break(by=actor_of(request))
    return redirect("desk")

"""Reading a private room by two people, and the page on which its members see that it was read.

For anybody but safeguarding leads and staff the pages of the former are not there.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actor import actor_of
from community.accounts.notices.services import seen_by_visiting
from community.kernel.doors import OWING, SUSPENDED, open_to
from community.kernel.http import number
from community.kernel.refused import Refused
from moderation.roles.decorators import View, me, only_with
from rooms.models import Message, Room

from . import access
from . import services as break_glass
from .forms import BreakGlassForm
from .models import BreakGlass

LISTED = 50
PAGE = 100


def for_the_two(view: View) -> View:
    """Safeguarding leads and staff; for others there is no such page."""
    return never_cache(only_with(lambda powers: powers.may_break_glass)(view))


def _glass(pk: int) -> BreakGlass:
    return get_object_or_404(BreakGlass.objects.select_related("room", "asked_by", "confirmed_by"), pk=pk)


@for_the_two
def all_of_them(request: HttpRequest) -> HttpResponse:
    """What was asked for, and the form to ask."""
    form = BreakGlassForm(request.POST or None, initial={"room": request.GET.get("room", "")})
    if request.method == "POST" and form.is_valid():
        room = Room.objects.filter(slug=form.cleaned_data["room"]).first()
        try:
            made = break_glass.ask(room, by=actor_of(request), reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error("room" if refused.code == "no_such_room" else "reason", str(refused.message))
        else:
            messages.success(
                request, _("Asked. A second person has to confirm it before anything can be read.")
            )
            return redirect("break_glass_one", made.pk)
    rows = BreakGlass.objects.select_related("room", "asked_by", "confirmed_by")[:LISTED]
    status = 400 if request.method == "POST" else 200
    context = {"rows": rows, "form": form, "me": me(request)}
    return render(request, "moderation/break_glass/all.html", context, status=status)


@for_the_two
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    glass, reader = _glass(pk), me(request)
    state = glass.state
    two = reader.pk in (glass.asked_by_id, glass.confirmed_by_id)
    context = {
        "glass": glass,
        "may_confirm": state == BreakGlass.State.WAITING and glass.asked_by_id != reader.pk,
        "may_read": state == BreakGlass.State.OPEN and two,
        "may_end": state == BreakGlass.State.WAITING or (state == BreakGlass.State.OPEN and two),
    }
    return render(request, "moderation/break_glass/one.html", context)


@for_the_two
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    break_glass.confirm(_glass(pk), by=actor_of(request))
    messages.success(request, _("Confirmed. You can both read this room for one hour."))
    return redirect("break_glass_one", pk)


@for_the_two
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    break_glass.end(_glass(pk), by=actor_of(request))
    messages.success(request, _("Ended. Nothing can be read any more."))
    return redirect("break_glass_one", pk)


@for_the_two
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """By a button and not by a link: each opening is an entry in the log, and no browser opens it on a guess."""
    glass = break_glass.open_to_read(_glass(pk), by=actor_of(request))
    room = Room.objects.get(pk=glass.room_id)
    rows = Message.objects.filter(room=room).select_related("author").order_by("-seq")
    before = number(request.POST.get("before", ""))
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE][::-1]
    context = {
        "glass": glass,
        "room": room,
        "messages_read": shown,
        "before": shown[0].seq if len(found) > PAGE else None,
    }
    return render(request, "moderation/break_glass/read.html", context)


@open_to(SUSPENDED, OWING)
@never_cache
@login_required
@require_safe
def access_log(request: HttpRequest) -> HttpResponse:
    """Who has read what is private to me: by role, when, why."""
    reader = me(request)
    seen_by_visiting(reader, "private_read")
    context = {"readings": access.readings_for(reader, access.stays_of(reader))}
    return render(request, "moderation/break_glass/access_log.html", context)

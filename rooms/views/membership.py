"""Following a room and leaving it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.kernel.http import wants_json
from community.kernel.refused import Invalid

from .. import services
from ..forms import FollowForm
from .answers import enter, for_members


@require_POST
@for_members
def follow(request: HttpRequest, slug: str) -> HttpResponseBase:
    entry = enter(request, slug)
    form = FollowForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Please choose whether to follow this room or not."))
    services.follow(entry.room, by=entry.by, on=form.cleaned_data["on"])
    if wants_json(request):
        return HttpResponse(status=204)
    return redirect(entry.room)


@require_POST
@for_members
def leave(request: HttpRequest, slug: str) -> HttpResponseBase:
    entry = enter(request, slug)
    services.leave(entry.room, by=entry.by)
    if wants_json(request):
        return HttpResponse(status=204)
    messages.success(
        request,
        _("You have left %(room)s. You can come back.") % {"room": entry.room.title},
    )
    return redirect("room_list")

"""What was said earlier: older pages, one message among its neighbours, and changes for programs."""

from django.contrib import messages as say
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.kernel.http import wants_json
from community.kernel.refused import Gone, NotFound, Refused
from moderation.roles.policy import is_moderator

from .. import policy, reading
from ..models import Message
from . import display
from .answers import Visit, enter, for_members, for_programs, number
from .room import page


@require_safe
@for_members
def message(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    """The room on one message, with what was said before and after it."""
    entry = enter(request, slug)
    try:
        check_is_here(entry, seq)
    except Refused as refused:
        if wants_json(request):
            raise
        # It may be a link in an old letter. The talk goes on, so lead there and say what is missing.
        say.info(request, _("%(why)s This is where the talk is now.") % {"why": refused.message})
        return page(request, entry, status=refused.status)
    return page(request, entry, messages=display.around(entry.room, seq=seq), found=seq)


def check_is_here(entry: Visit, seq: int) -> None:
    if not 1 <= seq <= entry.room.seq:
        raise NotFound(_("This message is not here."))
    if seq <= entry.room.purged_to:
        raise Gone(_("This message is not here any more."))


def older_or_newer(request: HttpRequest, slug: str) -> HttpResponse:
    """Messages before, after or around a seq, else the last: as a list to put into the page, or the room on them."""
    entry = enter(request, slug)
    after, around = number(request, "after"), number(request, "around")
    if after is not None:
        messages = display.following(entry.room, after=after)
    elif around is not None:
        messages = display.around(entry.room, seq=max(1, min(around, entry.room.seq)))
    else:
        messages = display.last(entry.room, before=number(request, "before"))
    if "fragment" not in request.GET:
        return page(request, entry, messages=messages)
    return fragment(request, entry, messages)


def rights_of(entry: Visit) -> dict[str, bool]:
    return {
        **policy.rights(entry.user, entry.room, entry.membership),
        "can_moderate": is_moderator(entry.by, entry.room.pk),
    }


def fragment(request: HttpRequest, entry: Visit, messages: list[Message]) -> HttpResponse:
    room = entry.room
    display.prepare(messages, room=room, user=entry.user, hides=entry.hides)
    context = {
        "room": room,
        "messages": messages,
        "rights": rights_of(entry),
        **display.ends(messages, room),
    }
    return render(request, "rooms/_older.html", context)


@require_safe
@for_programs
def changes(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`room.changes` from a version on, at most 300, oldest first, `more` when there are more."""
    entry = enter(request, slug)
    after = number(request, "after") or 0
    return JsonResponse(reading.page_of_changes(entry.room, after, reader=entry.user.pk, hides=entry.hides))

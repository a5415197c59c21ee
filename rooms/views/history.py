"""What was said earlier: older pages, one message among its neighbours, and changes for programs."""

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.kernel.refused import Gone, NotFound
from moderation.roles.policy import is_moderator

from .. import policy, reading
from ..models import Message
from . import display
from .answers import Visit, enter, for_members, for_programs, number


@require_safe
@for_members
def message(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    """The page around one message."""
    entry = enter(request, slug)
    if not 1 <= seq <= entry.room.seq:
        raise NotFound(_("This message is not here."))
    if seq <= entry.room.purged_to:
        raise Gone(_("This message is not here any more."))
    return page(request, entry, display.around(entry.room, seq=seq), found=seq)


def older_or_newer(request: HttpRequest, slug: str) -> HttpResponse:
    """Messages before or after a seq: as a list to put into the page, or as a page of their own."""
    entry = enter(request, slug)
    after = number(request, "after")
    if after is not None:
        messages = display.following(entry.room, after=after)
    else:
        messages = display.last(entry.room, before=number(request, "before"))
    return page(request, entry, messages)


def rights_of(entry: Visit) -> dict[str, bool]:
    return {
        **policy.rights(entry.user, entry.room, entry.membership),
        "can_moderate": is_moderator(entry.by, entry.room.pk),
    }


def page(request: HttpRequest, entry: Visit, messages: list[Message], *, found: int = 0) -> HttpResponse:
    room = entry.room
    display.prepare(messages, room=room, user=entry.user, hides=entry.hides)
    for each in messages:
        each.highlighted = each.seq == found  # type: ignore[attr-defined]
    first, final = (messages[0].seq, messages[-1].seq) if messages else (0, 0)
    context = {
        "room": room,
        "messages": messages,
        "found": found,
        "rights": rights_of(entry),
        # Under another name: `messages` are those of the room here.
        "notices": get_messages(request),
        "older": first > room.purged_to + 1,
        "before": first,
        "newer": bool(messages) and final < room.seq,
        "after": final,
    }
    template = "rooms/_older.html" if "fragment" in request.GET else "rooms/history.html"
    return render(request, template, context)


@require_safe
@for_programs
def changes(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`room.changes` from a version on, at most 300, oldest first, `more` when there are more."""
    entry = enter(request, slug)
    after = number(request, "after") or 0
    return JsonResponse(reading.page_of_changes(entry.room, after, reader=entry.user.pk, hides=entry.hides))

"""How far somebody has read: where the line of what is new stands, and how much of it lies above the page.

Opening a page reads nothing. With script a message is read once it has been on a visible screen (`room.read`);
without, the page asks for a picture that says which of its messages a person was shown (`seen`).
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.kernel import http
from community.kernel.http import wants_json
from community.kernel.refused import Invalid

from .. import services
from ..live import presence
from ..live.hub import hub
from ..models import Message
from .answers import Visit, enter, for_members, number

MOST_ABOVE = 1000  # counted; beyond it the page says "many"
DOT = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@dataclass(slots=True, frozen=True)
class Marks:
    """`read`: everything up to this seq is read, or is nothing to be read (my own words, somebody I do not see).

    `first_new` is the first message that is new to me, as far as this page can tell; 0 for none. `above` counts
    what is new and lies before the page; `shown_to` is how far I have read when I have read the page, in order.
    """

    read: int
    first_new: int = 0
    above: int = 0
    shown_to: int = 0


def marks_of(entry: Visit, messages: list[Message]) -> Marks:
    """For messages as `display.prepare` left them. At most one query, and only for who is more than a page behind."""
    membership = entry.membership
    if membership is None or not membership.is_in:
        return Marks(entry.room.seq)  # who reads along has no place to come back to
    read = max(membership.read_seq, entry.room.purged_to)
    if not messages:
        return Marks(read)
    start, end = messages[0].seq, messages[-1].seq
    above: list[int] = []
    if read + 1 < start:
        others = Message.objects.filter(room=entry.room, seq__gt=read, seq__lt=start, removed="")
        others = others.exclude(author__in=[entry.user.pk, *entry.hides])
        above = list(others.order_by("seq").values_list("seq", flat=True)[:MOST_ABOVE])
        if not above:
            read = start - 1
    first = above[0] if above else first_new(messages, read)
    return Marks(
        read=max(read, first - 1),
        first_new=first,
        above=len(above),
        shown_to=0 if above or end <= read else end,
    )


def first_new(messages: list[Message], read: int) -> int:
    """The first of these that I have not read: by somebody else, still there, and shown to me (rooms/unread.py)."""
    for message in messages:
        drawn: Any = message
        is_read = message.seq <= read or drawn.is_own or message.removed or getattr(message, "hidden", "")
        if not is_read:
            return message.seq
    return 0


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def seen(request: HttpRequest, slug: str) -> HttpResponseBase:
    """POST: I have read up to `seq`. GET: the dot on a page without script, fetched when a person looks at it."""
    entry = enter(request, slug)
    if request.method == "POST":
        seq = http.number(request.POST.get("seq", ""))
        if seq is None:
            raise Invalid(_("This address is not complete. Please go back to the room."))
        services.read_up_to(entry.room, by=entry.by, seq=seq)
        return HttpResponse(status=204) if wants_json(request) else redirect(entry.room)
    # An address that somebody was sent, or a browser's guess, is nobody's look at the page.
    if request.headers.get("Sec-Fetch-Dest", "image") == "image" and not is_a_guess(request):
        if seq := number(request, "to"):
            services.read_up_to(entry.room, by=entry.by, seq=seq)
        if presence.here_by_page(entry.room, entry.user):
            hub.people_changed(entry.room.pk)
    answer = HttpResponse(DOT, content_type="image/gif")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def is_a_guess(request: HttpRequest) -> bool:
    return "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))

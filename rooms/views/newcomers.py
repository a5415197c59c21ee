"""Who is new in a room, for those on duty in it; what they are told of it themselves; and how a room does."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.kernel.http import number, wants_json
from community.kernel.refused import NotFound
from moderation.roles.duty import WITH_DUTY
from moderation.roles.policy import Powers, powers_of

from .. import greeting, welcome
from ..models import Message, Room
from .answers import Visit, enter, for_members

DAYS = 14


def on_strip(entry: Visit, powers: Powers) -> list[greeting.Waiting] | None:
    """None for whoever cannot be on duty here: for a member it costs no query. Empty while they are not."""
    if not any(powers.has(role, entry.room.pk) for role in WITH_DUTY):
        return None
    if not greeting.is_greeter(entry.user.pk, entry.room.pk):
        return []
    return greeting.waiting([entry.room], hides=entry.hides)


@require_safe
@for_members
def newcomers(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The strip alone, for a room that is open."""
    entry = enter(request, slug)
    found = on_strip(entry, powers_of(entry.by))
    if found is None:
        raise NotFound(_("This is not here."))
    return render(request, "rooms/_newcomers.html", {"newcomers": found, "room": entry.room})


@require_POST
@for_members
def seen(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Somebody on duty has seen one of them."""
    entry = enter(request, slug)
    greeting.see(entry.room, number(request.POST.get("person", "")) or 0, by=entry.by)
    if wants_json(request):
        return HttpResponse(status=204)
    return redirect(entry.room)


@require_safe
@for_members
def welcomed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What somebody new is told, alone, for a room that is open. Empty for everybody else."""
    entry = enter(request, slug)
    return render(request, "rooms/_welcome.html", {"welcome": welcome_of(entry), "room": entry.room})


def welcome_of(entry: Visit) -> welcome.Welcome | None:
    return welcome.of(entry.room, entry.user, entry.membership, entry.hides, powers_of(entry.by))


@require_safe
@for_members
def figures(request: HttpRequest, slug: str) -> HttpResponseBase:
    """For the moderators of this room; for others it is not there."""
    entry = enter(request, slug)
    if not powers_of(entry.by).is_moderator_of(entry.room.pk):
        raise NotFound(_("This is not here."))
    context = {
        "room": entry.room,
        "greeting": greeting.figures(entry.room),
        "aim": int(greeting.AIM.total_seconds()),
        "days": days_of(entry.room),
        "DAYS": DAYS,
    }
    return render(request, "rooms/figures.html", context)


def days_of(room: Room) -> list[dict[str, Any]]:
    """Messages and people who wrote, for each of the last days, today first."""
    today = timezone.localdate()
    since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS - 1)
    rows = (
        Message.objects.filter(room=room, at__gte=since)
        .order_by()
        .annotate(day=TruncDate("at"))
        .values("day")
        .annotate(messages=Count("pk"), people=Count("author_id", distinct=True))
    )
    known: dict[Any, dict[str, Any]] = {row["day"]: dict(row) for row in rows}
    days = [today - timedelta(days=back) for back in range(DAYS)]
    return [known.get(day, {"day": day, "messages": 0, "people": 0}) for day in days]

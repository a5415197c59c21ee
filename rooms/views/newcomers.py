"""Who is new in a room, for those on duty in it, and how a room does, for its moderators."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.kernel.refused import NotFound
from moderation.roles.policy import Powers, powers_of

from .. import greeting
from ..models import Message, Room
from .answers import Visit, enter, for_members

DAYS = 14


def on_strip(entry: Visit, powers: Powers) -> list[greeting.Waiting] | None:
    """None for whoever is not on duty here: for a member it costs no query."""
    if powers.is_member_only or not greeting.is_greeter(entry.user.pk, entry.room.pk):
        return None
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

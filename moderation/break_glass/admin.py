"""That private rooms were read, by whom and why."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from community.accounts.actor import Actor
from community.kernel.admin import ReadOnlyAdmin
from community.kernel.attention import Line, attention

from .models import ASKED_FOR, BreakGlass


@attention
def rooms_somebody_asks_to_read(viewer: Actor) -> Line | None:
    """Those that wait for a second person, whoever it may be."""
    since = timezone.now() - ASKED_FOR
    n = BreakGlass.objects.filter(until=None, ended_at=None, asked_at__gt=since).count()
    said = ngettext(
        "Reading a private room waits for a second person: %(n)d request.",
        "Reading private rooms waits for a second person: %(n)d requests.",
        n,
    )
    return Line(said % {"n": n}, reverse("break_glass"), weight=3) if n else None


@admin.register(BreakGlass)
class BreakGlassAdmin(ReadOnlyAdmin):
    """That a private room was read, by whom and why. What was read is nowhere in the admin."""

    list_display = ("room", "asked_by", "asked_at", "confirmed_by", "until", "ended_at")
    list_select_related = ("room", "asked_by", "confirmed_by")

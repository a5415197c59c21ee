"""That private rooms were read, by whom and why."""

from django.contrib import admin

from community.accounts.admin_bases import ReadOnly

from .models import BreakGlass


@admin.register(BreakGlass)
class BreakGlassAdmin(ReadOnly):
    """That a private room was read, by whom and why. What was read is nowhere in the admin."""

    list_display = ("room", "asked_by", "asked_at", "confirmed_by", "until", "ended_at")
    list_select_related = ("room", "asked_by", "confirmed_by")
    ordering = ("-pk",)

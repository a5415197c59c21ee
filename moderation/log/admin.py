"""The log, to be read by staff."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.accounts.admin_bases import ReadOnly

from .models import LogEntry


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly):
    list_display = ["number", "at", "act", "by_id", "person_id", "room_id", "clause"]
    list_filter = ["act"]
    search_fields = ["=number", "=by_id", "=person_id", "=room_id", "act", "thing"]
    search_help_text = _("A number (of an entry, a person, a room), an act, or a thing as app.model:number.")
    ordering = ["-number"]

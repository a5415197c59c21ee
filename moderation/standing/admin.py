"""Decisions about people, to be read by staff; made and taken back on the moderators' own pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.kernel.admin import ReadOnlyAdmin

from .models import Sanction


@admin.register(Sanction)
class SanctionAdmin(ReadOnlyAdmin):
    list_display = ["pk", "kind", "person", "clause", "by", "at", "until", "undone_at"]
    list_filter = ["kind", "automatic", "clause"]
    list_select_related = ["person", "clause", "by"]
    search_fields = ["=id", "person__handle", "by__handle"]
    search_help_text = _("A number, or the name somebody signs in with.")
    fields = [
        "kind", "person", "clause", "by", "at", "until", "automatic", "seen_at", "undone_at", "undone_by",
    ]  # fmt: skip

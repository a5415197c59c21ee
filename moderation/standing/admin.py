"""Decisions about people, to be read by staff; made and taken back on the moderators' own pages."""

from datetime import datetime

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.kernel.admin import ReadOnlyAdmin

from .models import Sanction, TakenName


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


@admin.register(TakenName)
class TakenNameAdmin(ReadOnlyAdmin):
    """That a name or a line is kept to be given back. The words may be cruel: they stand on the case, and not here."""

    list_display = ["sanction", "of", "at"]
    list_select_related = ["sanction__person"]
    fields = ["sanction", "of", "at"]

    @admin.display(description=_("person"))
    def of(self, taken: TakenName) -> str:
        return taken.sanction.person.handle

    @admin.display(description=_("at"))
    def at(self, taken: TakenName) -> datetime:
        return taken.sanction.at

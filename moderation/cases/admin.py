"""Cases, reports, sanctions, appeals and the log, to be read by staff. Nothing here is changed, added or deleted:
what moderators do is done on their own pages, where it is checked and logged.

What people wrote (to the moderators, to one another, in a private room) is not shown here at all.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.accounts.admin_bases import ReadOnly

from .models import Appeal, Case, Report


@admin.register(Case)
class CaseAdmin(ReadOnly):
    list_display = [
        "pk",
        "state",
        "weight",
        "room_if_open",
        "opened_at",
        "claimed_by",
        "closed_at",
        "outcome",
    ]
    list_filter = ["state", "outcome", "weight"]
    list_select_related = ["room", "claimed_by"]
    search_fields = ["=id", "person__handle"]
    search_help_text = _("A case's number, or the name somebody signs in with.")
    fields = [
        "state", "weight", "person", "room_if_open", "opened_at", "claimed_by", "claimed_until", "passed_on_by",
        "closed_by", "closed_at", "outcome",
    ]  # fmt: skip

    @admin.display(description=_("room"))
    def room_if_open(self, case: Case) -> str:
        return str(case.room) if case.room is not None and not case.room.is_private else "—"


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display = ["pk", "case", "reason", "at"]
    list_filter = ["reason"]
    list_select_related = ["case"]
    search_fields = ["=id", "=case__id"]
    search_help_text = _("The number of a report or of its case.")
    fields = ["case", "reason", "at"]


@admin.register(Appeal)
class AppealAdmin(ReadOnly):
    list_display = ["pk", "sanction", "state", "at", "decided_by", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["sanction", "decided_by"]
    search_fields = ["=id", "sanction__person__handle"]
    search_help_text = _("A number, or the name somebody signs in with.")
    fields = ["sanction", "state", "at", "decided_by", "decided_at"]

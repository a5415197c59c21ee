"""People, cases, reports, second looks and the log, for staff. What happened is read here and never changed; what
moderators do is done on their own pages, where it is checked and logged.

What people wrote (to the moderators, to one another, in a private room) is not shown here at all.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.accounts.actor import Actor, actor_of
from community.accounts.forms import SettingsForm
from community.accounts.models import User
from community.kernel.admin import (
    ActsWithReason,
    FoundByName,
    NewestFirst,
    ReadOnlyAdmin,
    ThroughServices,
    made_by_service,
)
from community.kernel.attention import Line, attention
from community.kernel.refused import Refused
from moderation.log.models import LogEntry
from rooms.models import Room

from .models import Appeal, Case, Report
from .services import accounts, appeals, reports

WAITS_TOO_LONG = timedelta(hours=24)

# --- What needs somebody -------------------------------------------------------------------------------


@attention
def cases_that_wait(viewer: Actor) -> Line | None:
    """Of those this person may take, so that the number tells nobody of a case about themselves."""
    since = timezone.now() - WAITS_TOO_LONG
    free = ~Q(state=Case.State.CLAIMED) | Q(claimed_until__lte=timezone.now())
    n = reports.queue_for(viewer).filter(free, opened_at__lt=since).order_by().count()
    said = ngettext(
        "%(n)d case has waited for more than a day.", "%(n)d cases have waited for more than a day.", n
    )
    return Line(said % {"n": n}, reverse("desk_cases"), weight=3) if n else None


@attention
def second_looks_that_wait(viewer: Actor) -> Line | None:
    n = appeals.queue_for(viewer).order_by().values("pk").distinct().count()
    said = ngettext("%(n)d second look is asked for.", "%(n)d second looks are asked for.", n)
    return Line(said % {"n": n}, reverse("desk_appeals"), weight=3) if n else None


# --- People --------------------------------------------------------------------------------------------


class PersonForm(SettingsForm):
    """What people can change on their own page, put right by staff."""

    def save(self, commit: bool = True) -> User:
        """Left to `PersonAdmin.save_model`, which knows who does it."""
        return self.instance

    def save_m2m(self) -> None:
        """There is nothing of that kind."""


@admin.register(User)
class PersonAdmin(ActsWithReason, ThroughServices, FoundByName):
    form = PersonForm
    list_display = ("handle", "display_name", "is_active", "delete_after", "is_staff", "date_joined")
    list_filter = (
        "is_active",
        ("delete_after", admin.EmptyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
        "is_staff",
        "origin",
    )
    actions = ("close", "open_again")
    # The name to sign in with is the person's; an account is closed and opened from the list, with a reason. Roles
    # are granted with a reason and an end; the two flags are for the first person of a site, from the command line.
    by_hand = ("is_staff", "is_superuser")
    history = ("date_joined", "last_login", "adult_confirmed_at", "rules_accepted_at", "origin")
    # Chosen by the person alone (accounts/privacy); staff see when.
    ending = ("delete_after", "deleted_at")
    readonly_fields = ("handle", "is_active", *ending, *history, *by_hand)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        # With one language to choose from, the form has no field for it.
        own = ("language", "time_zone") if len(settings.LANGUAGES) > 1 else ("time_zone",)
        return (
            (None, {"fields": ("handle", "display_name", "about", "is_active")}),
            (_("Language and time"), {"fields": own}),
            (_("Closed by themselves"), {"fields": self.ending}),
            (_("History"), {"fields": self.history}),
            (_("From the command line"), {"classes": ("collapse",), "fields": self.by_hand}),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # People sign up themselves; the first staff comes from `manage.py createsuperuser`.

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj) or obj is None:
            return super().has_change_permission(request, obj)
        try:
            accounts.check_may_change(obj, by=actor_of(request))
        except Refused:
            return False
        return True

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if not self.has_change_permission(request, obj):
            kwargs["form"] = forms.ModelForm  # Nothing is filled in where somebody is only looked at.
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: Any, obj: User, form: Any, change: bool) -> None:
        given = form.cleaned_data
        made = accounts.change_account(
            obj,
            by=actor_of(request),
            display_name=given["display_name"],
            about=given["about"],
            language=given.get("language", obj.language),
            time_zone=given["time_zone"],
        )
        made_by_service(obj, made)

    @admin.action(description=_("Close the account"), permissions=["change"])
    def close(self, request: Any, queryset: QuerySet[User]) -> None:
        def act(person: User, reason: str) -> None:
            accounts.close_account(person, by=actor_of(request), reason=reason)

        self.act_on_each(request, queryset, act, "closed")

    @admin.action(description=_("Open the account again"), permissions=["change"])
    def open_again(self, request: Any, queryset: QuerySet[User]) -> None:
        def act(person: User, reason: str) -> None:
            accounts.open_account(person, by=actor_of(request), reason=reason)

        self.act_on_each(request, queryset, act, "opened again")


# --- Cases ---------------------------------------------------------------------------------------------


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
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

    def get_queryset(self, request: HttpRequest) -> Any:
        """Nobody reads of a case about themselves."""
        return super().get_queryset(request).exclude(person=request.user.pk)

    @admin.display(description=_("room"))
    def room_if_open(self, case: Case) -> str:
        return str(case.room) if case.room is not None and not case.room.is_private else "—"


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["pk", "case", "reason", "at"]
    list_filter = ["reason"]
    list_select_related = ["case"]
    search_fields = ["=id", "=case__id"]
    search_help_text = _("The number of a report or of its case.")
    fields = ["case", "reason", "at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).exclude(case__person=request.user.pk)


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ["pk", "sanction", "state", "at", "decided_by", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["sanction", "decided_by"]
    search_fields = ["=id", "sanction__person__handle"]
    search_help_text = _("A number, or the name somebody signs in with.")
    fields = ["sanction", "state", "at", "decided_by", "decided_at"]


# --- The log -------------------------------------------------------------------------------------------

# Who told the moderators something is nobody's to know, and stays out of this list for staff, too.
IN_CONFIDENCE = ("report.made", "incident.told")
# What happens to a case is not told to the person it is about before something is decided.
UNDECIDED = ("case.claimed", "case.viewed", "case.released", "case.passed_on", "case.closed")


class WithNames(NewestFirst):
    """The log knows numbers, because it outlives accounts: the names of one page in two queries."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        entries: list[Any] = list(self.result_list)
        give_names(entries)
        self.result_list: Any = entries


def give_names(entries: Iterable[Any]) -> None:
    entries = list(entries)
    people = User.objects.in_bulk({pk for row in entries for pk in (row.by_id, row.person_id) if pk})
    rooms = Room.objects.in_bulk({row.room_id for row in entries if row.room_id})
    for row in entries:
        row.names = {
            "by": _("not shown") if row.act in IN_CONFIDENCE else _name_of(people, row.by_id),
            "person": _name_of(people, row.person_id),
            "room": _room_of(rooms, row.room_id),
        }


def _name_of(people: dict[int, User], pk: int | None) -> str:
    if pk is None:
        return ""
    return f"{people[pk].name} (@{people[pk].handle})" if pk in people else f"#{pk}"


def _room_of(rooms: dict[int, Room], pk: int | None) -> str:
    if pk is None:
        return ""
    room = rooms.get(pk)
    if room is None:
        return f"#{pk}"
    return _now("a private room") if room.is_private else room.title


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    list_display = ["number", "at", "act", "who", "on_whom", "where", "clause"]
    search_fields = ["pk"]  # Not used; that it is not empty shows the field.
    search_help_text = _(
        "The number of an entry; @ and the name somebody signs in with; an act, as role.granted; a thing, as "
        "cases.case:12."
    )
    fields = ["number", "at", "act", "who", "on_whom", "where", "thing", "clause", "facts", "chain"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WithNames

    def get_queryset(self, request: HttpRequest) -> Any:
        about_me = {"person_id": request.user.pk, "act__in": (*IN_CONFIDENCE, *UNDECIDED)}
        return super().get_queryset(request).exclude(**about_me)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        entry = super().get_object(request, object_id, from_field)
        if entry is not None:
            give_names([entry])
        return entry

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[LogEntry], search_term: str
    ) -> tuple[QuerySet[LogEntry], bool]:
        """Whole words alone, which indexes answer."""
        words = search_term.strip().lower()
        if words.startswith("@"):
            person = User.objects.filter(handle=words[1:]).values_list("pk", flat=True).first() or 0
            did = Q(by_id=person) & ~Q(act__in=IN_CONFIDENCE)
            return queryset.filter(did | Q(person_id=person)), False
        if words.isdecimal():
            return queryset.filter(number=int(words[:18])), False
        if words:
            return queryset.filter(thing=words) if ":" in words else queryset.filter(act=words), False
        return queryset, False

    @admin.display(description=_("who"))
    def who(self, entry: Any) -> str:
        return str(entry.names["by"])

    @admin.display(description=_("on whom"))
    def on_whom(self, entry: Any) -> str:
        return str(entry.names["person"])

    @admin.display(description=_("room"))
    def where(self, entry: Any) -> str:
        return str(entry.names["room"])

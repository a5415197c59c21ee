"""Bases of the admin's pages, for the `admin.py` of every app. Nothing is registered here.

The admin is for looking and for a few acts. No list of it sorts or counts a table that grows without end, and no
form of it writes a row: what is changed there is changed by the same service that everybody calls.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .refused import Refused

COUNTED_UP_TO = 2000
MOST_AT_ONCE = 100


# --- Lists -------------------------------------------------------------------------------------------------


class PagesWithoutCount(Paginator):  # type: ignore[type-arg]
    """Counts as far as anybody turns pages, and no further."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:COUNTED_UP_TO].count())


class NewestFirst(ChangeList):
    """Always by key: sorting a million rows by another column is nothing a page can wait for."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        return ["-pk"]

    def get_ordering_field_columns(self) -> dict[int, Any]:
        return {}


class LongList(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list that stays fast at a million rows. Its filters are for columns with choices, and its search for what
    an index answers."""

    paginator = PagesWithoutCount
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    sortable_by = ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return NewestFirst


class FoundByName(LongList):
    """Searched by how somebody's name begins, which an index answers; Django's own search reads every row."""

    search_fields = ("pk",)  # Not used; that it is not empty shows the field.
    search_help_text = _("How the name begins. A whole name with = in front: =anna-4107")
    person_path = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words, to = search_term.strip(), self.person_path
        if words.startswith("="):
            return queryset.filter(**{f"{to}handle": words[1:].lower()}), False
        if words:
            begins = Q(**{f"{to}handle__startswith": words.lower()})
            queryset = queryset.filter(begins | Q(**{f"{to}display_name__startswith": words}))
        return queryset, False


class ReadOnlyAdmin(LongList):
    """Looked at and never touched, by superusers neither: what happened is not made undone here."""

    actions: Any = None  # type: ignore[misc]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


# --- Forms and acts ----------------------------------------------------------------------------------------


def name_both_parts(field: Any) -> Any:
    """A date and a time are two fields under one label: each says which of the two it is."""
    if isinstance(field, forms.SplitDateTimeField):
        parts: Any = field.widget
        for widget, name in zip(parts.widgets, (_("date"), _("time")), strict=True):
            widget.attrs["aria-label"] = f"{field.label}: {name}"
    return field


class ThroughServices(admin.ModelAdmin):  # type: ignore[type-arg]
    """A form that is saved by a service and by nothing else: `save_model` calls it.

    What the service refuses stands on the form, which comes back filled in as it was sent.
    """

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        raise NotImplementedError("call the service that makes or changes this")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (Refused, ValidationError) as refused:
            self._keep(request, refused)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return name_both_parts(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        refused = getattr(request, "refused_by_service", None)
        return form if refused is None else _saying(refused, form)

    @staticmethod
    def _keep(request: Any, refused: Refused | ValidationError) -> None:
        request.refused_by_service = refused


def _saying(refused: Refused | ValidationError, form: Any) -> Any:
    """The form once more, with what a service has said; beside the field that the refusal names by its code."""

    class Refusing(form):  # type: ignore[misc]
        def clean(self) -> Any:
            cleaned = super().clean()
            place = refused.code if isinstance(refused, Refused) and refused.code in self.fields else None
            self.add_error(place, refused.message if isinstance(refused, Refused) else refused)
            return cleaned

    return Refusing


def made_by_service(obj: Any, made: Model) -> None:
    """The admin goes on with the row that the service has made or changed."""
    obj.__dict__.update({name: value for name, value in made.__dict__.items() if not name.startswith("_")})
    obj._state.adding = False
    obj._state.db = made._state.db


class ReasonForm(helpers.ActionForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)


class ActsWithReason(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list whose acts ask for a reason, which is kept in the history of each thing."""

    action_form = ReasonForm

    def act_on_each(
        self,
        request: HttpRequest,
        chosen: Iterable[Any],
        act: Callable[[Any, str], Any],
        what: str,
    ) -> None:
        """`act` is called with each thing and the reason; what it refuses is said and left as it is."""
        reason = request.POST.get("reason", "").strip()
        if not reason:
            self.message_user(request, _("Please give a reason; nothing has been changed."), messages.WARNING)
            return
        things = list(chosen[: MOST_AT_ONCE + 1] if isinstance(chosen, QuerySet) else chosen)
        if len(things) > MOST_AT_ONCE:
            said = _("Please choose at most %(most)d at once; nothing has been changed.")
            self.message_user(request, said % {"most": MOST_AT_ONCE}, messages.WARNING)
            return
        done = sum(self._act_on(request, thing, act, what, reason) for thing in things)
        self.message_user(request, ngettext("%(n)d changed.", "%(n)d changed.", done) % {"n": done})

    def _act_on(self, request: HttpRequest, thing: Any, act: Any, what: str, reason: str) -> bool:
        try:
            act(thing, reason)
        except Refused as refused:
            self.message_user(request, f"{thing}: {refused.message}", messages.ERROR)
            return False
        self.log_change(request, thing, f"{what}: {reason}")
        return True


class NamedInTable(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows of an inline table; `away` says what the box that takes a row away does."""

    away: str | Promise = ""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = self.away


class FieldsNamedInTable(admin.TabularInline):  # type: ignore[type-arg]
    """In a table only the head of the column says what a field is; here the field says it, too."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label
        return field

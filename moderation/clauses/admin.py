"""Clauses for staff. Saving one shows the difference first and goes through `services.publish`."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from community.accounts.actor import actor_of
from community.kernel.admin import FieldsNamedInTable, NamedInTable, ReadOnlyAdmin, name_both_parts

from . import services
from .diff import label_of, pieces
from .forms import PublishForm
from .models import Acceptance, Choice, Clause, Incident, RoleLine, Scenario


@admin.register(Clause)
class ClauseAdmin(SimpleHistoryAdmin):
    list_display = ("title", "binds", "version", "effective_from", "retired_at")
    list_filter = ("binds",)
    search_fields = ("title", "slug", "words")
    readonly_fields = ("version", "what_changed")
    fields = (
        "title", "slug", "binds", "words", "fine", "not_fine", "position", "effective_from", "retired_at",
        "version", "what_changed",
    )  # fmt: skip
    history_list_display = ("version", "what_changed")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Acceptances and sanctions lean on it: a clause is retired."""
        return False

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """An old text comes back as a new version: through the form, with its difference and a reason."""
        return True

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "effective_from" and field is not None:
            # A default that is a function makes Django ask the page, and not the database, what it was before.
            field.show_hidden_initial = False
        return name_both_parts(field)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # Reports and sanctions know a clause by its short name.
        return (*self.readonly_fields, "slug") if obj is not None else self.readonly_fields

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            in_between = self._last_step(request, object_id)
            if in_between is not None:
                return in_between
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _last_step(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """The page with the difference, until it has been answered; None when the form itself has to be drawn
        again, or everything is said."""
        stored = self.get_object(request, object_id) if object_id else None
        may = self.has_change_permission(request, stored) if object_id else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        before = Clause.objects.get(pk=stored.pk) if stored is not None else None
        form = self.get_form(request, stored, change=stored is not None)(request.POST, instance=stored)
        if (object_id and stored is None) or not form.is_valid():
            return None
        if not form.changed_data:
            self.message_user(request, _("Nothing has changed."), messages.INFO)
            return HttpResponseRedirect(request.get_full_path())
        last = PublishForm(request.POST if "_publish" in request.POST else None, initial={"material": "yes"})
        if last.is_valid():
            return None
        return self._show_difference(request, before, form, last)

    def _show_difference(
        self, request: HttpRequest, before: Any, form: Any, last: PublishForm
    ) -> HttpResponse:
        own = (*last.fields, "csrfmiddlewaretoken", "_publish")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Look at it before it is published"),
            "opts": self.opts,
            "clause": form.instance,
            "changes": [_difference(form, name, before) for name in form.changed_data],
            "last": last,
            "kept": [
                (name, value)
                for name in request.POST
                if name not in own
                for value in request.POST.getlist(name)
            ],
        }
        return TemplateResponse(request, "moderation/clauses/admin_publish.html", context)

    def save_model(self, request: Any, obj: Clause, form: ModelForm, change: bool) -> None:
        last = PublishForm(request.POST)
        if not last.is_valid():
            raise PermissionDenied
        fields = {name: form.cleaned_data[name] for name in form.changed_data}
        clause = Clause.objects.get(pk=obj.pk) if change else Clause()
        made = services.publish(clause, by=actor_of(request), **last.cleaned_data, **fields)
        obj.__dict__.update({key: value for key, value in made.__dict__.items() if not key.startswith("_")})
        obj._state.adding = False


def _difference(form: Any, name: str, before: Any) -> dict[str, Any]:
    old, new = ("" if one is None else _read(one, name) for one in (before, form.instance))
    return {"label": label_of(name), "before": old, "after": new, "pieces": pieces(old, new)}


def _read(clause: Any, name: str) -> str:
    value = clause.get_binds_display() if name == "binds" else getattr(clause, name)
    return "" if value is None else str(value)


class ChoiceFormSet(NamedInTable):
    away = _("Take this answer out")


class ChoiceInline(FieldsNamedInTable):
    model = Choice
    formset = ChoiceFormSet
    min_num = extra = 3
    max_num = 5

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0


@admin.register(Scenario)
class ScenarioAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("story", "clause")
    list_filter = ("clause",)
    search_fields = ("story",)
    list_select_related = ("clause",)
    inlines = (ChoiceInline,)


@admin.register(RoleLine)
class RoleLineAdmin(SimpleHistoryAdmin):
    list_display = ("situation", "role", "answer", "to", "words")
    list_filter = ("role", "answer", "clause")
    search_fields = ("situation", "words")


@admin.register(Acceptance)
class AcceptanceAdmin(ReadOnlyAdmin):
    """The proof. Who accepted what, when."""

    list_display = ("person", "clause", "version", "at")
    list_filter = ("clause",)
    list_select_related = ("person", "clause")
    search_fields = ("=person__handle",)


@admin.register(Incident)
class IncidentAdmin(ReadOnlyAdmin):
    """Words are read on the incident's own page only; what is about oneself is not there."""

    list_display = ("clause", "told_by", "at")
    list_filter = ("clause",)
    list_select_related = ("clause", "told_by")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).exclude(about=request.user.pk)  # type: ignore[misc]

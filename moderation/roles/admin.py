"""The admin's door, and its pages about roles. Roles are given and ended here, never edited.

Who gets in is asked of the grants at every page, with the second step; what they see there is in groups.py.
"""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import actor_of, actor_or_none
from community.accounts.admin import LongList
from community.kernel.refused import Refused

from . import policy
from . import services as roles
from .forms import GrantForm, ReasonForm
from .models import Duty, RoleGrant

# Groups are made from the table in groups.py and filled from the grants; by hand they would say something else.
# (Their admin is imported first, so that it is there to go.)
for _module, model in ((auth_admin, Group),):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


def may_enter(request: HttpRequest) -> bool:
    """Staff, with the second step, at this very second."""
    actor = actor_or_none(request)
    return bool(actor and actor.person.is_active and policy.is_staff(actor))


def sign_in(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Everybody signs in on the same page; whoever has done so and may not enter is told so."""
    if request.user.is_authenticated:
        if may_enter(request):
            return HttpResponseRedirect(reverse("admin:index"))
        raise PermissionDenied
    going = urlencode({"next": request.GET.get("next", reverse("admin:index"))})
    return HttpResponseRedirect(f"{reverse('account_login')}?{going}")


admin.site.has_permission = may_enter  # type: ignore[method-assign]
admin.site.login = sign_in  # type: ignore[method-assign]


class InForce(admin.SimpleListFilter):
    title = _("holds")
    parameter_name = "holds"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("now")), ("soon", _("ends within 30 days")), ("over", _("no more"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        over = Q(ended_at__isnull=False) | Q(until__lte=now)
        if self.value() == "now":
            return queryset.exclude(over).filter(start__lte=now)
        if self.value() == "soon":
            return queryset.exclude(over).filter(until__lte=now + timedelta(days=30))
        return queryset.filter(over) if self.value() == "over" else queryset


class ReadOnlyRows(LongList):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadOnlyRows):
    list_display = ("person", "role", "level", "room", "start", "until", "granted_by", "ended_at", "end_it")
    list_filter = ("role", "level", InForce)
    list_select_related = ("person", "room", "granted_by")
    search_fields = ("person__handle", "person__display_name")
    search_help_text = _("How the name begins. A whole name with = in front: =anna-4107")
    ordering = ("-pk",)
    actions = ("end_these",)
    raw_id_fields = ("room",)
    fields = (
        "person", "role", "level", "room", "start", "until", "granted_by", "reason", "ended_at", "ended_by",
        "end_reason",
    )  # fmt: skip

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[RoleGrant], search_term: str
    ) -> tuple[QuerySet[RoleGrant], bool]:
        """By how a name begins, which an index answers."""
        words = search_term.strip()
        if words.startswith("="):
            return queryset.filter(person__handle=words[1:].lower()), False
        if words:
            begins = Q(person__handle__startswith=words.lower()) | Q(person__display_name__startswith=words)
            queryset = queryset.filter(begins)
        return queryset, False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = GrantForm
            kwargs["fields"] = ("role", "level", "room", "start", "until", "reason")
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else ("handle", "role", "level", "room", "start", "until", "reason")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the service, which asks whether this person may give this role. Raises Refused."""
        given = form.cleaned_data
        made = roles.grant(
            form.person,
            by=actor_of(request),
            role=given["role"],
            level=given["level"],
            room_id=given["room"].pk if given["room"] else None,
            start=given["start"],
            until=given["until"],
            reason=given["reason"],
        )
        # The admin goes on with the row that was made.
        obj.__dict__.update(made.__dict__)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        try:
            return super().add_view(request, form_url, extra_context)
        except Refused as refused:
            self.message_user(request, str(refused.message), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def get_urls(self) -> list[Any]:
        ending = path("<int:pk>/end/", self.admin_site.admin_view(self.end_view), name="roles_rolegrant_end")
        return [ending, *super().get_urls()]

    @admin.display(description=_("end"))
    def end_it(self, grant: RoleGrant) -> str:
        if grant.ended_at is not None:
            return ""
        address = reverse("admin:roles_rolegrant_end", args=[grant.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("End it"))

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._end(request, RoleGrant.objects.filter(pk=get_object_or_404(RoleGrant, pk=pk).pk))

    @admin.action(description=_("End, with a reason"), permissions=["view"])
    def end_these(self, request: HttpRequest, queryset: QuerySet[RoleGrant]) -> HttpResponse:
        return self._end(request, queryset)

    def _end(self, request: HttpRequest, grants: QuerySet[RoleGrant]) -> HttpResponse:
        """Asks for the reason, then ends each. What may not be ended is said and left."""
        chosen = list(grants.filter(ended_at=None).select_related("person", "room"))
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        back = HttpResponseRedirect(reverse("admin:roles_rolegrant_changelist"))
        if not chosen:
            self.message_user(request, _("There is nothing to end."), messages.WARNING)
            return back
        if form.is_valid():
            self._end_each(request, chosen, form.cleaned_data["reason"])
            return back
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("End these roles"),
            "opts": self.model._meta,
            "grants": chosen,
            "form": form,
        }
        return render(request, "admin/roles/end_roles.html", context)

    def _end_each(self, request: HttpRequest, grants: list[RoleGrant], reason: str) -> None:
        for grant in grants:
            try:
                roles.end_grant(grant, by=actor_of(request), reason=reason)
            except Refused as refused:
                self.message_user(request, f"{grant.person}: {refused.message}", messages.ERROR)
            else:
                said = gettext("%(person)s: %(role)s has ended.")
                words = {"person": grant.person, "role": grant.get_role_display()}
                self.message_user(request, said % words)


@admin.register(Duty)
class DutyAdmin(ReadOnlyRows):
    list_display = ("person", "role", "since", "until", "seen_at")
    list_filter = ("role", ("until", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    ordering = ("-pk",)

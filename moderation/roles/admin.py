"""Roles for staff: given and ended here, never edited."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor, actor_of
from community.accounts.models import User
from community.kernel.admin import FoundByName, ReadOnlyAdmin, ThroughServices, made_by_service
from community.kernel.attention import Line, attention
from community.kernel.kept import Kept
from community.kernel.refused import Refused

from . import policy
from . import services as roles
from .forms import GrantForm, ReasonForm
from .models import Duty, RoleGrant

MOST_SAID = 10
ENDS_SOON = timedelta(days=30)


def ending_soon() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.in_force().filter(until__lte=timezone.now() + ENDS_SOON)


def without_second_step() -> QuerySet[RoleGrant]:
    """Roles that sleep, because the person has set up nothing to show besides a password."""
    steps = Authenticator.objects.filter(user=OuterRef("person")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return RoleGrant.objects.in_force().filter(~Exists(steps), person__is_active=True)


@attention
def roles_that_end_soon(viewer: Actor) -> Line | None:
    n = ending_soon().count()
    said = ngettext("%(n)d role ends within 30 days.", "%(n)d roles end within 30 days.", n)
    return Line(said % {"n": n}, _those("soon"), weight=2) if n else None


@attention
def roles_that_sleep(viewer: Actor) -> Line | None:
    if policy.second_factor_is_excused():
        return None
    n = without_second_step().aggregate(n=Count("person", distinct=True))["n"]
    said = ngettext(
        "%(n)d person holds a role and has set up no second step, so that it does not count.",
        "%(n)d people hold a role and have set up no second step, so that it does not count.",
        n,
    )
    return Line(said % {"n": n}, _those("asleep"), weight=2) if n else None


_worn: Kept[None, frozenset[int]] = Kept(seconds=60)


def with_a_name_others_wear() -> QuerySet[RoleGrant]:
    people = _worn.get(None, lambda: frozenset(policy.names_worn_by_others()))
    return RoleGrant.objects.filter(
        Q(until=None) | Q(until__gt=timezone.now()), ended_at=None, person__in=people
    )


@attention
def names_that_two_wear(viewer: Actor) -> Line | None:
    n = with_a_name_others_wear().aggregate(n=Count("person", distinct=True))["n"]
    said = ngettext(
        "%(n)d person with a role has a name that somebody else wears too.",
        "%(n)d people with a role have a name that somebody else wears too.",
        n,
    )
    return Line(said % {"n": n}, _those("name"), weight=2) if n else None


def _those(which: str) -> str:
    return f"{reverse('admin:roles_rolegrant_changelist')}?holds={which}"


class InForce(admin.SimpleListFilter):
    title = _("holds")
    parameter_name = "holds"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("now", _("now")),
            ("soon", _("ends within 30 days")),
            ("asleep", _("sleeps: no second step")),
            ("name", _("a name that others wear too")),
            ("over", _("no more")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        over = Q(ended_at__isnull=False) | Q(until__lte=timezone.now())
        these = {
            "now": Q(pk__in=RoleGrant.objects.in_force()),
            "soon": Q(pk__in=ending_soon()),
            "asleep": Q(pk__in=without_second_step()),
            "over": over,
        }
        if self.value() == "name":
            return queryset.filter(pk__in=with_a_name_others_wear())
        return queryset.filter(these.get(self.value() or "", Q()))


@admin.register(RoleGrant)
class RoleGrantAdmin(ThroughServices, FoundByName, ReadOnlyAdmin):
    list_display = ("person", "role", "level", "room", "start", "until", "granted_by", "ended_at", "end_it")
    list_filter = ("role", "level", InForce)
    list_select_related = ("person", "room", "granted_by")
    person_path = "person__"
    actions = ("end_these",)
    raw_id_fields = ("room",)
    fields = (
        "person", "role", "level", "room", "start", "until", "granted_by", "reason", "ended_at", "ended_by",
        "end_reason",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)  # given, and never changed after that

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = GrantForm
            kwargs["fields"] = ("role", "level", "room", "start", "until", "reason")
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else ("handle", "role", "level", "room", "start", "until", "reason")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The service asks whether this person may give this role."""
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
        made_by_service(obj, made)
        self._tell_who_reads_alike(request, form.person)

    def _tell_who_reads_alike(self, request: HttpRequest, person: User) -> None:
        """Whoever wore the name first keeps it; the one who gives the role knows, and can ask either to change it."""
        _worn.forget()
        others = policy.names_worn_by_others(person).get(person.pk, set())
        if not others:
            return
        handles = User.objects.filter(pk__in=others).order_by("handle").values_list("handle", flat=True)
        said = gettext(
            "%(person)s can be taken for somebody else with a name like this: %(handles)s. In rooms both stand with "
            "the name they sign in with. Ask one of them to choose another."
        )
        words = {"person": person, "handles": ", ".join(handles[:MOST_SAID])}
        self.message_user(request, said % words, messages.WARNING)

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
class DutyAdmin(ReadOnlyAdmin):
    list_display = ("person", "role", "since", "until", "there_until")
    list_filter = ("role", ("until", admin.EmptyFieldListFilter))
    list_select_related = ("person",)

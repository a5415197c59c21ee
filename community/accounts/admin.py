"""People for staff: found by name, closed and opened again. Passwords and keys are nobody's business here."""

from typing import Any

from allauth.account import admin as account_admin
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa import admin as mfa_admin
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as usersessions_admin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .models import Revocation, User

COUNTED_UP_TO = 10_000
HISTORY = ("date_joined", "last_login", "adult_confirmed_at", "rules_accepted_at", "origin")
# Chosen by the person alone; staff see when it ends (accounts/privacy).
ENDING = ("delete_after", "deleted_at")
# Roles are granted with a reason and an end, never ticked here; these two are for the first person of a site.
BY_HAND = ("is_staff", "is_superuser")

# Addresses, devices and keys of people are for those people. (Imported first, so that they are there to go.)
for _module, model in (
    (account_admin, EmailAddress),
    (account_admin, EmailConfirmation),
    (mfa_admin, Authenticator),
    (usersessions_admin, UserSession),
):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class PaginatorThatStopsCounting(Paginator):  # type: ignore[type-arg]
    """Counts as far as anybody turns pages: the list of a million people opens at once."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return len(rows.order_by().values_list("pk", flat=True)[:COUNTED_UP_TO])


class LongList(admin.ModelAdmin):  # type: ignore[type-arg]
    paginator = PaginatorThatStopsCounting
    show_full_result_count = False
    list_per_page = 50


@admin.register(User)
class UserAdmin(LongList):
    list_display = ("handle", "display_name", "is_active", "delete_after", "is_staff", "date_joined")
    list_filter = (
        "is_active",
        ("delete_after", admin.EmptyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
        "is_staff",
        "origin",
    )
    search_fields = ("handle", "display_name")
    search_help_text = _("How the name begins. A whole name with = in front: =anna-4107")
    ordering = ("-pk",)
    actions = ("close", "open_again")
    readonly_fields = (*HISTORY, *BY_HAND, *ENDING)
    fieldsets = (
        (None, {"fields": ("handle", "display_name", "about", "is_active")}),
        (_("Closed by themselves"), {"fields": ENDING}),
        (_("From the command line"), {"classes": ("collapse",), "fields": BY_HAND}),
        (_("Language and time"), {"classes": ("collapse",), "fields": ("language", "time_zone")}),
        (
            _("History"),
            {"fields": ("date_joined", "last_login", "adult_confirmed_at", "rules_accepted_at", "origin")},
        ),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        """By how a name begins, which an index answers; the usual search reads every row."""
        words = search_term.strip()
        if words.startswith("="):
            return queryset.filter(handle=words[1:].lower()), False
        if words:
            queryset = queryset.filter(
                Q(handle__startswith=words.lower()) | Q(display_name__startswith=words)
            )
        return queryset, False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # People sign up themselves; the first staff comes from `manage.py createsuperuser`.

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # An account is closed. What others answered to stays readable.

    @admin.action(description=_("Close the account"), permissions=["change"])
    def close(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._set_active(queryset.exclude(pk=request.user.pk or 0), False)

    @admin.action(description=_("Open the account again"), permissions=["change"])
    def open_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        # Of a deleted person nothing is left to be opened.
        self._set_active(queryset.filter(deleted_at=None), True)

    def _set_active(self, people: QuerySet[User], active: bool) -> None:
        # One by one: saving a person is what writes the revocation.
        for person in people.filter(is_active=not active):
            person.is_active = active
            person.save(update_fields=["is_active"])


@admin.register(Revocation)
class RevocationAdmin(LongList):
    """To look at. What ended is not made undone here."""

    list_display = ("at", "kind", "user", "room_id")
    list_filter = ("kind",)
    list_select_related = ("user",)
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

"""The admin as a whole: its door, its first page, and which apps are shown in it.

Who gets in is asked of the grants at every page, with the second step (moderation.roles.policy); what they see there is in
moderation/roles/groups.py. Every `admin.py` registers with `django.contrib.admin.site`, which is this one.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.checks import CheckMessage
from django.core.checks.registry import registry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import actor_of, actor_or_none
from community.kernel import chores
from community.kernel.attention import Line, lines_for
from community.kernel.doors import OWING, say_for
from moderation.roles import policy

# Addresses, devices, keys and groups are made by other people's apps, whose own pages in the admin would show and
# change them. None of those is let in; ours are.
OURS = ("community", "rooms", "moderation", "badges", "goals")


class HearthAdminSite(admin.AdminSite):
    site_title = "Openhearth"
    site_header = _("Openhearth, behind the hearth")
    index_title = _("What needs you")
    index_template = "admin/first_page.html"
    empty_value_display = "—"

    # --- The door ---------------------------------------------------------------------------------------

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, with the second step, at this very second."""
        actor = actor_or_none(request)
        return actor is not None and actor.person.is_active and policy.is_staff(actor)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Everybody signs in on the same page; whoever has done so and may not enter is told so."""
        if request.user.is_authenticated:
            if self.has_permission(request):
                return HttpResponseRedirect(reverse("admin:index"))
            raise PermissionDenied
        going = urlencode({"next": request.GET.get("next", reverse("admin:index"))})
        return HttpResponseRedirect(f"{reverse('account_login')}?{going}")

    def get_urls(self) -> list[Any]:
        """Open to somebody who owes an acceptance: a clause that went wrong is put right here."""
        urls = super().get_urls()
        say_for(urls, {}, (OWING,))
        return urls

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """There is one page for a new password."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return HttpResponseRedirect(reverse("me"))

    # --- What is shown ----------------------------------------------------------------------------------

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Pages of apps that are not ours are not let in; nobody has to take them out again."""
        models = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        if ours := [model for model in models if _is_ours(model)]:
            super().register(ours, admin_class, **options)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        states = chores.states()
        rows = [(state, how_often(state)) for state in states]
        told = lines_for(actor_of(request), and_also=[*how_chores_go(states), *wrong_settings()])
        return super().index(request, {**(extra_context or {}), "lines": told, "chores": rows})


def _is_ours(model: Any) -> bool:
    return str(model._meta.app_config.name).partition(".")[0] in OURS


def how_chores_go(states: list[chores.ChoreState]) -> list[Line]:
    """What is wrong with regular work; the table on the same page says of each how it goes."""
    if any(state.away for state in states):
        return [Line(_("Where regular work is noted does not answer."), "#chores", weight=3)]
    failing = sum(state.failed_since is not None for state in states)
    late = sum(state.overdue and state.failed_since is None for state in states)
    found = []
    if failing:
        said = ngettext("%(n)d piece of regular work fails.", "%(n)d pieces of regular work fail.", failing)
        found.append(Line(said % {"n": failing}, "#chores", weight=3))
    if late:
        said = ngettext(
            "%(n)d piece of regular work is late.", "%(n)d pieces of regular work are late.", late
        )
        found.append(
            Line(said % {"n": late}, "#chores", weight=2, more=_("Is the process that does it running?"))
        )
    return found


def how_often(state: chores.ChoreState) -> str:
    if state.at_night:
        return gettext("every night")
    minutes = max(1, round(state.every.total_seconds() / 60))
    if minutes % 60:
        return ngettext("every minute", "every %(n)d minutes", minutes) % {"n": minutes}
    return ngettext("every hour", "every %(n)d hours", minutes // 60) % {"n": minutes // 60}


def wrong_settings() -> list[Line]:
    """What `manage.py check` says of the settings: of its checks those without a tag, which look at nothing else."""
    said: list[CheckMessage] = []
    for check in registry.get_checks():
        if not getattr(check, "tags", ()):
            said += check(app_configs=None, databases=None)
    return [
        Line(words=message.msg, more=message.hint or "", weight=2 if message.is_serious() else 1)
        for message in sorted(said, key=lambda message: message.id or "")
        if not message.is_silenced()
    ]

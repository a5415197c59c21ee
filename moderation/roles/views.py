"""My roles: what I may do here and since when, being on duty, giving a role up, the second step."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actor import actor_of
from community.accounts.notices.services import seen_by_visiting
from community.kernel.doors import OWING, open_to
from community.kernel.http import back_to
from community.kernel.refused import Refused

from . import duty as duties
from . import policy
from . import services as roles
from .decorators import me
from .forms import GiveUpForm
from .middleware import KEPT_AS
from .models import RoleGrant

PAST_SHOWN = 50


@open_to(OWING)
@login_required
@require_safe
def my_roles(request: HttpRequest) -> HttpResponse:
    grants = (
        RoleGrant.objects.filter(person=me(request)).select_related("room", "granted_by").order_by("-start")
    )
    over = Q(ended_at__isnull=False) | Q(until__lte=timezone.now())
    context = {
        "grants": grants.exclude(over),
        "past": grants.filter(over)[:PAST_SHOWN],
        "asleep": policy.powers_of(actor_of(request)).lacks_second_factor,
        "moderates": policy.is_moderator_anywhere(actor_of(request)),
        "may_break_glass": policy.may_break_glass(actor_of(request)),
        "is_staff": policy.is_staff(actor_of(request)),
    }
    # In whatever sign-in: this page is where the question leads whether they are still there.
    duties.be_seen(me(request).pk)
    seen_by_visiting(me(request), "role_given", "role_ending", "role_ended", "duty_asked", "duty_ended")
    return render(request, "moderation/roles/my_roles.html", context)


@open_to(OWING)
@login_required
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    grant = RoleGrant.objects.in_force().filter(pk=pk, person=me(request)).select_related("room").first()
    if grant is None:
        raise Http404
    form = GiveUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        roles.end_grant(grant, by=actor_of(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("The role has ended. Thank you for what you did in it."))
        return redirect("my_roles")
    return render(request, "moderation/roles/give_up.html", {"grant": grant, "form": form})


@open_to(OWING)
@login_required
@require_POST
def duty(request: HttpRequest) -> HttpResponse:
    """On or off. Back to where the switch was."""
    change = duties.go_on_duty if request.POST.get("on") == "1" else duties.go_off_duty
    try:
        change(by=actor_of(request), role=request.POST.get("role", ""))
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        if request.POST.get("on") == "1":
            request.session[KEPT_AS] = True
    return redirect(back_to(request, reverse("my_roles")))


@open_to(OWING)
@never_cache
@login_required
@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Why a page did not open for somebody with a role, and what to do."""
    going = back_to(request, reverse("my_roles"))
    if not policy.powers_of(actor_of(request)).lacks_second_factor:
        return redirect(going)
    kinds = set(Authenticator.objects.filter(user=me(request)).values_list("type", flat=True))
    context: dict[str, Any] = {"next": going, "query": urlencode({"next": going})}
    context["has_app"] = Authenticator.Type.TOTP in kinds
    context["has_key"] = Authenticator.Type.WEBAUTHN in kinds
    return render(request, "moderation/roles/second_step.html", context)

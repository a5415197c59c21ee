"""What moderators decided about me, why, and how to ask for a second look. Works while suspended."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actor import actor_of
from community.kernel.doors import OWING, SUSPENDED, open_to
from community.kernel.refused import Refused
from moderation.standing.models import FOR_GOOD, Sanction

from .. import reading, services
from ..forms import AppealForm


@open_to(SUSPENDED, OWING)
@login_required
@require_safe
def my_standing(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: HttpRequest, *, failed: tuple[int, AppealForm] | None = None, status: int = 200
) -> HttpResponse:
    person = actor_of(request).person
    rows = reading.decisions_about(person)
    decisions: list[dict[str, Any]] = [
        {
            "it": row,
            "new": row.seen_at is None,
            "appeal": getattr(row, "appeal", None),
            "own_words": reading.own_words(row),
            "taken": reading.taken_name(row),
            "form": failed[1] if failed and failed[0] == row.pk else AppealForm(auto_id=f"id_{row.pk}_%s"),
        }
        for row in rows
    ]
    services.mark_seen(person)
    context = {
        "decisions": decisions,
        "for_good": FOR_GOOD,
        "anything_holds": any(not row.is_over for row in rows),
    }
    return render(request, "moderation/cases/my_standing.html", context, status=status)


@open_to(SUSPENDED, OWING)
@login_required
@require_POST
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    sanction = get_object_or_404(Sanction, pk=pk, person=actor_of(request).pk)
    form = AppealForm(request.POST, auto_id=f"id_{pk}_%s")
    if form.is_valid():
        try:
            services.appeal(sanction, by=actor_of(request), words=form.cleaned_data["words"])
        except Refused as refused:
            form.add_error("words", str(refused.message))
        else:
            messages.success(
                request, _("Thank you. Somebody else will look at it, and the answer will stand here.")
            )
            return redirect(reverse("my_standing") + f"#decision-{pk}")
    return _page(request, failed=(pk, form), status=400)

"""The second look, and how often it changed something."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.actor import actor_of
from community.kernel.doors import OWING, SUSPENDED, open_to
from community.kernel.refused import Conflict, Invalid, NotFound
from moderation.clauses.policy import check_can_see_confusion
from moderation.roles import policy
from moderation.roles.decorators import for_moderators

from .. import reading, services
from ..confusion import FEW, confusion
from ..evidence import evidence, thing_of
from ..forms import AnswerForm
from ..models import Appeal, Report
from ..services.appeals import check_can_decide, queue_for


@require_safe
@for_moderators
def appeals(request: HttpRequest) -> HttpResponseBase:
    return render(request, "moderation/cases/appeals.html", {"appeals": queue_for(actor_of(request))[:50]})


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def appeal(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = (
        Appeal.objects.select_related(
            "sanction",
            "sanction__clause",
            "sanction__person",
            "sanction__room",
            "sanction__by",
        )
        .filter(pk=pk)
        .exclude(sanction__person=actor_of(request).pk)
        .first()
    )
    if found is None or not policy.is_moderator(actor_of(request), found.sanction.room_id):
        raise NotFound(_("This is not here."))
    check_can_decide(found, by=actor_of(request))
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.decide(
                found, by=actor_of(request), overturn=given["overturn"] == "1", answer=given["answer"]
            )
        except (Invalid, Conflict) as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Thank you. The person has your answer."))
            return redirect("desk_appeals")
    sanction = found.sanction
    context = {
        "appeal": found,
        "sanction": sanction,
        "taken": reading.taken_name(sanction),
        "evidence": evidence(
            thing_of(sanction), Report.objects.with_sealed().filter(case__sanctions=sanction)
        ),
        "history": reading.history_of(sanction.person, viewer=actor_of(request)),
        "form": form,
    }
    return render(request, "moderation/cases/appeal.html", context, status=400 if form.errors else 200)


@require_safe
@for_moderators
def figures(request: HttpRequest) -> HttpResponseBase:
    """Counts alone: nobody's name, no room."""
    tables = [
        (_("By what was decided"), reading.overturns(by="kind")),
        (_("By rule"), reading.overturns(by="clause__title")),
    ]
    return render(request, "moderation/cases/figures.html", {"tables": tables})


@open_to(SUSPENDED, OWING)
@login_required
@require_safe
def confusing(request: HttpRequest) -> HttpResponse:
    """Which clause confuses people: for moderators."""
    check_can_see_confusion(actor_of(request))
    return render(request, "moderation/clauses/confusing.html", {"rows": confusion(), "few": FEW})

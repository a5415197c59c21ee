"""The queue and one case: take it, look, act, close. What was said is shown to the one who holds it only."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actor import Actor, actor_of
from community.accounts.reportable import Reportable
from community.kernel.refused import Conflict, Invalid, NotAllowed, Refused
from moderation.roles import policy
from moderation.roles.decorators import for_moderators

from .. import reading, services
from ..evidence import evidence, load_reports, thing_of
from ..forms import CaseActForm, CloseForm
from ..models import Case
from ..services.reports import STALE_AFTER, check_may_look, queue_for

SHOWN = 50


@require_safe
@for_moderators
def cases(request: HttpRequest) -> HttpResponseBase:
    now = timezone.now()
    waiting = queue_for(actor_of(request)).select_related("room", "claimed_by", "content_type", "person")[
        :SHOWN
    ]
    rows = [
        {
            "case": case,
            "kind": reading.label_of(case),
            "told": reading.told(case),
            "mine": case.is_held_by(actor_of(request).pk),
            "late": now - case.opened_at > STALE_AFTER,
        }
        for case in waiting.prefetch_related("reports")
    ]
    closed = reading.cases_known_to(actor_of(request)).filter(state=Case.State.CLOSED)
    context = {
        "rows": rows,
        "closed": closed.select_related("room", "closed_by", "person").order_by("-closed_at")[:10],
    }
    return render(request, "moderation/cases/cases.html", context)


@require_safe
@for_moderators
def case(request: HttpRequest, pk: int) -> HttpResponseBase:
    return page(request, reading.case_for(actor_of(request), pk))


def page(
    request: HttpRequest,
    case: Case,
    *,
    form: CaseActForm | None = None,
    close_form: CloseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    by = actor_of(request)
    mine = case.is_held_by(by.pk)
    load_reports(case, opened=mine)
    check_may_look(case, by=by)
    # Empty again with every claim: who holds it and has looked may look again.
    if mine and case.viewed_at is None:
        services.view(case, by=by)
    context: dict[str, Any] = {
        "case": case,
        "kind": reading.label_of(case),
        "told": reading.told(case),
        "mine": mine,
        "private": case.room is not None and case.room.is_private,
        "sanctions": case.sanctions.select_related("clause", "by", "room").order_by("at"),
        "closed": case.state == Case.State.CLOSED,
        "free": case.is_free,
    }
    if mine:
        about = thing_of(case)
        context |= _open(case, by, about)
        if not context["cannot_act"]:
            context["form"] = form or act_form(case, by, about)
        context["close_form"] = close_form or CloseForm(auto_id="close_%s")
    elif bound := form or close_form:
        # It is somebody else's by now: there is no form to give the words back in, so they stand beneath.
        context["typed"] = [bound.data[name] for name in ("words", "note") if bound.data.get(name)]
        messages.warning(request, " ".join(map(str, bound.non_field_errors())))
    return render(request, "moderation/cases/case.html", context, status=status)


def _open(case: Case, by: Actor, about: Reportable[Any] | None) -> dict[str, Any]:
    history = reading.history_of(case.person, viewer=by, beside=case) if case.person else None
    return {
        "around": about.around() if about is not None else [],
        "evidence": evidence(about, case.reports.all()),
        "history": history,
        "cannot_act": _cannot_act(case, by),
    }


def _cannot_act(case: Case, by: Actor) -> str:
    """Why this moderator cannot act on the person, if so: then it can be passed on."""
    if case.person is None:
        return ""
    try:
        policy.check_can_act_on(by, case.person, case.room_id)
    except NotAllowed as refused:
        return str(refused.message)
    return ""


def act_form(case: Case, by: Actor, about: Reportable[Any] | None, data: Any = None) -> CaseActForm | None:
    """None where there is nobody to act on."""
    if case.person is None:
        return None
    return CaseActForm(
        data,
        by=by,
        person=case.person,
        room=case.room,
        can_hide=about is not None and about.can_be_hidden and not about.is_hidden,
        reason=reading.told(case).main,
    )


@require_POST
@for_moderators
def claim(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = reading.case_for(actor_of(request), pk)
    try:
        services.claim(found, by=actor_of(request))
    except Conflict as refused:
        messages.warning(request, str(refused.message))
    return redirect("desk_case", pk)


@require_POST
@for_moderators
def claim_next(request: HttpRequest) -> HttpResponseBase:
    """The first in the queue that nobody has. Several may press at once: each gets another one."""
    for found in queue_for(actor_of(request)):
        if not found.is_free:
            continue
        try:
            services.claim(found, by=actor_of(request))
        except Conflict:
            continue
        return redirect("desk_case", found.pk)
    messages.success(request, _("Nothing is waiting right now."))
    return redirect("desk_cases")


@require_POST
@for_moderators
def release(request: HttpRequest, pk: int) -> HttpResponseBase:
    services.release(reading.case_for(actor_of(request), pk), by=actor_of(request))
    messages.success(request, _("It is back in the queue."))
    return redirect("desk_cases")


@require_POST
@for_moderators
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = reading.case_for(actor_of(request), pk)
    if why_not := _cannot_act(found, actor_of(request)):
        raise NotAllowed(why_not)
    form = act_form(found, actor_of(request), thing_of(found), request.POST)
    if form is None:
        raise NotAllowed(_("There is nobody to act on here."))
    if not form.is_valid():
        return page(request, found, form=form, status=400)
    keep = request.POST.get("then") == "keep"
    try:
        services.settle(
            found, by=actor_of(request), decision=form.decision(), note=form.cleaned_data["note"], keep=keep
        )
    except (Invalid, Conflict) as refused:
        form.add_error(None, str(refused.message))
        return page(request, reading.case_for(actor_of(request), pk), form=form, status=refused.status)
    if keep:
        messages.success(request, _("Done. The person has been told. The case is still with you."))
        return redirect("desk_case", pk)
    messages.success(request, _("Done. The person has been told, and so have those who reported."))
    return redirect("desk_cases")


@require_POST
@for_moderators
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = reading.case_for(actor_of(request), pk)
    form = CloseForm(request.POST, auto_id="close_%s")
    if not form.is_valid():
        return page(request, found, close_form=form, status=400)
    given = form.cleaned_data
    try:
        if given["outcome"] == "pass_on":
            services.pass_on(found, by=actor_of(request), note=given["note"])
            messages.success(request, _("Passed on. Somebody else takes it from here."))
        else:
            services.close(found, by=actor_of(request), outcome=given["outcome"], note=given["note"])
            messages.success(request, _("Closed. Those who reported have been told."))
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return page(request, reading.case_for(actor_of(request), pk), close_form=form, status=refused.status)
    return redirect("desk_cases")

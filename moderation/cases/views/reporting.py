"""Telling the moderators, and how it went."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.actor import actor_of
from community.accounts.reportable import find
from community.kernel.doors import OWING, open_to
from community.kernel.http import back_to
from community.kernel.refused import Conflict, Invalid, NotAllowed, TooFast

from .. import reading, services
from ..forms import ReportForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, what: str, key: str) -> HttpResponse:
    by = actor_of(request)
    thing = find(what, key, viewer=by)
    back = back_to(request, thing.url)
    if thing.person == by.person:
        raise NotAllowed(_("This is your own. You can take it back yourself."))
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.report(
                thing, by=by, reason=form.cleaned_data["reason"], words=form.cleaned_data["words"]
            )
        except (Invalid, Conflict, TooFast) as refused:
            form.add_error(None, str(refused.message))
            status = refused.status if isinstance(refused, TooFast) else status
        else:
            messages.success(
                request, _("Thank you for telling us. A moderator will look at it. Nobody learns it was you.")
            )
            return redirect(back)
    context = {"form": form, "thing": thing, "back": back}
    status = 400 if form.errors and status == 200 else status
    return render(request, "moderation/cases/report.html", context, status=status)


@open_to(OWING)
@login_required
@require_safe
def my_reports(request: HttpRequest) -> HttpResponse:
    rows = [
        {
            "report": row,
            "what": reading.label_of(row.case),
            "reason": reading.REASONS[row.reason][0],
            "how": reading.how_it_went(row.case),
            "over": row.case.state == "closed",
        }
        for row in reading.reports_of(actor_of(request).person)
    ]
    services.mark_answers_read(actor_of(request).person)
    return render(request, "moderation/cases/my_reports.html", {"rows": rows})

"""Taking one's things along, closing the account, and the page between closed and deleted."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from community.kernel.doors import OWING, SUSPENDED, open_to
from community.kernel.refused import Gone, TooFast

from .. import returning
from ..actor import actor_of
from ..forms import WithPasswordForm
from ..models import User
from ..views import SignedIn
from . import archive, policy, services
from .models import KEPT_FOR, Export

# --- Export -----------------------------------------------------------------------------------------


@open_to(SUSPENDED, OWING)
@sensitive_post_parameters("password")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: SignedIn) -> HttpResponse:
    """What there is to be fetched; POST asks for a new one."""
    form = WithPasswordForm(request.POST or None, by=actor_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for_export(request.user, by=actor_of(request))
        except TooFast:
            form.add_error(None, _("That is three for today. You can ask again tomorrow."))
        else:
            return redirect("export")
    return _export_page(request, form)


@open_to(SUSPENDED, OWING)
@sensitive_post_parameters("password")
@never_cache
@login_required
@require_POST
def export_fetch(request: SignedIn, pk: int) -> HttpResponse:
    """The archive, to its owner alone: for everybody else there is none of that number."""
    mine = get_object_or_404(Export, pk=pk, person=request.user)
    if not mine.is_ready:
        raise Gone(_("This archive is not here any more. You can ask for a new one."))
    form = WithPasswordForm(request.POST, by=actor_of(request))
    if not form.is_valid():
        return _export_page(request, form)
    response = HttpResponse(services.archive_of(mine), content_type="application/zip")
    # A name that says nothing to somebody who looks at the list of downloads.
    response["Content-Disposition"] = (
        f'attachment; filename="archive-{timezone.localdate(mine.ready_at)}.zip"'
    )
    return response


def _export_page(request: SignedIn, form: WithPasswordForm) -> HttpResponse:
    exports = Export.objects.filter(person=request.user)
    context = {
        "form": form,
        "ready": exports.to_be_fetched().first(),
        "making": exports.in_the_making().exists(),
        "failed": exports.exclude(failed_at=None).first(),
        "days": KEPT_FOR.days,
    }
    return render(request, "accounts/privacy/export.html", context, status=form.status)


# --- Closing ----------------------------------------------------------------------------------------


@open_to(SUSPENDED, OWING)
@sensitive_post_parameters("password")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedIn) -> HttpResponse:
    form = WithPasswordForm(request.POST or None, by=actor_of(request))
    if request.method == "POST" and form.is_valid():
        person = services.close(request.user, by=actor_of(request))
        logout(request)
        return _to_one_who_left(request, "closed", person)
    context = {
        "form": form,
        "days": services.COME_BACK_WITHIN.days,
        "last": policy.why_not_close(request.user),
    }
    return render(request, "accounts/privacy/close.html", context, status=form.status)


@open_to(SUSPENDED, OWING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def closed_account(request: HttpRequest) -> HttpResponse:
    """Reached by signing in to an account its owner has closed; for everybody else it is the page to sign in."""
    person = returning.who_waits(request)
    if person is None:
        return redirect("me" if request.user.is_authenticated else "account_login")
    if request.method != "POST":
        return _to_one_who_left(request, "come_back", person)
    if "come_back" not in request.POST:
        returning.end_waiting(request)
        return _to_one_who_left(request, "closed", person)
    returning.let_in(request, services.come_back(person))
    return redirect("home")


def _to_one_who_left(request: HttpRequest, page: str, person: User) -> HttpResponse:
    """Nobody is signed in here, so the page has to be told whose words and days it speaks in."""
    with archive.as_read_by(person):
        context = {"person": person, "until": person.delete_after}
        return render(request, f"accounts/privacy/{page}.html", context)

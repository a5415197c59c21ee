"""The page of notices. It decides nothing."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.accounts.models import User
from community.kernel.doors import OWING, SUSPENDED, open_to

from . import services
from .drawing import draw
from .models import Notice
from .reading import news_of

SHOWN = 30


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@open_to(SUSPENDED, OWING)
@never_cache
@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    page = Paginator(news_of(me), SHOWN).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": draw(page.object_list, me),
        # So that the button marks nothing that came after this page was drawn.
        "up_to": page.object_list[0].at.isoformat() if page.object_list else "",
        "now": timezone.now().isoformat(),
    }
    return render(request, "accounts/notices/notices.html", context)


@open_to(SUSPENDED, OWING)
@never_cache
@login_required
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to what it is about. That is seen then, unless a browser only fetched it on a guess."""
    me = _me(request)
    found = get_object_or_404(Notice.objects.shown_to(me), pk=pk)
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        services.mark_seen(me, [found])
    return redirect(found.url)


def _moment(words: str) -> datetime | None:
    try:
        at = parse_datetime(words)
    except ValueError:
        return None
    return at if at is not None and is_aware(at) else None


@open_to(SUSPENDED, OWING)
@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    services.mark_all_seen(me, up_to=_moment(request.POST.get("up_to", "")))
    services.have_looked(me, _moment(request.POST.get("drawn", "")))
    messages.success(request, _("Everything is marked as seen."))
    return redirect("notices")


@open_to(SUSPENDED, OWING)
@login_required
@require_POST
def ringing(request: HttpRequest) -> HttpResponse:
    """Which news rings. A box that is not ticked is not sent."""
    wanted = {name: name in request.POST for name in ("answers", "mentions", "rooms")}
    services.choose(_me(request), **wanted)
    messages.success(request, _("Kept. The bell rings for what you chose."))
    return redirect("notices")

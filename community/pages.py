"""Home, profile and the pages about the site itself: the only views that show several apps."""

from typing import Any

import redis
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community import helplines
from community.accounts import kept_forms
from community.accounts.actor import actor_of
from community.accounts.blocks import unseen_by
from community.accounts.notices.reading import said_to
from community.accounts.services import profile_of
from community.kernel import personal
from community.kernel.doors import NAMELESS, OWING, SUSPENDED, open_to
from community.kernel.http import back_to, own_path, refused_json, say_when, wants_json
from community.kernel.kept import Kept
from community.kernel.refused import Invalid, NotAllowed, NotFound, Refused, TooFast
from community.kernel.waiting import in_words
from moderation.roles.models import Role, RoleGrant
from moderation.roles.policy import RANK, is_moderator_anywhere, powers_held_by
from rooms import unread
from rooms.models import Membership, Room, Topic

MOST_FOLLOWED = 20

# The country somebody chose goes to no other page. The zone is set by the browser itself (static/site/timezone.js).
COUNTRY_COOKIE, COUNTRY_KEPT = "help-country", 60 * 60 * 24 * 180
ZONE_COOKIE = "zone"
_help_pages: Kept[tuple[str, str, bool, str], str] = Kept(seconds=60.0)

# --- Pages ---------------------------------------------------------------------------------------


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "home.html", {"topics": _topics()[:12]})
    followed = list(_followed(request.user))
    if len(followed) < MOST_FOLLOWED:
        request.rooms_that_ring = unread.ringing_among(followed)  # type: ignore[attr-defined]
    return render(
        request,
        "home.html",
        {
            "topics": _topics()[:12],
            "for_me": said_to(request.user),
            "followed": followed,
            "at_desk": is_moderator_anywhere(actor_of(request)),
        },
    )


def _topics() -> QuerySet[Topic]:
    open_rooms = Count("rooms", filter=Q(rooms__access="open", rooms__archived_at=None))
    # Counting drops the order of the model.
    return Topic.objects.annotate(open_rooms=open_rooms).filter(open_rooms__gt=0).order_by("position", "name")


def _followed(user: Any) -> QuerySet[Membership]:
    """The rooms a person follows, those with most to read first."""
    return (
        unread.counted(Membership.objects.followed_by(user), user)
        .select_related("room")
        .order_by("-unread", "room__title")[:MOST_FOLLOWED]
    )


@login_required
@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    return render(request, "profile.html", _about_person(request, handle))


@login_required
@require_safe
def card(request: HttpRequest, handle: str) -> HttpResponse:
    """What a name opens: the same as the profile, as a part of the page one is on. `from` leads back to it."""
    context = _about_person(request, handle)
    return render(request, "card.html", {**context, "back": own_path(request.GET.get("from", ""))})


def _about_person(request: HttpRequest, handle: str) -> dict[str, Any]:
    """Raises NotFound: whoever is blocked and whoever is not there are the same."""
    person = profile_of(handle, request.user)
    return {
        "person": person,
        "roles": _roles_in_words(person, request.user),
        "muted": person.pk in unseen_by(request.user),
        "may_moderate": person != request.user and is_moderator_anywhere(actor_of(request)),
    }


def _roles_in_words(person: Any, viewer: Any) -> list[str]:
    """What somebody is here, the highest first; roles in rooms the viewer does not know of are not told."""
    powers = powers_held_by(person)
    rooms = {room for _role, room, _level in powers.grants if room is not None}
    titles = (
        dict(Room.objects.visible_to(viewer).filter(pk__in=rooms).values_list("pk", "title")) if rooms else {}
    )
    words = []
    for role, room, level in sorted(powers.grants, key=lambda grant: (-RANK.get(grant[0], 0), grant[1] or 0)):
        if room is not None and room not in titles:
            continue
        name = str(Role(role).label) + (f" · {RoleGrant.Level(level).label}" if level else "")
        words.append(_("%(role)s in “%(room)s”") % {"role": name, "room": titles[room]} if room else name)
    return words


@open_to(OWING)
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html")


@open_to(SUSPENDED, OWING)
@require_safe
def house_rules(request: HttpRequest) -> HttpResponse:
    return render(request, "house_rules.html")


@open_to(SUSPENDED, OWING)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy.html", {"parts": personal.register.by_part()})


@open_to(NAMELESS)
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Drawn from the address, two cookies and the browser's languages; nothing in it can ask the database who reads.

    A page is one of few, so each is drawn once a minute in a process: it has to be there when nothing else is.
    """
    asked = request.GET.get("country", "").upper()
    chosen = asked if asked in helplines.CHOICES else request.COOKIES.get(COUNTRY_COOKIE, "").upper()
    zone = zone_of(request)
    languages = [code for code, _q in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    first = helplines.begin_with(chosen, zone, languages, timezone.localdate())
    language = next((code[:2] for code in languages if code[:2] in helplines.LANGUAGES), "")
    # Without a zone the page asks the browser for it, once.
    asks = not chosen and not zone
    key = (first.code if first else "", language, asks, translation.get_language())
    response = HttpResponse(_help_pages.get(key, lambda: _help_page(first, language, asks)))
    if asked in helplines.CHOICES:
        response.set_cookie(
            COUNTRY_COOKIE, asked.lower(), path="/help-now", max_age=COUNTRY_KEPT, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


def zone_of(request: HttpRequest) -> str:
    """What the browser said of its time zone, or nothing; whether there is such a zone is another question."""
    return request.COOKIES.get(ZONE_COOKIE, "").replace("%2F", "/")


def _help_page(first: helplines.Country | None, language: str, asks: bool) -> str:
    today = timezone.localdate()
    others = helplines.all_but(first, language)
    context = {
        "first": first,
        "lines": first.lines(today) if first else [],
        "others": [{"country": country, "lines": country.lines(today)} for country in others],
        "everywhere": helplines.EVERYWHERE,
        "elsewhere": helplines.ELSEWHERE_CODE,
        "checked": max(line.checked for country in helplines.COUNTRIES for line in country.helplines),
        "asks": asks,
    }
    return render_to_string("help_now.html", context)


@open_to(NAMELESS)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """A page that says nothing of this site. The browser is asked to forget the pages it kept of it. POST signs out
    first: sent by the button of those who want that, with script or without."""
    if request.method == "POST":
        logout(request)
        return redirect("leave")
    response = HttpResponse(render_to_string("leave.html"))
    response["Clear-Site-Data"] = '"cache"'
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


# --- Refusals ------------------------------------------------------------------------------------


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal in kind words: a page, or the protocol's `refused` for a program."""
    if wants_json(request):
        return refused_json(refusal)
    if isinstance(refusal, NotFound):
        # The same words for what is hidden and for what is not there.
        return render(request, "404.html", status=404)
    response = render(request, "refused.html", _said(refusal), status=refusal.status)
    say_when(response, refusal)
    return response


def _said(refusal: Refused) -> dict[str, Any]:
    """With how long to wait in words, where the message does not say it itself."""
    wait = in_words(refusal.retry_after) if refusal.retry_after is not None else ""
    return {"refusal": refusal, "wait": "" if wait in str(refusal.message) else wait}


def _kind_page(request: HttpRequest, template: str, refusal: Refused) -> HttpResponse:
    return refused_json(refusal) if wants_json(request) else render(request, template, status=refusal.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if wants_json(request):
        return refused_json(Invalid(_("Something in this request could not be read.")))
    # Drawn without the request: what made it bad may be in the request itself.
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _kind_page(request, "403.html", NotAllowed(_("This part is not open to you right now.")))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _kind_page(request, "404.html", NotFound(_("This is not here.")))


def broken(request: HttpRequest) -> HttpResponse:
    """Needs neither request nor database: whatever broke may be either."""
    return HttpResponse(render_to_string("500.html"), status=500)


def too_many(request: HttpRequest) -> HttpResponse:
    """Where allauth itself counts: signing in with a passkey, many times a minute from one place."""
    return refused(request, TooFast(_("Please wait about a minute before doing this again."), retry_after=60))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Mostly somebody has signed in since in another tab: back to the form, with the words."""
    if not wants_json(request):
        if request.path == reverse("account_login") and request.user.is_authenticated:
            return redirect(back_to(request, reverse("home")))
        if (back := kept_forms.after_stale_token(request)) is not None:
            return back
    words = _("This page was open for a long time. Load it again and send once more.")
    return _kind_page(request, "csrf.html", NotAllowed(words, code="stale_page"))


# --- For machines --------------------------------------------------------------------------------


@open_to(NAMELESS)
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_to(NAMELESS)
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether what the process leans on answers: the database, and Redis where it is set."""
    answers = {"database": _database_answers()}
    if settings.REDIS_URL:
        answers["redis"] = _redis_answers()
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _redis_answers() -> bool:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as client:
            return bool(client.ping())
    except redis.exceptions.RedisError:
        return False

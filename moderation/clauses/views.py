"""Pages about the clauses: read, accept, try out, tell."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.actor import actor_of
from community.accounts.models import User
from community.accounts.notices.services import seen_by_visiting
from community.kernel.doors import OWING, SUSPENDED, open_to
from community.kernel.http import back_to
from community.kernel.refused import Invalid, NotFound, TooFast
from moderation.roles import policy as moderation_policy
from moderation.roles.models import Role

from . import policy, services
from .diff import changes
from .forms import IncidentForm
from .models import Acceptance, Choice, Clause, Incident, RoleLine

ROLES = {
    "member": gettext_lazy("member"),
    "supporter": gettext_lazy("supporter"),
    "host": gettext_lazy("host"),
    "moderator": gettext_lazy("moderator"),
    "trainer": gettext_lazy("trainer"),
    "staff": gettext_lazy("staff"),
}
GET_POST = require_http_methods(["GET", "HEAD", "POST"])


class SignedIn(HttpRequest):
    """What a view behind `login_required` is given."""

    user: User


def _clause(slug: str) -> Clause:
    return get_object_or_404(Clause, slug=slug, retired_at=None)


@open_to(SUSPENDED, OWING)
@require_safe
def all_clauses(request: HttpRequest) -> HttpResponse:
    """Every clause, by whom it binds."""
    clauses = list(Clause.objects.filter(retired_at=None))
    order = list(Clause.Binds)
    clauses.sort(key=lambda clause: (order.index(Clause.Binds(clause.binds)), clause.position))
    groups = [
        (Clause.Binds(binds).label, list(rows)) for binds, rows in groupby(clauses, key=lambda c: c.binds)
    ]
    context: dict[str, Any] = {"groups": groups}
    if isinstance(request.user, User):
        powers = moderation_policy.powers_of(actor_of(request))
        context.update(
            bound={
                kind.label for kind in Clause.Binds if kind in policy.binding(policy.roles_of(request.user))
            },
            has_role=not powers.is_member_only,
            may_see_confusion=any(powers.has_anywhere(role) for role in moderation_policy.MODERATING),
            may_read_incidents=powers.has(Role.LEAD) or powers.has(Role.STAFF),
        )
    return render(request, "moderation/clauses/all.html", context)


@open_to(SUSPENDED, OWING)
@require_safe
def one_clause(request: HttpRequest, slug: str) -> HttpResponse:
    """One clause with its examples, its version and how it came to read as it does."""
    clause = _clause(slug)
    accepted, has_role = None, False
    if isinstance(request.user, User):
        has_role = not moderation_policy.powers_of(actor_of(request)).is_member_only
        accepted = Acceptance.objects.filter(person=request.user, clause=clause).order_by("-version").first()
    context = {
        "clause": clause,
        "versions": _versions(clause),
        "accepted": accepted,
        "has_role": has_role,
        "since_beginning": clause.effective_from <= policy.BEGINNING,
    }
    return render(request, "moderation/clauses/clause.html", context)


def _versions(clause: Clause) -> list[dict[str, Any]]:
    """Newest first; what changed is told against the version before."""
    kept: dict[int, Any] = {}
    for record in clause.history.order_by("history_date", "history_id"):  # type: ignore[attr-defined]
        kept[record.version] = record
    told, before = [], None
    for record in kept.values():
        told.append(
            {
                "version": record.version,
                "at": record.history_date,
                "what_changed": record.what_changed,
                "material": record.material_version == record.version,
                "changes": changes(before, record) if before is not None else [],
            }
        )
        before = record
    return told[::-1]


@open_to(SUSPENDED, OWING)
@login_required
@GET_POST
def accept(request: SignedIn) -> HttpResponse:
    """What changed, or is new for this person, and the button to accept it."""
    going = back_to(request, "/")
    owed = services.owed_by(request.user)
    if request.method == "POST":
        # Accepted is what was on the page: a clause that was published meanwhile is shown first.
        seen = set(request.POST.getlist("seen"))
        services.accept(request.user, [clause for clause in owed if _as_seen(clause) in seen])
        owed = [clause for clause in owed if _as_seen(clause) not in seen]
        if not owed:
            messages.success(request, _("Thank you. You can read them again at any time."))
    if not owed:
        return redirect(going)
    before = _accepted_before(request.user, owed)
    context = {
        "owed": [
            {
                "clause": clause,
                "seen": _as_seen(clause),
                "changes": _changes_for(clause, before.get(clause.pk)),
            }
            for clause in owed
        ],
        "next": going,
        "new_only": not before,
    }
    return render(request, "moderation/clauses/accept.html", context)


def _as_seen(clause: Clause) -> str:
    return f"{clause.slug}:{clause.version}"


def _accepted_before(person: User, owed: list[Clause]) -> dict[int, Any]:
    """For clauses this person had accepted: how they read then."""
    rows = (
        Acceptance.objects.filter(person=person, clause__in=owed)
        .values_list("clause")
        .annotate(v=Max("version"))
    )
    versions = dict(rows)
    came_with = person.rules_accepted_at
    found: dict[int, Any] = {}
    history = Clause.history.filter(id__in=[clause.pk for clause in owed])  # type: ignore[attr-defined]
    for record in history.order_by("history_date", "history_id"):
        known = versions.get(record.id)
        if known is None and record.binds == Clause.Binds.EVERYBODY and came_with is not None:
            # What held when they accepted the house rules: the newest that was in force then.
            if record.effective_from <= came_with:
                found[record.id] = record
        elif record.version == known:
            found[record.id] = record
    return found


def _changes_for(clause: Clause, before: Any) -> list[Any]:
    return changes(before, clause) if before is not None else []


@open_to(SUSPENDED, OWING)
@require_safe
def my_job(request: HttpRequest) -> HttpResponse:
    """Is this my job? The role matrix, for one role or all of them."""
    role = request.GET.get("role", "")
    if role not in (*ROLES, "all"):
        role = _own_role(request)
    lines = RoleLine.objects.select_related("clause")
    if role != "all":
        lines = lines.filter(role=role)
    order = list(ROLES)
    situations = [
        {
            "name": name,
            "lines": sorted(
                rows, key=lambda line: order.index(line.role) if line.role in order else len(order)
            ),
        }
        for name, rows in (
            (name, list(rows)) for name, rows in groupby(lines, key=lambda line: line.situation)
        )
    ]
    for situation in situations:
        for line in situation["lines"]:
            line.role_name = ROLES.get(line.role, line.role)
        situation["clause"] = next((line.clause for line in situation["lines"] if line.clause), None)
    context = {
        "situations": situations,
        "role": role,
        "roles": [*ROLES.items(), ("all", _("everybody"))],
    }
    return render(request, "moderation/clauses/my_job.html", context)


def _own_role(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return "member"
    powers = moderation_policy.powers_of(actor_of(request))
    if powers.has_anywhere(Role.LEAD):
        return "staff"
    return next((role for role in reversed(ROLES) if powers.has_anywhere(role)), "member")


@open_to(SUSPENDED, OWING)
@login_required
@GET_POST
def quiz(request: SignedIn, slug: str) -> HttpResponse:
    """Scenario questions. The answer is told at once, here, and to nobody else."""
    clause = _clause(slug)
    scenarios = list(clause.scenarios.prefetch_related(Prefetch("choices")))
    answered = None
    if request.method == "POST":
        chosen = request.POST.get("choice", "")
        choice = Choice.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 19 else None
        scenario = next(
            (one for one in scenarios if choice is not None and one.pk == choice.scenario_id), None
        )
        if scenario is None or choice is None:
            raise Invalid(_("Please choose one of the answers."), code="choice")
        answered = services.answer(scenario, choice, by=actor_of(request))
    return render(
        request,
        "moderation/clauses/quiz.html",
        {"clause": clause, "scenarios": scenarios, "answered": answered},
    )


@open_to(SUSPENDED, OWING)
@login_required
@GET_POST
def incident(request: SignedIn, slug: str) -> HttpResponse:
    clause = _clause(slug)
    policy.check_can_tell_incident(actor_of(request))
    form, status = IncidentForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            services.tell_incident(
                clause, by=actor_of(request), about=form.about, words=form.cleaned_data["words"]
            )
        except TooFast as refused:
            form.add_error(None, str(refused.message))
            status = refused.status
        else:
            messages.success(request, _("Thank you for telling it. The safeguarding lead will read it."))
            return redirect("clause", slug=clause.slug)
    return render(
        request, "moderation/clauses/incident.html", {"clause": clause, "form": form}, status=status
    )


@open_to(SUSPENDED, OWING)
@login_required
@require_safe
def incidents(request: SignedIn) -> HttpResponse:
    """Boundary incidents, for safeguarding leads and staff. For others this page is not there."""
    if not policy.may_read_incidents(actor_of(request)):
        raise NotFound(_("This is not here."))
    told = Incident.objects.exclude(about=request.user).select_related("clause", "told_by", "about")
    seen_by_visiting(request.user, "incident")
    return render(request, "moderation/clauses/incidents.html", {"incidents": told.order_by("-at")[:100]})

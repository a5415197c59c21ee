"""What a moderator does right from the room or from a person's page, and how it is taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts.actor import Actor, actor_of
from community.accounts.reportable import Reportable, find
from community.kernel.http import back_to
from community.kernel.refused import Conflict, Invalid, NotAllowed, NotFound
from moderation.roles import policy
from moderation.roles.decorators import for_moderators
from moderation.standing.models import Sanction
from rooms.models import Room

from .. import reading, services
from ..forms import ActForm, UndoForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def moderate(request: HttpRequest, what: str, key: str) -> HttpResponseBase:
    """Warn, hide, mute here, remove from the room, suspend: about whatever somebody answers for.

    What stands in no room, as a person does, may be asked about for one: ?room=slug.
    """
    by = actor_of(request)
    thing = find(what, key, viewer=by)
    person = thing.person
    if person is None:
        raise Http404
    room = _room(request, by, thing)
    room_id = room.pk if room is not None else None
    if not policy.is_moderator(by, room_id):
        raise Http404
    policy.check_can_act_on(by, person, room_id)
    back = back_to(request, thing.url)
    form = ActForm(
        request.POST or None,
        by=by,
        person=person,
        room=room,
        can_hide=thing.can_be_hidden and not thing.is_hidden,
        reason="unkind",
        initial=_asked_for(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.act(person, by=by, decision=form.decision(), room=room, about=thing)
        except (Invalid, Conflict) as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(
                request, _("Done. The person has been told, with the rule and how to ask for a second look.")
            )
            return redirect(back)
    context = {
        "form": form,
        "person": person,
        "thing": thing,
        "room": room,
        "back": back,
        "history": reading.history_of(person, viewer=by),
    }
    return render(request, "moderation/cases/moderate.html", context, status=400 if form.errors else 200)


def _room(request: HttpRequest, by: Actor, thing: Reportable[Any]) -> Room | None:
    if thing.room_id is not None:
        return Room.objects.get(pk=thing.room_id)
    slug = request.POST.get("room") or request.GET.get("room") or ""
    return find("room", slug, viewer=by).thing if slug else None


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """`?act=` chooses beforehand what the link said."""
    act = request.GET.get("act", "")
    if act == "hide":
        return {"hide": True, "kind": ""}
    return {"kind": act} if act in Sanction.Kind.values else {}


@require_safe
@for_moderators
def person(request: HttpRequest, handle: str) -> HttpResponseBase:
    """Somebody's history, with what can be undone."""
    by = actor_of(request)
    found = reading.person_for(by, handle)
    if found == by.person:
        raise NotAllowed(_("You cannot act on yourself. Ask another moderator."))
    history = reading.history_of(found, viewer=by)
    rooms = {row.room_id for row in history.sanctions if row.undone_at is None}
    may_undo = policy.rooms_to_act_in(by, found, {*rooms, None})
    rows = [
        {"it": row, "may_undo": row.undone_at is None and row.room_id in may_undo}
        for row in history.sanctions
    ]
    context = {"person": found, "history": history, "rows": rows, "may_act": None in may_undo}
    return render(request, "moderation/cases/person.html", context)


@require_POST
@for_moderators
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    sanction = get_object_or_404(Sanction.objects.select_related("person", "room", "clause"), pk=pk)
    if not policy.is_moderator(actor_of(request), sanction.room_id):
        raise NotFound(_("This is not here."))
    form = UndoForm(request.POST)
    services.undo(
        sanction, by=actor_of(request), reason=form.cleaned_data["reason"] if form.is_valid() else ""
    )
    messages.success(request, _("Taken back. The person has been told."))
    return redirect(back_to(request, f"/desk/people/{sanction.person.handle}/"))

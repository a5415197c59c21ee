"""Writing, changing, removing and reacting by form, for a browser without script and for programs."""

import uuid
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts.views import SignedIn, block_or_ask
from community.kernel.http import refused_json, wants_json
from community.kernel.refused import Conflict, Invalid, NotFound, Refused

from .. import policy, posting, services
from ..drafts import Accepted, Held, Post, Remind
from ..forms import EditForm, PostForm, ReactForm
from ..live import answers, frames
from ..models import Room
from . import display
from .answers import Visit, enter, for_members
from .history import older_or_newer, rights_of
from .room import find_message, page


def at_message(room: Room, seq: int) -> str:
    return f"{room.get_absolute_url()}#m{seq}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def messages(request: HttpRequest, slug: str) -> HttpResponseBase:
    """GET: older ones. POST: one more."""
    if request.method != "POST":
        return older_or_newer(request, slug)
    entry = enter(request, slug)
    form = PostForm(request.POST)
    client_id = request.POST.get("client_id") or None
    try:
        outcome = posting.post_message(_read(form, entry))
    except Refused as refused:
        if wants_json(request):
            return refused_json(refused, client_id=client_id)
        return _typed_again(request, entry, form, refused)
    if wants_json(request):
        given = form.cleaned_data
        fact = answers.to_post(outcome, slug, given["client_id"], knows=given["anyway"] is not None)
        return JsonResponse(fact, status=409 if fact["type"] == "refused" else STATUS[type(outcome)])
    if isinstance(outcome, Accepted):
        return redirect(at_message(entry.room, outcome.seq))
    if isinstance(outcome, Held):
        # The words are kept for somebody to look at: a fresh form, and what was written above it.
        return page(request, entry, held=(form.cleaned_data["body"], outcome), status=STATUS[Held])
    return page(request, entry, form=form, remind=outcome, status=STATUS[Remind])


# A held message has been taken and not yet shown; a reminder has changed nothing.
STATUS: dict[type, int] = {Accepted: 201, Held: 202, Remind: 409}


def _read(form: PostForm, entry: Visit) -> Post:
    check_form(form)
    given = form.cleaned_data
    return Post(
        room=entry.room.slug,
        by=entry.by,
        client_id=given["client_id"],
        body=given["body"],
        reply_to=given["reply_to"],
        note=given["note"],
        anyway=given["anyway"],
    )


def check_form(form: PostForm | EditForm | ReactForm) -> None:
    """Raises Invalid with the words of the first thing that is wrong with the form."""
    if not form.is_valid():
        raise Invalid(str(next(iter(form.errors.values()))[0]))


def _typed_again(request: HttpRequest, entry: Visit, form: PostForm, refused: Refused) -> HttpResponse:
    """The room with everything that was typed, and beside it why it was not sent."""
    if form.is_valid():
        form.add_error("body", str(refused.message))
    if isinstance(refused, Conflict) or "client_id" in form.errors:
        # Sent again under the same id it would be refused again.
        data = request.POST.copy()
        data["client_id"] = str(uuid.uuid4())
        form.data = data
    return page(request, entry, form=form, status=refused.status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def edit(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    entry = enter(request, slug)
    message = find_message(entry, seq)
    policy.check_can_edit(entry.user, message)
    if request.method != "POST":
        return redirect(f"{entry.room.get_absolute_url()}?edit={seq}#edit")
    form = EditForm(request.POST)
    try:
        check_form(form)
        services.edit(message, by=entry.by, body=form.cleaned_data["body"])
    except Refused as refused:
        if wants_json(request):
            raise
        if form.is_valid():
            form.add_error("body", str(refused.message))
        return page(request, entry, edit_target=message, edit_form=form, status=refused.status)
    return _done(request, entry, seq)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def remove(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    """GET asks once more, for there is no way back."""
    entry = enter(request, slug)
    message = find_message(entry, seq)
    policy.check_can_remove(entry.user, message)
    if request.method != "POST":
        return render(
            request,
            "rooms/message_remove.html",
            {"room": entry.room, "message": message},
        )
    services.remove(message, by=entry.by)
    return _done(request, entry, seq)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def block(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    """Whoever wrote this: GET says what a block does and asks once more."""
    entry = enter(request, slug)
    message = find_message(entry, seq)
    if message.author_id in entry.hides:
        raise NotFound(_("This message is not here."))
    back = at_message(entry.room, seq)
    return block_or_ask(
        cast(SignedIn, request), message.author, back=back, then=entry.room.get_absolute_url()
    )


@require_safe
@for_members
def acts(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    """All that can be done with one message, for whoever has no script to open its menu with."""
    entry = enter(request, slug)
    message = find_message(entry, seq)
    if message.author_id in entry.hides:
        raise NotFound(_("This message is not here."))
    display.prepare([message], room=entry.room, user=entry.user)
    context = {
        "message": message,
        "acts": display.acts_of(message, rights=rights_of(entry)),
        "back": at_message(entry.room, seq),
    }
    return render(request, "rooms/message_acts.html", context)


@require_POST
@for_members
def react(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    entry = enter(request, slug)
    message = find_message(entry, seq)
    # A pressed button without script says in its address that it takes back.
    form = ReactForm(request.GET.dict() | request.POST.dict())
    check_form(form)
    services.react(
        message,
        by=entry.by,
        reaction=form.cleaned_data["kind"],
        on=form.cleaned_data["on"],
    )
    return _done(request, entry, seq)


def _done(request: HttpRequest, entry: Visit, seq: int) -> HttpResponseBase:
    """Back to the message; a program gets its present state."""
    if wants_json(request):
        return JsonResponse(frames.message_fact(find_message(entry, seq)))
    if seq <= entry.room.seq - 50:
        return redirect(reverse("message", args=[entry.room.slug, seq]) + f"#m{seq}")
    return redirect(at_message(entry.room, seq))

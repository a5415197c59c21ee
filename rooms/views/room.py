"""The page of a room: the last messages, the composer, who is here."""

import json
from datetime import datetime

from django.contrib.messages import get_messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.accounts.models import User
from community.kernel.http import number
from community.kernel.kept import Kept
from community.kernel.refused import NotFound
from community.kernel.text import MAX_BODY
from moderation.roles.policy import powers_of

from .. import mentions, policy, reading, staffing, unread
from ..drafts import Held, Remind
from ..forms import EditForm, PostForm
from ..live import presence
from ..live.facts import PersonFact
from ..models import EDIT_WINDOW, Membership, Message, Room, Topic
from . import display, drawing, marks, newcomers
from .answers import Visit, enter, for_members

FOLLOWED_SHOWN = 50

# The page is put right by its own socket a moment later; many ask for the same room.
_here: Kept[int, tuple[int, list[PersonFact]]] = Kept(seconds=1.0)
_topics: Kept[tuple[int, datetime | None], list[Topic]] = Kept(seconds=10.0)


def here_kept(room: Room) -> tuple[int, list[PersonFact]]:
    return _here.get(room.pk, lambda: presence.people_in([room.pk])[room.pk])


def topics_kept(room: Room) -> list[Topic]:
    return _topics.get((room.pk, room.changed_at), lambda: list(room.topics.all()))


@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return guest_room(request, slug)
    return members_room(request, slug)


def guest_room(request: HttpRequest, slug: str) -> HttpResponse:
    """What the room is for, and nothing anybody said."""
    room = get_object_or_404(Room.objects.visible_to(request.user).prefetch_related("topics"), slug=slug)
    return render(request, "rooms/guest_room.html", {"room": room, "topics": room.topics.all()})


@for_members
def members_room(request: HttpRequest, slug: str) -> HttpResponseBase:
    return page(request, enter(request, slug))


def page(
    request: HttpRequest,
    entry: Visit,
    *,
    messages: list[Message] | None = None,
    found: int = 0,
    form: PostForm | None = None,
    edit_target: Message | None = None,
    edit_form: EditForm | None = None,
    held: tuple[str, Held] | None = None,
    remind: Remind | None = None,
    status: int = 200,
) -> HttpResponse:
    """The room with the last 50 messages, or with others of it; with a bound form, as it was sent and with what
    was wrong. `found` is the message somebody came for.

    `held` are words that are being looked at; `remind` what to think of before the form is sent again.
    """
    room, user, membership = entry.room, entry.user, entry.membership
    followed = followed_rooms(user)
    if len(followed) < FOLLOWED_SHOWN:
        # But for this very room: what is new in it is in front of them.
        ringing = [each for each in followed if each.pk != room.pk and each.unread and each.rings]  # type: ignore[attr-defined]
        request.rooms_that_ring = len(ringing)  # type: ignore[attr-defined]
    messages = display.last(room) if messages is None else messages
    display.prepare(messages, room=room, user=user, hides=entry.hides)
    marked = marks.marks_of(entry, messages)
    display.mark_first_unread(messages, first_new=marked.first_new)
    for each in messages:
        each.highlighted = each.seq == found  # type: ignore[attr-defined]
    if edit_target is None:
        edit_target = _edit_target(request, entry, messages)
    if edit_target is not None and edit_form is None:
        edit_form = EditForm(initial={"body": edit_target.body})
    reply_target = _reply_target(request, entry, messages, form)
    all_here, everybody = here_kept(room)
    here, people = presence.shown_to(entry.hides, all_here, everybody)
    powers = powers_of(entry.by)
    staffed = staffing.kept(room.pk).word(entry.hides, user.pk)
    rights = {
        **policy.rights(user, room, membership),
        "can_moderate": powers.is_moderator_of(room.pk),
    }
    context = {
        "room": room,
        "topics": topics_kept(room),
        "messages": messages,
        "membership": membership,
        "rights": rights,
        "newcomers": newcomers.on_strip(entry, powers),
        "welcome": newcomers.welcome_of(entry),
        # Under another name: `messages` are those of the room here.
        "notices": get_messages(request),
        "version": room.version,
        "called": json.dumps(mentions.names_of(user)),
        "top": max(room.seq, messages[-1].seq if messages else 0),
        "marked": marked,
        "found": found,
        **display.ends(messages, room),
        "followed_rooms": followed,
        "here": here,
        "people": people,
        "alike": drawing.alike({each["id"]: each["name"] for each in people}, messages),
        "is_full": all_here >= room.capacity,
        "rules": reading.rules_of(room),
        "pace": reading.pace_of(room),
        "staffing_words": staffing.WORDS[staffed],
        "staffing_short": staffing.SHORT[staffed],
        "form": form or PostForm(initial={"reply_to": reply_target.seq if reply_target else None}),
        "reply_target": reply_target,
        "held_words": held[0] if held else "",
        "held": held[1] if held else None,
        "remind": remind,
        "edit_target": edit_target,
        "edit_form": edit_form,
        "acts": display.every_act(rights),
        "EDIT_SECONDS": int(EDIT_WINDOW.total_seconds()),
        "MAX_BODY": MAX_BODY,
    }
    return render(request, "rooms/room.html", context, status=status)


def followed_rooms(user: User) -> list[Room]:
    """Rooms this person follows, each with `.unread`."""
    memberships = (
        unread.counted(Membership.objects.followed_by(user), user)
        .select_related("room")
        .order_by(F("room__last_message_at").desc(nulls_last=True), "room__title")[:FOLLOWED_SHOWN]
    )
    rooms = []
    for membership in memberships:
        membership.room.unread = membership.unread  # type: ignore[attr-defined]
        membership.room.rings = membership.rings  # type: ignore[attr-defined]
        rooms.append(membership.room)
    return rooms


def _edit_target(request: HttpRequest, entry: Visit, messages: list[Message]) -> Message | None:
    """The message named by ?edit=, when it is one's own and may still be changed."""
    message = _asked_for(request.GET.get("edit", ""), entry.room, messages)
    return message if message is not None and policy.may_edit(entry.user, message) else None


def _reply_target(
    request: HttpRequest, entry: Visit, messages: list[Message], form: PostForm | None
) -> Message | None:
    """The message named by ?reply=, or by a form that came back."""
    seq = str(form["reply_to"].value() or "") if form is not None else request.GET.get("reply", "")
    message = _asked_for(seq, entry.room, messages)
    if message is None or message.removed or message.author_id in entry.hides or not message.author_id:
        return None
    return message


def _asked_for(seq: str, room: Room, messages: list[Message]) -> Message | None:
    wanted = number(seq)
    if wanted is None:
        return None
    for message in messages:
        if message.seq == wanted:
            return message
    return Message.objects.filter(room=room, seq=wanted).select_related("author").first()


def find_message(entry: Visit, seq: int) -> Message:
    message = Message.objects.filter(room=entry.room, seq=seq).select_related("author").first()
    if message is None:
        raise NotFound(_("This message is not here."))
    message.room = entry.room
    return message

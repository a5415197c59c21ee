"""Messages as a page shows them: what is mine, what I reacted with, what is answered, where a day begins, and what can
be done with one. How they are drawn is in drawing.py.

A page of messages costs at most three queries, however long the room is.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User

from .. import mentions, policy
from ..models import Message, Reaction, Room

PAGE = 50
TOGETHER = timedelta(minutes=5)  # within which somebody goes on speaking
REACTIONS = [(each.value, each.label) for each in Reaction.Choice]
# What the menu of a message leads moderators to; all of it can be done on one page.
MODERATOR_ACTS = [
    ("hide", _("Hide")),
    ("warning", _("Warn")),
    ("mute", _("Mute here")),
    ("removal", _("Remove from room")),
]


# Drawn once into a page: the script puts in where each leads and leaves out what a message does not have.
EVERY_ACT = dict.fromkeys(("reply", "edit", "remove", "report", "block"), "#")


def last(room: Room, *, before: int | None = None) -> list[Message]:
    """The last 50 messages, or the 50 before a seq; oldest first."""
    messages = Message.objects.filter(room=room).for_display()
    if before is not None:
        messages = messages.filter(seq__lt=before)
    return list(reversed(messages.order_by("-seq")[:PAGE]))


def following(room: Room, *, after: int) -> list[Message]:
    """The 50 messages after a seq; oldest first."""
    return list(Message.objects.filter(room=room, seq__gt=after).for_display()[:PAGE])


def around(room: Room, *, seq: int) -> list[Message]:
    """50 messages with this one in their middle; oldest first."""
    first = max(room.purged_to + 1, min(seq - PAGE // 2, room.seq - PAGE + 1))
    return following(room, after=first - 1)


def ends(messages: list[Message], room: Room) -> dict[str, Any]:
    """Where these begin and end, and whether there is more on either side."""
    first, final = (messages[0].seq, messages[-1].seq) if messages else (0, 0)
    return {
        "older": first > room.purged_to + 1,
        "before": first,
        "newer": bool(messages) and final < room.seq,
        "after": final,
    }


def veiled(message: Message) -> Message:
    """The place of a message by somebody this person is not to meet: a copy that holds no name and no word.

    It is no row of the database, so that it can never be stored over the real one.
    """
    place = Message(room_id=message.room_id, seq=message.seq, version=message.version, at=message.at)
    place.author = User(pk=0)
    place.hidden = "muted"  # type: ignore[attr-defined]
    return place


def prepare(
    messages: list[Message], *, room: Room, user: User, hides: frozenset[int] = frozenset()
) -> list[Message]:
    """The same list with what `_message.html` shows beside the words; whoever is hidden leaves only a place."""
    messages[:] = [veiled(message) if message.author_id in hides else message for message in messages]
    answered = _answered(messages, room, hides)
    mine = _my_reactions(messages, user)
    names = mentions.names_of(user)
    day, before = None, None
    for message in messages:
        message.room = room
        drawn: Any = message  # attributes for the template only
        drawn.is_own = message.author_id == user.pk
        drawn.editable = policy.may_edit(user, message)
        drawn.answered = answered.get(message.reply_to) if message.reply_to else None
        drawn.my_reactions = mine.get(message.pk, set())
        drawn.calls_me = not drawn.is_own and bool(mentions.called_in(message.body, names))
        drawn.first_unread = False
        here = timezone.localtime(message.at).date()
        drawn.day = here if here != day else None
        _go_on(before if here == day else None, drawn)
        day, before = here, drawn
    return messages


def _go_on(before: Any, drawn: Any) -> None:
    """Whether the same person goes on speaking, and what is folded into the place before (log.js does the same)."""
    drawn.goes_on, drawn.folded, drawn.fold = "", 1, drawn
    if before is None or before.author_id != drawn.author_id:
        return
    if not drawn.author_id:
        drawn.goes_on, drawn.fold = " is-folded", before.fold
        drawn.fold.folded += 1
    elif drawn.answered is None and drawn.at - before.at < TOGETHER:
        drawn.goes_on = " is-more"


def mark_first_unread(messages: Iterable[Message], *, first_new: int) -> None:
    """Where the line "new since you were here" goes."""
    for message in messages:
        if message.seq == first_new:
            drawn: Any = message
            drawn.first_unread, drawn.goes_on = True, ""


def acts_of(message: Any, *, rights: Mapping[str, bool]) -> dict[str, Any]:
    """Where each thing leads that this person can do with a prepared message; empty is not offered."""
    room, own = message.room, message.is_own
    at = partial(reverse, args=[room.slug, message.seq])
    about, back = f"{room.slug}.{message.seq}", quote(f"{room.get_absolute_url()}#m{message.seq}")
    acts: dict[str, Any] = {
        "reply": f"{room.get_absolute_url()}?reply={message.seq}#composer" if rights["can_post"] else "",
        "edit": at("message_edit") if message.editable else "",
        "remove": at("message_remove") if own else "",
        "report": "" if own else f"/report/message/{about}/?next={back}",
        "block": "" if own else at("message_block"),
        "react": at("message_react"),
    }
    if rights["can_react"]:
        mine = message.my_reactions
        acts["reactions"] = [
            (kind, label, kind in mine) for kind, label in REACTIONS if kind in mine or not own
        ]
    if rights["can_moderate"] and not own:
        acts["moderate"] = [
            (act, label, f"/moderate/message/{about}/?act={act}&next={back}") for act, label in MODERATOR_ACTS
        ]
    return acts


def every_act(rights: Mapping[str, bool]) -> dict[str, Any]:
    """For the menu of a message that is not known yet."""
    acts: dict[str, Any] = EVERY_ACT | ({} if rights["can_post"] else {"reply": ""})
    if rights["can_react"]:
        acts["reactions"] = [(kind, label, False) for kind, label in REACTIONS]
    if rights["can_moderate"]:
        acts["moderate"] = [(act, label, "#") for act, label in MODERATOR_ACTS]
    return acts


def _answered(messages: list[Message], room: Room, hides: frozenset[int]) -> dict[int, Message]:
    wanted = {message.reply_to for message in messages if message.reply_to}
    found = {message.seq: message for message in messages if message.seq in wanted}
    missing = wanted - found.keys()
    if missing:
        for message in Message.objects.filter(room=room, seq__in=missing).select_related("author"):
            message.room = room
            found[message.seq] = veiled(message) if message.author_id in hides else message
    return found


def _my_reactions(messages: list[Message], user: User) -> dict[int, set[str]]:
    with_some = [message.pk for message in messages if message.reactions]
    mine: dict[int, set[str]] = {}
    if with_some:
        rows = Reaction.objects.filter(message_id__in=with_some, user=user).values_list(
            "message_id", "reaction"
        )
        for message_id, reaction in rows:
            mine.setdefault(message_id, set()).add(reaction)
    return mine

"""What rooms hold of a person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, emptied, not_exported, rows

from . import endings
from .models import Message

WHO_READS = _(
    "In an open room everybody who is signed in; in a private one those who are in it, and two leads together in an "
    "emergency, which you are told."
)


def _said(person: Any) -> Iterator[dict[str, Any]]:
    """One's own words and no others'; what a moderator hid is still one's own."""
    messages = Message.objects.filter(author=person).select_related("room").order_by("at", "pk")
    for message in messages.iterator(chunk_size=500):
        yield {
            "room": message.room.title,
            "at": message.at,
            "number": message.seq,
            "body": message.body,
            "note": message.note,
            "edited_at": message.edited_at,
            "answer_to_number": message.reply_to,
            "role": message.role,
            "removed": message.get_removed_display() if message.removed else "",
            "reactions": sum(message.reactions.values()) or None,
        }


declare(
    "rooms.Message",
    "author",
    part=Part.SAID,
    what=_("What you wrote in rooms."),
    export=rows(
        _said,
        room=_("Room"),
        at=_("When"),
        number=_("Number in the room"),
        body=_("Words"),
        note=_("Content note"),
        edited_at=_("Changed"),
        answer_to_number=_("Answers number"),
        role=_("As"),
        removed=_("Taken away"),
        reactions=_("Kind reactions"),
    ),
    ending=deleted(
        endings.take_back_all,
        words=_("Its place stays, empty and without your name, so that the answers of others keep theirs."),
    ),
    kept_for=_("Until you take it back, or as long as the room keeps what is said; its page says how long."),
    read_by=WHO_READS,
)
declare(
    "rooms.Reaction",
    "user",
    part=Part.SAID,
    what=_("Kind reactions you gave."),
    export=rows(
        message__room__title=_("Room"), message__seq=_("To number"), reaction=_("Which"), at=_("When")
    ),
    ending=deleted(endings.take_back_reactions),
    kept_for=_("Until you take it back, or the message goes."),
    read_by=_("Everybody in the room reads how many there are; only you that one is yours."),
)
declare(
    "rooms.Membership",
    "user",
    part=Part.SAID,
    what=_("Rooms you joined, and how far you have read."),
    export=rows(
        room__title=_("Room"),
        joined_at=_("Joined"),
        left_at=_("Left"),
        followed=_("Followed"),
        read_seq=_("Read up to number"),
        muted_until=_("Muted until"),
        removed_at=_("Taken out by a moderator"),
    ),
    ending=deleted(),
    kept_for=_("As long as your account, also after you leave: your place is there when you come back."),
    read_by=_("You. Moderators see who was muted or taken out."),
)
declare(
    "rooms.Greeting",
    "person",
    part=Part.SAID,
    what=_("When you first came into a room, and whether somebody saw and answered you."),
    export=rows(room__title=_("Room"), arrived_at=_("Came"), seen_at=_("Seen"), greeted_at=_("Answered")),
    ending=deleted(),
    kept_for=_("As long as your account."),
    read_by=_("Supporters and moderators of that room, while you are new; later only as a count."),
)
declare(
    "rooms.Greeting",
    "seen_by",
    part=Part.ROLE,
    what=_("Newcomers you said you had seen."),
    export=rows(room__title=_("Room"), seen_at=_("When")),
    ending=emptied(),
    kept_for=_("As long as the newcomer's account."),
    read_by=_("That newcomer, and those on duty in that room, while they wait for an answer."),
)
declare(
    "rooms.Greeting",
    "greeted_by",
    part=Part.ROLE,
    what=_("Newcomers you were the first to answer."),
    export=rows(room__title=_("Room"), greeted_at=_("When")),
    ending=emptied(),
    kept_for=_("As long as the newcomer's account."),
    read_by=_("Nobody by name; moderators as a count."),
)
declare(
    "rooms.Presence",
    "user",
    part=Part.WORKINGS,
    what=_("That you have a room open right now."),
    export=not_exported(_("It runs out a minute after you close the page.")),
    ending=deleted(),
    kept_for=_("A minute."),
    read_by=_("Everybody in the room."),
)

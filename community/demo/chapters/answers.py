"""Answers of the last days that those who are answered have not read yet: the bell has something to say.

Wren has one in any case, so that whoever tries the demo as her finds it.
"""

from datetime import timedelta

from django.db.models import Min

from community.accounts.models import User
from rooms import ringing
from rooms.models import Membership, Message

from ..past import as_of
from ..story import Story

LATELY = timedelta(days=2)


def tell(story: Story) -> None:
    wren = story.people["wren"]
    answers = Message.objects.filter(
        room__slug__in=story.rooms, reply_to__isnull=False, removed="", room__access="open"
    )
    answers = answers.select_related("room", "author").order_by("at", "pk")
    hers = [each for each in answers if _answered(each) == wren and each.author_id != wren.pk]
    if hers:
        _has_read_up_to(wren, hers[-1])
    for answer in answers:
        person = _answered(answer)
        place = Membership.objects.filter(room=answer.room_id, user=person).aggregate(read=Min("read_seq"))
        if (answer.at > story.now - LATELY or answer in hers[-1:]) and (place["read"] or 0) < answer.seq:
            with as_of(answer.at):
                ringing.hear([answer])


def _answered(answer: Message) -> User:
    return Message.objects.select_related("author").get(room=answer.room_id, seq=answer.reply_to or 0).author


def _has_read_up_to(person: User, answer: Message) -> None:
    """But for what came with the answer and after it."""
    place = Membership.objects.filter(room=answer.room_id, user=person, read_seq__gte=answer.seq)
    place.update(read_seq=answer.seq - 1)

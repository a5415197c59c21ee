"""Three weeks of talk: said through the service as by anybody, then answered kindly, edited, taken back."""

from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction

from community.accounts.actor import in_shell
from community.kernel.refused import Refused
from rooms import posting, services
from rooms.drafts import Accepted, Post
from rooms.models import Message, Reaction, Room

from ..screenplay import Line
from ..story import Story


def tell(story: Story) -> None:
    for slug, lines in story.lines.items():
        say(story, slug, lines)
        answer_without_words(story, slug, lines)
        take_back(story, slug, lines)


def say(story: Story, slug: str, lines: list[Line]) -> None:
    posts = [
        Post(
            room=slug,
            by=in_shell(story.people[line.who]),
            client_id=uuid5(NAMESPACE_OID, f"openhearth demo {slug} {number}"),
            body=line.words,
            reply_to=line.answers,
            note=line.note,
            at=line.at,
        )
        for number, line in enumerate(lines, start=1)
    ]
    for outcome in posting.post_messages(posts):
        if isinstance(outcome, Refused):
            raise outcome
        assert isinstance(outcome, Accepted), outcome


@transaction.atomic
def answer_without_words(story: Story, slug: str, lines: list[Line]) -> None:
    """Reactions and edits, which the services would date today: many at once, a version for each."""
    room = Room.objects.select_for_update(no_key=True).get(slug=slug)
    chance = story.chance(f"answers {slug}")
    touched: list[Message] = []
    reactions: list[Reaction] = []
    for message, line in zip(room.messages.order_by("seq"), lines, strict=True):
        if line.edited:
            room.version += 1
            message.edited_at = min(line.at + timedelta(seconds=chance.randint(20, 240)), story.now)
        for reaction, key in line.reactions:
            room.version += 1
            message.reactions[reaction] = message.reactions.get(reaction, 0) + 1
            at = min(line.at + timedelta(seconds=chance.randint(15, 900)), story.now)
            reactions.append(Reaction(message=message, user=story.people[key], reaction=reaction, at=at))
        if line.edited or line.reactions:
            message.version = room.version
            touched.append(message)
    Reaction.objects.bulk_create(reactions)
    Message.objects.bulk_update(touched, ["version", "reactions", "edited_at"])
    room.save(update_fields=["version"])


def take_back(story: Story, slug: str, lines: list[Line]) -> None:
    for seq, line in enumerate(lines, start=1):
        if line.removed:
            message = Message.objects.get(room=story.rooms[slug], seq=seq)
            services.remove(message, by=in_shell(story.people[line.who]))

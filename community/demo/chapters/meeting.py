"""Newcomers being met: how it went in the last weeks, one who was seen a moment ago, and evenings with somebody on duty.

The story itself begins on a night on which nobody is on duty: a lease is for somebody who has a page open.
"""

from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from community.accounts.actor import in_shell
from moderation.roles.models import Duty, Role
from rooms import posting
from rooms.drafts import Post
from rooms.models import Greeting, Membership, Room

from ..callings import give_roles
from ..story import Story

# Before the week that the moderators' chapter tells of.
WEEKS_BEFORE = range(8, 28)
TURNS = ("june", "marlow", "dot", "otis")
NEW, WHERE, SEEN_BY = "pip", "quiet-bench", "sunny"
WORDS = "hi. not sure if i am allowed in here. it is one of those nights"


def tell(story: Story) -> None:
    give_roles(story)
    evenings(story)
    those_who_came(story)
    somebody_comes(story)


def evenings(story: Story) -> None:
    """From eight to eleven, the four of them in turns: enough to say when somebody usually is there."""
    rows = []
    for days in WEEKS_BEFORE:
        since = (story.now - timedelta(days=days)).replace(hour=20, minute=0, second=0)
        until = since + timedelta(hours=3)
        who = story.people[TURNS[days % len(TURNS)]]
        rows.append(Duty(person=who, role=Role.SUPPORTER, since=since, until=until, there_until=until))
    Duty.objects.bulk_create(rows)


def those_who_came(story: Story) -> None:
    """Everybody's first words of the last weeks, and how long a first answer took."""
    chance = story.chance("greetings")
    came = Membership.objects.filter(
        room__access=Room.Access.OPEN, joined_at__gt=story.now - timedelta(days=28), user__grants=None
    )
    rows = []
    for place in came.order_by("joined_at", "pk"):
        took = timedelta(seconds=chance.choice((14, 22, 31, 40, 55, 90, 240)))
        by = story.people[chance.choice(TURNS)]
        rows.append(
            Greeting(
                room_id=place.room_id,
                person_id=place.user_id,
                arrived_at=place.joined_at,
                greeted_at=place.joined_at + took,
                greeted_by=by,
            )
        )
    Greeting.objects.bulk_create(rows, ignore_conflicts=True)


def somebody_comes(story: Story) -> None:
    """Six minutes ago. Sunny has seen it and had to go; the room says so, and that nobody is there now."""
    room, new, seen_by = story.rooms[WHERE], story.people[NEW], story.people[SEEN_BY]
    at = story.now - timedelta(minutes=6)
    posting.post_message(
        Post(
            room=room.slug,
            by=in_shell(new),
            client_id=uuid5(NAMESPACE_OID, "openhearth demo newcomer"),
            body=WORDS,
            at=max(at, Room.objects.get(pk=room.pk).last_message_at or at),
        )
    )
    Greeting.objects.update_or_create(
        room=room,
        person=new,
        defaults={
            "arrived_at": at,
            "seen_at": at + timedelta(seconds=40),
            "seen_by": seen_by,
            "greeted_at": None,
            "greeted_by": None,
        },
    )

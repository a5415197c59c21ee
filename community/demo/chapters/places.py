"""Twelve topics, twenty rooms, and who is in them."""

from datetime import datetime, timedelta

from rooms import everyday
from rooms.models import Membership, Room, Topic, TopicWords

from ..rooms import ROOMS, Place
from ..story import Story
from ..topics import TOPICS

ORDINARY = 100


def tell(story: Story) -> None:
    topics = Topic.objects.bulk_create(
        Topic(name=name, slug=slug, description=description, position=position)
        for position, (name, slug, description) in enumerate(TOPICS)
    )
    TopicWords.objects.bulk_create(
        TopicWords(topic=topic, language=language, words=words)
        for topic in topics
        for language, words in everyday.words_for(topic.slug).items()
    )
    by_slug = {topic.slug: topic for topic in topics}
    chance = story.chance("rooms")
    for place in ROOMS:
        inside = who_is_in(place, story)
        spare = place.spare_places
        room = Room.objects.create(
            slug=place.slug,
            title=place.title,
            for_whom=place.for_whom,
            description=place.description,
            guidelines="\n".join(place.guidelines),
            banner=place.banner,
            language=place.language,
            access=Room.Access.PRIVATE if place.private else Room.Access.OPEN,
            capacity=ORDINARY if spare is None else len(inside) + spare,
            slow_mode=place.slow_mode,
            created_at=story.now - timedelta(days=chance.randint(200, 340)),
        )
        room.topics.set(by_slug[slug] for slug in place.topics)
        story.rooms[place.slug] = room
        Membership.objects.bulk_create(
            Membership(
                room=room,
                user=story.people[key],
                followed=key not in place.also or chance.random() < 0.5,
                joined_at=max(first, story.people[key].date_joined),
            )
            for key, first in inside.items()
        )


def who_is_in(place: Place, story: Story) -> dict[str, datetime]:
    """Everybody who writes, answers kindly or reads in a room, and when they first came."""
    first: dict[str, datetime] = {}
    for line in story.lines[place.slug]:
        for key in (line.who, *(person for _kind, person in line.reactions)):
            first.setdefault(key, line.at - timedelta(minutes=20))
    for key in place.also:
        first.setdefault(key, story.now - timedelta(days=9))
    return first

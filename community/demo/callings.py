"""Who has which role in the story, and since when. Chapters that need somebody's role call `give_roles`."""

from datetime import timedelta

from community.accounts.actor import in_shell
from moderation.roles import services as roles
from moderation.roles.models import Role, RoleGrant

from .past import as_of
from .story import Story

LEAD = "yusuf"
SINCE = timedelta(days=120)
LEVELS = {"dot": RoleGrant.Level.MENTOR, "sunny": RoleGrant.Level.PROVISIONAL}
# Somebody who moderates one room and nothing else.
ROOM_MODERATORS = {"otis": "one-day"}
REASONS = {
    Role.SUPPORTER: "Finished the training and has been a steady hand since.",
    Role.MODERATOR: "Two good references and a calm trial month.",
}


def give_roles(story: Story) -> None:
    """Doing it twice changes nothing."""
    since = story.now - SINCE
    if not RoleGrant.objects.filter(person=story.people[LEAD], role=Role.LEAD).exists():
        with as_of(since - timedelta(days=1)):
            roles.grant_first(
                story.people[LEAD], role=Role.LEAD, reason="Keeps this place safe since its first day."
            )
    with as_of(since):
        for key, person in story.cast.items():
            if person.calling != "member":
                _give(story, key, Role(person.calling))
        for key, slug in ROOM_MODERATORS.items():
            _give(story, key, Role.MODERATOR, room=slug)


def _give(story: Story, key: str, role: Role, *, room: str | None = None) -> None:
    person, place = story.people[key], story.rooms[room] if room else None
    if RoleGrant.objects.filter(person=person, role=role, room=place).exists():
        return
    level = LEVELS.get(key, RoleGrant.Level.FULL) if role == Role.SUPPORTER else ""
    roles.grant(
        person,
        by=in_shell(story.people[LEAD]),
        role=role,
        level=level,
        room_id=place.pk if place else None,
        reason=REASONS[role],
    )

"""Who else has a role: a host, a trainer, staff; roles that have ended; and the one time a private room was read."""

from datetime import timedelta

from django.utils import timezone

from community.accounts.actor import Actor, in_shell
from community.accounts.models import User
from community.accounts.notices import services as notices
from moderation.break_glass import services as break_glass
from moderation.break_glass.models import BreakGlass
from moderation.clauses.services import accept, owed_by
from moderation.roles import services as roles
from moderation.roles.models import Role, RoleGrant

from ..callings import LEAD, give_roles
from ..past import as_of
from ..story import Story

STAFF, TRAINER, HOST = "june", "dot", "mags"
FORMER_HOST, FORMER_SUPPORTER = "bram", "cal"
PRIVATE = "thursday-circle"


def tell(story: Story) -> None:
    give_roles(story)
    lead = in_shell(story.people[LEAD])
    with as_of(story.now - timedelta(days=110)):
        first_staff(story.people[STAFF])
    june = in_shell(story.people[STAFF])
    with as_of(story.now - timedelta(days=100)):
        given(june, story.people[TRAINER], Role.TRAINER, "Taught before, and everybody learns from her.")
        # Ends soon, which the first page of the admin says.
        soon = story.now + timedelta(days=21)
        given(
            june, story.people[HOST], Role.HOST, "Leads the carers' evenings with a light hand.", until=soon
        )
        given(lead, story.people[FORMER_SUPPORTER], Role.SUPPORTER, "Finished the training.", level="full")
        # A role for a time runs out by itself.
        until = timezone.now() + timedelta(days=80)
        given(june, story.people[FORMER_HOST], Role.HOST, "Stands in for Mags over the summer.", until=until)
    with as_of(story.now - timedelta(days=30)):
        cal = story.people[FORMER_SUPPORTER]
        roles.end_grant(
            cal.grants.get(role=Role.SUPPORTER),
            by=in_shell(cal),
            reason="I need the evenings for myself again.",
        )
    with as_of(story.now - timedelta(days=15)):
        roles.tell_expired()
    # What is told of their roles they have seen; what was read of the room most have not.
    with as_of(story.now - timedelta(days=10)):
        for person in story.people.values():
            notices.seen_by_visiting(person, "role_given", "role_ended")
    a_private_room_is_read(story, june, lead)


def first_staff(person: User) -> None:
    """A safeguarding lead cannot give it; on a real site it comes from the command line."""
    roles.grant_first(person, role=Role.STAFF, reason="Runs the site, answers the post.")
    accept(person, owed_by(person))


def given(by: Actor, person: User, role: Role, reason: str, **more: object) -> RoleGrant:
    grant = roles.grant(person, by=by, role=role, reason=reason, **more)  # type: ignore[arg-type]
    accept(person, owed_by(person))
    return grant


def a_private_room_is_read(story: Story, june: Actor, lead: Actor) -> None:
    """Nine days ago; its members find it on their page."""
    began = story.now - timedelta(days=9)
    with as_of(began):
        reason = (
            "Somebody wrote that a member of this room was not safe that night, and nobody could reach them."
        )
        glass = break_glass.ask(story.rooms[PRIVATE], by=lead, reason=reason)
    with as_of(began + timedelta(minutes=4)):
        break_glass.confirm(glass, by=june)
        break_glass.open_to_read(glass, by=lead)
        break_glass.open_to_read(glass, by=june)
    with as_of(began + timedelta(minutes=20)):
        break_glass.end(glass, by=lead)
    BreakGlass.objects.filter(pk=glass.pk).update(asked_at=began)

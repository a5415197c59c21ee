"""A living story community in an empty database, to look around in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.demo.chapters import CHAPTERS
from community.demo.story import PASSWORD, Story
from moderation.roles.models import RoleGrant
from rooms.models import Room, Topic


class Command(BaseCommand):
    help = (
        "Fills an empty database with a living story community and prints the names. "
        f"Everybody's password is {PASSWORD}. Refused where people are who are not of the story."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing, and do not fail, where people or rooms are already",
        )

    def handle(self, *args: Any, if_empty: bool = False, **options: Any) -> None:
        if User.objects.filter(origin=User.Origin.DEMO).exists() and not strangers():
            self.stdout.write("The story community is already here. Nothing has been changed.")
            return
        if reason := why_not():
            if if_empty:
                self.stdout.write(f"No demo: {reason}")
                return
            raise CommandError(f"{reason} The demo only moves into an empty database.")
        story = Story(now=timezone.now().replace(microsecond=0))
        # All of it or nothing: a half-told story would bar the way for a whole one.
        with transaction.atomic():
            for chapter in CHAPTERS:
                chapter.tell(story)
        self.introduce(story)

    def introduce(self, story: Story) -> None:
        said = sum(map(len, story.lines.values()))
        roles: dict[int, set[str]] = {}
        for grant in RoleGrant.objects.in_force().select_related("room"):
            where = f" of {grant.room.slug}" if grant.room else ""
            roles.setdefault(grant.person_id, set()).add(f"{grant.get_role_display()}{where}")
        names = []
        for key, one in story.cast.items():
            held = ", ".join(sorted(roles.get(story.people[key].pk, ())))
            names.append(f"  {one.handle:<22} {one.name:<10} {f'[{held}] ' if held else ''}{one.about}")
        self.stdout.write(
            "\n".join(
                [
                    f"{len(story.people)} people, {len(story.rooms)} rooms, {said} messages.",
                    f"Sign in with any of these names and the password {PASSWORD}:",
                    "",
                    *names,
                ]
            )
        )


def strangers() -> bool:
    return User.objects.exclude(origin__in=[User.Origin.DEMO, User.Origin.CROWD]).exists()


def why_not() -> str:
    """Why the story cannot be told here, in words; empty when it can."""
    if strangers():
        return "There are people here who are not of the demo."
    if Topic.objects.exists() or Room.objects.exclude(slug__startswith="crowd-").exists():
        return "There are topics or rooms here already."
    return ""

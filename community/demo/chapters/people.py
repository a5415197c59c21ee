"""Forty-two people sign up, over the better part of a year."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password

from community.accounts.models import User

from ..story import PASSWORD, Story


def tell(story: Story) -> None:
    # One hash for all of them: argon2 is slow on purpose.
    password = make_password(PASSWORD)
    languages = dict(settings.LANGUAGES)
    users = []
    for person in story.cast.values():
        joined = story.now - timedelta(days=person.here_since)
        users.append(
            User(
                handle=person.handle,
                display_name=person.name,
                password=password,
                language=person.language if person.language in languages else settings.LANGUAGE_CODE,
                time_zone=person.zone,
                about=person.about,
                origin=User.Origin.DEMO,
                date_joined=joined,
                adult_confirmed_at=joined,
                rules_accepted_at=joined,
            )
        )
    User.objects.bulk_create(users)
    known = {user.handle: user for user in User.objects.filter(origin=User.Origin.DEMO)}
    story.people = {key: known[person.handle] for key, person in story.cast.items()}

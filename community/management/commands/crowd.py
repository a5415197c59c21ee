"""Members, rooms and sign-ins to measure the engine with. Never for a site people use."""

import os
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from community.accounts.models import User
from rooms.models import Membership, Room

BATCH = 1000
SIGNED_IN_FOR = timedelta(days=7)


class Command(BaseCommand):
    help = (
        "Makes N members and R open rooms crowd-1…R with N/R members each, and writes a line for each "
        "person: room-slug<TAB>session-cookie-value. Refused unless DEBUG is on or ALLOW_CROWD=1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("people", type=int, metavar="N", help="how many members")
        parser.add_argument("--rooms", type=int, required=True, metavar="R", help="how many rooms they share")
        parser.add_argument(
            "--file", type=Path, required=True, metavar="F", help="where the sign-ins are written"
        )

    def handle(self, *args: Any, people: int, rooms: int, file: Path, **options: Any) -> None:
        if not (settings.DEBUG or settings.ALLOW_CROWD):
            raise CommandError(
                "A crowd has no place on a site people use. For a measurement set DEBUG=1 or ALLOW_CROWD=1."
            )
        if rooms < 1 or people < rooms:
            raise CommandError("At least one room, and at least one person for each room.")
        with transaction.atomic():
            crowd = gather(people)
            places = open_rooms(rooms, capacity=max(100, -(-people // rooms) * 2))
            seat(crowd, places)
            cookies = sign_in(crowd)
        lines = (f"{places[i % rooms].slug}\t{cookie}\n" for i, cookie in enumerate(cookies))
        # A sign-in is worth as much as a password: nobody else on the machine may read them.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.writelines(lines)
        self.stdout.write(f"{people} people in {rooms} rooms; sign-ins are in {file}.")


def gather(people: int) -> list[User]:
    """The people crowd-1…N, in this order; those who are missing are made."""
    handles = [f"crowd-{number}" for number in range(1, people + 1)]
    known = {user.handle: user for user in User.objects.filter(handle__startswith="crowd-")}
    if any(known[handle].origin != User.Origin.CROWD for handle in handles if handle in known):
        raise CommandError("Somebody who is not of the crowd has one of its names.")
    now = timezone.now()
    User.objects.bulk_create(
        (
            User(
                handle=handle,
                display_name=handle.capitalize().replace("-", " "),
                # Unusable, and still different for each: a sign-in is bound to it.
                password=make_password(None),
                origin=User.Origin.CROWD,
                adult_confirmed_at=now,
                rules_accepted_at=now,
            )
            for handle in handles
            if handle not in known
        ),
        batch_size=BATCH,
    )
    known = {user.handle: user for user in User.objects.filter(origin=User.Origin.CROWD)}
    return [known[handle] for handle in handles]


def open_rooms(rooms: int, *, capacity: int) -> list[Room]:
    """The rooms crowd-1…R, open and with places for everybody, their messages as they were."""
    found = []
    for number in range(1, rooms + 1):
        facts = {"access": Room.Access.OPEN, "capacity": capacity, "slow_mode": 0, "archived_at": None}
        room, _ = Room.objects.update_or_create(
            slug=f"crowd-{number}",
            defaults=facts,
            create_defaults={
                **facts,
                "title": f"Crowd {number}",
                "for_whom": "Members made to measure the engine",
            },
        )
        found.append(room)
    return found


def seat(crowd: list[User], places: list[Room]) -> None:
    """Person i is in room i modulo R and in no other room of the crowd."""
    seats = [
        Membership(room=places[i % len(places)], user=user, followed=True) for i, user in enumerate(crowd)
    ]
    wanted = {(seat.room_id, seat.user_id) for seat in seats}
    left_over = [
        pk
        for pk, room_id, user_id in Membership.objects.filter(
            user__origin=User.Origin.CROWD, room__slug__startswith="crowd-"
        ).values_list("pk", "room_id", "user_id")
        if (room_id, user_id) not in wanted
    ]
    for start in range(0, len(left_over), BATCH):
        Membership.objects.filter(pk__in=left_over[start : start + BATCH]).delete()
    Membership.objects.bulk_create(
        seats,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["room", "user"],
        update_fields=["left_at", "removed_at"],
    )


def sign_in(crowd: Iterable[User]) -> list[str]:
    """A new session for each person, as signing in by the page would leave it; the cookie's values."""
    store = SessionStore()
    until = timezone.now() + SIGNED_IN_FOR
    sessions = [
        Session(
            session_key=get_random_string(32, VALID_KEY_CHARS),
            session_data=store.encode(
                {
                    SESSION_KEY: str(user.pk),
                    BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                    HASH_SESSION_KEY: user.get_session_auth_hash(),
                }
            ),
            expire_date=until,
        )
        for user in crowd
    ]
    Session.objects.bulk_create(sessions, batch_size=BATCH)
    return [session.session_key for session in sessions]

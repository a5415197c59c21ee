"""`manage.py crowd`: people to measure the engine with, and only where that is meant."""

from collections import Counter
from pathlib import Path

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.http import HttpRequest

from community.accounts.models import User
from rooms.models import Membership, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "crowd.tsv"


@pytest.fixture(autouse=True)
def may_have_a_crowd(settings):
    settings.ALLOW_CROWD = True


def make(people: int, rooms: int, file: Path) -> list[list[str]]:
    call_command("crowd", people, rooms=rooms, file=file, verbosity=0)
    return [line.split("\t") for line in file.read_text().splitlines()]


def who_comes_with(cookie: str):
    request = HttpRequest()
    request.session = SessionStore(cookie)
    return get_user(request)


def test_each_line_is_a_room_and_a_sign_in_of_one_of_its_members(file):
    lines = make(12, 3, file)

    assert Counter(slug for slug, _ in lines) == {"crowd-1": 4, "crowd-2": 4, "crowd-3": 4}
    people = [who_comes_with(cookie) for _, cookie in lines]
    assert len({person.pk for person in people}) == 12
    for (slug, _), person in zip(lines, people, strict=True):
        assert person.is_authenticated
        assert Membership.objects.filter(room__slug=slug, user=person, left_at=None, removed_at=None).exists()


def test_the_people_are_of_the_crowd_and_cannot_sign_in_by_password(file):
    make(3, 1, file)

    for person in User.objects.all():
        assert person.is_crowd
        assert not person.has_usable_password()
        assert not person.is_staff
        assert person.rules_accepted_at and person.adult_confirmed_at


def test_a_password_change_ends_the_sign_in_as_for_everybody(file):
    [[_, cookie]] = make(1, 1, file)
    person = User.objects.get()
    person.set_password("a new one for me")
    person.save()

    assert not who_comes_with(cookie).is_authenticated


def test_running_it_again_with_more_people_keeps_the_first_ones(file):
    make(4, 2, file)
    first = set(User.objects.values_list("pk", flat=True))
    lines = make(9, 3, file)

    assert first < set(User.objects.values_list("pk", flat=True))
    assert User.objects.count() == 9
    assert Room.objects.count() == 3
    assert Counter(slug for slug, _ in lines) == {"crowd-1": 3, "crowd-2": 3, "crowd-3": 3}
    assert Membership.objects.count() == 9


def test_only_the_one_who_ran_it_may_read_the_sign_ins(file):
    make(1, 1, file)

    assert file.stat().st_mode & 0o077 == 0


def test_a_site_people_use_refuses_a_crowd(file, settings):
    settings.DEBUG = settings.ALLOW_CROWD = False

    with pytest.raises(CommandError):
        make(2, 1, file)
    assert not User.objects.exists()
    assert not file.exists()


def test_debug_is_leave_enough(file, settings):
    settings.DEBUG, settings.ALLOW_CROWD = True, False

    assert len(make(2, 1, file)) == 2


def test_a_person_who_happens_to_have_such_a_name_is_left_alone(file):
    User.objects.create_user("crowd-2", "a password of my own")

    with pytest.raises(CommandError):
        make(3, 1, file)
    assert User.objects.count() == 1


@pytest.mark.parametrize(("people", "rooms"), [(0, 1), (1, 2), (1, 0)])
def test_no_room_stays_without_people(file, people, rooms):
    with pytest.raises(CommandError):
        make(people, rooms, file)

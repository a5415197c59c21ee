"""Who has read what is mine: the members' side of reading private rooms."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from moderation.break_glass import services as break_glass
from moderation.log import services as log
from moderation.roles.models import Role
from rooms.models import Membership, Room
from tests.moderation.people import give_role
from tests.rooms.talk import say
from tests.support.people import acting

pytestmark = pytest.mark.django_db
REASON = "Somebody may be hurt tonight."


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def circle(make_room, alice, bob):
    made = make_room("circle", access=Room.Access.PRIVATE, title="Quiet circle", members=[alice, bob])
    say(made, alice, "only between us")
    return made


@pytest.fixture
def two(make_person):
    people = [make_person(handle, display_name=handle.title()) for handle in ("lina", "lars")]
    for person in people:
        give_role(person, Role.LEAD)
    return people


@pytest.fixture
def read_twice(circle, two):
    """Opened by two people, read twice, and over."""
    lina, lars = two
    glass = break_glass.confirm(break_glass.ask(circle, by=acting(lina), reason=REASON), by=acting(lars))
    for by in two:
        break_glass.open_to_read(glass, by=acting(by))
    return break_glass.end(glass, by=acting(lars))


def page_of(sign_in, person):
    return text(sign_in(person).get("/me/access-log/"))


def test_where_nothing_was_read_the_page_says_so(alice, circle, sign_in):
    assert "Nobody has." in page_of(sign_in, alice)


def test_members_see_the_room_when_by_which_role_and_why_and_no_name(read_twice, alice, bob, sign_in):
    for person in (alice, bob):
        page = page_of(sign_in, person)
        assert "A safeguarding lead and a second person read this private room." in page
        assert "Quiet circle" in page and REASON in page and "opened by: safeguarding lead" in page
        assert "Lina" not in page and "Lars" not in page
        assert page.count("Reason:") == 1


def test_two_openings_in_one_minute_are_one_time_and_both_roles_are_said(
    circle, two, stella, alice, sign_in, time_machine_at
):
    lina, _lars = two
    glass = break_glass.confirm(break_glass.ask(circle, by=acting(lina), reason=REASON), by=acting(stella))
    break_glass.open_to_read(glass, by=acting(lina))
    with time_machine_at(minutes=5):
        break_glass.open_to_read(glass, by=acting(stella))
    break_glass.end(glass, by=acting(stella))
    page = page_of(sign_in, alice)
    assert page.count("<time") == 2 and "opened by: staff, safeguarding lead" in page


def test_while_it_is_open_nothing_is_told(circle, two, alice, sign_in, time_machine_at):
    lina, lars = two
    glass = break_glass.confirm(break_glass.ask(circle, by=acting(lina), reason=REASON), by=acting(lars))
    break_glass.open_to_read(glass, by=acting(lina))
    assert "Nobody has." in page_of(sign_in, alice)
    with time_machine_at(minutes=61):
        assert REASON in page_of(sign_in, alice)


def test_a_question_that_was_not_confirmed_or_not_used_is_no_reading(circle, two, alice, sign_in):
    lina, lars = two
    break_glass.ask(circle, by=acting(lina), reason=REASON)
    unused = break_glass.confirm(break_glass.ask(circle, by=acting(lina), reason=REASON), by=acting(lars))
    break_glass.end(unused, by=acting(lina))
    assert "Nobody has." in page_of(sign_in, alice)


def test_strangers_and_those_who_left_before_see_nothing(read_twice, circle, eve, make_person, sign_in):
    long_gone = make_person("gone")
    Membership.objects.create(
        room=circle,
        user=long_gone,
        joined_at=timezone.now() - timedelta(days=3),
        left_at=timezone.now() - timedelta(days=2),
    )
    later = make_person("later")
    Membership.objects.create(room=circle, user=later, joined_at=timezone.now() + timedelta(minutes=1))
    for person in (eve, long_gone, later):
        page = page_of(sign_in, person)
        assert "Nobody has." in page and "Quiet circle" not in page


def test_who_left_afterwards_still_sees_it(read_twice, circle, bob, sign_in):
    Membership.objects.filter(room=circle, user=bob).update(left_at=timezone.now())
    assert REASON in page_of(sign_in, bob)


def test_a_reported_message_that_was_looked_at_is_told_to_the_others_in_the_room(
    circle, alice, bob, mo, room, sign_in
):
    with transaction.atomic():
        log.write("case.viewed", by=mo, person=alice, room_id=circle.pk, thing=circle.messages.get())
    assert "A moderator looked at what was reported here" in page_of(sign_in, bob)
    # To the one it is about it would say who reported, where two people are alone.
    assert "Nobody has." in page_of(sign_in, alice)


def test_what_is_looked_at_in_an_open_room_is_no_private_reading(room, alice, bob, mo, sign_in):
    say(room, alice, "said to everybody")
    with transaction.atomic():
        log.write("case.viewed", by=mo, person=alice, room_id=room.pk, thing=room.messages.get())
    for person in (alice, bob):
        assert "Nobody has." in page_of(sign_in, person)


def test_the_page_costs_few_queries(read_twice, alice, sign_in, django_assert_max_num_queries):
    client = sign_in(alice)
    with django_assert_max_num_queries(12):
        client.get("/me/access-log/")

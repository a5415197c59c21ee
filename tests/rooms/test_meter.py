"""How lively a room is, in words, for many rooms at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rooms.models import Presence
from rooms.pace import meter
from rooms.pace.meter import Key

from .talk import say, say_many


@pytest.mark.parametrize(
    ("rate", "speakers", "key"),
    [
        (0, 0, Key.QUIET),
        (0.1, 5, Key.QUIET),
        (2, 2, Key.QUIET),
        (0.2, 3, Key.GOOD),
        (10, 10, Key.GOOD),
        (10.2, 5, Key.BUSY),
        (11, 2, Key.BUSY),
        (1, 11, Key.BUSY),
        (18, 14, Key.BUSY),
        (18.2, 5, Key.TOO_BUSY),
        (3, 15, Key.TOO_BUSY),
    ],
)
def test_a_pace_has_a_name(rate, speakers, key):
    assert meter.judge(rate, speakers) == key


def test_every_pace_has_words():
    assert all(meter.Pace(key).words for key in Key)


def pace_now(room):
    room.refresh_from_db()
    return meter.for_rooms([room])[room.pk]


def test_only_the_last_minutes_count(room, alice, bob, charlie):
    say_many(room, alice, 200, ago=timedelta(minutes=11))
    for person in (alice, bob, charlie):
        say(room, person, "hello", ago=timedelta(minutes=8))
    assert pace_now(room) == meter.Pace(Key.QUIET, 0.0, 3)
    for person in (alice, bob, charlie):
        say(room, person, "again", ago=timedelta(minutes=1))
    assert pace_now(room) == meter.Pace(Key.GOOD, 0.6, 3)


def test_a_stream_of_messages_is_too_busy(room, alice):
    say_many(room, alice, 95, ago=timedelta(minutes=2))
    assert pace_now(room).key == Key.TOO_BUSY


def test_people_in_several_tabs_are_counted_once_and_old_leases_not(room, make_room, alice, bob):
    now = timezone.now()
    for process in ("one", "two"):
        Presence.objects.create(room=room, user=alice, process=process, until=now + timedelta(minutes=1))
    Presence.objects.create(room=room, user=bob, process="one", until=now - timedelta(seconds=1))
    empty = make_room("empty")
    assert meter.people_here([room, empty]) == {room.pk: 1, empty.pk: 0}


def test_many_rooms_cost_one_query_and_silent_ones_none(make_room, alice, django_assert_num_queries):
    rooms = [make_room(f"room-{number}") for number in range(40)]
    with django_assert_num_queries(0):
        assert len(meter.for_rooms(rooms)) == 40
    for room in rooms:
        say(room, alice, "hello", ago=timedelta(minutes=1))
        room.refresh_from_db()
    with django_assert_num_queries(1):
        assert len(meter.for_rooms(rooms)) == 40
    with django_assert_num_queries(1):
        assert len(meter.people_here(rooms)) == 40
    with django_assert_num_queries(0):
        assert (meter.for_rooms([]), meter.people_here([])) == ({}, {})

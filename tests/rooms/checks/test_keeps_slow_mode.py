"""A pause between two messages of one person, where the room has slow mode."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.kernel.refused import TooFast
from rooms.checks import keeps_slow_mode

from .drafting import draft, facts, person, room

SLOW = room(slow_mode=3600)


def just_now():
    return facts(last_in_room={(1, 1): timezone.now()})


def test_who_wrote_just_now_waits():
    with pytest.raises(TooFast) as refused:
        keeps_slow_mode(draft(found_room=SLOW), just_now())
    assert refused.value.code == "slow_mode" and refused.value.retry_after > 3000


@pytest.mark.parametrize(
    "change",
    [
        {"found_room": room()},
        {"found_room": SLOW, "found": person(2)},
        {"found_room": SLOW, "found": person(origin="crowd")},
        {"found_room": SLOW, "is_past": True},
    ],
)
def test_others_and_other_rooms_do_not_wait(change):
    assert keeps_slow_mode(draft(**change), just_now()) is None


def test_after_the_pause_it_goes_on():
    long_ago = facts(last_in_room={(1, 1): timezone.now() - timedelta(hours=2)})
    assert keeps_slow_mode(draft(found_room=SLOW), long_ago) is None

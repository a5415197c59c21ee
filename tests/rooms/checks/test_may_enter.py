"""Who may not read a room does not write in it."""

from datetime import timedelta

import pytest

from community.kernel.refused import NotAllowed, NotFound
from rooms.checks import may_enter
from rooms.models import Room

from .drafting import NOW, draft, facts, membership, person, room


def test_everybody_may_enter_an_open_room():
    assert may_enter(draft(membership=None), facts()) is None


PRIVATE = room(access=Room.Access.PRIVATE)
LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    "change",
    [
        {"found_room": None},
        {"found_room": room(archived_at=NOW)},
        {"found_room": PRIVATE, "membership": None},
        {"found_room": PRIVATE, "membership": membership(left_at=NOW)},
    ],
)
def test_a_room_that_is_not_theirs_is_not_there(change):
    with pytest.raises(NotFound):
        may_enter(draft(**change), facts())


@pytest.mark.parametrize(
    "change",
    [
        {"found": person(suspended_until=LATER)},
        {"found": person(is_active=False)},
        {"membership": membership(removed_at=NOW)},
    ],
)
def test_who_was_sent_away_is_refused(change):
    with pytest.raises(NotAllowed):
        may_enter(draft(**change), facts())

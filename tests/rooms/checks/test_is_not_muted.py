"""A mute, here or everywhere, lets somebody read and not write."""

from datetime import timedelta

import pytest

from community.kernel.refused import NotAllowed
from rooms.checks import is_not_muted

from .drafting import NOW, draft, facts, membership, person

LATER, BEFORE = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    "change",
    [{"found": person(muted_until=LATER)}, {"membership": membership(muted_until=LATER)}],
)
def test_who_is_muted_is_refused(change):
    with pytest.raises(NotAllowed) as refused:
        is_not_muted(draft(**change), facts())
    assert refused.value.code == "muted"


@pytest.mark.parametrize("change", [{}, {"membership": None}, {"membership": membership(muted_until=BEFORE)}])
def test_who_is_not_or_no_longer_muted_passes(change):
    assert is_not_muted(draft(**change), facts()) is None

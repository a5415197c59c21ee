"""Own words, for five minutes, as long as they are there."""

from datetime import timedelta

import pytest

from community.kernel.refused import NotAllowed
from rooms.checks import is_theirs_to_change

from .drafting import NOW, draft, facts, message


@pytest.mark.parametrize("changes", [None, message(at=NOW)])
def test_new_words_and_own_young_ones_pass(changes):
    assert is_theirs_to_change(draft(changes=changes), facts()) is None


@pytest.mark.parametrize(
    "changes",
    [
        message(author=2, at=NOW),
        message(at=NOW, removed="author"),
        message(at=NOW - timedelta(minutes=5, seconds=1)),
    ],
)
def test_others_words_and_old_ones_and_tombstones_stay(changes):
    with pytest.raises(NotAllowed):
        is_theirs_to_change(draft(changes=changes), facts())

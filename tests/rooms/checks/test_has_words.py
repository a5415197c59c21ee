"""There is something written, and not too much of it."""

import pytest

from community.kernel.refused import Invalid
from rooms.checks import has_words

from .drafting import draft, facts


def test_as_much_as_is_allowed_passes():
    assert has_words(draft("x" * 4000, note="y" * 80), facts()) is None


@pytest.mark.parametrize(
    ("body", "note", "code"),
    [("", "", "empty"), ("x" * 4001, "", "too_long"), ("x", "y" * 81, "note_too_long")],
)
def test_nothing_and_too_much_are_refused(body, note, code):
    with pytest.raises(Invalid) as refused:
        has_words(draft(body, note=note), facts())
    assert refused.value.code == code

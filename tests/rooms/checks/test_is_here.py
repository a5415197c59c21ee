"""A message of an account that is gone is nobody's."""

import pytest

from community.kernel.refused import NotAllowed
from rooms.checks import is_here

from .drafting import draft, facts


def test_somebody_who_is_here_passes():
    assert is_here(draft(), facts()) is None


def test_an_account_that_is_gone_is_told_so():
    with pytest.raises(NotAllowed) as refused:
        is_here(draft(found=None), facts())
    assert refused.value.code == "not_here"

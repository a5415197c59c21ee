"""Whoever still has to accept what changed reads it before they write."""

import pytest

from community.kernel.refused import NotAllowed
from moderation.clauses import policy
from rooms.checks import has_accepted_clauses

from .drafting import draft, facts


@pytest.mark.parametrize("accepted", [True, False])
def test_only_who_has_accepted_all_that_binds_them_writes(accepted, monkeypatch):
    monkeypatch.setattr(policy, "has_accepted", lambda person: accepted)
    if accepted:
        assert has_accepted_clauses(draft(), facts()) is None
        return
    with pytest.raises(NotAllowed) as refused:
        has_accepted_clauses(draft(), facts())
    assert refused.value.code == "clauses"

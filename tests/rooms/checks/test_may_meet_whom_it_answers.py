"""Two people with a block between them do not answer each other."""

import pytest

from community.kernel.refused import Invalid
from rooms.checks import may_meet_whom_it_answers

from .drafting import draft, facts

APART = {frozenset({1, 2})}


def test_whoever_is_not_apart_is_answered():
    known = facts(answered={(1, 3): 4}, apart=APART)
    assert may_meet_whom_it_answers(draft(reply_to=3), known) is None
    assert may_meet_whom_it_answers(draft(), known) is None


def test_one_may_answer_oneself():
    assert may_meet_whom_it_answers(draft(reply_to=3), facts(answered={(1, 3): 1}, apart=APART)) is None


def test_an_answer_across_a_block_is_refused():
    with pytest.raises(Invalid) as refused:
        may_meet_whom_it_answers(draft(reply_to=3), facts(answered={(1, 3): 2}, apart=APART))
    assert refused.value.code == "no_such_message"

"""An answer answers something in this room."""

import pytest

from community.kernel.refused import Invalid
from rooms.checks import answers_what_is_here

from .drafting import draft, facts


@pytest.mark.parametrize("reply_to", [None, 1, 5])
def test_no_answer_and_an_answer_to_what_was_said_pass(reply_to):
    assert answers_what_is_here(draft(reply_to=reply_to), facts()) is None


@pytest.mark.parametrize("reply_to", [-1, 0, 6])
def test_an_answer_to_what_is_not_there_is_refused(reply_to):
    with pytest.raises(Invalid) as refused:
        answers_what_is_here(draft(reply_to=reply_to), facts())
    assert refused.value.code == "no_such_message"

"""The same post once more."""

import pytest
from django.utils import timezone

from community.kernel.refused import Conflict
from rooms.checks import was_not_sent_before
from rooms.drafts import Accepted

from .drafting import draft, facts, message


def again(said, **fields):
    post = draft(**fields)
    return was_not_sent_before(post, facts(said={(1, post.client_id): said}))


def test_what_is_new_passes():
    assert was_not_sent_before(draft(), facts()) is None


def test_the_same_again_gets_the_first_answer():
    said = message()
    assert again(said) == Accepted(3, 3, duplicate=True, message=said)


@pytest.mark.parametrize("change", [{"body": "goodbye"}, {"found_room": None}])
def test_other_words_or_another_room_under_the_same_id_are_a_conflict(change):
    with pytest.raises(Conflict):
        again(message(), **change)


@pytest.mark.parametrize("change", [{"edited_at": timezone.now()}, {"removed": "author", "body": ""}])
def test_what_has_changed_since_is_still_the_same_post(change):
    assert again(message(**change), body="hello").duplicate

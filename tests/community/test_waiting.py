"""A wait is said in words, and never shorter than it is."""

from datetime import timedelta

import pytest

from community.kernel.limits import Limit
from community.kernel.refused import TooFast
from community.kernel.waiting import in_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "a few seconds"),
        (20, "a few seconds"),
        (21, "about a minute"),
        (60, "about a minute"),
        (61, "about 2 minutes"),
        (300, "about 5 minutes"),
        (300.1, "about 6 minutes"),
        (3301, "about an hour"),
        (3601, "about 2 hours"),
        (82_000, "about a day"),
        (90_000, "about 2 days"),
    ],
)
def test_a_wait_is_said_in_words_and_never_too_short(seconds, words):
    assert in_words(seconds) == words


@pytest.mark.django_db
def test_whoever_meets_a_limit_is_told_how_long(time_machine):
    from django.utils import timezone

    time_machine.move_to(timezone.now(), tick=False)
    limit = Limit("in-words", 1, per=timedelta(minutes=5))
    limit.take("somebody")
    with pytest.raises(TooFast) as refused:
        limit.take("somebody")
    assert str(refused.value.message) == "Please wait about 5 minutes before doing this again."
    assert refused.value.retry_after == 300


@pytest.mark.django_db
def test_a_place_that_was_given_back_is_free_again_and_no_other():
    limit = Limit("given-back", 2, per=timedelta(minutes=5))
    limit.take("somebody")
    limit.give_back(limit.take("somebody"))
    limit.take("somebody")
    with pytest.raises(TooFast):
        limit.take("somebody")

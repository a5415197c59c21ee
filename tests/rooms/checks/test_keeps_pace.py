"""Ten messages in ten seconds, and not an eleventh."""

from datetime import timedelta

import pytest

from community.kernel import limits
from community.kernel.refused import TooFast
from rooms.checks import keeps_pace

from .drafting import NOW, draft, facts, person

MOST = limits.MESSAGES.times


def wrote(times):
    return facts(lately={1: [NOW - timedelta(seconds=4)] * times})


def test_the_last_place_is_free_and_the_next_is_not():
    assert keeps_pace(draft(), wrote(MOST - 1)) is None
    with pytest.raises(TooFast) as refused:
        keeps_pace(draft(), wrote(MOST))
    assert refused.value.retry_after == pytest.approx(limits.MESSAGES.per.total_seconds() - 4)


@pytest.mark.parametrize("change", [{"found": person(origin="crowd")}, {"is_past": True}])
def test_crowds_and_stories_have_no_limit(change):
    assert keeps_pace(draft(**change), wrote(MOST)) is None

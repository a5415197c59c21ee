"""No links on the first day."""

from datetime import timedelta

import pytest

from community.kernel.refused import NotAllowed
from moderation.roles.policy import Powers
from rooms.checks import no_links_yet

from .drafting import NOW, draft, facts, person

LINK = "see https://example.org"
NEW = {"date_joined": NOW - timedelta(hours=1)}


@pytest.mark.parametrize(("body", "note"), [(LINK, ""), ("hello", LINK)])
def test_a_new_person_sends_no_link_in_body_or_note(body, note):
    with pytest.raises(NotAllowed) as refused:
        no_links_yet(draft(body, note=note, found=person(**NEW)), facts())
    assert refused.value.code == "no_links_yet"


@pytest.mark.parametrize(
    "change",
    [
        {"found": person()},
        {"found": person(**NEW, origin="crowd")},
        {"found": person(**NEW), "is_past": True},
    ],
)
def test_who_has_been_here_for_a_day_and_stories_and_crowds_may(change):
    assert no_links_yet(draft(LINK, **change), facts()) is None


def test_a_new_person_with_a_role_may():
    powers = {1: Powers(1, frozenset({("supporter", None, "")}))}
    assert no_links_yet(draft(LINK, found=person(**NEW)), facts(powers=powers)) is None

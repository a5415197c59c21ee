"""Words that go with an act: neither too many nor, where some are needed, none."""

import pytest

from community.kernel.refused import Invalid
from community.kernel.text import at_most, needed
from moderation.roles import services as roles
from moderation.roles.models import RoleGrant
from tests.support.people import acting


def test_words_that_fit_are_made_clean():
    assert at_most("  Thank you.\r\n\r\n\r\n\r\nMo\x00 ", 20) == "Thank you.\n\nMo"


def test_words_are_counted_after_they_were_made_clean():
    assert at_most("x" * 20 + "   \n", 20) == "x" * 20


def test_too_many_words_are_refused_with_how_many_may_be():
    with pytest.raises(Invalid, match="Please keep it under 20 characters") as refused:
        at_most("x" * 21, 20)
    assert refused.value.code == "too_long"


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n", "\x00\u202e"])
def test_where_words_are_needed_none_are_asked_for(nothing):
    with pytest.raises(Invalid, match="Please say why") as refused:
        needed(nothing, 20, ask="Please say why.")
    assert refused.value.code == "empty"


def test_where_words_are_needed_they_may_not_be_too_many_either():
    with pytest.raises(Invalid, match="Please keep it under"):
        needed("x" * 21, 20, ask="Please say why.")


def test_a_reason_that_would_not_fit_the_role_is_refused_and_no_role_given(make_person, alice):
    with pytest.raises(Invalid, match="Please keep it under 300"):
        roles.grant(alice, by=acting(make_person("chief", is_staff=True)), role="supporter", reason="x" * 301)
    assert not RoleGrant.objects.exists()

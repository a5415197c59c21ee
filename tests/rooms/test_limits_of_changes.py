"""What a refusal costs: a place is used up whether or not the change could be made."""

import pytest

from community.kernel import limits
from community.kernel.limits import Limit
from community.kernel.refused import NotAllowed, TooFast
from rooms import services
from tests.support.people import acting

from .talk import say

# With real transactions: a place that is taken inside one is given back by its rollback, where the cache is a table.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("limit", ["EDITS", "REACTIONS"])
def test_a_refused_change_has_used_its_place(limit, monkeypatch, room, alice, eve):
    monkeypatch.setattr(limits, limit, Limit(f"test-{limit}", 2, per=getattr(limits, limit).per))
    message = services.remove(say(room, alice, "hello"), by=acting(alice))

    def change():
        if limit == "EDITS":
            services.edit(message, by=acting(eve), body="mine")
        else:
            services.react(message, by=acting(eve), reaction="hear", on=True)

    for _ in range(2):
        with pytest.raises(NotAllowed):
            change()
    with pytest.raises(TooFast):
        change()

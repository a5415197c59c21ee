"""A second look by somebody else, and how often it changed something."""

import pytest

from community.kernel.refused import Conflict, Invalid, NotAllowed
from moderation.cases import reading, services
from moderation.cases.models import Appeal
from moderation.cases.services.appeals import queue_for
from tests.support.people import acting


@pytest.fixture
def appeal(eve, mo, clause):
    return services.appeal(
        services.suspend(eve, by=acting(mo), clause=clause), by=acting(eve), words="It was a quotation."
    )


def test_the_one_who_decided_does_not_look_again(appeal, mo, sign_in):
    assert not queue_for(acting(mo)).exists()
    assert sign_in(mo).get(f"/desk/appeals/{appeal.pk}/").status_code == 403
    with pytest.raises(NotAllowed):
        services.decide(appeal, by=acting(mo), overturn=False, answer="No.")


def test_another_moderator_overturns_and_it_is_undone_at_once(appeal, eve, ines, sign_in, room):
    page = sign_in(ines).get(f"/desk/appeals/{appeal.pk}/").text
    assert "It was a quotation." in page
    answer = sign_in(ines).post(f"/desk/appeals/{appeal.pk}/", {"overturn": "1", "answer": "You are right."})
    assert answer["Location"] == "/desk/appeals/"
    client = sign_in(eve)
    page = client.get("/me/standing/").text
    assert "The decision has been undone." in page and "You are right." in page
    assert client.get(f"/rooms/{room.slug}/").status_code == 200


def test_another_moderator_keeps_the_decision_and_answers(appeal, eve, ines, sign_in):
    services.decide(appeal, by=acting(ines), overturn=False, answer="We looked at it closely.")
    eve.refresh_from_db()
    assert eve.is_suspended
    assert "We looked at it closely." in sign_in(eve).get("/me/standing/").text


def test_an_answer_is_needed_and_a_decision_is_made_once(appeal, ines, stella):
    with pytest.raises(Invalid):
        services.decide(appeal, by=acting(ines), overturn=True, answer="  ")
    services.decide(appeal, by=acting(ines), overturn=True, answer="Yes.")
    with pytest.raises(Conflict):
        services.decide(appeal, by=acting(stella), overturn=False, answer="No.")


def test_a_hidden_message_comes_back_by_an_appeal(eve, mo, ines, message, clause):
    hiding = services.hide(message, by=acting(mo), clause=clause)
    asked = services.appeal(hiding, by=acting(eve), words="It was about a song.")
    services.decide(asked, by=acting(ines), overturn=True, answer="Thank you.")
    message.refresh_from_db()
    assert not message.removed and message.body == "you are all pathetic"


def test_who_reported_it_does_not_look_again(alice, eve, mo, ines, message, clause):
    case = services.claim(services.report(message, by=acting(ines), reason="unkind").case, by=acting(mo))
    given = services.settle(case, by=acting(mo), decision=services.Decision(clause=clause, kind="warning"))[0]
    asked = services.appeal(given, by=acting(eve), words="Please look again.")
    assert not queue_for(acting(ines)).exists()
    with pytest.raises(NotAllowed):
        services.decide(asked, by=acting(ines), overturn=False, answer="No.")


def test_a_moderator_of_one_room_looks_at_that_room_only(
    appeal, eve, mo, rosa, room, make_room, clause, sign_in
):
    here = services.appeal(
        services.warn(eve, by=acting(mo), clause=clause, room=room), by=acting(eve), words="here"
    )
    there = services.warn(eve, by=acting(mo), clause=clause, room=make_room("morning"))
    elsewhere = services.appeal(there, by=acting(eve), words="there")
    assert list(queue_for(acting(rosa))) == [here]
    client = sign_in(rosa)
    assert client.get(f"/desk/appeals/{here.pk}/").status_code == 200
    for hidden in (appeal, elsewhere):
        assert client.get(f"/desk/appeals/{hidden.pk}/").status_code == 404


def test_a_decision_taken_back_by_its_maker_leaves_nobody_waiting(appeal, mo, ines):
    services.undo(appeal.sanction, by=acting(mo))
    assert not queue_for(acting(ines)).exists()
    appeal.refresh_from_db()
    assert appeal.state == Appeal.State.OVERTURNED


def test_a_moderator_does_not_open_an_appeal_about_themselves(mo, stella, clause, sign_in):
    asked = services.appeal(
        services.warn(mo, by=acting(stella), clause=clause), by=acting(mo), words="Please."
    )
    assert sign_in(mo).get(f"/desk/appeals/{asked.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        services.decide(asked, by=acting(mo), overturn=True, answer="Yes.")


def test_figures_tell_how_often_a_decision_was_undone(eve, mo, ines, clause, sign_in):
    for number in range(4):
        given = services.warn(eve, by=acting(mo), clause=clause)
        if number:
            asked = services.appeal(given, by=acting(eve), words="Please.")
            services.decide(asked, by=acting(ines), overturn=number == 1, answer="So.")
    (row,) = [row for row in reading.overturns(by="kind") if row.name == "warning"]
    assert (row.given, row.appealed, row.decided, row.overturned, row.share) == (4, 3, 3, 1, 33)
    (rule,) = [row for row in reading.overturns(by="clause__title") if row.name == clause.title]
    assert rule.overturned == 1
    assert "(33 %)" in sign_in(mo).get("/desk/figures/").text


@pytest.mark.parametrize(
    "address",
    ["/desk/appeals/", "/desk/figures/", "/desk/cases/", "/desk/people/eve/", "/moderate/person/{eve}/"],
)
def test_members_do_not_learn_that_these_pages_exist(sign_in, alice, eve, address):
    assert sign_in(alice).get(address.format(eve=eve.pk)).status_code == 404
    assert sign_in(alice).post(address.format(eve=eve.pk)).status_code in (404, 405)

"""What cases let go of: words long after they were closed, and what was said in a room that keeps nothing for long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.cases import chores, services
from moderation.cases.models import Case, Report
from rooms import endings
from rooms.models import Room
from tests.support.people import acting


@pytest.fixture
def case(message, alice, mo):
    """Of eve's message; alice told it, mo holds it."""
    case = services.report(message, by=acting(alice), reason="unkind", words="It hurt.").case
    return services.claim(case, by=acting(mo))


def close(case, mo):
    services.close(case, by=acting(mo), outcome="talked", note="We talked.")


def test_an_open_case_keeps_its_words_however_long_it_takes(case):
    Case.objects.update(opened_at=timezone.now() - timedelta(days=400))
    chores.let_closed_cases_go()
    assert Case.objects.get().words == "you are all pathetic"


def test_ninety_days_after_it_was_closed_only_the_case_is_left(case, mo, time_machine_at):
    close(case, mo)
    with time_machine_at(days=89):
        chores.let_closed_cases_go()
        assert Case.objects.get().words == "you are all pathetic"
    with time_machine_at(days=91):
        chores.let_closed_cases_go()
        chores.let_closed_cases_go()
    case = Case.objects.get()
    assert (case.words, case.note) == ("", "") and case.person_id and case.outcome == "talked"


def test_what_the_reporter_wrote_stays_theirs(case, mo, time_machine_at, alice, sign_in):
    """It is on their page as long as their account, and with what came of it."""
    close(case, mo)
    with time_machine_at(days=91):
        chores.let_closed_cases_go()
    assert Report.objects.get().words == "It hurt."
    assert "It hurt." in sign_in(alice).get("/me/reports/").content.decode()


def test_a_case_about_what_a_room_has_let_go_can_still_be_decided(case, mo, room, sign_in, clause):
    """The copy in the case is what is decided on; there is nothing left to hide."""
    room.messages.update(at=timezone.now() - timedelta(days=30))
    Room.objects.filter(pk=room.pk).update(keep_days=7)
    endings.purge(Room.objects.get(pk=room.pk))
    assert not room.messages.exists()
    client = sign_in(mo)
    page = client.get(f"/desk/cases/{case.pk}/")
    assert page.status_code == 200 and "you are all pathetic" in page.content.decode()
    for path in ("/desk/", "/desk/cases/", "/desk/people/eve/"):
        assert client.get(path).status_code == 200, path
    form = {"kind": "warning", "clause": clause.pk, "words": "Please be kind.", "hide": "on"}
    assert client.post(f"/desk/cases/{case.pk}/settle/", form).status_code in (200, 302, 303)
    case.refresh_from_db()
    if case.state != Case.State.CLOSED:
        close(case, mo)
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 200


def test_a_decision_about_what_a_room_has_let_go_is_still_told(message, mo, room, eve, sign_in, clause):
    services.hide(message, by=acting(mo), clause=clause, words="Please be kind.")
    room.messages.update(at=timezone.now() - timedelta(days=30))
    Room.objects.filter(pk=room.pk).update(keep_days=7)
    endings.purge(Room.objects.get(pk=room.pk))
    page = sign_in(eve).get("/me/standing/")
    assert page.status_code == 200 and "Please be kind." in page.content.decode()
    asked = services.appeal(eve.sanctions.get(), by=acting(eve), words="I was tired.")
    assert sign_in(mo).get("/desk/").status_code == 200
    assert asked.pk

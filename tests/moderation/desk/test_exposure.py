"""How much somebody has seen, said to them alone, and the break that is theirs."""

from typing import Any

import pytest
from django.utils import timezone

from moderation.cases import services
from moderation.cases.models import Case
from moderation.desk import exposure
from moderation.desk.models import RestBreak
from moderation.log import services as log
from moderation.log.models import LogEntry
from moderation.roles import duty
from moderation.roles.models import Duty, Role
from tests.rooms.talk import say
from tests.support.people import acting


@pytest.fixture
def look_at(room: Any, eve: Any, make_person: Any) -> Any:
    """`look_at(mo, "threat", times=3)`: that many cases, taken and looked at."""
    number = iter(range(1000))

    def look(by: Any, reason: str, *, times: int = 1) -> list[Case]:
        taken = []
        for _n in range(times):
            n = next(number)
            message = say(room, eve, f"words {n}")
            case = services.report(message, by=acting(make_person(f"teller-{n}")), reason=reason).case
            taken.append(services.view(services.claim(case, by=acting(by)), by=acting(by)))
        return taken

    return look


def test_nothing_seen_is_nothing_said(sign_in, mo):
    assert exposure.exposure_of(mo).seen == 0
    assert "Only you see this" not in sign_in(mo).get("/desk/").content.decode()


def test_heavy_things_weigh_more(mo, look_at):
    look_at(mo, "threat", times=2)
    look_at(mo, "unkind")
    seen = exposure.exposure_of(mo)
    assert (seen.seen, seen.heavy, seen.load) == (3, 2, 7)
    assert not seen.break_is_offered


def test_a_case_taken_twice_is_seen_once(mo, look_at):
    [case] = look_at(mo, "threat")
    services.claim(case, by=acting(mo))
    assert exposure.exposure_of(mo).seen == 1


def test_what_others_see_is_not_mine(mo, ines, look_at):
    look_at(ines, "threat", times=5)
    assert exposure.exposure_of(mo).seen == 0


def test_yesterday_is_over(mo, look_at, time_machine_at):
    look_at(mo, "threat", times=5)
    with time_machine_at(hours=25):
        assert exposure.exposure_of(mo).seen == 0


def test_a_break_is_offered_in_words_after_much(sign_in, mo, look_at):
    look_at(mo, "threat", times=4)
    page = sign_in(mo).get("/desk/").content.decode()
    assert "You have seen 4 heavy things today." in page
    assert "A break of 20 minutes is yours if you want it" in page


def test_a_break_takes_one_off_duty_and_hands_back_what_one_holds(sign_in, mo, ines, look_at):
    cases = look_at(mo, "threat", times=4)
    services.close(cases[0], by=acting(mo), outcome=Case.Outcome.NO_BREACH)
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    sign_in(mo).post("/desk/rest/", {"on": "1"})
    assert not Duty.objects.filter(person=mo, until=None).exists()
    for case in cases[1:]:
        case.refresh_from_db()
        assert case.state == Case.State.OPEN and case.claimed_by is None
    cases[0].refresh_from_db()
    assert cases[0].state == Case.State.CLOSED
    services.claim(cases[1], by=acting(ines))
    page = sign_in(mo).get("/desk/").content.decode()
    assert "You are on a break until" in page
    assert not list(log.verify())


def test_after_the_break_it_is_not_offered_again_at_once(mo, look_at, time_machine_at):
    look_at(mo, "threat", times=4)
    exposure.take_break(by=acting(mo))
    with time_machine_at(minutes=21):
        seen = exposure.exposure_of(mo)
        assert seen.resting_until is None and not seen.break_is_offered and seen.heavy == 4


def test_one_may_come_back_earlier(sign_in, mo, look_at):
    look_at(mo, "threat", times=4)
    exposure.take_break(by=acting(mo))
    sign_in(mo).post("/desk/rest/", {"on": "0"})
    assert exposure.exposure_of(mo).resting_until is None
    assert RestBreak.objects.get().until <= timezone.now()
    assert not Duty.objects.filter(person=mo, until=None).exists()


def test_a_claim_that_ran_out_and_went_to_somebody_else_does_not_spoil_the_break(
    mo, ines, look_at, time_machine_at
):
    [case] = look_at(mo, "threat")
    with time_machine_at(minutes=16):
        services.claim(case, by=acting(ines))
        exposure.take_break(by=acting(mo))
        case.refresh_from_db()
        assert case.claimed_by == ines


def test_a_break_leaves_no_entry_of_its_own_in_the_log(mo):
    before = LogEntry.objects.count()
    exposure.take_break(by=acting(mo))
    assert LogEntry.objects.count() == before


def test_nobody_else_sees_how_much_it_was(sign_in, mo, ines, look_at):
    look_at(mo, "threat", times=4)
    assert "heavy things" not in sign_in(ines).get("/desk/").content.decode()

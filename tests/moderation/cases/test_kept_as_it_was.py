"""What was reported is kept as it was: who may open it, for how long, and what is said when it cannot be opened."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from moderation.cases import services
from moderation.cases.models import Case, Report
from moderation.cases.services.endings import let_closed_cases_go
from rooms import services as rooms
from rooms.models import Message, Room
from tests.rooms.talk import say
from tests.support.people import acting


@pytest.fixture
def insult(room, eve, clause):
    """Something eve said and then turned into something harmless."""
    return say(room, eve, "canary-insult", note="canary-note")


@pytest.fixture
def held(insult, alice, mo):
    return services.claim(services.report(insult, by=acting(alice), reason="unkind").case, by=acting(mo))


def page_of(case, client):
    return client.get(f"/desk/cases/{case.pk}/").text


def end(case, *, ago, by=None):
    """Close it, and put its end into the past."""
    if by is not None:
        services.close(case, by=acting(by), outcome="no_breach")
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now() - ago)


def test_an_insult_made_harmless_is_in_the_case_as_it_was_with_its_note_and_whose_it_was(
    held, insult, eve, mo, sign_in
):
    rooms.edit(insult, by=acting(eve), body="hello")
    page = page_of(held, sign_in(mo))
    for words in ("canary-insult", "canary-note", "Eve", "It has been changed since.", "hello"):
        assert words in page


def test_that_it_had_been_changed_before_it_was_reported_is_said(insult, eve, alice, mo, sign_in):
    rooms.edit(insult, by=acting(eve), body="hello there")
    case = services.report(Message.objects.get(pk=insult.pk), by=acting(alice), reason="unkind").case
    page = page_of(services.claim(case, by=acting(mo)), sign_in(mo))
    assert "Its author had changed it before that." in page and "It has been changed since." not in page


def test_a_new_name_after_a_report_hides_nobody(held, eve, mo, sign_in):
    eve.display_name = "Somebody Else"
    eve.save()
    page = page_of(held, sign_in(mo))
    assert "Eve" in page and "It has been changed since." in page and "Somebody Else" in page


def test_people_who_found_the_same_are_one_copy(held, insult, bob, charlie, mo, sign_in):
    services.report(insult, by=acting(bob), reason="unkind")
    rooms.react(insult, by=acting(charlie), reaction="hear", on=True)
    services.report(Message.objects.get(pk=insult.pk), by=acting(charlie), reason="unkind")
    Message.objects.filter(pk=insult.pk).update(body="")
    page = page_of(held, sign_in(mo))
    assert page.count("canary-insult") == 1 and "3 people reported it so." in page


def test_what_is_not_there_any_more_is_still_in_the_case(held, insult, mo, sign_in):
    Message.objects.filter(pk=insult.pk).delete()
    page = page_of(held, sign_in(mo))
    assert "canary-insult" in page and "It is not there any more." in page


def test_what_reads_as_it_did_is_shown_once(held, mo, sign_in):
    page = page_of(held, sign_in(mo))
    assert page.count("canary-insult") == 1 and "It reads as it did when it was reported." in page


# --- Who opens it -------------------------------------------------------------------------------------


def test_only_the_one_who_holds_the_case_opens_it_and_in_a_private_room_that_is_an_entry(
    alice, eve, mo, ines, make_room, sign_in, clause
):
    from moderation.log.models import LogEntry

    den = make_room("den", access=Room.Access.PRIVATE, members=[alice, eve])
    message = say(den, eve, "canary-private")
    case = services.report(message, by=acting(alice), reason="unkind").case
    rooms.remove(message, by=acting(eve))
    assert "canary" not in page_of(case, sign_in(mo))
    services.claim(case, by=acting(mo))
    assert not LogEntry.objects.filter(act="case.viewed").exists()
    for _ in range(2):
        assert "canary-private" in page_of(case, sign_in(mo))
    assert LogEntry.objects.filter(act="case.viewed").count() == 1
    assert "canary" not in page_of(case, sign_in(ines))


def test_a_time_that_has_run_out_closes_it_again(held, insult, eve, mo, sign_in, time_machine_at):
    rooms.remove(insult, by=acting(eve))
    with time_machine_at(minutes=16):
        assert "canary" not in page_of(held, sign_in(mo))


def test_nothing_that_lists_reports_opens_what_they_keep(held):
    (report,) = Report.objects.all()
    assert report.get_deferred_fields() == {"sealed"}
    assert held.reports.get().get_deferred_fields() == {"sealed"}


def test_the_admin_does_not_show_it(held, make_person, sign_in):
    from tests.moderation.people import give_role

    root = make_person("root", is_staff=True, is_superuser=True)
    give_role(root, "staff")
    told = held.reports.get()
    for page in ("/admin/cases/report/", f"/admin/cases/report/{told.pk}/change/"):
        answer = sign_in(root).get(page)
        assert answer.status_code == 200 and "canary" not in answer.text


def test_the_reporter_and_the_person_do_not_meet_it(held, insult, alice, eve, sign_in):
    rooms.remove(insult, by=acting(eve))
    for person in (alice, eve):
        for page in ("/me/reports/", "/me/standing/"):
            assert "canary-insult" not in sign_in(person).get(page).text


def test_a_second_look_at_what_was_done_right_from_the_room_shows_it_as_it_is(
    insult, eve, mo, ines, clause, sign_in
):
    given = services.act(
        eve, by=acting(mo), decision=services.Decision(clause=clause, kind="warning"), about=insult
    )[0]
    asked = services.appeal(given, by=acting(eve), words="Please.")
    assert "canary-insult" in sign_in(ines).get(f"/desk/appeals/{asked.pk}/").text


# --- A lost key ---------------------------------------------------------------------------------------


def test_a_lost_key_keeps_nobody_from_moderating(held, mo, sign_in, settings):
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    client = sign_in(mo)
    page = page_of(held, client)
    assert "its key is missing" in page and "canary-insult" in page  # the words now, among those around it
    assert client.get("/desk/cases/").status_code == 200
    answer = client.post(f"/desk/cases/{held.pk}/close/", {"outcome": "no_breach"})
    assert answer["Location"] == "/desk/cases/"


def test_without_any_key_a_report_still_arrives(insult, alice, mo, sign_in, settings):
    settings.FIELD_KEYS = []
    case = services.claim(services.report(insult, by=acting(alice), reason="unkind").case, by=acting(mo))
    assert "canary-insult" in page_of(case, sign_in(mo))


# --- How long -----------------------------------------------------------------------------------------


def is_kept():
    return Report.objects.filter(sealed__isnull=False).exists()


def test_it_is_forgotten_ninety_days_after_the_end_of_the_case_and_not_before(held, mo):
    end(held, by=acting(mo), ago=timedelta(days=89))
    let_closed_cases_go()
    assert is_kept()
    end(held, ago=timedelta(days=91))
    for _ in range(2):
        let_closed_cases_go()
        assert not is_kept()


def test_what_waits_is_kept_however_old_it_is(held):
    Report.objects.update(at=timezone.now() - timedelta(days=400))
    let_closed_cases_go()
    assert is_kept()


def test_a_second_look_keeps_it_until_ninety_days_after_the_answer(held, eve, mo, ines, clause):
    (given,) = services.settle(held, by=acting(mo), decision=services.Decision(clause=clause, kind="warning"))
    end(held, ago=timedelta(days=91))
    asked = services.appeal(given, by=acting(eve), words="Please.")
    let_closed_cases_go()
    assert is_kept()
    services.decide(asked, by=acting(ines), overturn=False, answer="No.")
    let_closed_cases_go()
    assert is_kept()
    type(asked).objects.update(decided_at=timezone.now() - timedelta(days=91))
    let_closed_cases_go()
    assert not is_kept()


def test_the_words_of_those_who_reported_and_the_case_itself_stay(held, alice, mo, sign_in):
    Report.objects.update(words="It hurt.")
    end(held, by=acting(mo), ago=timedelta(days=91))
    let_closed_cases_go()
    assert "It hurt." in sign_in(alice).get("/me/reports/").text


def test_letting_go_is_done_every_night(db):
    from community.kernel import chores

    assert chores.declared["cases.let_closed_cases_go"].at_night

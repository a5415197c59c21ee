"""Telling the moderators: who may, what they get to see, and that nobody learns who it was."""

import pytest
from django.urls import reverse

from community.accounts import reportable
from community.kernel.refused import Conflict, NotAllowed, TooFast
from moderation.cases import services
from moderation.cases.models import Case, Report
from moderation.cases.services.reports import REASONS, queue_for
from moderation.log.models import LogEntry
from rooms.models import Membership, Room
from tests.rooms.talk import say
from tests.support.people import acting


def address(message):
    return reverse("report", args=["message", f"{message.room.slug}.{message.seq}"])


def test_a_member_tells_the_moderators_about_a_message_and_comes_back_to_the_room(
    sign_in, alice, message, room
):
    page = sign_in(alice).get(address(message))
    assert "you are all pathetic" in page.text
    answer = sign_in(alice).post(
        address(message), {"reason": "unkind", "words": "This hurt.", "next": f"/rooms/{room.slug}/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/rooms/{room.slug}/")
    case = Case.objects.get()
    assert (case.person.handle, case.room) == ("eve", room)
    told = case.reports.get()
    assert (told.words, told.sealed["words"]) == ("This hurt.", "you are all pathetic")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site_after_a_report(sign_in, alice, message, elsewhere):
    answer = sign_in(alice).post(address(message), {"reason": "unkind", "next": elsewhere})
    assert answer["Location"].startswith("/rooms/")


def test_people_and_rooms_can_be_reported_too(sign_in, alice, eve, room):
    client = sign_in(alice)
    assert client.post(reverse("report", args=["person", eve.pk]), {"reason": "contact"}).status_code == 302
    assert client.post(reverse("report", args=["room", room.slug]), {"reason": "other"}).status_code == 302
    person, place = Case.objects.order_by("pk")
    assert (person.person, person.room) == (eve, None)
    assert (place.person, place.room) == (None, room)


def test_a_report_needs_a_reason_and_loses_nothing_that_was_typed(sign_in, alice, message):
    answer = sign_in(alice).post(address(message), {"words": "I do not know what to call it"})
    assert answer.status_code == 400
    assert "I do not know what to call it" in answer.text and "Please choose" in answer.text
    assert not Report.objects.exists()


def test_nobody_reports_what_they_wrote_themselves(sign_in, eve, message):
    assert sign_in(eve).get(address(message)).status_code == 403
    with pytest.raises(NotAllowed):
        services.report(message, by=acting(eve), reason="unkind")


def test_a_guest_is_asked_to_sign_in(client, message):
    assert client.get(address(message))["Location"].startswith("/account/login/")


def test_what_a_person_may_not_see_and_what_is_not_there_look_the_same(sign_in, alice, bob, make_room):
    private = make_room("den", access=Room.Access.PRIVATE, members=[bob])
    hidden = say(private, bob, "only here")
    client = sign_in(alice)
    answers = [
        client.get(f"/report/{rest}/")
        for rest in (
            f"message/den.{hidden.seq}",
            "message/den.99",
            "room/den",
            "room/nowhere",
            "message/x.1",
            "person/99999",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert client.get("/report/weather/1/").status_code == 404


def test_a_message_that_was_taken_away_cannot_be_reported_any_more(sign_in, alice, mo, message, clause):
    services.hide(message, by=acting(mo), clause=clause)
    assert sign_in(alice).get(address(message)).status_code == 404


def test_everything_that_can_be_reported_stands_in_one_table():
    assert reportable.names() == ["message", "person", "room"]


def test_duplicates_join_the_open_case_and_the_heaviest_reason_counts(alice, bob, charlie, message):
    for person, reason in ((alice, "unkind"), (bob, "threat"), (charlie, "unkind"), (alice, "threat")):
        services.report(message, by=acting(person), reason=reason)
    case = Case.objects.get()
    assert (case.reports.count(), case.weight) == (3, 3)


def test_after_a_case_is_closed_a_new_report_opens_another(alice, bob, mo, message):
    services.report(message, by=acting(alice), reason="unkind")
    first = services.claim(Case.objects.get(), by=acting(mo))
    services.close(first, by=acting(mo), outcome="no_breach")
    services.report(message, by=acting(bob), reason="unkind")
    assert Case.objects.count() == 2


def test_reports_of_one_person_have_a_limit(alice, make_person):
    people = [make_person(f"p{n}") for n in range(21)]

    def report_all():
        for person in people:
            services.report(person, by=acting(alice), reason="unkind")

    with pytest.raises(TooFast):
        report_all()
    assert 1 <= Report.objects.count() <= 20


# --- The queue and the lock ---------------------------------------------------------------------------


def test_the_queue_is_heaviest_first_then_oldest(alice, bob, charlie, eve, mo):
    for person, reason in ((bob, "unkind"), (charlie, "harm"), (eve, "contact")):
        services.report(person, by=acting(alice), reason=reason)
    assert [case.person for case in queue_for(acting(mo))] == [charlie, eve, bob]


def test_a_moderator_of_one_room_has_the_cases_of_that_room_only(
    alice, bob, rosa, message, make_room, sign_in
):
    other = say(make_room("morning"), bob, "elsewhere")
    services.report(message, by=acting(alice), reason="unkind")
    services.report(other, by=acting(alice), reason="unkind")
    services.report(bob, by=acting(alice), reason="unkind")
    assert [case.room for case in queue_for(acting(rosa))] == [message.room]
    client = sign_in(rosa)
    here, elsewhere, person = Case.objects.order_by("pk")
    assert client.get(f"/desk/cases/{here.pk}/").status_code == 200
    assert client.get(f"/desk/cases/{elsewhere.pk}/").status_code == 404
    assert client.get(f"/desk/cases/{person.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        services.claim(elsewhere, by=acting(rosa))


def test_a_case_goes_to_one_moderator_until_the_time_is_over(alice, mo, ines, message, time_machine_at):
    case = services.report(message, by=acting(alice), reason="unkind").case
    services.claim(case, by=acting(mo))
    with pytest.raises(Conflict):
        services.claim(case, by=acting(ines))
    with time_machine_at(minutes=16):
        services.claim(case, by=acting(ines))
        with pytest.raises(Conflict):
            services.close(case, by=acting(mo), outcome="acted")


def test_a_case_given_back_is_there_for_others(alice, mo, ines, message):
    case = services.claim(services.report(message, by=acting(alice), reason="unkind").case, by=acting(mo))
    with pytest.raises(Conflict):
        services.release(case, by=acting(ines))
    services.release(case, by=acting(mo))
    assert services.claim(case, by=acting(ines)).claimed_by == ines


def test_a_case_passed_on_goes_to_somebody_else_with_a_role_for_the_site(alice, rosa, mo, ines, message):
    case = services.claim(services.report(message, by=acting(alice), reason="unkind").case, by=acting(rosa))
    services.pass_on(case, by=acting(rosa), note="I know them from elsewhere.")
    case.refresh_from_db()
    assert (case.state, case.weight, case.note) == ("open", 3, "I know them from elsewhere.")
    assert not queue_for(acting(rosa)).exists() and queue_for(acting(mo)).get() == case
    with pytest.raises(NotAllowed):
        services.claim(case, by=acting(rosa))
    services.claim(case, by=acting(mo))


def test_a_moderator_never_meets_a_case_of_their_own(alice, mo, message, sign_in):
    about_mo = services.report(mo, by=acting(alice), reason="unkind").case
    told_by_mo = services.report(message, by=acting(mo), reason="unkind").case
    assert not queue_for(acting(mo)).exists()
    for case in (about_mo, told_by_mo):
        with pytest.raises(NotAllowed):
            services.claim(case, by=acting(mo))
    client = sign_in(mo)
    assert client.get(f"/desk/cases/{about_mo.pk}/").status_code == 404
    assert client.get(f"/desk/cases/{told_by_mo.pk}/").status_code == 403


def test_every_reason_is_tied_to_words_and_a_weight():
    assert all(str(words) and slug and 1 <= weight <= 3 for words, slug, weight in REASONS.values())


# --- The case page ------------------------------------------------------------------------------------


def test_what_was_said_is_shown_to_the_one_who_holds_the_case(sign_in, alice, bob, mo, ines, message, room):
    say(room, bob, "leave them alone")
    case = services.report(message, by=acting(alice), reason="unkind", words="This hurt me.").case
    services.report(message, by=acting(bob), reason="threat")
    page = sign_in(mo).get(f"/desk/cases/{case.pk}/")
    assert "2 people told us" in page.text and "pathetic" not in page.text and "hurt me" not in page.text
    sign_in(mo).post(f"/desk/cases/{case.pk}/claim/")
    page = sign_in(mo).get(f"/desk/cases/{case.pk}/").text
    assert "pathetic" in page and "This hurt me." in page and "leave them alone" in page
    other = sign_in(ines).get(f"/desk/cases/{case.pk}/").text
    assert "pathetic" not in other and "Mo is looking at this" in other


def test_moderators_do_not_learn_who_reported(sign_in, make_person, mo, message):
    teller = make_person("quiet-teller", display_name="Quiet Teller")
    case = services.claim(services.report(message, by=acting(teller), reason="unkind").case, by=acting(mo))
    page = sign_in(mo).get(f"/desk/cases/{case.pk}/").text
    assert "quiet-teller" not in page.lower() and "quiet teller" not in page.lower()


def test_opening_a_case_of_a_private_room_is_an_entry_once_for_each_claim(sign_in, alice, eve, mo, make_room):
    den = make_room("den", access=Room.Access.PRIVATE, members=[alice, eve])
    case = services.report(say(den, eve, "a private word"), by=acting(alice), reason="unkind").case
    client = sign_in(mo)
    assert client.get("/rooms/den/").status_code == 404
    client.get(f"/desk/cases/{case.pk}/")
    assert not LogEntry.objects.filter(act="case.viewed").exists()
    client.post(f"/desk/cases/{case.pk}/claim/")
    for _ in range(3):
        assert "a private word" in client.get(f"/desk/cases/{case.pk}/").text
    assert LogEntry.objects.filter(act="case.viewed").count() == 1
    client.post(f"/desk/cases/{case.pk}/release/")
    client.post(f"/desk/cases/{case.pk}/claim/")
    client.get(f"/desk/cases/{case.pk}/")
    assert LogEntry.objects.filter(act="case.viewed").count() == 2
    assert client.get("/rooms/den/").status_code == 404


def test_the_next_case_is_taken_with_one_press(sign_in, alice, bob, eve, mo, ines):
    heavy = services.report(eve, by=acting(alice), reason="threat").case
    light = services.report(bob, by=acting(alice), reason="unkind").case
    assert sign_in(mo).post("/desk/cases/next/")["Location"] == f"/desk/cases/{heavy.pk}/"
    assert sign_in(ines).post("/desk/cases/next/")["Location"] == f"/desk/cases/{light.pk}/"
    assert sign_in(mo).post("/desk/cases/next/")["Location"] == "/desk/cases/"


def test_a_case_is_settled_in_one_go(sign_in, alice, eve, mo, message, clause):
    case = services.claim(services.report(message, by=acting(alice), reason="unkind").case, by=acting(mo))
    given = {
        "hide": "on",
        "kind": "warning",
        "clause": clause.pk,
        "words": "Please be kind.",
        "then": "close",
    }
    answer = sign_in(mo).post(f"/desk/cases/{case.pk}/settle/", given)
    assert answer["Location"] == "/desk/cases/"
    case.refresh_from_db()
    message.refresh_from_db()
    assert (case.state, case.outcome, message.removed) == ("closed", "acted", "moderator")
    assert sorted(eve.sanctions.values_list("kind", flat=True)) == ["hiding", "warning"]
    page = sign_in(eve).get("/me/standing/").text
    assert "Please be kind." in page and clause.title in page


def test_what_cannot_be_settled_whole_is_not_settled_at_all(alice, mo, message, clause):
    case = services.claim(services.report(message, by=acting(alice), reason="unkind").case, by=acting(mo))
    before = LogEntry.objects.count()
    wrong = services.Decision(clause=clause, hide=True, kind="mute", until=None)
    with pytest.raises(Exception, match="choose what to do"):
        services.settle(case, by=acting(mo), decision=wrong)
    message.refresh_from_db()
    assert not message.removed and LogEntry.objects.count() == before


def test_the_reporter_is_told_in_kind_words_how_it_went(sign_in, alice, mo, ines, bob, message):
    case = services.report(message, by=acting(alice), reason="unkind", words="This hurt.").case
    page = sign_in(alice).get("/me/reports/").text
    assert "waiting for a moderator" in page
    services.claim(case, by=acting(mo))
    assert "looking at it now" in sign_in(alice).get("/me/reports/").text
    services.close(case, by=acting(mo), outcome="no_breach", note="canary note")
    page = sign_in(alice).get("/me/reports/").text
    assert "keeps to the rules" in page and "canary note" not in page and "Mo" not in page
    assert "This hurt." not in sign_in(bob).get("/me/reports/").text


def test_a_removed_member_cannot_report_from_a_room_they_are_out_of(sign_in, alice, message, room):
    Membership.objects.create(room=room, user=alice, removed_at=message.at)
    assert sign_in(alice).get(address(message)).status_code == 404

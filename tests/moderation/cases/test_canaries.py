"""Words given in confidence (a report, a note, what was hidden, an appeal) are where they belong and nowhere else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.cases import services
from moderation.cases.models import Appeal, Case, Report
from moderation.log.models import LogEntry
from moderation.standing.models import Sanction
from tests.support.people import acting

CANARIES = ["canary-report", "canary-note", "canary-appeal", "canary-answer", "canary-said", "canary-hidden"]


@pytest.fixture
def told(alice, bob, eve, mo, ines, room, clause):
    """A whole story: eve's words were hidden with a warning, she asked again, the answer was no."""
    from tests.rooms.talk import say

    message = say(room, eve, "canary-hidden words")
    say(room, alice, "hello", reply_to=message.seq)
    case = services.report(message, by=acting(alice), reason="unkind", words="canary-report").case
    services.claim(case, by=acting(mo))
    decision = services.Decision(clause=clause, hide=True, kind="warning", words="canary-said")
    services.settle(case, by=acting(mo), decision=decision, note="canary-note")
    services.mute(
        eve,
        by=acting(mo),
        room=room,
        clause=clause,
        until=timezone.now() + timedelta(hours=1),
        words="canary-said",
    )
    asked = services.appeal(eve.sanctions.get(kind="warning"), by=acting(eve), words="canary-appeal")
    services.decide(asked, by=acting(ines), overturn=False, answer="canary-answer")
    return {"case": case.pk, "seq": message.seq, "appeal": asked.pk}


def pages(told):
    return [
        "/", "/rooms/", "/rooms/evening/", "/rooms/evening/messages/", "/rooms/evening/messages/?before=99",
        f"/rooms/evening/messages/{told['seq']}/", "/rooms/evening/changes/?after=0", "/people/eve/", "/people/alice/", "/me/",
        "/me/reports/", "/me/standing/", "/desk/cases/", f"/desk/cases/{told['case']}/", "/desk/appeals/",
        f"/desk/appeals/{told['appeal']}/", "/desk/people/eve/", "/desk/figures/", "/desk/",
        f"/report/message/evening.{told['seq']}/", f"/rooms/evening/?reply={told['seq']}",
    ]  # fmt: skip


def found_by(client, told):
    found = {}
    for page in pages(told):
        answer = client.get(page)
        if seen := {word for word in CANARIES if word in answer.text}:
            found[page] = seen
    return found


def test_a_bystander_and_a_guest_meet_none_of_them_anywhere(sign_in, client, bob, told):
    assert found_by(sign_in(bob), told) == {}
    assert found_by(client, told) == {}


def test_the_reporter_meets_their_own_words_only(sign_in, alice, told):
    assert found_by(sign_in(alice), told) == {"/me/reports/": {"canary-report"}}


def test_the_person_meets_what_is_about_them_and_never_the_report_or_the_note(sign_in, eve, told):
    about = {"canary-said", "canary-appeal", "canary-answer", "canary-hidden"}
    assert found_by(sign_in(eve), told) == {"/me/standing/": about}


def test_a_moderator_of_another_room_meets_none_of_them(sign_in, make_person, make_room, told):
    from tests.moderation.people import give_role

    person = make_person("far-away")
    give_role(person, room=make_room("morning"))
    assert found_by(sign_in(person), told) == {}


def test_a_moderator_meets_them_on_pages_of_moderation_only(sign_in, ines, told):
    assert all(page.startswith("/desk/") for page in found_by(sign_in(ines), told))


def test_the_admin_shows_none_of_them(sign_in, make_person, told):
    from tests.moderation.people import give_role

    root = make_person("root", is_staff=True, is_superuser=True)
    give_role(root, "staff")
    client = sign_in(root)
    for model in (Case, Report, Sanction, Appeal, LogEntry):
        name = model._meta.label_lower.replace(".", "/")
        listing = client.get(f"/admin/{name}/")
        assert listing.status_code == 200
        texts = [listing.text] + [
            client.get(f"/admin/{name}/{row.pk}/change/").text for row in model.objects.all()
        ]
        assert not any(word in text for text in texts for word in CANARIES), name


def test_the_servers_log_says_none_of_them(told, caplog):
    assert "canary" not in caplog.text

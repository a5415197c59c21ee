"""What moderation tells people: each is a row that stays, wherever they were when it happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.accounts.notices.models import Notice
from community.accounts.notices.services import unseen_count
from community.kernel import chores
from moderation.break_glass import services as break_glass
from moderation.cases import services
from moderation.clauses.services import tell_incident
from moderation.roles import services as roles
from moderation.roles.models import Role
from rooms import services as rooms
from tests.rooms.talk import say
from tests.support.people import acting

from .people import give_role


def kinds_of(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_each_decision_is_news_of_its_kind_and_so_is_its_end(room, alice, mo, clause):
    by = {"by": acting(mo), "clause": clause}
    until = timezone.now() + timedelta(hours=2)
    services.hide(say(room, alice, "hm"), **by)
    services.warn(alice, room=room, **by)
    services.mute(alice, room=room, until=until, **by)
    removal = services.remove_from_room(alice, room=room, **by)
    services.undo(removal, by=acting(mo))
    services.suspend(alice, until=until, **by)
    assert kinds_of(alice) == ["hiding", "warning", "mute", "removal", "undone", "suspension"]
    alice.refresh_from_db()
    assert unseen_count(alice) == 6, "all of it reaches her while she is suspended"
    assert not Notice.objects.exclude(about=None).exists(), "no row says who moderated"


def test_the_third_warning_tells_of_the_pause_too(alice, mo, clause):
    for _ in range(3):
        services.warn(alice, by=acting(mo), clause=clause)
    assert kinds_of(alice) == ["warning"] * 3 + ["mute"]


def test_an_answer_to_an_appeal_is_news(alice, mo, ines, clause):
    given = services.warn(alice, by=acting(mo), clause=clause)
    asked = services.appeal(given, by=acting(alice), words="It was a song.")
    services.decide(asked, by=acting(ines), overturn=False, answer="We looked twice.")
    assert kinds_of(alice) == ["warning", "appeal"]


def test_everybody_who_reported_is_told_and_nobody_else(room, alice, bob, eve, charlie, mo):
    said = say(room, eve, "hm")
    for by in (alice, bob):
        case = services.report(said, by=acting(by), reason="unkind").case
    services.close(services.claim(case, by=acting(mo)), by=acting(mo), outcome="no_breach")
    assert [kinds_of(person) for person in (alice, bob, charlie, eve, mo)] == [
        ["report"],
        ["report"],
        [],
        [],
        [],
    ]


def test_a_block_stops_no_word_of_a_moderator(room, alice, mo, clause):
    from community.accounts import blocks

    blocks.block(mo, by=acting(alice))
    services.warn(alice, by=acting(mo), clause=clause, room=room)
    assert unseen_count(alice) == 1


def test_everybody_who_was_in_a_private_room_is_told_also_who_was_away_or_has_left(
    make_room, alice, bob, charlie, eve, make_person
):
    lina, lars = make_person("lina"), make_person("lars")
    for lead in (lina, lars):
        give_role(lead, Role.LEAD)
    circle = make_room("circle", access="private", members=[alice, bob, charlie])
    rooms.leave(circle, by=acting(charlie))
    glass = break_glass.ask(circle, by=acting(lina), reason="Somebody may be hurt.")
    break_glass.confirm(glass, by=acting(lars))
    break_glass.open_to_read(glass, by=acting(lina))
    rooms.leave(circle, by=acting(bob))
    assert not Notice.objects.exists(), "while it is open somebody may be in danger"
    break_glass.end(glass, by=acting(lina))
    assert [kinds_of(person) for person in (alice, bob, charlie, eve)] == [["private_read"]] * 2 + [[], []]


def test_a_role_given_or_taken_is_news_and_one_given_up_is_not(alice, stella):
    grant = roles.grant(alice, by=acting(stella), role=Role.SUPPORTER, reason="Steady.")
    roles.end_grant(grant, by=acting(stella), reason="As agreed.")
    assert kinds_of(alice) == ["role_given", "role_ended"]
    again = roles.grant(alice, by=acting(stella), role=Role.HOST, reason="Steady.")
    roles.end_grant(again, by=acting(alice), reason="I am tired.")
    assert kinds_of(alice)[2:] == ["role_given"]


def test_a_role_for_a_time_is_told_of_a_week_ahead_once_and_when_it_has_run_out(
    alice, stella, time_machine_at
):
    until = timezone.now() + timedelta(days=20)
    roles.grant(alice, by=acting(stella), role=Role.HOST, reason="For the summer.", until=until)
    chores.run("roles.tell_whose_role_ends")
    assert kinds_of(alice) == ["role_given"]
    with time_machine_at(days=14):
        for _night in range(2):
            chores.run("roles.tell_whose_role_ends")
        Notice.objects.update(seen_at=timezone.now())
        chores.run("roles.tell_whose_role_ends")
    assert kinds_of(alice) == ["role_given", "role_ending"]
    with time_machine_at(days=21):
        roles.tell_expired()
    assert kinds_of(alice) == ["role_given", "role_ending", "role_ended"]


def test_leads_and_staff_are_told_of_an_incident_but_for_whom_it_is_about(mo, make_person, clause):
    lina, lars = make_person("lina"), make_person("lars")
    for lead in (lina, lars):
        give_role(lead, Role.LEAD)
    tell_incident(clause, by=acting(mo), words="I answered in a hurry.", about=lars)
    assert [kinds_of(person) for person in (lina, lars, mo)] == [["incident"], [], []]


@pytest.fixture
def stella(make_person):
    return make_person("stella", is_staff=True)

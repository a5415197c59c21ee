"""The desk: what is waiting, who is there, for moderators alone."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.cases import services
from moderation.cases.models import Case
from moderation.desk import hand_over
from moderation.roles import duty
from moderation.roles.models import Role
from rooms.models import Presence
from tests.moderation.people import give_role
from tests.rooms.talk import say
from tests.support.people import acting

DESK = "/desk/"


def page_of(client: Any, path: str = DESK) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def enter(person: Any, room: Any) -> None:
    Presence.objects.create(
        room=room, user=person, process="test", until=timezone.now() + timedelta(minutes=1)
    )


@pytest.mark.parametrize("path", [DESK, "/desk/parts/"])
def test_a_member_finds_no_desk(path, sign_in, alice, client):
    assert sign_in(alice).get(path).status_code == 404
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("role", [Role.SUPPORTER, Role.TRAINER, Role.HOST])
def test_other_roles_find_no_desk(role, sign_in, alice):
    give_role(alice, role)
    assert sign_in(alice).get(DESK).status_code == 404


@pytest.mark.parametrize("name", ["desk_hand_over", "desk_rest"])
def test_a_member_can_do_nothing_at_the_desk(name, sign_in, alice):
    assert sign_in(alice).post(reverse(name), {"words": "x", "on": "1"}).status_code == 404


def test_a_report_stands_on_the_desk_and_is_taken_from_there(sign_in, mo, alice, message):
    case = services.report(message, by=acting(alice), reason="unkind").case
    desk = sign_in(mo)
    page = page_of(desk)
    assert "1 report is waiting" in page
    assert message.body not in page and alice.name not in page
    desk.post(reverse("desk_case_claim", args=[case.pk]))
    page = page_of(desk)
    assert "No report is waiting" in page
    assert reverse("desk_case", args=[case.pk]) in page


def test_the_heaviest_stand_first_then_the_oldest(sign_in, mo, alice, eve, room):
    light, heavy, older = (say(room, eve, words) for words in ("one", "two", "three"))
    cases = [
        services.report(thing, by=acting(alice), reason=reason).case
        for thing, reason in ((light, "unkind"), (heavy, "threat"), (older, "harm"))
    ]
    Case.objects.filter(pk=cases[2].pk).update(opened_at=timezone.now() - timedelta(hours=1))
    page = page_of(sign_in(mo))
    places = [page.index(f'id="take-{case.pk}"') for case in cases]
    assert places[2] < places[1] < places[0]


def test_what_another_moderator_has_is_named_and_not_offered(sign_in, mo, ines, alice, message):
    case = services.report(message, by=acting(alice), reason="unkind").case
    services.claim(case, by=acting(ines))
    page = page_of(sign_in(mo))
    assert "With others:" in page and "Ines" in page
    assert f'id="take-{case.pk}"' not in page


def test_a_room_moderator_sees_the_cases_and_rooms_of_their_rooms_only(
    sign_in, rosa, alice, eve, message, make_room
):
    elsewhere = make_room("morning", title="Morning room")
    other = services.report(say(elsewhere, eve, "words"), by=acting(alice), reason="unkind").case
    here = services.report(message, by=acting(alice), reason="unkind").case
    page = page_of(sign_in(rosa))
    assert f'id="take-{here.pk}"' in page
    assert f'id="take-{other.pk}"' not in page
    assert "Morning room" not in page


def test_private_rooms_are_not_named_on_the_desk(sign_in, mo, make_room, alice):
    make_room("circle", title="Thursday circle", access="private", members=[alice])
    assert "Thursday circle" not in page_of(sign_in(mo))


def test_a_room_says_who_covers_it(sign_in, mo, ines, room, bob, alice):
    give_role(bob, Role.SUPPORTER)
    enter(alice, room)
    page = page_of(sign_in(mo))
    assert "Nobody is on duty for it." in page and "1 person here" in page
    duty.go_on_duty(by=acting(bob), role=Role.SUPPORTER)
    assert "Nobody on duty is in it." in page_of(sign_in(mo))
    enter(bob, room)
    page = page_of(sign_in(mo))
    assert "On duty here: Bob" in page and "2 people here" in page


def test_a_role_for_one_room_is_no_cover_for_another(sign_in, mo, rosa, make_room):
    other = make_room("morning")
    duty.go_on_duty(by=acting(rosa), role=Role.MODERATOR)
    enter(rosa, other)
    page = page_of(sign_in(mo))
    assert "On duty here: Rosa" not in page


def test_a_busy_room_without_cover_stands_first(sign_in, mo, make_room, make_person):
    for n in range(14):
        make_room(f"quiet-{n:02}")
    busy = make_room("zebra", title="Zebra room")
    for n in range(12):
        say(busy, make_person(f"someone-{n}"), "hello")
    page = page_of(sign_in(mo))
    assert "needs somebody" in page
    assert page.index("Zebra room") < page.index("Quiet 00")


def test_who_is_on_duty_stands_there_with_my_switch(sign_in, mo, ines):
    duty.go_on_duty(by=acting(ines), role=Role.MODERATOR)
    page = page_of(sign_in(mo))
    assert "Ines" in page and "Go on duty" in page
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    assert "Go off duty" in page_of(sign_in(mo))


def test_the_parts_hold_what_the_page_holds(sign_in, mo, alice, message):
    services.report(message, by=acting(alice), reason="unkind")
    client = sign_in(mo)
    page, parts = page_of(client), page_of(client, "/desk/parts/")
    ids = [line.split('"')[1] for line in parts.replace("<", "\n<").splitlines() if " data-part" in line]
    assert len(ids) == 8
    for each in ids:
        assert f'id="{each}"' in page
    assert "<html" not in parts


@pytest.mark.parametrize("path", [DESK, "/desk/parts/"])
def test_the_desk_costs_the_same_with_many_rooms_and_reports(
    path, sign_in, mo, ines, rosa, alice, eve, make_room, make_person, django_assert_max_num_queries
):
    rooms = [make_room(f"room-{n}") for n in range(30)]
    for room in rooms:
        services.report(say(room, eve, "words"), by=acting(make_person(f"teller-{room.pk}")), reason="unkind")
        enter(eve, room)
    for person in (mo, ines, rosa):
        duty.go_on_duty(by=acting(person), role=Role.MODERATOR)
        enter(person, rooms[0])
    for by in (mo, ines):
        hand_over.write_hand_over(by=acting(by), words="Look in on room 3.")
    client = sign_in(mo)
    client.get(path)
    with django_assert_max_num_queries(15):
        page = page_of(client, path)
    assert "30 reports are waiting" in page


# --- Live ----------------------------------------------------------------------------------------


@pytest.fixture
def told(monkeypatch, django_capture_on_commit_callbacks) -> Any:
    """`told(act)`: what the hub was asked to tell, by person."""
    from rooms.live.hub import hub

    heard: list[tuple[int, dict[str, Any]]] = []
    monkeypatch.setattr(hub, "tell_person", lambda person_id, fact: heard.append((person_id, fact)))
    monkeypatch.setattr(hub, "look_soon", lambda: None)

    def during(act: Any) -> dict[int, list[dict[str, Any]]]:
        heard.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        desk: dict[int, list[dict[str, Any]]] = {}
        for person_id, fact in heard:
            if fact["kind"] == "desk":
                desk.setdefault(person_id, []).append(fact)
        return desk

    return during


def test_a_report_is_told_to_those_it_is_for_without_names(told, mo, rosa, alice, eve, message, make_room):
    other = make_person_of(make_room("morning"))
    desk = told(lambda: services.report(message, by=acting(alice), reason="unkind", words="she wrote it"))
    assert set(desk) == {mo.pk, rosa.pk}
    assert other.pk not in desk
    for fact in desk[mo.pk]:
        assert set(fact) == {"type", "kind", "text", "url"}
        assert not {"she wrote it", "Eve", "Alice", message.body} & {fact["text"]}
        assert "Eve" not in fact["text"]


def make_person_of(room: Any) -> Any:
    """A moderator of another room."""
    from tests.support.people import make_person

    person = make_person(f"mod-{uuid.uuid4().hex[:6]}")
    give_role(person, room=room)
    return person


def test_a_moderator_somebody_reported_hears_nothing_of_it(told, mo, ines, alice):
    desk = told(lambda: services.report(mo, by=acting(alice), reason="unkind"))
    assert set(desk) == {ines.pk}


def test_duty_is_told_to_every_desk(told, mo, rosa, ines):
    assert set(told(lambda: duty.go_on_duty(by=acting(ines), role=Role.MODERATOR))) == {
        mo.pk,
        rosa.pk,
        ines.pk,
    }


def test_nothing_is_told_when_the_act_is_refused(told, mo, rosa, make_room):
    from community.kernel.refused import Refused

    def refused() -> None:
        with pytest.raises(Refused):
            duty.go_on_duty(by=acting(mo), role=Role.SUPPORTER)

    assert told(refused) == {}

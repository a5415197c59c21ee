"""Whatever can be reported goes the same way: told, taken, looked at, acted on, taken back, looked at a second time.

A new subclass of Reportable needs its line in EXAMPLES.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from community.accounts import reportable
from community.accounts import services as accounts
from community.accounts.reportable import Reportable
from community.kernel.refused import Invalid, NotAllowed
from moderation.cases import services
from moderation.cases.models import Case
from moderation.cases.services import Decision
from moderation.standing.models import Sanction
from rooms import services as rooms
from rooms.models import Room
from tests.rooms.talk import say
from tests.support.people import acting

WORDS, OTHER_WORDS = "canary-as-it-was", "canary-as-it-is-now"


@dataclass
class Scene:
    """Eve is who answers for it, Alice and Bob report, `room` is where it is and `den` where they are not."""

    eve: Any
    room: Any
    den: Any


@dataclass
class Example:
    make: Callable[[Scene], Any]
    change: Callable[[Any, str], Any]
    take_back: Callable[[Any], Any]
    unseen: Callable[[Scene], Any]
    """One that Alice may not see."""
    nowhere: str
    """A key of nothing."""


def _change_about(person: Any, words: str) -> None:
    accounts.change_settings(person, by=acting(person), about=words, time_zone="UTC")


def _closed(scene: Scene) -> Any:
    accounts.close_account(scene.eve, by=acting(scene.eve))
    return scene.eve


def _change_description(room: Any, words: str) -> None:
    room.description = words
    room.save(update_fields=["description"])


def _person(scene: Scene) -> Any:
    _change_about(scene.eve, WORDS)
    return scene.eve


def _room(scene: Scene) -> Any:
    _change_description(scene.room, WORDS)
    return scene.room


EXAMPLES = {
    "message": Example(
        make=lambda scene: say(scene.room, scene.eve, WORDS),
        change=lambda message, words: rooms.edit(message, by=acting(message.author), body=words),
        take_back=lambda message: rooms.remove(message, by=acting(message.author)),
        unseen=lambda scene: say(scene.den, scene.eve, WORDS),
        nowhere="evening.999",
    ),
    "person": Example(
        make=_person,
        change=_change_about,
        take_back=lambda person: _change_about(person, ""),
        unseen=_closed,
        nowhere="999999",
    ),
    "room": Example(
        make=_room,
        change=_change_description,
        take_back=lambda room: _change_description(room, ""),
        unseen=lambda scene: scene.den,
        nowhere="nowhere",
    ),
}

every = pytest.mark.parametrize("name", reportable.names())


def test_everything_that_can_be_reported_has_an_example_here():
    assert set(EXAMPLES) == set(reportable.names())


@pytest.fixture
def scene(eve, room, make_room, clause):
    return Scene(eve, room, make_room("den", access=Room.Access.PRIVATE, members=[eve]))


@pytest.fixture
def thing(name, scene):
    return Reportable.of(EXAMPLES[name].make(scene))


def as_it_is(about: Reportable[Any]) -> Reportable[Any]:
    found = type(about).stored(about.thing.pk)
    assert found is not None
    return found


def address(about: Reportable[Any]) -> str:
    return reverse("report", args=[about.name, about.key])


def told(about: Reportable[Any], by: Any) -> Case:
    return services.report(about, by=acting(by), reason="unkind").case


# --- Told, taken, looked at -----------------------------------------------------------------------------


@every
def test_it_is_reported_taken_and_shown_to_the_one_who_holds_it(thing, sign_in, alice, mo, ines):
    answer = sign_in(alice).post(address(thing), {"reason": "unkind"})
    assert (answer.status_code, answer["Location"]) == (302, thing.url)
    case = Case.objects.get()
    assert (case.content, case.person, case.room_id) == (thing.thing, thing.person, thing.room_id)
    page = f"/desk/cases/{case.pk}/"
    assert WORDS not in sign_in(mo).get(page).text
    sign_in(mo).post(f"{page}claim/")
    assert WORDS in sign_in(mo).get(page).text
    assert WORDS not in sign_in(ines).get(page).text
    services.close(case, by=acting(mo), outcome="no_breach")
    assert WORDS not in sign_in(mo).get(page).text


@every
def test_who_may_not_see_it_cannot_report_it_and_learns_nothing(name, scene, sign_in, alice):
    unseen = Reportable.of(EXAMPLES[name].unseen(scene))
    client = sign_in(alice)
    for send in (client.get, client.post):
        answers = [
            send(reverse("report", args=[name, key]), {"reason": "unkind"})
            for key in (unseen.key, EXAMPLES[name].nowhere, "§")
        ]
        assert [answer.status_code for answer in answers] == [404] * 3
        assert len({answer.text for answer in answers}) == 1
    assert not Case.objects.exists()


@every
def test_nobody_reports_their_own(thing, sign_in):
    if thing.person is None:
        return
    assert sign_in(thing.person).get(address(thing)).status_code == 403
    with pytest.raises(NotAllowed):
        told(thing, by=thing.person)


# --- Acted on, taken back, looked at again ------------------------------------------------------------------

ACTS = list(Sanction.Kind)


def fits(act: str, about: Reportable[Any]) -> bool:
    if about.person is None:
        return False
    if act == Sanction.Kind.HIDING:
        return about.can_be_hidden
    return about.room_id is not None or act not in (Sanction.Kind.MUTE, Sanction.Kind.REMOVAL)


def decision(act: str, clause: Any) -> Decision:
    if act == Sanction.Kind.HIDING:
        return Decision(clause=clause, hide=True)
    return Decision(clause=clause, kind=act, until=timezone.now() + timedelta(days=1))


def holds(act: str, about: Reportable[Any], scene: Scene) -> bool:
    if act == Sanction.Kind.HIDING:
        return as_it_is(about).is_hidden
    if act in (Sanction.Kind.WARNING, Sanction.Kind.NAME):
        return Sanction.objects.in_force().filter(person=scene.eve, kind=act).exists()
    try:
        say(scene.room, scene.eve, "hello")
    except NotAllowed:
        return True
    return False


@every
@pytest.mark.parametrize("act", ACTS)
def test_each_act_that_fits_holds_until_it_is_undone(thing, act, scene, alice, mo, clause):
    case = services.claim(told(thing, by=alice), by=acting(mo))
    if not fits(act, thing):
        with pytest.raises(Invalid):
            services.settle(case, by=acting(mo), decision=decision(act, clause))
        assert not Sanction.objects.exists()
        assert services.close(case, by=acting(mo), outcome="no_breach").state == "closed"
        return
    (given,) = services.settle(case, by=acting(mo), decision=decision(act, clause))
    assert (given.kind, given.person, given.content) == (act, thing.person, thing.thing)
    assert holds(act, thing, scene)
    services.undo(given, by=acting(mo))
    assert not holds(act, thing, scene)
    assert as_it_is(thing).words == thing.words


@every
@pytest.mark.parametrize("act", ACTS)
def test_somebody_else_looks_a_second_time_and_may_undo_it(
    thing, name, act, scene, alice, eve, mo, ines, clause, sign_in
):
    if not fits(act, thing):
        return
    case = services.claim(told(thing, by=alice), by=acting(mo))
    if act != Sanction.Kind.HIDING:
        EXAMPLES[name].take_back(thing.thing)
    (given,) = services.settle(case, by=acting(mo), decision=decision(act, clause))
    asked = services.appeal(given, by=acting(eve), words="Please look again.")
    page = f"/desk/appeals/{asked.pk}/"
    assert WORDS in sign_in(ines).get(page).text
    assert sign_in(mo).get(page).status_code == 403
    services.decide(asked, by=acting(ines), overturn=True, answer="You are right.")
    assert not holds(act, thing, scene)


@every
def test_the_form_of_a_case_offers_what_fits(thing, sign_in, alice, mo):
    case = services.claim(told(thing, by=alice), by=acting(mo))
    form = sign_in(mo).get(f"/desk/cases/{case.pk}/").context.get("form")
    offered = set() if form is None else {key for key, _label in form.fields["kind"].choices if key}
    if form is not None and "hide" in form.fields:
        offered.add(Sanction.Kind.HIDING)
    assert offered == {act for act in ACTS if fits(act, thing)}


@every
def test_it_is_moderated_from_its_place_where_somebody_answers_for_it(thing, sign_in, alice, mo, clause):
    page = reverse("moderate", args=[thing.name, thing.key])
    assert sign_in(alice).get(page).status_code == 404
    if thing.person is None:
        assert sign_in(mo).get(page).status_code == 404
        return
    assert WORDS in sign_in(mo).get(page).text
    answer = sign_in(mo).post(page, {"kind": "warning", "clause": clause.pk, "words": "Please."})
    assert answer["Location"] == thing.url
    assert Sanction.objects.get().person == thing.person


# --- Kept as it was -----------------------------------------------------------------------------------------


@every
def test_each_report_keeps_what_was_there_at_its_moment(thing, name, alice, bob):
    first = services.report(thing, by=acting(alice), reason="unkind")
    EXAMPLES[name].change(thing.thing, OTHER_WORDS)
    second = services.report(as_it_is(thing), by=acting(bob), reason="unkind")
    assert first.case == second.case
    for made, words in ((first, WORDS), (second, OTHER_WORDS)):
        made.refresh_from_db(fields=["sealed"])
        assert words in made.sealed["words"]
        assert made.sealed["kind"] == name
    if thing.person is not None:
        assert (first.sealed["name"], first.sealed["handle"]) == ("Eve", "eve")
    assert as_it_is(thing).changed_since(first.sealed)
    assert not as_it_is(thing).changed_since(second.sealed)


@every
def test_the_case_says_that_it_was_changed_and_shows_both(thing, name, alice, bob, mo, sign_in):
    case = services.claim(told(thing, by=alice), by=acting(mo))
    page = sign_in(mo).get(f"/desk/cases/{case.pk}/").text
    assert "It has been changed since." not in page
    EXAMPLES[name].change(thing.thing, OTHER_WORDS)
    told(as_it_is(thing), by=bob)
    page = sign_in(mo).get(f"/desk/cases/{case.pk}/").text
    assert "It has been changed since." in page
    assert "As it was when it was reported again" in page and "As it is now" in page
    assert WORDS in page and OTHER_WORDS in page


@every
def test_what_was_taken_back_is_still_there_for_the_case(thing, name, alice, mo, sign_in):
    case = services.claim(told(thing, by=alice), by=acting(mo))
    EXAMPLES[name].take_back(thing.thing)
    assert WORDS not in as_it_is(thing).words
    page = sign_in(mo).get(f"/desk/cases/{case.pk}/").text
    assert WORDS in page and "It has been changed since." in page


@every
def test_a_copy_of_the_database_does_not_show_what_was_kept(thing, alice):
    made = services.report(thing, by=acting(alice), reason="unkind")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM cases_report WHERE id = %s", [made.pk])
        (stored,) = cursor.fetchone()
    assert stored and "canary" not in stored and "eve" not in stored


# --- A kind of thing is whole, or is not there at all -----------------------------------------------------------


def whole() -> dict[str, Any]:
    return {
        "name": "notebook",
        "model": Sanction,
        "label": "a notebook",
        "can_be_hidden": False,
        **dict.fromkeys(("find", "key", "person", "words", "url")),
    }


@pytest.fixture
def nothing_stays():
    known = dict(Reportable._kinds)
    yield
    Reportable._kinds.clear()
    Reportable._kinds.update(known)


def test_a_kind_of_thing_that_says_everything_can_be_reported(nothing_stays):
    made = type("ReportedNotebook", (Reportable,), whole())
    assert reportable.kind_of(Sanction) is made and "notebook" in reportable.names()


@pytest.mark.parametrize("part", whole())
def test_a_kind_of_thing_with_a_part_missing_cannot_be_made(part, nothing_stays):
    parts = whole()
    del parts[part]
    with pytest.raises(TypeError, match=part):
        type("ReportedNotebook", (Reportable,), parts)
    assert "notebook" not in reportable.names()


def test_what_can_be_hidden_says_how(nothing_stays):
    with pytest.raises(TypeError, match="is_hidden, hide, show"):
        type("ReportedNotebook", (Reportable,), {**whole(), "can_be_hidden": True})


@pytest.mark.parametrize("twice", [{"name": "message"}, {"model": Room}])
def test_two_kinds_of_one_name_or_about_one_model_cannot_be_made(twice, nothing_stays):
    with pytest.raises(TypeError, match="are both"):
        type("ReportedNotebook", (Reportable,), {**whole(), **twice})


def test_what_is_gone_is_nothing_and_what_nobody_reports_is_a_mistake(clause):
    assert Reportable.of(None) is None
    with pytest.raises(LookupError):
        Reportable.of(clause)

"""What a moderator does right from the room or a person's page, and that others do not even see it."""

from datetime import timedelta

import pytest

from community.kernel.refused import NotAllowed
from moderation.cases import services
from moderation.standing.models import Sanction
from tests.rooms.talk import say
from tests.support.people import acting


def address(message, **query):
    return f"/moderate/message/{message.room.slug}.{message.seq}/"


def given(clause, **fields):
    return {"clause": clause.pk, "words": "Please be kind.", **fields}


def test_the_menu_of_a_message_has_moderators_acts_for_moderators_only(sign_in, alice, mo, message, room):
    acts = f"/rooms/{room.slug}/messages/{message.seq}/acts/"
    hers, theirs = sign_in(mo), sign_in(alice)
    assert acts in hers.get(f"/rooms/{room.slug}/").text
    assert (
        address(message) in hers.get(acts).text and "data-moderate" in hers.get(f"/rooms/{room.slug}/").text
    )
    assert "/moderate/" not in theirs.get(acts).text
    assert "data-moderate" not in theirs.get(f"/rooms/{room.slug}/").text
    assert "/report/message/" in theirs.get(acts).text


def test_a_moderator_of_another_room_has_no_tools_here(sign_in, rosa, eve, make_room):
    elsewhere = make_room("morning")
    message = say(elsewhere, eve, "hello")
    assert "/moderate/" not in sign_in(rosa).get("/rooms/morning/").text
    assert sign_in(rosa).get(address(message)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"hide": "on", "kind": ""}, "hiding"),
        ({"kind": "warning"}, "warning"),
        ({"kind": "mute", "mute_for": "6"}, "mute"),
        ({"kind": "removal"}, "removal"),
        ({"kind": "suspension", "suspend_for": "72"}, "suspension"),
        ({"kind": "suspension", "suspend_for": ""}, "suspension"),
    ],
)
def test_each_act_is_done_from_the_room_and_leads_back_to_it(sign_in, mo, eve, message, clause, fields, kind):
    answer = sign_in(mo).post(address(message), given(clause, next="/rooms/evening/", **fields))
    assert (answer.status_code, answer["Location"]) == (302, "/rooms/evening/")
    sanction = Sanction.objects.get()
    assert (sanction.kind, sanction.person, sanction.clause, sanction.by) == (kind, eve, clause, mo)
    assert sanction.words == "Please be kind."
    assert (sanction.until is None) == (fields.get("suspend_for", "") == "" and kind != "mute")


def test_the_form_begins_with_what_the_link_said_and_kind_words(sign_in, mo, eve, message, clause):
    page = sign_in(mo).get(address(message) + "?act=mute").text
    assert 'value="mute" id="id_kind_2" checked' in page.replace("\n", " ") or "checked" in page
    assert "Hello Eve." in page and clause.title in page


def test_nothing_chosen_is_said_and_nothing_typed_is_lost(sign_in, mo, message, clause):
    answer = sign_in(mo).post(address(message), given(clause, kind="", words="My own words."))
    assert answer.status_code == 400
    assert "Please choose what to do." in answer.text and "My own words." in answer.text
    assert not Sanction.objects.exists()


def test_a_moderator_of_one_room_is_not_offered_what_is_not_theirs(sign_in, rosa, message, clause):
    assert "Suspend from the whole site" not in sign_in(rosa).get(address(message)).text
    answer = sign_in(rosa).post(address(message), given(clause, kind="suspension", suspend_for="24"))
    assert answer.status_code == 400 and not Sanction.objects.exists()


def test_an_equal_is_refused_in_words(sign_in, mo, ines, room, clause):
    message = say(room, ines, "hello")
    assert sign_in(mo).get(address(message)).status_code == 403
    assert sign_in(mo).post(address(message), given(clause, kind="warning")).status_code == 403


def test_members_and_guests_find_no_such_page(sign_in, client, alice, message, clause):
    assert sign_in(alice).get(address(message)).status_code == 404
    assert sign_in(alice).post(address(message), given(clause, kind="warning")).status_code == 404
    assert client.get(address(message))["Location"].startswith("/account/login/")
    assert not Sanction.objects.exists()


def test_somebody_in_the_list_of_people_is_muted_in_the_room_one_came_from(sign_in, mo, eve, room, clause):
    page = sign_in(mo).get(f"/moderate/person/{eve.pk}/?room={room.slug}").text
    assert "Mute here" in page and "Hide what was written" not in page
    sign_in(mo).post(f"/moderate/person/{eve.pk}/", given(clause, kind="mute", mute_for="1", room=room.slug))
    assert Sanction.objects.get().room == room


def test_without_a_room_only_what_holds_for_the_whole_site_is_offered(sign_in, mo, rosa, eve):
    page = sign_in(mo).get(f"/moderate/person/{eve.pk}/").text
    assert "Mute here" not in page and "Suspend from the whole site" in page
    assert sign_in(rosa).get(f"/moderate/person/{eve.pk}/").status_code == 404


def test_a_persons_history_shows_what_was_decided_and_takes_it_back(sign_in, mo, eve, room, clause):
    warning = services.warn(eve, by=acting(mo), room=room, clause=clause, words="canary-said")
    client = sign_in(mo)
    page = client.get("/desk/people/eve/").text
    assert "canary-said" in page and f"/desk/sanctions/{warning.pk}/undo/" in page
    assert client.post(f"/desk/sanctions/{warning.pk}/undo/")["Location"] == "/desk/people/eve/"
    assert "taken back" in client.get("/desk/people/eve/").text


def test_a_moderator_of_one_room_sees_of_a_person_what_happened_there(
    sign_in, mo, rosa, eve, room, make_room, clause
):
    secret = make_room("secret-circle", access="private")
    services.warn(eve, by=acting(mo), room=room, clause=clause, words="said here")
    services.warn(eve, by=acting(mo), room=secret, clause=clause, words="canary-elsewhere")
    services.suspend(eve, by=acting(mo), clause=clause, words="canary-suspended")
    page = sign_in(rosa).get("/desk/people/eve/").text
    assert "said here" in page and "2 decisions outside your rooms" in page
    assert "canary" not in page and "Secret" not in page


def test_a_moderator_of_one_room_opens_nobody_who_has_nothing_to_do_with_it(sign_in, rosa, make_person):
    make_person("stranger")
    assert sign_in(rosa).get("/desk/people/stranger/").status_code == 404


def test_what_is_not_ones_own_to_undo_is_refused(sign_in, mo, rosa, alice, eve, clause, room, make_room):
    elsewhere = services.warn(eve, by=acting(mo), room=make_room("morning"), clause=clause)
    for person in (rosa, alice):
        assert sign_in(person).post(f"/desk/sanctions/{elsewhere.pk}/undo/").status_code == 404
    services.report(mo, by=acting(eve), reason="unkind")
    with pytest.raises(NotAllowed):
        services.undo(elsewhere, by=acting(mo))


def test_pages_cost_the_same_however_much_there_is(
    sign_in, mo, eve, alice, bob, room, clause, django_assert_max_num_queries
):
    for person in (alice, bob):  # long enough here to tell moderators a lot in an hour
        person.date_joined -= timedelta(days=30)
        person.save()
    for message in [say(room, eve, f"line {number}") for number in range(12)]:
        services.report(message, by=acting(alice), reason="unkind")
        services.report(message, by=acting(bob), reason="threat")
        services.hide(message, by=acting(mo), clause=clause)
        services.warn(eve, by=acting(mo), clause=clause, room=room)
    client = sign_in(mo)
    client.post("/desk/cases/next/")
    case = mo.cases_claimed.get()
    for page in ("/desk/cases/", "/desk/people/eve/", f"/desk/cases/{case.pk}/"):
        client.get(page)
        with django_assert_max_num_queries(BUDGET[page.split("/")[2] if not page[-2].isdigit() else "case"]):
            client.get(page)
    client = sign_in(eve)
    with django_assert_max_num_queries(15):
        client.get("/me/standing/")


BUDGET = {"cases": 15, "people": 15, "case": 15}

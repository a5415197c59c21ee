"""Talking by form alone, and what happens when something cannot be sent."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from community.accounts.models import User
from rooms import services
from rooms.models import Membership, Message, Reaction, Room
from tests.support.people import acting

from .talk import say

JSON = {"Accept": "application/json"}


def words(response):
    return response.content.decode()


def test_two_people_talk_by_form_alone(room, alice, bob, sign_in):
    at_alice, at_bob = sign_in(alice), sign_in(bob)
    form = at_alice.get("/rooms/evening/").context["form"]
    sent = at_alice.post(
        "/rooms/evening/messages/", {"body": "is anybody\r\nawake", "client_id": form["client_id"].value()}
    )
    assert (sent.status_code, sent["Location"]) == (302, "/rooms/evening/#m1")
    page = at_bob.get("/rooms/evening/?reply=1")
    assert "is anybody<br>awake" in words(page)
    assert page.context["reply_target"].seq == 1
    at_bob.post(
        "/rooms/evening/messages/", {"body": "I am", "reply_to": page.context["form"]["reply_to"].value()}
    )
    answer = at_alice.get("/rooms/evening/").context["messages"][-1]
    assert (answer.body, answer.answered.seq) == ("I am", 1)


def test_writing_makes_a_person_a_member(room, alice, sign_in):
    sign_in(alice).post("/rooms/evening/messages/", {"body": "hello"})
    assert Membership.objects.get(room=room, user=alice).is_in


def test_sending_the_same_form_twice_says_it_once(room, alice, sign_in):
    browser, filled = sign_in(alice), {"body": "hello", "client_id": str(uuid.uuid4())}
    places = [browser.post("/rooms/evening/messages/", filled)["Location"] for _ in range(2)]
    assert places == ["/rooms/evening/#m1"] * 2
    assert Message.objects.count() == 1


def test_a_program_gets_the_accepted_frame(room, alice, sign_in):
    client_id = str(uuid.uuid4())
    for duplicate in (False, True):
        sent = sign_in(alice).post(
            "/rooms/evening/messages/", {"body": "hello", "client_id": client_id}, headers=JSON
        )
        assert sent.status_code == 201
        assert sent.json() == {
            "type": "message.accepted",
            "room": "evening",
            "client_id": client_id,
            "seq": 1,
            "version": 1,
            "duplicate": duplicate,
        }


@pytest.mark.parametrize(
    ("body", "status", "code"), [("", 400, "invalid"), (" \n ", 400, "invalid"), ("x" * 4001, 400, "invalid")]
)
def test_what_cannot_be_sent_is_refused_to_a_program_with_its_client_id(
    body, status, code, room, alice, sign_in
):
    client_id = str(uuid.uuid4())
    sent = sign_in(alice).post(
        "/rooms/evening/messages/", {"body": body, "client_id": client_id}, headers=JSON
    )
    assert sent.status_code == status
    assert sent.json()["type"] == "refused"
    assert sent.json()["code"] == code
    assert sent.json()["client_id"] == client_id


def test_line_breaks_count_as_one_character(room, alice, sign_in):
    body = "\r\n".join(["x" * 99] * 40)  # 3,999 as stored, 4,038 as a browser sends it
    assert sign_in(alice).post("/rooms/evening/messages/", {"body": body}).status_code == 302


def test_the_same_id_with_other_words_is_a_conflict_and_the_words_stay_in_the_form(room, alice, sign_in):
    browser, client_id = sign_in(alice), str(uuid.uuid4())
    browser.post("/rooms/evening/messages/", {"body": "one", "client_id": client_id})
    page = browser.post("/rooms/evening/messages/", {"body": "another", "client_id": client_id})
    assert page.status_code == 409
    form = page.context["form"]
    assert form["body"].value() == "another"
    again = browser.post(
        "/rooms/evening/messages/", {"body": "another", "client_id": form["client_id"].value()}
    )
    assert again.status_code == 302


def test_nothing_typed_is_lost_when_it_is_too_long(room, alice, bob, sign_in):
    say(room, bob, "first")
    typed = "y" * 4001
    page = sign_in(alice).post(
        "/rooms/evening/messages/", {"body": typed, "note": "about sleep", "reply_to": "1"}
    )
    assert page.status_code == 400
    assert typed in words(page)
    assert page.context["form"]["note"].value() == "about sleep"
    assert page.context["reply_target"].seq == 1
    assert "1 character too long" in str(page.context["form"].errors["body"])


def test_slow_mode_asks_for_a_pause_beside_the_field_and_keeps_the_words(room, alice, sign_in):
    Room.objects.update(slow_mode=30)
    browser = sign_in(alice)
    browser.post("/rooms/evening/messages/", {"body": "one"})
    page = browser.post("/rooms/evening/messages/", {"body": "two, in haste"})
    assert page.status_code == 429
    assert "two, in haste" in words(page)
    assert "You can write again in" in str(page.context["form"].errors["body"])
    refused = browser.post("/rooms/evening/messages/", {"body": "two"}, headers=JSON)
    assert (refused.status_code, refused.json()["code"]) == (429, "slow_mode")
    assert int(refused["Retry-After"]) >= 1


def test_a_person_can_change_their_words_within_five_minutes(room, alice, sign_in):
    say(room, alice, "helo")
    browser = sign_in(alice)
    asked = browser.get("/rooms/evening/messages/1/edit/")
    page = browser.get(asked["Location"].partition("#")[0])
    assert page.context["edit_form"]["body"].value() == "helo"
    done = browser.post("/rooms/evening/messages/1/edit/", {"body": "hello"})
    assert done["Location"] == "/rooms/evening/#m1"
    message = Message.objects.get()
    assert (message.body, message.edited_at is not None) == ("hello", True)


def test_an_edit_that_cannot_be_stored_comes_back_with_what_was_typed(room, alice, sign_in):
    say(room, alice, "helo")
    page = sign_in(alice).post("/rooms/evening/messages/1/edit/", {"body": "z" * 4001})
    assert page.status_code == 400
    assert "z" * 4001 in words(page)
    assert Message.objects.get().body == "helo"


def test_nobody_can_change_words_after_five_minutes(room, alice, sign_in):
    say(room, alice, "helo", ago=timedelta(minutes=6))
    browser = sign_in(alice)
    assert browser.post("/rooms/evening/messages/1/edit/", {"body": "hello"}).status_code == 403
    assert browser.get("/rooms/evening/?edit=1").context["edit_target"] is None
    assert Message.objects.get().body == "helo"


def test_nobody_can_change_or_remove_the_words_of_another(room, alice, eve, sign_in):
    say(room, alice, "mine")
    browser = sign_in(eve)
    for path in ("edit", "remove"):
        assert browser.get(f"/rooms/evening/messages/1/{path}/").status_code == 403
        assert browser.post(f"/rooms/evening/messages/1/{path}/", {"body": "hers"}).status_code == 403
        refused = browser.post(f"/rooms/evening/messages/1/{path}/", {"body": "hers"}, headers=JSON)
        assert (refused.status_code, refused.json()["type"]) == (403, "refused")
    assert browser.get("/rooms/evening/?edit=1").context["edit_target"] is None
    assert (Message.objects.get().body, Message.objects.get().removed) == ("mine", "")


def test_removing_asks_once_more_and_leaves_no_words(room, alice, sign_in):
    say(room, alice, "I regret this")
    browser = sign_in(alice)
    assert "I regret this" in words(browser.get("/rooms/evening/messages/1/remove/"))
    assert Message.objects.get().removed == ""
    assert browser.post("/rooms/evening/messages/1/remove/")["Location"] == "/rooms/evening/#m1"
    assert Message.objects.get().removed == "author"
    assert "I regret this" not in words(browser.get("/rooms/evening/"))


def test_a_kind_reaction_can_be_given_and_taken_back(room, alice, bob, sign_in):
    say(room, bob, "a hard day")
    browser = sign_in(alice)
    for on, count in (("1", 1), ("1", 1), ("0", 0)):
        browser.post("/rooms/evening/messages/1/react/", {"kind": "hear", "on": on})
        assert Reaction.objects.count() == count


def test_there_is_no_unkind_reaction(room, alice, bob, sign_in):
    say(room, bob, "a hard day")
    assert sign_in(alice).post("/rooms/evening/messages/1/react/", {"kind": "down"}).status_code == 400
    assert not Reaction.objects.exists()


def test_following_and_leaving(room, alice, sign_in):
    browser = sign_in(alice)
    assert browser.post("/rooms/evening/follow/", {"on": "1"})["Location"] == "/rooms/evening/"
    assert Membership.objects.get().followed
    browser.post("/rooms/evening/follow/", {"on": "0"})
    assert not Membership.objects.get().followed
    assert browser.post("/rooms/evening/follow/", {"on": "perhaps"}).status_code == 400
    left = browser.post("/rooms/evening/leave/")
    assert left["Location"] == "/rooms/"
    assert not Membership.objects.get().is_in
    assert "You have left Evening" in words(browser.get("/rooms/"))


@pytest.mark.parametrize(
    "path", ["messages/", "messages/1/edit/", "messages/1/remove/", "messages/1/react/", "follow/", "leave/"]
)
def test_a_guest_who_sends_something_is_asked_to_sign_in_and_nothing_changes(path, room, alice, client):
    say(room, alice, "hello")
    services.leave(room, by=acting(alice))
    sent = client.post(f"/rooms/evening/{path}", {"body": "x", "on": "1", "kind": "hear"})
    assert (sent.status_code, sent["Location"]) == (302, "/account/login/?next=/rooms/evening/")
    as_program = client.post(f"/rooms/evening/{path}", {"body": "x", "on": "1", "kind": "hear"}, headers=JSON)
    assert (as_program.status_code, as_program.json()["code"]) == (401, "signed_out")
    assert Message.objects.get().version == 1
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "filled"),
    [
        ("messages/", {"body": "let me in"}),
        ("messages/1/react/", {"kind": "hear"}),
        ("messages/1/edit/", {"body": "other"}),
        ("follow/", {"on": "1"}),
    ],
)
def test_somebody_taken_out_can_change_nothing(path, filled, room, eve, sign_in):
    say(room, eve, "before")
    Membership.objects.filter(user=eve).update(removed_at=room.created_at)
    assert sign_in(eve).post(f"/rooms/evening/{path}", filled).status_code == 403
    assert [message.version for message in Message.objects.all()] == [1]


def test_a_closed_account_can_send_nothing(room, eve, sign_in):
    browser = sign_in(eve)
    User.objects.filter(pk=eve.pk).update(is_active=False)
    browser.post("/rooms/evening/messages/", {"body": "still here"})
    assert not Message.objects.exists()


def test_a_form_from_elsewhere_is_refused(room, alice, sign_in):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    assert browser.post("/rooms/evening/messages/", {"body": "forged"}).status_code == 403
    assert not Message.objects.exists()


@pytest.mark.parametrize("path", ["follow/", "leave/", "messages/1/react/"])
def test_an_address_that_changes_something_cannot_be_opened(path, room, alice, sign_in):
    assert sign_in(alice).get(f"/rooms/evening/{path}").status_code == 405

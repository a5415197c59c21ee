"""Coming back."""

import pytest

SIGN_IN = "/account/login/"
PASSWORD = "openhearth"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["alice", "ALICE", " Alice "])
def test_alice_signs_in_whatever_the_case(client, alice, typed):
    answer = client.post(SIGN_IN, {"login": typed, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert int(client.session["_auth_user_id"]) == alice.pk


def test_a_closed_account_cannot_sign_in(client, alice):
    alice.is_active = False
    alice.save()
    answer = client.post(SIGN_IN, {"login": "alice", "password": PASSWORD})
    assert answer.status_code == 200 and "_auth_user_id" not in client.session


def test_signing_out_asks_first_and_then_says_so(client, alice):
    client.force_login(alice)
    assert "alice" in client.get("/account/logout/").content.decode()
    answer = client.post("/account/logout/", follow=True)
    assert "You are signed out." in answer.content.decode() and "_auth_user_id" not in client.session

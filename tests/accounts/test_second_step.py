"""Codes and spare codes after the password, for whoever wants them."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

pytestmark = pytest.mark.django_db
PASSWORD = "openhearth"


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_after_the_password_alice_is_asked_for_a_code(client, alice):
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    answer = client.post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/me/").status_code == 302
    page = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "This code does not fit." in page.content.decode() and client.get("/me/").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": code_now(secret)})
    assert client.get("/me/").status_code == 200


def test_a_spare_code_opens_once(client, alice):
    TOTP.activate(alice, generate_totp_secret())
    spare = RecoveryCodes.activate(alice).get_unused_codes()[0]
    for expected in (200, 302):
        client.post("/account/login/", {"login": "alice", "password": PASSWORD})
        client.post("/account/2fa/authenticate/", {"code": spare})
        assert client.get("/me/").status_code == expected
        client.post("/account/logout/")


def test_a_wrong_password_tells_nothing_of_the_second_step(client, alice):
    TOTP.activate(alice, generate_totp_secret())
    answer = client.post("/account/login/", {"login": "alice", "password": "not this one"})
    assert answer.status_code == 200 and "do not go together" in answer.content.decode()


def test_changing_the_second_step_asks_for_the_password_once_more(alice, sign_in):
    client = sign_in(alice)
    answer = client.get("/account/2fa/totp/activate/")
    assert answer.status_code == 302 and "/account/reauthenticate/" in answer["Location"]
    assert "Is it you?" in client.get(answer["Location"]).content.decode()


def test_an_address_that_nobody_confirmed_is_no_hindrance(make_person, client):
    make_person("alice", email="alice@example.org")
    client.post("/account/login/", {"login": "alice", "password": PASSWORD})
    ask = client.get("/account/2fa/totp/activate/")["Location"]
    page = client.post(ask, {"password": PASSWORD, "next": "/account/2fa/totp/activate/"}, follow=True)
    assert "An app that shows codes" in page.content.decode()

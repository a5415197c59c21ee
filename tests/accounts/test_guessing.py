"""Whoever guesses is slow, and shuts nobody else out (case 28)."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from community.accounts import guessing
from community.kernel import limits
from tests.accounts.test_second_step import code_now

pytestmark = pytest.mark.django_db
PASSWORD = "openhearth"
ELSEWHERE = "198.51.100.7"
SEVERAL = "There were several tries in a short time."


def come_in(client, password=PASSWORD, name="alice", **options):
    return client.post("/account/login/", {"login": name, "password": password}, **options)


def guess(times, name="alice", address="203.0.113.9"):
    return [come_in(Client(), "not this one", name, REMOTE_ADDR=address) for _ in range(times)]


def guess_from_everywhere(name="alice", path="/account/login/", **form):
    """As many wrong tries from strangers as may be before only the slow way is left."""
    form = form or {"login": name, "password": "not this one"}
    for number in range(limits.GUESSES_OF_STRANGERS.times):
        answer = Client().post(path, form, REMOTE_ADDR=f"203.0.{number}.9")
        assert SEVERAL not in answer.text


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_stranger_who_guesses_does_not_keep_alice_out(alice, client):
    for _ in range(3):
        guess(5)
        assert come_in(client, REMOTE_ADDR=ELSEWHERE).status_code == 302 and is_in(client)
        client.post("/account/logout/")
    assert SEVERAL in guess(1)[0].text


def test_a_browser_alice_has_signed_in_on_passes_even_from_the_same_address(alice, client):
    come_in(client)
    client.post("/account/logout/")
    guess(6, address="127.0.0.1")
    assert SEVERAL in come_in(Client()).text
    assert come_in(client).status_code == 302


def test_a_known_browser_is_known_for_the_accounts_of_it_only(alice, bob, eve, client):
    for name in ("alice", "bob"):
        come_in(client, name=name)
        client.post("/account/logout/")
    guess(5, "alice", "127.0.0.1")
    guess(5, "bob", "127.0.0.1")
    guess(5, "eve", "127.0.0.1")
    assert come_in(client, name="alice").status_code == 302
    client.post("/account/logout/")
    assert come_in(client, name="bob").status_code == 302
    client.post("/account/logout/")
    assert SEVERAL in come_in(client, name="eve").text
    cookie = client.cookies[guessing.COOKIE]
    assert "alice" not in cookie.value and cookie["httponly"] and cookie["samesite"] == "Lax"


def test_a_known_browser_guesses_no_faster(alice, client, bob):
    come_in(client)
    client.post("/account/logout/")
    for _ in range(limits.GUESSES_KNOWN.times):
        assert "do not go together" in come_in(client, "not this one").text
    assert SEVERAL in come_in(client).text
    # A cookie somebody made up is that of a stranger.
    forged = Client()
    forged.cookies[guessing.COOKIE] = f"{'a' * 32}.{'b' * 40}"
    for _ in range(5):
        come_in(forged, "not this one", "bob")
    assert SEVERAL in come_in(forged, name="bob").text


def test_the_page_says_how_long_in_words_and_keeps_the_name(alice):
    answer = guess(6)[-1]
    assert answer.status_code == 429 and answer["Retry-After"] == "300"
    assert re.search(r"Please wait about \d minutes\.", answer.text)
    assert 'value="alice"' in answer.text and "not this one" not in answer.text


def test_very_many_strangers_leave_a_slow_way_and_alice_comes_by_it(alice, client):
    guess_from_everywhere()
    # From a neighbourhood that has not tried, twice and no more.
    for _ in range(limits.GUESSES_SLOW.times):
        assert "do not go together" in come_in(Client(), "wrong", REMOTE_ADDR="192.0.2.1").text
    assert SEVERAL in come_in(Client(), "wrong", REMOTE_ADDR="192.0.2.77").text
    assert come_in(client, REMOTE_ADDR=ELSEWHERE).status_code == 302


def test_a_try_that_was_refused_uses_up_nothing_else(alice, bob):
    guess(9)
    assert "do not go together" in guess(1, "bob")[0].text


def test_whoever_is_signed_in_shows_the_password_again_while_strangers_guess(alice, sign_in):
    client = sign_in(alice)
    guess_from_everywhere()
    guess(6, address="127.0.0.1")
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/me/"})
    assert answer["Location"] == "/me/"
    new = {"oldpassword": PASSWORD, "password1": "seven-boats-on-a-lake"}
    assert client.post("/account/password/change/", new).status_code == 302


def test_guessing_the_present_password_on_the_page_to_change_it_ends(alice, sign_in):
    client = sign_in(alice)
    wrong = {"oldpassword": "wrong", "password1": "seven-boats-on-a-lake"}
    for _ in range(limits.GUESSES_KNOWN.times):
        assert SEVERAL not in client.post("/account/password/change/", wrong).text
    assert SEVERAL in client.post("/account/password/change/", {**wrong, "oldpassword": PASSWORD}).text


def test_wrong_codes_of_somebody_with_the_password_do_not_keep_alice_out(alice):
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)

    def with_password(address):
        client = Client(REMOTE_ADDR=address)
        come_in(client)
        return client

    stranger = with_password("203.0.113.9")
    for _ in range(5):
        assert "does not fit" in stranger.post("/account/2fa/authenticate/", {"code": "000000"}).text
    assert SEVERAL in stranger.post("/account/2fa/authenticate/", {"code": code_now(secret)}).text
    alices = with_password(ELSEWHERE)
    alices.post("/account/2fa/authenticate/", {"code": code_now(secret)})
    assert is_in(alices)


def test_many_links_asked_for_by_others_do_not_keep_alice_from_hers(make_person, mailoutbox):
    make_person("alice", email="alice@example.org")
    for _ in range(8):
        Client().post("/account/password/reset/", {"email": "alice@example.org"}, REMOTE_ADDR="203.0.113.9")
    assert len(mailoutbox) == limits.RESETS_HERE.times
    own = Client().post("/account/password/reset/", {"email": "alice@example.org"}, REMOTE_ADDR=ELSEWHERE)
    assert own.status_code == 302 and len(mailoutbox) == limits.RESETS_HERE.times + 1


def test_a_password_form_at_its_limit_keeps_what_was_typed_but_no_password(alice, sign_in):
    client = sign_in(alice)
    form = {"email": "alice@example.org", "password": "wrong-secret"}
    for _ in range(limits.PASSWORD_AGAIN.times):
        client.post("/account/email/", form)
    page = client.post("/account/email/", form)
    assert page.status_code == 429 and "Please wait about a minute" in page.text
    assert 'value="alice@example.org"' in page.text and "wrong-secret" not in page.text
    # Another sign-in of hers has tries of its own.
    assert sign_in(alice).post("/account/email/", {**form, "password": PASSWORD}).status_code == 302


def test_too_many_sign_ups_from_one_place_keep_what_was_typed(client):
    form = {
        "handle": "anna",
        "password": "four-lamps-in-a-window",
        "email": "anna@example.org",
        "rules": "on",
    }
    for _ in range(limits.SIGN_UPS.times):
        client.post("/account/signup/", form)
    page = client.post("/account/signup/", form)
    assert page.status_code == 429 and "Please wait about an hour" in page.text
    assert 'value="anna"' in page.text and 'value="anna@example.org"' in page.text
    assert "four-lamps" not in page.text
    assert client.post("/account/signup/", form, REMOTE_ADDR=ELSEWHERE).status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.9", "203.0.113.10", False),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("no address", "", True),
    ],
)
def test_what_counts_as_one_line_to_the_network(one, other, same):
    assert (guessing._place(one) == guessing._place(other)) is same

"""Whoever was on the way to a message gets there, whichever door they take."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from tests.accounts.test_second_step import code_now
from tests.accounts.test_sign_up import PASSWORD as NEW_PASSWORD
from tests.accounts.test_sign_up import field

pytestmark = pytest.mark.django_db
MESSAGE = "/rooms/evening/messages/3/"
PASSWORD = "openhearth"


def links(html: str, path: str) -> list[str]:
    """Every link of a page to this path, with where it goes on to."""
    found = [unescape(link) for link in re.findall(r'href="([^"]*)"', html)]
    return [
        parse_qs(urlsplit(link).query).get("next", [""])[0] for link in found if urlsplit(link).path == path
    ]


def link(html: str, path: str) -> str:
    return next(unescape(link) for link in re.findall(r'href="([^"]*)"', html) if link.startswith(path))


def test_a_guest_with_a_link_to_a_message_signs_up_and_gets_to_it(client, room):
    sign_in = client.get(MESSAGE)["Location"]
    page = client.get(sign_in).content.decode()
    assert set(links(page, "/account/signup/")) == {MESSAGE}
    page = client.get(link(page, "/account/signup/")).content.decode()
    assert set(links(page, "/account/login/")) == {MESSAGE}
    form = {
        "handle": "anna",
        "password": NEW_PASSWORD,
        "adult": "on",
        "rules": "on",
        "next": field(page, "next"),
    }
    page = client.post("/account/signup/", form).content.decode()
    assert re.fullmatch(r"anna-\d{4}", field(page, "handle")) and field(page, "next") == MESSAGE
    another = client.post("/account/signup/", {**form, "another": "1"}).content.decode()
    assert field(another, "next") == MESSAGE
    form.update(handle=field(page, "handle"), offer=field(page, "offer"))
    welcome = client.post("/account/signup/", form)["Location"]
    assert set(links(client.get(welcome).content.decode(), MESSAGE)) == {""}


def test_there_and_back_again_it_is_not_forgotten(client):
    page = client.get(f"/account/login/?next={MESSAGE}").content.decode()
    page = client.get(link(page, "/account/signup/")).content.decode()
    page = client.get(link(page, "/account/login/")).content.decode()
    assert field(page, "next") == MESSAGE
    page = client.get(link(page, "/account/password/reset/")).content.decode()
    assert field(page, "next") == MESSAGE and set(links(page, "/account/signup/")) == {MESSAGE}
    form = {"email": "nobody@example.org", "next": MESSAGE}
    done = client.post("/account/password/reset/", form)["Location"]
    assert urlsplit(done).path == "/account/password/reset/done/"
    assert set(links(client.get(done).content.decode(), "/account/login/")) == {MESSAGE}


def test_a_second_step_leads_on_to_it_and_stopping_there_does_not_forget_it(client, alice):
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    form = {"login": "alice", "password": PASSWORD, "next": MESSAGE}
    client.post("/account/login/", form)
    page = client.get("/account/2fa/authenticate/").content.decode()
    stopped = client.post("/account/logout/", {"next": unescape(field(page, "next"))})
    assert parse_qs(urlsplit(stopped["Location"]).query)["next"] == [MESSAGE]
    client.post("/account/login/", form)
    answer = client.post("/account/2fa/authenticate/", {"code": code_now(secret)})
    assert answer["Location"] == MESSAGE


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", r"/\evil.example"])
def test_no_door_leads_to_another_site(client, alice, elsewhere):
    for path in ("/account/login/", "/account/signup/", "/account/password/reset/"):
        page = client.get(path, {"next": elsewhere}).content.decode()
        assert not any(
            links(page, door)[0] for door in ("/account/signup/", "/account/login/") if links(page, door)
        )
    answer = client.post("/account/login/", {"login": "alice", "password": PASSWORD, "next": elsewhere})
    assert "evil" not in answer["Location"]


def test_signing_in_from_the_head_of_a_page_comes_back_to_it(client, room):
    page = client.get("/rooms/evening/?x=1").content.decode()
    assert "/rooms/evening/?x=1" in links(page, "/account/login/")
    assert links(client.get("/").content.decode(), "/account/login/")[0] == ""
    assert links(client.get("/account/password/reset/").content.decode(), "/account/login/")[0] == ""

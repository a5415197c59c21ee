"""Coming in: a name that the site has offered, a password, two ticks."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from community.accounts import handles, services
from community.accounts.models import User

SIGN_UP = "/account/signup/"
PASSWORD = "four-lamps-in-a-window"

pytestmark = pytest.mark.django_db


def field(html: str, name: str) -> str:
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
    assert tag, f"no field {name}"
    value = re.search(r'value="([^"]*)"', tag.group())
    return value.group(1) if value else ""


def checked(html: str, name: str) -> bool:
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
    return bool(tag and " checked" in tag.group())


def open_form(client: Client, **changes: str) -> dict[str, str]:
    """The form as a browser would send it, filled in by somebody who takes the name that stands there."""
    html = client.get(SIGN_UP).content.decode()
    filled = {
        "handle": field(html, "handle"),
        "offer": field(html, "offer"),
        "password": PASSWORD,
        "adult": "on",
        "rules": "on",
        "time_zone": "",
        "email": "",
    }
    return {**filled, **changes}


def send_again(client: Client, sent: dict[str, str], html: str) -> dict[str, str]:
    return {**sent, "handle": field(html, "handle"), "offer": field(html, "offer")}


def test_a_newcomer_takes_the_name_that_stands_there_and_is_in(client):
    form = open_form(client)
    answer = client.post(SIGN_UP, form)
    assert (answer.status_code, answer["Location"]) == (302, "/me/welcome/")
    person = User.objects.get(handle=form["handle"])
    assert person.check_password(PASSWORD)
    assert person.adult_confirmed_at and person.rules_accepted_at
    assert person.email == "" and person.time_zone == "UTC"
    welcome = client.get("/me/welcome/").content.decode()
    assert form["handle"] in welcome and "/rooms/" in welcome


def test_a_word_of_ones_own_comes_back_with_a_number_and_everything_else_kept(client):
    form = open_form(client, handle="Anna", email="anna@example.org", time_zone="Europe/Rome")
    answer = client.post(SIGN_UP, form)
    html = answer.content.decode()
    assert answer.status_code == 200 and User.objects.count() == 0
    assert re.fullmatch(r"anna-[1-9]\d{3}", field(html, "handle"))
    assert "We added a number, so that nobody can find out which names are in use here." in html
    assert field(html, "password") == PASSWORD and field(html, "email") == "anna@example.org"
    assert field(html, "time_zone") == "Europe/Rome" and checked(html, "adult") and checked(html, "rules")
    assert "alert-danger" not in html
    assert "no-store" in answer["Cache-Control"]
    form = send_again(client, form, html)
    assert client.post(SIGN_UP, form).status_code == 302
    person = User.objects.get(handle=form["handle"])
    assert (person.unconfirmed_address.email, person.time_zone) == ("anna@example.org", "Europe/Rome")


def test_show_me_another_keeps_what_was_typed_and_asks_for_nothing(client):
    form = open_form(client, password="half", adult="", another="1", email="not yet an addr")
    del form["adult"]
    answer = client.post(SIGN_UP, form)
    html = answer.content.decode()
    assert answer.status_code == 200 and "alert-danger" not in html and "is-invalid" not in html
    assert field(html, "handle") != form["handle"]
    assert handles.is_offered(field(html, "handle"), field(html, "offer"))
    assert field(html, "password") == "half" and field(html, "email") == "not yet an addr"
    assert checked(html, "rules") and not checked(html, "adult")


def test_a_made_up_offer_is_worth_nothing(client):
    for offer in (
        "",
        "anna",
        "anna:1tAbCd:xyz",
        signing.dumps("anna", salt="another salt"),
        handles.offer("bella"),
    ):
        answer = client.post(SIGN_UP, open_form(client, handle="anna", offer=offer))
        assert re.fullmatch(r"anna-\d{4}", field(answer.content.decode(), "handle"))
    assert not User.objects.exists()


def test_an_offer_holds_for_a_day(client, time_machine):
    form = open_form(client)
    time_machine.move_to(timezone.now() + handles.OFFER_HOLDS_FOR + timedelta(minutes=1))
    answer = client.post(SIGN_UP, form)
    assert answer.status_code == 200 and field(answer.content.decode(), "handle") != form["handle"]
    assert not User.objects.exists()


@pytest.mark.parametrize("handle", ["anna-4107", "quiet-harbour-27"])
def test_a_name_taken_in_the_same_moment_brings_another_one(client, make_person, handle):
    make_person(handle)
    form = open_form(client, handle=handle, offer=handles.offer(handle))
    html = client.post(SIGN_UP, form).content.decode()
    assert "Somebody has taken that name in this moment" in html and field(html, "password") == PASSWORD
    form = send_again(client, form, html)
    assert form["handle"] != handle and client.post(SIGN_UP, form).status_code == 302


@pytest.mark.parametrize("missing", ["adult", "rules", "password", "handle"])
def test_nobody_comes_in_without_what_is_needed(client, missing):
    form = open_form(client)
    del form[missing]
    answer = client.post(SIGN_UP, form)
    html = answer.content.decode()
    assert answer.status_code == 200 and 'id="errors"' in html and f'href="#id_{missing}"' in html
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["short", "password", "12345678901"])
def test_a_weak_password_is_refused_in_words(client, password):
    html = client.post(SIGN_UP, open_form(client, password=password)).content.decode()
    assert 'href="#id_password"' in html and not User.objects.exists()


@pytest.mark.parametrize(
    "word", ["moderator", "m0derat0r", "Open-Hearth", "admin-7", "help", "supporter-anna", "a_b", "ä"]
)
def test_a_word_with_a_meaning_or_other_letters_is_refused(client, word):
    html = client.post(SIGN_UP, open_form(client, handle=word)).content.decode()
    assert 'href="#id_handle"' in html and not User.objects.exists()


def test_a_time_zone_nobody_has_becomes_utc(client):
    client.post(SIGN_UP, open_form(client, time_zone="Middle/Earth"))
    assert User.objects.get().time_zone == "UTC"


def test_who_was_on_the_way_to_a_room_gets_there_after_the_welcome(client):
    answer = client.post(SIGN_UP, {**open_form(client), "next": "/rooms/"})
    assert answer["Location"] == "/me/welcome/?next=%2Frooms%2F"
    assert 'href="/rooms/"' in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_the_welcome_leads_to_no_other_site(client, elsewhere):
    client.post(SIGN_UP, open_form(client))
    address = f"/me/welcome/?next={elsewhere}"
    page = client.get(address).text
    # A form says on which page it was drawn, and that page is ours. Nothing else has the other site in it.
    drawn = f'name="drawn" value="{User.objects.get().pk} {address}"'
    assert drawn in page and "evil.example" not in page.replace(drawn, "")
    assert 'name="next" value=""' in page
    answer = client.post("/account/recovery-phrase/", {"next": elsewhere})
    assert "evil.example" not in answer.text and "evil.example" not in answer.get("Location", "")


def test_two_of_one_name_never_are_whatever_the_case(make_person):
    make_person("anna-4107")
    with pytest.raises(services.HandleTaken):
        services.sign_up(services.Newcomer(handle="anna-4107", password=PASSWORD))
    with pytest.raises(IntegrityError), transaction.atomic():
        User(handle="Anna-4107").save()

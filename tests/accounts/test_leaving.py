"""Leaving at once: by the button on every page, by the keyboard as each wants it, signed out where that is wished."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from community.accounts import services
from community.accounts.models import Revocation, User
from community.kernel.refused import NotAllowed
from tests.accounts.test_sign_up import open_form
from tests.support.people import acting


def choose(client, leaving, **more):
    return client.post("/leaving/", {"leaving": leaving, **more})


@pytest.mark.django_db
def test_a_guest_chooses_for_this_browser(client):
    assert choose(client, "five").status_code == 302
    assert client.cookies["leaving"].value == "five" and not client.cookies["leaving"]["httponly"]
    page = client.get("/leaving/").text
    assert 'value="five"' in page and "signs me out" not in page
    choose(client, "")
    assert client.cookies["leaving"].value == ""


@pytest.mark.django_db
def test_what_a_guest_chose_goes_along_into_the_account(client):
    choose(client, "off")
    client.post("/account/signup/", open_form(client))
    assert User.objects.get().leaving == "off"


@pytest.mark.django_db
def test_alice_finds_her_choice_again_on_another_device(alice, sign_in):
    choose(sign_in(alice), "off", signs_out="on")
    alice.refresh_from_db()
    assert (alice.leaving, alice.leave_signs_out) == ("off", True)
    other = Client()
    other.post("/account/login/", {"login": "alice", "password": "openhearth"})
    assert other.cookies["leaving"].value == "off"
    assert 'data-keys="off"' in other.get("/rooms/").text


@pytest.mark.django_db
def test_another_word_is_refused_and_nobody_chooses_for_somebody_else(alice, eve, sign_in):
    assert choose(sign_in(alice), "never").status_code == 200
    with pytest.raises(NotAllowed):
        services.change_leaving(alice, by=acting(eve), leaving="off", signs_out=True)


@pytest.mark.django_db
def test_who_wants_it_is_signed_out_by_leaving_without_script_too(alice):
    services.change_leaving(alice, by=acting(alice), leaving="", signs_out=True)
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    page = client.get("/rooms/").text
    form = page[page.index("data-leave-form") :]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    # Another site cannot do it.
    assert client.post("/leave/").status_code == 403 and "_auth_user_id" in client.session
    answer = client.post("/leave/", {"csrfmiddlewaretoken": token})
    assert answer["Location"] == "/leave/" and "_auth_user_id" not in client.session
    assert Revocation.objects.filter(user=alice, kind="session").exists()


@pytest.mark.django_db
def test_who_does_not_stays_signed_in_and_has_a_plain_link(alice, sign_in):
    client = sign_in(alice)
    assert "data-leave-form" not in client.get("/rooms/").text
    client.get("/leave/")
    assert "_auth_user_id" in client.session


def presses(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def test_shift_leaves_as_it_was_chosen_and_never_while_writing(browser, page_site) -> None:
    alice = page_site.person("lena")
    room = page_site.room("cellar")
    page = browser.open(alice)
    page.goto(f"/rooms/{room}/")
    field = page.locator("#id_body")
    field.fill("kept")
    field.focus()
    presses(page, 6)
    expect(field).to_have_value("kept")
    # Not with another key in between, either.
    page.locator("#main, main").first.evaluate("node => { node.tabIndex = -1; node.focus(); }")
    for key in ("Shift", "a", "Shift", "a", "Shift"):
        page.keyboard.press(key)
    assert page.url.endswith(f"/rooms/{room}/")
    page.goto("/leaving/")
    expect(page.locator("footer [data-leaving=three]")).to_be_visible()
    page.get_by_label("Shift pressed five times").check()
    page.get_by_label("Leaving signs me out, too").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("footer [data-leaving=five]")).to_be_visible()
    expect(page.locator("footer [data-leaving=three]")).to_be_hidden()
    # The page that asks nobody who they are knows it, too.
    page.goto("/help-now/")
    expect(page.locator("footer [data-leaving=five]")).to_be_visible()
    page.goto("/about/")
    page.evaluate("document.activeElement.blur(); localStorage.setItem('draft', 'words')")
    presses(page, 4)
    assert page.url.endswith("/about/")
    presses(page, 1)
    page.wait_for_url("**/leave/")
    assert page.evaluate("localStorage.length") == 0
    expect(page.get_by_role("heading", name="Notes")).to_be_visible()
    page.goto("/me/")
    page.wait_for_url("**/account/login/**")

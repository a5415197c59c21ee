"""Whatever goes wrong is said kindly, to a person as a page and to a program as JSON."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import path

from community import middleware, pages
from community.kernel.refused import Conflict, NotFound, TooFast
from community.urls import *  # noqa: F403
from community.urls import urlpatterns as the_site

JSON = {"accept": "application/json"}


def raises(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    *the_site,
    path(
        "t/fast",
        raises(TooFast("Please wait a moment before sending more.", retry_after=2.4)),
    ),
    path("t/conflict", raises(Conflict("This was already sent with other words."))),
    path("t/hidden", raises(NotFound("The room Whispers is not for you."))),
    path("t/gone", raises(Http404("secret reason"))),
    path("t/denied", raises(PermissionDenied("secret reason"))),
    path("t/broken", raises(RuntimeError("secret reason"))),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_a_refusal_is_a_kind_page_that_says_when_to_try_again(client):
    page = client.get("/t/fast")
    assert page.status_code == 429
    assert page["Retry-After"] == "3"
    assert "Please wait a moment before sending more." in page.text
    assert "You can try again in a few seconds." in page.text


def test_a_program_gets_the_refusal_of_the_protocol(client):
    answer = client.get("/t/fast", headers=JSON)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "3"
    assert answer.json() == {
        "type": "refused",
        "code": "too_fast",
        "message": "Please wait a moment before sending more.",
        "retry_after": 2.4,
    }
    conflict = client.get("/t/conflict", headers=JSON)
    assert (conflict.status_code, conflict.json()["code"]) == (409, "conflict")


@pytest.mark.parametrize("accept", ["*/*", "text/html,application/xhtml+xml,*/*;q=0.8", ""])
def test_a_browser_gets_a_page_and_no_json(client, accept):
    assert "<h1>" in client.get("/t/fast", headers={"accept": accept}).text


def test_hidden_and_not_there_look_the_same(client):
    hidden, gone, unknown = (client.get(address) for address in ("/t/hidden", "/t/gone", "/no/such/page"))
    assert hidden.status_code == gone.status_code == unknown.status_code == 404
    assert hidden.text == gone.text == unknown.text
    assert "Whispers" not in hidden.text


@pytest.mark.parametrize("debug", [True, False])
def test_an_unknown_address_never_shows_the_sites_addresses(client, settings, debug):
    settings.DEBUG = debug
    page = client.get("/no/such/page")
    assert page.status_code == 404
    assert "This is not here" in page.text
    assert "urlconf" not in page.text.lower()
    assert client.get("/no/such/page", headers=JSON).json()["code"] == "not_found"


def test_a_forbidden_page_gives_no_reason_away(client):
    page = client.get("/t/denied")
    assert page.status_code == 403
    assert "not open to you" in page.text and "secret" not in page.text


def test_the_page_for_a_broken_site_needs_nothing_that_could_be_broken(client, monkeypatch):
    client.raise_request_exception = False
    page = client.get("/t/broken")
    assert page.status_code == 500
    assert "Something broke on our side" in page.text and "secret" not in page.text
    assert "/help-now/" in page.text


def test_a_broken_site_answers_without_database(client, monkeypatch, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "Something broke" in pages.broken(RequestFactory().get("/")).text
        assert "could not be read" in pages.bad_request(RequestFactory().get("/")).text


def test_a_form_from_a_stale_page_is_refused_kindly(alice):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    page = strict.post("/account/logout/")
    assert page.status_code == 403
    assert "open for a long time" in page.text
    assert strict.post("/account/logout/", headers=JSON).json()["code"] == "stale_page"


def test_a_post_to_a_page_that_is_only_read_changes_nothing(client):
    assert client.post("/about/").status_code == 405


def test_the_page_for_too_many_tries_is_kind(client):
    page = pages.too_many(RequestFactory().get("/", headers={"accept": "text/html"}))
    assert page.status_code == 429 and page["Retry-After"] == "60"
    assert "Please wait about a minute before doing this again." in page.text


# --- Headers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/help-now/", "/leave/", "/no/such/page", "/t/fast"])
def test_every_page_keeps_a_visit_to_itself(client, address):
    page = client.get(address)
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy and "http:" not in policy and "https:" not in policy
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in page["Permissions-Policy"]
    assert page["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "public" not in page["Cache-Control"]


def test_ordinary_pages_may_come_back_from_the_back_button_and_secret_ones_may_not(sign_in, alice):
    browser = sign_in(alice)
    assert browser.get("/")["Cache-Control"] == "private, no-cache"
    assert "no-store" in browser.get("/account/password/change/")["Cache-Control"]


def test_signing_out_asks_the_browser_to_forget_its_pages(sign_in, alice):
    browser = sign_in(alice)
    page = browser.post("/account/logout/")
    assert page.status_code == 302
    assert page["Clear-Site-Data"] == '"cache"'


# --- Language and time -------------------------------------------------------------------------------


def test_times_are_drawn_in_the_readers_zone(alice):
    from django.http import HttpResponse
    from django.utils import timezone

    def look(request):
        return HttpResponse(timezone.get_current_timezone_name())

    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = "any"
    request.user = alice

    def answer(request):
        """As Django calls it: around the view, and with the view once it is known."""

        def inside(request):
            own.process_view(request, look, (), {})
            return look(request)

        own = middleware.OwnLanguageAndTime(inside)
        return own(request)

    alice.time_zone = "Asia/Kolkata"
    assert answer(request).content == b"Asia/Kolkata"
    assert timezone.get_current_timezone_name() == "UTC"
    alice.time_zone = "Nowhere/At_All"
    assert answer(request).content == b"UTC"


def test_reading_the_time_zone_costs_no_query(sign_in, alice, django_assert_num_queries):
    """Session and person: what any page of a signed-in person costs."""
    browser = sign_in(alice)
    with django_assert_num_queries(2):
        browser.get("/about/")

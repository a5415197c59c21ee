"""What every view asks of a request: whether a program asks, where to go on, which row is meant."""

import json

import pytest
from django.test import RequestFactory

from community.kernel.http import back_to, number, own_path, refused_json, wants_json
from community.kernel.refused import Invalid, TooFast
from rooms.live import frames

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "\\/evil.example/",
    "https://evil.example\\@testserver/",
    "https://testserver@evil.example/",
    "http:///evil.example/",
    "javascript:alert(1)",
    "data:text/html,hello",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "\t//evil.example/",
    "\x00/rooms/",
    "\x08//evil.example/",
    " //evil.example/",
    "/\r\n/evil.example/",
    "http://[evil",
    "rooms/evening/",
    "?next=/",
    "#m3",
    "",
]


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_a_link_one_was_sent_does_not_lead_elsewhere(asked):
    assert own_path(asked, "/home/") == "/home/"
    request = RequestFactory().post("/", {"next": asked})
    assert back_to(request, "/home/") == "/home/"


@pytest.mark.parametrize("asked", ["//testserver/rooms/", "http://testserver/rooms/"])
def test_a_path_is_asked_for_and_no_address_not_even_of_this_site(asked):
    assert back_to(RequestFactory().get("/", {"next": asked}), "/home/") == "/home/"


@pytest.mark.parametrize("asked", ["/", "/rooms/evening/#m3", "/me/?a=//b", "/people/a%2F%2Fb/", "/räume/"])
def test_a_path_of_this_site_is_gone_on_to(asked):
    assert own_path(asked) == asked
    assert back_to(RequestFactory().get("/", {"next": asked}), "/home/") == asked


def test_what_a_form_says_goes_before_what_the_address_says():
    request = RequestFactory().post("/?next=/from-the-address/", {"next": "/from-the-form/"})
    assert back_to(request, "/home/") == "/from-the-form/"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("7", 7), ("0", 0), ("007", 7), ("9" * 15, 10**15 - 1), ("9" * 16, None), ("", None), ("-1", None)]
    + [(text, None) for text in ("1.5", "1e3", " 1", "1 ", "0x1", "٣", "²", "1_000", "\x001")],
)
def test_a_number_in_an_address_is_plain_digits_or_names_nothing(text, meant):
    assert number(text) == meant


@pytest.mark.parametrize(
    ("accept", "program"),
    [
        ("application/json", True),
        ("application/json, text/html;q=0.5", True),
        ("text/html", False),
        ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("*/*", False),
        ("image/png", False),
    ],
)
def test_a_program_is_known_by_what_it_asks_for(accept, program):
    assert wants_json(RequestFactory().get("/", headers={"Accept": accept})) is program


def test_a_program_is_refused_over_http_in_the_words_of_the_socket():
    refusal = TooFast("Please wait a moment.", retry_after=2.34)
    response = refused_json(refusal, client_id="3f")
    assert json.loads(response.content) == frames.refused(
        "too_fast", "Please wait a moment.", client_id="3f", retry_after=2.34
    )
    assert (response.status_code, response["Retry-After"]) == (429, "3")


@pytest.mark.parametrize(("seconds", "said"), [(0, "1"), (0.2, "1"), (1, "1"), (1.01, "2"), (60, "60")])
def test_nobody_is_told_to_come_back_too_early(seconds, said):
    assert refused_json(TooFast("Wait.", retry_after=seconds))["Retry-After"] == said


def test_a_refusal_for_good_names_no_time():
    response = refused_json(Invalid("This cannot be read."))
    assert "Retry-After" not in response
    assert json.loads(response.content) == {
        "type": "refused", "code": "invalid", "message": "This cannot be read.",
    }  # fmt: skip

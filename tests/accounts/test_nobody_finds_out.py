"""P38: sign-up, sign-in and getting back in do not tell whether a name or an address is known here."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db

PASSWORD = "openhearth"
# What is different in any two answers: tokens, proofs, and the name that was typed.
CHANGING = [
    (r'name="csrfmiddlewaretoken" value="[^"]*"', ""),
    (r'name="offer" value="[^"]*"', ""),
    (r"\b\d{4}\b", ""),
]
CHANGING += [(r"nora|alice|closed-one", "NAME")]


class Counting(hashers.MD5PasswordHasher):
    """Counts what a password costs: each hash is one unit of the time somebody could measure."""

    algorithm = "counting"
    made = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).made += 1
        return super().encode(password, salt)


@pytest.fixture
def people(settings: Any, make_person: Callable[..., Any]) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    make_person("alice", email="alice@example.org")
    make_person("closed-one", email="closed@example.org", is_active=False)


def ask(path: str, **form: str) -> dict[str, Any]:
    """Everything somebody outside can see of an answer, and the work it took."""
    client = Client()
    Counting.made = 0
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.post(path, form)
    words = answer.content.decode()
    for pattern, instead in CHANGING:
        words = re.sub(pattern, instead, words)
    headers = {name: value for name, value in answer.items() if name not in {"Content-Length", "Expires"}}
    asked = len([query for query in queries if "site_cache" not in query["sql"]])
    return {
        "status": answer.status_code,
        "words": words,
        "headers": headers,
        "cookies": sorted(answer.cookies),
        "hashes": Counting.made,
        "queries": asked,
    }


def test_signing_up_says_the_same_for_a_name_in_use_and_one_that_is_not(people):
    form = {"password": "four-lamps-in-a-window", "adult": "on", "rules": "on"}
    in_use = ask("/account/signup/", handle="alice", **form)
    assert in_use["status"] == 200 and "We added a number" in in_use["words"]
    assert ask("/account/signup/", handle="nora", **form) == in_use
    assert ask("/account/signup/", handle="closed-one", **form) == in_use


def test_an_offer_is_made_without_looking_who_is_here(people, django_assert_num_queries):
    from community.accounts import handles

    with django_assert_num_queries(0):
        handles.made_up()
        handles.offer(handles.with_number("alice"))


def test_signing_in_says_and_costs_the_same_for_every_wrong_answer(people):
    wrong_password = ask("/account/login/", login="alice", password="not this one")
    assert wrong_password["status"] == 200 and wrong_password["hashes"] == 1
    assert "This name and password do not go together" in wrong_password["words"]
    assert ask("/account/login/", login="nora", password="not this one") == wrong_password
    assert ask("/account/login/", login="closed-one", password="not this one") == wrong_password
    assert ask("/account/login/", login="closed-one", password=PASSWORD) == wrong_password


def test_getting_back_in_says_the_same_for_every_address(people, mailoutbox):
    known = ask("/account/password/reset/", email="alice@example.org")
    unknown = ask("/account/password/reset/", email="nobody@example.org")
    closed = ask("/account/password/reset/", email="closed@example.org")
    for answer in (known, unknown, closed):
        answer.pop("queries")  # A link is made for one of them only; the mail that follows takes far longer.
        assert answer["status"] == 302 and answer["hashes"] == 0
    assert known == unknown == closed
    # A mail goes out each time, so that the time it takes tells nothing either.
    assert [mail.to for mail in mailoutbox] == [
        ["alice@example.org"],
        ["nobody@example.org"],
        ["closed@example.org"],
    ]


def test_too_many_tries_say_the_same_for_a_name_in_use_and_one_that_is_not(people):
    for name in ("alice", "nora"):
        for _ in range(5):
            ask("/account/login/", login=name, password="not this one")
    assert ask("/account/login/", login="alice", password=PASSWORD) == ask(
        "/account/login/", login="nora", password=PASSWORD
    )


def test_somebody_signed_out_cannot_ask_for_a_profile(people):
    answers = [Client().get(f"/people/{name}/") for name in ("alice", "nora")]
    assert {answer.status_code for answer in answers} == {302}

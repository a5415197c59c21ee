"""How often one may try. Counted in the cache, so for all processes together."""

import subprocess
import sys

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def try_to_sign_in(login: str, password: str = "not this one", **options):
    return Client(**options).post("/account/login/", {"login": login, "password": password})


def test_the_sixth_wrong_try_for_one_name_from_one_place_waits(alice):
    """From elsewhere its owner gets in (test_guessing.py)."""
    for _ in range(5):
        assert "do not go together" in try_to_sign_in("alice").content.decode()
    page = try_to_sign_in("ALICE", "openhearth")
    assert "There were several tries in a short time." in page.content.decode()
    assert "_auth_user_id" not in page.client.session


def test_right_answers_are_not_counted(alice):
    for _ in range(8):
        assert try_to_sign_in("alice", "openhearth").status_code == 302


def test_the_eleventh_wrong_try_from_one_place_waits(alice):
    for number in range(10):
        assert "do not go together" in try_to_sign_in(f"name-{number}").content.decode()
    assert "There were several tries" in try_to_sign_in("name-11").content.decode()


def test_the_twenty_first_sign_up_from_one_place_is_told_kindly_to_wait(client):
    for _ in range(20):
        assert client.post("/account/signup/", {"handle": "anna"}).status_code == 200
    answer = client.post("/account/signup/", {"handle": "anna"})
    assert answer.status_code == 429 and "Please wait about an hour" in answer.content.decode()
    assert client.get("/account/signup/").status_code == 200


def test_looking_at_many_names_is_no_sign_up(client):
    for _ in range(30):
        assert client.post("/account/signup/", {"another": "1"}).status_code == 200
    assert client.post("/account/signup/", {"handle": "anna"}).status_code == 200


def test_asking_for_many_links_to_one_address_ends(client, mailoutbox):
    answers = [
        client.post("/account/password/reset/", {"email": "a@example.org"}).status_code for _ in range(6)
    ]
    assert answers == [302] * 5 + [429] and len(mailoutbox) == 5


def test_guessing_the_password_on_ones_own_pages_ends(alice, sign_in):
    client = sign_in(alice)
    for _ in range(10):
        assert client.post("/me/close/", {"password": "wrong"}).status_code == 200
    assert client.post("/account/email/", {"password": "wrong"}).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_the_same_count(alice, settings):
    """The counts stand in a cache that is not this process's memory."""
    assert "locmem" not in settings.CACHES["default"]["BACKEND"]
    for _ in range(5):
        try_to_sign_in("alice")
    database = settings.DATABASES["default"]
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.db import connections\n"
        f"connections.databases['default']['NAME'] = {str(database['NAME'])!r}\n"
        "settings.ALLOWED_HOSTS = ['*']\n"
        "from django.test import Client\n"
        "page = Client().post('/account/login/', {'login': 'alice', 'password': 'openhearth'})\n"
        "print('several tries' in page.content.decode())\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert answer.stdout.strip() == "True", answer.stderr


def test_a_report_over_the_limit_keeps_its_words_and_says_how_long(alice, bob, sign_in, monkeypatch):
    from datetime import timedelta

    from community.kernel import limits

    monkeypatch.setattr(limits, "REPORTS", limits.Limit("report-once", 1, per=timedelta(hours=1)))
    client = sign_in(alice)
    path, form = f"/report/person/{bob.pk}/", {"reason": "unkind", "words": "It goes on and on."}
    assert client.post(path, form).status_code == 302
    page = client.post(path, form)
    assert page.status_code == 429 and "It goes on and on." in page.content.decode()
    assert "Please wait about an hour" in page.content.decode()


def test_a_suspended_person_leaves_changes_the_password_and_ends_other_sign_ins(alice, sign_in):
    """Case 27."""
    from datetime import timedelta

    from django.utils import timezone

    alice.suspended_until = timezone.now() + timedelta(days=3650)
    alice.save()
    client, other = sign_in(alice), sign_in(alice)
    for path in (
        "/account/sessions/",
        "/account/password/change/",
        "/account/recovery-phrase/",
        "/leaving/",
        "/me/export/",
    ):
        assert client.get(path).status_code == 200, path
    assert client.post("/me/sign-out-everywhere/").status_code == 302
    assert other.get("/account/sessions/").status_code == 302
    new = {"oldpassword": "openhearth", "password1": "seven-boats-on-a-lake"}
    assert client.post("/account/password/change/", new).status_code == 302
    client.post("/me/close/", {"password": new["password1"]})
    alice.refresh_from_db()
    assert not alice.is_active and alice.delete_after

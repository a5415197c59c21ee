"""What people change of themselves, and what others see of them."""

import pytest
from django.test import Client

from community.accounts import services
from community.accounts.models import User
from community.accounts.templatetags.devices import device
from community.kernel.refused import NotFound
from tests.support.people import acting

pytestmark = pytest.mark.django_db
MINE = [
    "/me/",
    "/me/welcome/",
    "/me/close/",
    "/account/email/",
    "/account/password/change/",
    "/account/sessions/",
    "/account/2fa/",
]


@pytest.mark.parametrize("path", [*MINE, "/me/sign-out-everywhere/"])
def test_a_signed_out_person_is_asked_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302 and answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("path", MINE)
def test_alice_opens_each_of_her_pages(alice, sign_in, path):
    page = sign_in(alice).get(path)
    assert page.status_code == 200
    assert "user" not in visible_words(page.content.decode()).lower().split()


def visible_words(html: str) -> str:
    import re

    html = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return html


def test_alice_changes_what_she_goes_by(alice, sign_in):
    client = sign_in(alice)
    form = {"display_name": "  Ali  ce ", "about": "I like\x07 rain", "time_zone": "Europe/Rome"}
    assert client.post("/me/", form).status_code == 302
    alice.refresh_from_db()
    assert (alice.display_name, alice.about, alice.time_zone) == ("Ali ce", "I like rain", "Europe/Rome")
    client.post("/me/", {**form, "display_name": ""})
    alice.refresh_from_db()
    assert alice.name == "alice"


def test_a_name_like_a_duty_is_refused_beside_the_field_and_nothing_typed_is_lost(alice, sign_in):
    page = sign_in(alice).post(
        "/me/", {"display_name": "M0derator", "about": "Still here", "time_zone": "UTC"}
    )
    html = page.content.decode()
    assert page.status_code == 200 and 'href="#id_display_name"' in html and "Still here" in html
    alice.refresh_from_db()
    assert alice.display_name == "Alice"
    # The name in the corner of that same page is the one she has.
    assert "M0derator" not in html.split("<main")[0]


def test_a_time_zone_nobody_has_is_refused(alice, sign_in):
    page = sign_in(alice).post("/me/", {"display_name": "Alice", "about": "", "time_zone": "Middle/Earth"})
    assert page.status_code == 200 and 'href="#id_time_zone"' in page.content.decode()


def test_an_address_is_kept_only_with_the_password(alice, sign_in):
    client = sign_in(alice)
    page = client.post("/account/email/", {"email": "alice@example.org", "password": "wrong"})
    assert page.status_code == 200 and User.objects.get(pk=alice.pk).email == ""
    client.post("/account/email/", {"email": "Alice@Example.org", "password": "openhearth"})
    # Confirmed by nobody yet (test_addresses.py).
    assert User.objects.get(pk=alice.pk).email == ""
    assert alice.unconfirmed_address.email == "alice@example.org"
    client.post("/account/email/", {"email": "", "password": "openhearth"})
    assert "alice@example.org" not in client.get("/account/email/").content.decode()


def test_a_profile_is_seen_by_people_who_are_signed_in(alice, bob):
    assert services.profile_of("Alice", bob) == alice


def test_a_closed_account_and_a_name_nobody_has_look_the_same(alice, bob, sign_in):
    services.close_account(alice, by=acting(alice))
    for handle in ("alice", "nobody-here"):
        with pytest.raises(NotFound):
            services.profile_of(handle, bob)
        assert sign_in(bob).get(f"/people/{handle}/").status_code == 404


def test_signed_out_there_are_no_profiles(alice):
    from django.contrib.auth.models import AnonymousUser

    with pytest.raises(NotFound):
        services.profile_of("alice", AnonymousUser())


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", "Firefox on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17 Safari/604",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/126 Safari/537 Edg/126", "Edge on Windows"),
        ("", "A device"),
    ],
)
def test_a_device_is_named_in_words(told, words):
    assert device(told) == words


def test_devices_are_listed_without_addresses(alice):
    client = Client(
        headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}
    )
    client.post("/account/login/", {"login": "alice", "password": "openhearth"}, REMOTE_ADDR="203.0.113.9")
    html = client.get("/account/sessions/").content.decode()
    assert "Firefox on Linux" in html and "this one" in html and "203.0.113.9" not in html

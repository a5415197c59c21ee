"""No page above member works without a second step in the sign-in (P36); the demo is excused, behind a banner."""

import time
import uuid

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from community.accounts.actor import of_socket
from community.accounts.sessions import person_of
from moderation.roles import groups, policy
from moderation.roles.models import Role
from rooms import posting
from tests.moderation.people import give_role
from tests.support.people import acting

pytestmark = pytest.mark.django_db
PASSWORD = "openhearth"

# Every address above member, and a role that opens it. Those that only take forms are asked by POST.
ABOVE_MEMBER = [
    ("GET", "admin:index", [], Role.STAFF),
    ("GET", "admin:accounts_user_changelist", [], Role.STAFF),
    ("GET", "admin:roles_rolegrant_changelist", [], Role.STAFF),
    ("GET", "break_glass", [], Role.LEAD),
    ("POST", "break_glass", [], Role.LEAD),
    ("GET", "break_glass_one", [1], Role.LEAD),
    ("POST", "break_glass_confirm", [1], Role.LEAD),
    ("POST", "break_glass_end", [1], Role.LEAD),
    ("POST", "break_glass_read", [1], Role.LEAD),
    ("GET", "desk_cases", [], Role.MODERATOR),
    ("GET", "desk_case", [1], Role.MODERATOR),
    ("POST", "desk_case_next", [], Role.MODERATOR),
    ("POST", "desk_case_claim", [1], Role.MODERATOR),
    ("POST", "desk_case_release", [1], Role.MODERATOR),
    ("POST", "desk_case_settle", [1], Role.MODERATOR),
    ("POST", "desk_case_close", [1], Role.MODERATOR),
    ("GET", "desk_person", ["alice"], Role.MODERATOR),
    ("POST", "desk_undo", [1], Role.MODERATOR),
    ("GET", "desk_appeals", [], Role.MODERATOR),
    ("GET", "desk_appeal", [1], Role.MODERATOR),
    ("GET", "desk_figures", [], Role.MODERATOR),
    ("GET", "moderate", ["person", "1"], Role.MODERATOR),
]


def text(response):
    return " ".join(response.content.decode().split())


def code_now(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def without_second_step(person):
    """Signed in by a password alone, as a sign-in from before the second step was set up is."""
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("has_one", [False, True], ids=["none set up", "not shown in this sign-in"])
@pytest.mark.parametrize(("method", "name", "args", "role"), ABOVE_MEMBER)
def test_no_page_above_member_opens_without_a_second_step(alice, method, name, args, role, has_one):
    give_role(alice, role)
    if not has_one:
        alice.authenticator_set.all().delete()
    client = without_second_step(alice)
    response = client.generic(method, reverse(name, args=args))
    while response.status_code == 302 and response["Location"].startswith("/admin/login/"):
        response = client.get(response["Location"])
    assert response.status_code == 302 and response["Location"].startswith("/me/second-step/")
    page = text(client.get(response["Location"]))
    assert ("Type a code from my app" in page) if has_one else ("Set up a second step" in page)


@pytest.mark.parametrize("name", [row[1] for row in ABOVE_MEMBER if row[0] == "GET" and not row[2]])
def test_with_the_second_step_they_open(alice, sign_in, name):
    role = next(row[3] for row in ABOVE_MEMBER if row[1] == name)
    give_role(alice, role)
    groups.sync(alice)
    assert sign_in(alice).get(reverse(name)).status_code == 200


def test_a_member_is_not_asked_for_a_second_step(alice):
    client = without_second_step(alice)
    assert client.get("/break-glass/").status_code == 404
    assert client.get("/me/second-step/")["Location"] == "/me/roles/"


def test_a_program_gets_the_refusal_and_no_page(alice):
    give_role(alice, Role.LEAD)
    response = without_second_step(alice).get("/break-glass/", headers={"Accept": "application/json"})
    assert response.status_code == 404


def test_everything_a_member_can_do_works_meanwhile(alice, room):
    give_role(alice)
    client = without_second_step(alice)
    assert client.get(f"/rooms/{room.slug}/").status_code == 200
    sent = client.post(f"/rooms/{room.slug}/messages/", {"body": "hello", "client_id": str(uuid.uuid4())})
    assert sent.status_code == 302
    assert room.messages.get().role == ""


def test_a_code_opens_the_page_that_was_wanted(alice):
    give_role(alice, Role.LEAD)
    alice.authenticator_set.all().delete()
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    client = without_second_step(alice)
    asked = client.get("/break-glass/")["Location"]
    page = client.get(asked)
    assert "/account/2fa/reauthenticate/?next=%2Fbreak-glass%2F" in text(page)
    client.post("/account/2fa/reauthenticate/", {"code": "000000", "next": "/break-glass/"})
    assert client.get("/break-glass/").status_code == 302
    answer = client.post("/account/2fa/reauthenticate/", {"code": code_now(secret), "next": "/break-glass/"})
    assert answer["Location"] == "/break-glass/"
    assert client.get("/break-glass/").status_code == 200


def test_signing_in_with_a_code_or_a_spare_code_is_enough(alice, client):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    give_role(alice, Role.LEAD)
    alice.authenticator_set.all().delete()
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    spare = RecoveryCodes.activate(alice).get_unused_codes()[0]
    for code in (code_now(secret), spare):
        client.post("/account/login/", {"login": "alice", "password": PASSWORD})
        client.post("/account/2fa/authenticate/", {"code": code})
        assert client.get("/break-glass/").status_code == 200
        client.post("/account/logout/")


@pytest.mark.django_db(transaction=True)  # it is told after the commit
def test_setting_up_the_first_app_wakes_the_role_at_once(alice, client):
    give_role(alice, Role.LEAD)
    alice.authenticator_set.all().delete()
    client.post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert client.get("/break-glass/").status_code == 302
    page = "/account/2fa/totp/activate/"
    asked = client.post(client.get(page)["Location"], {"password": PASSWORD, "next": page}, follow=True)
    secret = asked.context["form"].secret
    client.post(page, {"code": code_now(secret)})
    assert client.get("/break-glass/").status_code == 200


def test_a_sign_in_of_another_person_proves_nothing(alice, bob, sign_in):
    give_role(alice, Role.LEAD)
    give_role(bob, Role.LEAD)
    client = sign_in(alice)
    session = client.session
    session["_auth_user_id"] = str(bob.pk)
    session["_auth_user_hash"] = bob.get_session_auth_hash()
    session.save()
    assert client.get("/break-glass/").status_code == 302


def actor_by(key):
    """As the socket makes it."""
    person, second_step = person_of(key)
    return of_socket(person, key=key, second_step=second_step, address="127.0.0.1")


def test_a_socket_of_such_a_sign_in_counts_as_a_member(alice, room, sign_in):
    give_role(alice)
    without = actor_by(without_second_step(alice).session.session_key)
    with_it = actor_by(sign_in(alice).session.session_key)
    assert not policy.is_moderator(acting(without)) and policy.powers_of(acting(without)).lacks_second_factor
    assert policy.is_moderator(acting(with_it))
    for user in (without, with_it):
        posting.post_message(posting.Post(room.slug, acting(user), uuid.uuid4(), "hello"))
    assert list(room.messages.order_by("seq").values_list("role", flat=True)) == ["", "moderator"]


def test_a_role_without_any_second_step_sleeps_on_the_own_page_too(alice):
    give_role(alice)
    alice.authenticator_set.all().delete()
    page = text(without_second_step(alice).get("/me/roles/"))
    assert "Your role sleeps" in page and "What was reported" not in page


@pytest.mark.parametrize(
    ("debug", "redis", "excused"),
    [(True, "", True), (True, "redis://here", False), (False, "", False), (False, "redis://here", False)],
)
def test_only_the_embedded_demo_is_excused_and_says_so(alice, settings, debug, redis, excused):
    give_role(alice, Role.LEAD)
    alice.authenticator_set.all().delete()
    settings.DEBUG, settings.REDIS_URL = debug, redis
    client = without_second_step(alice)
    assert (client.get("/break-glass/").status_code == 200) is excused
    for path in ("/", "/about/", "/me/roles/"):
        assert ("Roles work with a password alone here." in text(client.get(path))) is excused

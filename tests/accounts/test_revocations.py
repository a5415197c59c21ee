"""Every end of a sign-in leaves a revocation, in the same transaction, for the sockets to find."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.accounts import services
from community.accounts.models import Revocation, session_digest
from community.kernel.refused import NotAllowed
from tests.support.people import acting

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "openhearth", "seven-boats-on-a-lake"


def sign_in(client, person):
    client.post("/account/login/", {"login": person.handle, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)
    Revocation.objects.all().delete()
    return client.session.session_key


def written():
    return list(Revocation.objects.order_by("pk").values_list("kind", "user_id", "session"))


def test_signing_out_revokes_this_sign_in(client, alice):
    key = sign_in(client, alice)
    client.post("/account/logout/")
    assert written() == [("session", alice.pk, session_digest(key))]


def test_signing_in_revokes_nothing(client, alice):
    client.get("/account/login/")
    client.post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert written() == []


def test_a_new_password_revokes_every_sign_in_and_the_own_tab_works_on(client, alice, sign_in_elsewhere):
    key = sign_in(client, alice)
    elsewhere = sign_in_elsewhere(alice)
    answer = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW})
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert ("sessions", alice.pk, "") in written()
    assert client.session.session_key != key
    assert client.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


def test_signing_out_on_all_others_leaves_the_own_tab_alone(client, alice, sign_in_elsewhere):
    sign_in(client, alice)
    elsewhere = sign_in_elsewhere(alice)
    assert client.post("/me/sign-out-everywhere/").status_code == 302
    assert ("sessions", alice.pk, "") in written()
    assert client.get("/me/").status_code == 200 and elsewhere.get("/me/").status_code == 302


def test_signing_out_everywhere_here_too(client, alice, sign_in_elsewhere):
    sign_in(client, alice)
    elsewhere = sign_in_elsewhere(alice)
    client.post("/me/sign-out-everywhere/", {"here": "1"})
    assert ("sessions", alice.pk, "") in written()
    assert client.get("/me/").status_code == 302 and elsewhere.get("/me/").status_code == 302


def test_ending_another_device_revokes_that_sign_in(client, alice):
    from django.test import Client

    other = Client()
    other_key = sign_in(other, alice)
    sign_in(client, alice)
    client.post("/account/sessions/")
    assert written() == [("session", alice.pk, session_digest(other_key))]
    assert other.get("/me/").status_code == 302 and client.get("/me/").status_code == 200


def test_deleting_a_stored_sign_in_revokes_it_and_an_expired_one_needs_nothing(client, alice):
    key = sign_in(client, alice)
    Session.objects.get(session_key=key).delete()
    assert written() == [("session", alice.pk, session_digest(key))]
    sign_in(client, alice)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    Session.objects.all().delete()
    assert written() == []


def test_the_session_of_somebody_signed_out_leaves_nothing(client, alice):
    session = client.session
    session["seen"] = True
    session.save()
    Session.objects.get(session_key=session.session_key).delete()
    assert written() == []


def test_closing_the_account_revokes_and_signs_out(client, alice):
    sign_in(client, alice)
    answer = client.post("/me/close/", {"password": PASSWORD})
    assert "Your account is closed" in answer.content.decode()
    assert ("account", alice.pk, "") in written()
    assert client.get("/me/").status_code == 302
    alice.refresh_from_db()
    assert not alice.is_active


def test_the_account_is_not_closed_without_the_password(client, alice):
    sign_in(client, alice)
    answer = client.post("/me/close/", {"password": "not this one"})
    assert "This is not the password of this account." in answer.content.decode()
    alice.refresh_from_db()
    assert alice.is_active and written() == []


@pytest.mark.parametrize(
    "act",
    [
        lambda alice, eve: services.close_account(alice, by=acting(eve)),
        lambda alice, eve: services.sign_out_everywhere(alice, by=acting(eve)),
        lambda alice, eve: services.change_name(alice, by=acting(eve), display_name="Eve was here"),
        lambda alice, eve: services.change_settings(alice, by=acting(eve), about="", time_zone="UTC"),
        lambda alice, eve: services.change_settings(alice, by=acting(eve), about="Eve", time_zone="UTC"),
    ],
)
def test_eve_cannot_change_alice(alice, eve, act):
    with pytest.raises(NotAllowed):
        act(alice, eve)
    alice.refresh_from_db()
    assert alice.is_active and alice.display_name == "Alice" and not alice.email and written() == []


def test_staff_may_close_an_account(alice, make_person):
    mo = make_person("mo", is_staff=True, is_superuser=True)
    services.close_account(alice, by=acting(mo))
    assert written() == [("account", alice.pk, "")]


@pytest.fixture
def sign_in_elsewhere():
    from django.test import Client

    def on_another_device(person):
        other = Client()
        other.force_login(person)
        assert other.get("/me/").status_code == 200
        return other

    return on_another_device

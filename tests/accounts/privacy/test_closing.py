"""Closing one's account, and the fourteen days in which one may come back."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from community.accounts.models import Revocation, User
from community.accounts.privacy import services
from community.accounts.sign_in import has_shown_second_step
from community.kernel.refused import NotAllowed
from tests.accounts.test_nobody_finds_out import ask
from tests.accounts.test_second_step import code_now
from tests.support.people import PASSWORD, acting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def sign_in_by_form(handle="alice", password=PASSWORD):
    client = Client()
    return client, client.post("/account/login/", {"login": handle, "password": password})


@pytest.fixture
def closed(alice):
    return services.close(alice, by=acting(alice))


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=True)


# --- Closing ----------------------------------------------------------------------------------------


def test_the_page_says_what_happens_and_asks_for_the_password(alice, sign_in):
    client = sign_in(alice)
    page = client.get("/me/close/").content.decode()
    assert "In 14 days" in page and "deleted for good" in page and "Take your things along" in page
    page = client.post("/me/close/", {"password": "wrong"}).content.decode()
    assert "not the password" in page
    alice.refresh_from_db()
    assert alice.is_active and alice.delete_after is None


def test_closing_ends_everything_at_once(alice, bob, sign_in):
    here, elsewhere = sign_in(alice), sign_in(alice)
    page = here.post("/me/close/", {"password": PASSWORD}).content.decode()
    alice.refresh_from_db()
    assert not alice.is_active and alice.delete_after > timezone.now() + 13 * DAY
    assert "It will be deleted on" in page
    assert here.get("/me/").status_code == elsewhere.get("/me/").status_code == 302
    assert Revocation.objects.filter(user=alice, kind=Revocation.Kind.ACCOUNT).exists()
    assert sign_in(bob).get("/people/alice/").status_code == 404


def test_only_the_person_closes_it_this_way(alice, make_person):
    for by in (make_person("mo", is_staff=True, is_superuser=True), make_person("nora")):
        with pytest.raises(NotAllowed):
            services.close(alice, by=acting(by))


def test_a_suspended_person_may_close_and_take_their_things_along(alice, sign_in):
    User.objects.filter(pk=alice.pk).update(suspended_until=timezone.now() + 30 * DAY)
    client = sign_in(alice)
    standing = client.get("/me/standing/").content.decode()
    assert "/me/close/" in standing and "/me/export/" in standing
    assert client.get("/me/").status_code == 303
    assert client.get("/me/export/").status_code == 200
    assert client.post("/me/export/", {"password": PASSWORD}).status_code == 302
    assert client.get("/me/close/").status_code == 200
    assert client.post("/me/close/", {"password": PASSWORD}).status_code == 200
    alice.refresh_from_db()
    assert not alice.is_active


# --- The last one -----------------------------------------------------------------------------------


def test_the_last_who_runs_the_site_is_told_what_to_do_first(make_person, sign_in):
    root = make_person("root", is_staff=True, is_superuser=True)
    client = sign_in(root)
    assert "createsuperuser" in client.get("/me/close/").content.decode()
    answer = client.post("/me/close/", {"password": PASSWORD})
    assert answer.status_code == 403 and "createsuperuser" in answer.content.decode()
    second = make_person("second", is_staff=True, is_superuser=True)
    services.close(root, by=acting(root))
    with pytest.raises(NotAllowed):
        services.close(second, by=acting(second))


def test_the_last_of_the_staff_stays_until_there_is_another(make_person):
    stella = make_person("stella", is_staff=True)
    with pytest.raises(NotAllowed) as refusal:
        services.close(stella, by=acting(stella))
    assert refusal.value.code == "last_of_all"
    make_person("mona", is_staff=True)
    services.close(stella, by=acting(stella))


# --- Coming back ------------------------------------------------------------------------------------


def test_signing_in_leads_to_one_page_and_nothing_else_opens(closed):
    client, answer = sign_in_by_form()
    assert answer.status_code == 302 and answer["Location"] == "/me/closed/"
    page = client.get("/me/closed/").content.decode()
    assert "Come back" in page and "Keep it closed" in page
    for path in (
        "/me/",
        "/me/export/",
        "/me/standing/",
        "/people/alice/",
        "/account/sessions/",
        "/me/close/",
    ):
        assert client.get(path)["Location"].startswith("/account/login/"), path
    assert "_auth_user_id" not in client.session


def test_coming_back_everything_is_as_it_was(closed, make_room):
    make_room("evening", members=[closed])
    client, _ = sign_in_by_form()
    answer = client.post("/me/closed/", {"come_back": "1"})
    assert answer.status_code == 302 and answer["Location"] == "/"
    closed.refresh_from_db()
    assert closed.is_active and closed.delete_after is None
    assert client.get("/me/").status_code == 200
    assert closed.usersession_set.count() == 1
    assert closed.memberships.filter(left_at=None).count() == 1


def test_keeping_it_closed_leaves_nothing_in_the_browser(closed):
    client, _ = sign_in_by_form()
    page = client.post("/me/closed/", {"keep": "1"}).content.decode()
    assert "It will be deleted on" in page
    assert client.get("/me/closed/").status_code == 302 and "closed_account" not in client.session
    closed.refresh_from_db()
    assert closed.may_come_back


def test_old_sign_ins_do_not_live_again(alice, sign_in):
    before = sign_in(alice)
    services.close(alice, by=acting(alice))
    client, _ = sign_in_by_form()
    client.post("/me/closed/", {"come_back": "1"})
    assert client.get("/me/").status_code == 200
    assert before.get("/me/").status_code == 302


def test_whoever_has_a_second_step_shows_it_to_come_back(alice):
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    services.close(alice, by=acting(alice))
    client, answer = sign_in_by_form()
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert client.get("/me/closed/")["Location"] == "/account/login/"
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert client.get("/me/closed/")["Location"] == "/account/login/"
    answer = client.post("/account/2fa/authenticate/", {"code": code_now(secret)})
    assert answer["Location"] == "/me/closed/"
    client.post("/me/closed/", {"come_back": "1"})
    assert has_shown_second_step(client.session, alice)


def test_a_passkey_leads_to_the_same_page(closed, rf, client):
    from allauth.account.internal.flows.login import perform_login
    from allauth.account.models import Login
    from allauth.core import context

    request = rf.post("/account/2fa/webauthn/login/")
    request.session = client.session
    request.user = User()
    with context.request_context(request):
        answer = perform_login(request, Login(user=closed))
    assert answer["Location"] == "/me/closed/" and request.session["closed_account"]["person"] == closed.pk


def test_a_suspension_still_holds_for_whoever_comes_back(alice):
    until = timezone.now() + 30 * DAY
    User.objects.filter(pk=alice.pk).update(suspended_until=until)
    alice.refresh_from_db()
    services.close(alice, by=acting(alice))
    client, _ = sign_in_by_form()
    assert "still holds" in client.get("/me/closed/").content.decode()
    client.post("/me/closed/", {"come_back": "1"})
    assert client.get("/rooms/")["Location"] == "/me/standing/"
    alice.refresh_from_db()
    assert alice.suspended_until == until


def test_the_page_between_closes_after_half_an_hour(closed):
    client, _ = sign_in_by_form()
    with later(minutes=31):
        assert client.get("/me/closed/")["Location"] == "/account/login/"
        assert client.post("/me/closed/", {"come_back": "1"})["Location"] == "/account/login/"
    closed.refresh_from_db()
    assert not closed.is_active


def test_another_password_closes_the_page_between(closed):
    client, _ = sign_in_by_form()
    closed.set_password("four-lamps-in-a-window")
    closed.save()
    assert client.get("/me/closed/")["Location"] == "/account/login/"


def test_after_fourteen_days_nobody_comes_back(closed):
    with later(days=14, seconds=1):
        _, answer = sign_in_by_form()
        assert "do not go together" in answer.content.decode()
        with pytest.raises(NotAllowed):
            services.come_back(closed)


def test_an_account_closed_by_staff_stays_closed(alice, make_person):
    from community.accounts import services as accounts

    accounts.close_account(alice, by=acting(make_person("mo", is_staff=True, is_superuser=True)))
    _, answer = sign_in_by_form()
    assert answer.status_code == 200 and "do not go together" in answer.content.decode()
    with pytest.raises(NotAllowed):
        services.come_back(alice)


def test_whoever_is_opened_again_in_the_shell_is_not_deleted(closed):
    closed.is_active = True
    closed.save(update_fields=["is_active"])
    closed.refresh_from_db()
    assert closed.is_active and closed.delete_after is None


def test_staff_cannot_open_what_somebody_closed_themselves(closed, make_person):
    from community.accounts import services as accounts

    root = make_person("root", is_staff=True, is_superuser=True)
    with pytest.raises(NotAllowed) as refusal:
        accounts.open_account(closed, by=acting(root))
    assert refusal.value.code == "closed_themselves"


def test_a_lost_password_is_found_again_meanwhile(closed, mailoutbox):
    User.objects.filter(pk=closed.pk).update(email="alice@example.org")
    Client().post("/account/password/reset/", {"email": "alice@example.org"})
    assert "/account/password/reset/key/" in mailoutbox[0].body


# --- Nobody finds out (P38) -------------------------------------------------------------------------


def test_without_the_password_it_is_as_unknown_as_a_name_nobody_has(closed, settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_nobody_finds_out.Counting"]
    User.objects.filter(pk=closed.pk).update(password=_hashed(PASSWORD))
    wrong = ask("/account/login/", login="alice", password="not this one")
    assert wrong["status"] == 200 and wrong["hashes"] == 1
    assert ask("/account/login/", login="nora", password="not this one") == wrong


def _hashed(password):
    from django.contrib.auth.hashers import make_password

    return make_password(password)


def test_the_page_between_says_nothing_to_a_stranger(closed, client, bob, sign_in):
    assert client.get("/me/closed/")["Location"] == "/account/login/"
    assert client.post("/me/closed/", {"come_back": "1"})["Location"] == "/account/login/"
    assert sign_in(bob).get("/me/closed/")["Location"] == "/me/"


def test_the_day_is_that_of_the_person_though_nobody_is_signed_in(alice):
    User.objects.filter(pk=alice.pk).update(time_zone="Pacific/Auckland")
    with time_machine.travel("2026-03-01T20:30:00+00:00", tick=False):
        services.close(alice, by=acting(User.objects.get(pk=alice.pk)))
        client, _ = sign_in_by_form()
        assert "16 March 2026" in client.get("/me/closed/").content.decode()

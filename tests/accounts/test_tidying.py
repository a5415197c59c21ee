"""What is left behind by sign-ins, revocations and limits goes away at night, and what is in use stays."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from community.accounts.models import Revocation
from community.kernel import batches, cache, chores

pytestmark = pytest.mark.django_db
PASSWORD = "openhearth"
LONG_AGO = timedelta(days=40)


def sign_in(person):
    client = Client()
    client.post("/account/login/", {"login": person.handle, "password": PASSWORD})
    return client


def test_sign_ins_that_ran_out_are_forgotten_and_nobody_is_signed_out(alice, bob):
    over, still_in = sign_in(alice), sign_in(bob)
    Session.objects.filter(session_key=over.session.session_key).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )
    UserSession.objects.update(created_at=timezone.now() - LONG_AGO)
    Revocation.objects.all().delete()
    chores.run("accounts.forget_old_sign_ins")
    assert list(UserSession.objects.values_list("user", flat=True)) == [bob.pk]
    assert Session.objects.count() == 1 and not Revocation.objects.exists()
    assert still_in.get("/me/").status_code == 200 and over.get("/me/").status_code == 302


def test_a_sign_in_that_is_just_being_made_stays_in_the_list(alice):
    sign_in(alice)
    Session.objects.all()._raw_delete("default")
    chores.run("accounts.forget_old_sign_ins")
    assert UserSession.objects.count() == 1


def test_old_revocations_go_and_the_newest_stays_for_those_who_count_on(alice, bob):
    for days in (30, 8, 6, 0):
        Revocation.objects.create(kind="rights", user=alice, at=timezone.now() - timedelta(days=days))
    chores.run("accounts.forget_old_revocations")
    assert Revocation.objects.count() == 2
    Revocation.objects.update(at=timezone.now() - LONG_AGO)
    newest = Revocation.objects.latest("pk").pk
    chores.run("accounts.forget_old_revocations")
    assert list(Revocation.objects.values_list("pk", flat=True)) == [newest]


def test_limits_that_ran_out_leave_the_table_and_those_that_hold_stay(time_machine, monkeypatch):
    monkeypatch.setattr(cache, "PIECE", 2)
    table = caches["default"]
    for number in range(5):
        table.set(f"ran-out-{number}", "x", timeout=60)
    table.set("holds", "x", timeout=60 * 60 * 24)
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert chores.run("accounts.sweep_the_cache")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM site_cache")
        kept = [key for (key,) in cursor.fetchall()]
    assert [key for key in kept if "ran-out" in key] == [] and any("holds" in key for key in kept)
    assert table.get("holds") == "x"


def test_a_cache_that_is_no_table_needs_no_sweeping(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert cache.sweep() == 0


def test_much_is_deleted_in_pieces(alice):
    for _ in range(5):
        Revocation.objects.create(kind="rights", user=alice)
    assert batches.delete_in_batches(Revocation.objects.filter(user=alice), piece=2) == 5
    assert not Revocation.objects.exists()

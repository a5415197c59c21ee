"""What ended is there to look at. People in the admin: tests/moderation/cases/test_admin.py."""

import pytest

from community.accounts import blocks
from community.accounts.models import Revocation
from tests.support.people import acting

pytestmark = pytest.mark.django_db


def test_revocations_are_there_to_look_at(make_person, alice, sign_in):
    staff = sign_in(make_person("mo", is_staff=True, is_superuser=True))
    Revocation.objects.create(kind="account", user=alice)
    assert staff.get("/admin/accounts/revocation/").status_code == 200
    assert staff.get("/admin/accounts/revocation/add/").status_code == 403


def test_who_put_whom_aside_is_nobody_elses_to_see(make_person, alice, bob, sign_in):
    blocks.mute(bob, by=acting(alice))
    staff = sign_in(make_person("mo", is_staff=True, is_superuser=True))
    assert staff.get("/admin/accounts/mute/").status_code == 404
    assert staff.get("/admin/accounts/block/").status_code == 404

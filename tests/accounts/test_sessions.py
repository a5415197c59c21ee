"""Whom a sign-in belongs to, read for many at once: the same as a page says of each of them alone."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.accounts import blocks
from community.accounts.sessions import people_of, person_of
from tests.support.people import acting


@pytest.fixture
def keys(alice, bob, eve, sign_in):
    return {person.handle: sign_in(person).session.session_key for person in (alice, bob, eve)}


def names(found):
    return {key: person.handle for key, (person, _second_step) in found.items()}


def test_everybody_who_comes_back_at_once_is_known(keys):
    assert names(people_of(list(keys.values()))) == {key: handle for handle, key in keys.items()}


def test_a_thousand_cost_the_queries_of_one(keys, django_assert_num_queries):
    with django_assert_num_queries(2):
        people_of(list(keys.values()))


def test_a_key_that_signs_nobody_in_is_left_out(keys, alice):
    assert people_of([]) == {} and people_of(["", "not-a-session", "0" * 4000]) == {}
    assert names(people_of(["not-a-session", keys["alice"]])) == {keys["alice"]: "alice"}


def test_who_closed_their_account_changed_their_password_or_was_signed_out_is_left_out(keys, alice, bob, eve):
    alice.is_active = False
    alice.save()
    bob.set_password("another-openhearth")
    bob.save()
    eve.sign_in_round += 1
    eve.save()
    assert people_of(list(keys.values())) == {}


def test_a_sign_in_that_has_run_out_or_was_changed_from_outside_is_left_out(keys):
    Session.objects.filter(session_key=keys["alice"]).update(expire_date=timezone.now())
    other = Session.objects.get(session_key=keys["bob"]).session_data
    Session.objects.filter(session_key=keys["eve"]).update(session_data=other[:-4] + "AAAA")
    assert names(people_of(list(keys.values()))) == {keys["bob"]: "bob"}


def test_two_sign_ins_of_one_person_share_no_row(alice, sign_in):
    one, other = (sign_in(alice).session.session_key for _ in range(2))
    found = people_of([one, other])
    assert found[one][0] == found[other][0] == alice and found[one][0] is not found[other][0]


def test_the_person_comes_with_whom_they_do_not_meet(keys, alice, bob, django_assert_num_queries):
    blocks.block(bob, by=acting(alice))
    person, second_step = person_of(keys["alice"])
    with django_assert_num_queries(0):
        assert blocks.hidden_from(person) == {bob.pk} and not second_step


def test_the_engine_of_the_site_can_be_read_together(db):
    """`people_of` asks the table of the engine itself."""
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"

"""What stays open to somebody suspended, to one who owes an acceptance, to one without a second step."""

from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from community.kernel.doors import Door, doors_of
from moderation.clauses import policy as clauses
from moderation.roles.models import Role
from tests.moderation.people import clause_of, give_role
from tests.policy_table import DOORS, SAFETY

LETTERS = {"s": Door.SUSPENDED, "o": Door.OWING, "n": Door.NAMELESS}


def named_views(patterns=None):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            if getattr(pattern, "namespace", None) != "admin":
                yield from named_views(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name, pattern.callback


def test_every_view_is_open_to_whom_the_table_says():
    said = {name: letters for letters, names in DOORS.items() for name in names.split()}
    found = {}
    for name, view in named_views():
        letters = "".join(letter for letter, door in LETTERS.items() if door in doors_of(view))
        # The first of a name is the one that is reached.
        found.setdefault(name, letters)
    assert {name: letters for name, letters in found.items() if letters} == said


def test_the_admin_is_open_to_whoever_owes_and_not_to_somebody_suspended():
    admin = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "admin")
    index = next(each for each in admin.url_patterns if each.name == "index")
    assert doors_of(index.callback) == {Door.OWING}


def suspended(person):
    person.suspended_until = timezone.now() + timedelta(days=3)
    person.save(update_fields=["suspended_until"])


def owing(person):
    clause = clause_of("something-new")
    type(clause).objects.filter(pk=clause.pk).update(effective_from=timezone.now())
    person.rules_accepted_at = timezone.now() - timedelta(days=30)
    person.save(update_fields=["rules_accepted_at"])
    clauses.newest.forget()


def without_second_step(person):
    give_role(person, Role.MODERATOR)
    person.authenticator_set.all().delete()


def muted(person):
    person.muted_until = timezone.now() + timedelta(days=3)
    person.save(update_fields=["muted_until"])


@pytest.mark.parametrize("state", [suspended, owing, without_second_step, muted])
@pytest.mark.parametrize("name", SAFETY)
def test_a_page_that_keeps_people_safe_is_open_to_everybody(name, state, alice, sign_in, settings):
    settings.CLAUSES_LOOKED_AT_EVERY = 0
    settings.DEMO_WITHOUT_SECOND_FACTOR = False
    state(alice)
    page = sign_in(alice).get(reverse(name))
    clauses.newest.forget()
    assert page.status_code == 200, page.headers.get("Location")


def test_whoever_owes_an_acceptance_is_led_to_it_from_other_pages(alice, sign_in, settings):
    settings.CLAUSES_LOOKED_AT_EVERY = 0
    owing(alice)
    page = sign_in(alice).get(reverse("room_list"))
    clauses.newest.forget()
    assert page.status_code == 302 and page["Location"].startswith(reverse("clauses_accept"))


def test_a_suspended_person_changes_their_password_and_ends_other_sign_ins(alice, sign_in):
    suspended(alice)
    client = sign_in(alice)
    for name in ("account_change_password", "usersessions_list"):
        page = client.get(reverse(name), follow=True)
        assert page.status_code == 200 and page.request["PATH_INFO"] != reverse("my_standing"), name
    assert client.get(reverse("me"))["Location"] == reverse("my_standing")

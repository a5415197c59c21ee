"""The way to the administration stands at the foot of a page for those who may go in, and for nobody else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moderation.roles.models import Role, RoleGrant
from tests.support.people import have_second_step

LINK = 'href="/admin/"'


@pytest.fixture
def staff_by_grant(make_person, alice):
    made = make_person("stella")
    RoleGrant.objects.create(person=made, role=Role.STAFF, reason="keeps the house", granted_by=alice)
    have_second_step(made)
    return made


def foot(client, path="/"):
    page = client.get(path).text
    return page[page.index('class="site-footer"') :]


def test_staff_by_a_role_find_it(sign_in, staff_by_grant):
    assert LINK in foot(sign_in(staff_by_grant))


@pytest.mark.parametrize("path", ["/", "/about/"])
def test_staff_by_the_flag_find_it_on_every_page(sign_in, make_person, path):
    assert LINK in foot(sign_in(make_person("chief", is_staff=True)), path)


@pytest.mark.parametrize("path", ["/", "/about/"])
def test_the_flag_without_a_second_step_in_this_sign_in_shows_nothing(make_person, path):
    client = Client()
    client.force_login(make_person("chief", is_staff=True))
    assert LINK not in foot(client, path)


@pytest.mark.parametrize("path", ["/", "/about/"])
def test_a_member_does_not_find_it(sign_in, alice, path):
    assert LINK not in foot(sign_in(alice), path)


def test_nobody_is_asked_for_it_of_a_member(sign_in, alice):
    client = sign_in(alice)
    client.get("/about/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/about/")
    assert not [each["sql"] for each in asked if "rolegrant" in each["sql"]]

"""People in the admin: found, closed, opened; never a password, never a whole table counted."""

import pytest

from community.accounts.models import Revocation, User

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def staff(make_person, sign_in):
    return sign_in(make_person("mo", is_staff=True, is_superuser=True))


def test_staff_find_a_person_by_how_the_name_begins(staff, alice, bob):
    html = staff.get(f"{PEOPLE}?q=Ali").content.decode()
    assert "alice" in html and ">bob<" not in html
    html = staff.get(f"{PEOPLE}?q=%3Dbob").content.decode()
    assert ">bob<" in html and ">alice<" not in html


def test_the_list_counts_no_more_than_anybody_turns_pages(staff, alice, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as queries:
        staff.get(PEOPLE)
    assert not any("COUNT(*)" in query["sql"] for query in queries.captured_queries)


def test_the_page_of_a_person_shows_no_password(staff, alice):
    html = staff.get(f"{PEOPLE}{alice.pk}/change/").content.decode()
    assert alice.password not in html and "password" not in html.split('<div id="content')[1].lower()


def test_closing_in_the_admin_writes_the_revocation(staff, alice):
    staff.post(PEOPLE, {"action": "close", "_selected_action": [alice.pk]})
    assert not User.objects.get(pk=alice.pk).is_active
    assert Revocation.objects.filter(kind="account", user=alice).count() == 1
    staff.post(PEOPLE, {"action": "open_again", "_selected_action": [alice.pk]})
    assert User.objects.get(pk=alice.pk).is_active


def test_revocations_are_there_to_look_at(staff, alice):
    Revocation.objects.create(kind="account", user=alice)
    assert staff.get("/admin/accounts/revocation/").status_code == 200
    assert staff.get("/admin/accounts/revocation/add/").status_code == 403


def test_people_without_a_duty_do_not_get_in(alice, sign_in):
    assert sign_in(alice).get(PEOPLE, follow=True).status_code == 403


def test_addresses_devices_and_keys_are_not_in_the_admin(staff):
    for path in ("account/emailaddress", "usersessions/usersession", "mfa/authenticator"):
        assert staff.get(f"/admin/{path}/").status_code == 404

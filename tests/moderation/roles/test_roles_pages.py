"""My roles, the switch for duty, and what a profile says."""

import pytest

from moderation.roles import services as roles
from moderation.roles.models import Duty, Role
from rooms.models import Room
from tests.moderation.people import give_role
from tests.support.people import acting

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def test_a_member_is_told_that_nothing_more_is_asked(alice, sign_in):
    assert "You are a member here." in text(sign_in(alice).get("/me/roles/"))


def test_a_moderator_sees_since_when_by_whom_and_why(stella, mo, sign_in):
    roles.grant(mo, by=acting(stella), role=Role.TRAINER, reason="Trained twelve people.")
    page = text(sign_in(mo).get("/me/roles/"))
    assert "Given by Stella: Trained twelve people." in page and "open-ended" in page


def test_a_role_is_given_up_with_a_word_why(mo, sign_in):
    grant, client = mo.grants.get(), sign_in(mo)
    assert "Give up a role" in text(client.get(f"/me/roles/{grant.pk}/end/"))
    assert "Please give the reason" in text(client.post(f"/me/roles/{grant.pk}/end/", {"reason": " "}))
    client.post(f"/me/roles/{grant.pk}/end/", {"reason": "I need a break."})
    page = text(client.get("/me/roles/"))
    assert "You are a member here." in page and "I need a break." in page


def test_eve_cannot_give_up_somebody_elses_role(mo, eve, sign_in):
    grant = mo.grants.get()
    assert sign_in(eve).get(f"/me/roles/{grant.pk}/end/").status_code == 404
    assert sign_in(eve).post(f"/me/roles/{grant.pk}/end/", {"reason": "x"}).status_code == 404
    grant.refresh_from_db()
    assert grant.ended_at is None


def test_the_switch_goes_on_and_off_and_back_to_where_it_was(mo, sign_in):
    client = sign_in(mo)
    answer = client.post("/me/duty/", {"role": "moderator", "on": "1", "next": "/desk/cases/"})
    assert answer["Location"] == "/desk/cases/" and Duty.objects.filter(person=mo, until=None).exists()
    assert "On duty as moderator" in text(client.get("/me/roles/"))
    answer = client.post("/me/duty/", {"role": "moderator", "on": "0", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/me/roles/" and not Duty.objects.filter(until=None).exists()


def test_a_member_has_no_switch_and_cannot_send_one(alice, sign_in):
    client = sign_in(alice)
    assert "/me/duty/" not in text(client.get("/me/roles/"))
    page = text(client.post("/me/duty/", {"role": "supporter", "on": "1"}, follow=True))
    assert "This is for people with that role." in page and not Duty.objects.exists()
    assert client.get("/me/duty/").status_code == 405


@pytest.mark.parametrize("path", ["/me/roles/", "/me/roles/1/end/", "/me/second-step/", "/me/access-log/"])
def test_a_guest_is_led_to_sign_in(client, db, path):
    assert client.get(path)["Location"].startswith("/account/login/")


def test_a_profile_says_the_role_in_words(alice, bob, room, sign_in):
    give_role(bob, Role.SUPPORTER, level="mentor")
    give_role(bob, room=room)
    page = text(sign_in(alice).get("/people/bob/"))
    assert "supporter · mentor" in page and "moderator in “Evening”" in page


def test_a_profile_tells_nothing_of_a_private_room(alice, bob, make_room, sign_in):
    give_role(bob, room=make_room("circle", access=Room.Access.PRIVATE, title="Quiet circle"))
    page = text(sign_in(alice).get("/people/bob/"))
    assert "Quiet circle" not in page and 'class="chip"' not in page


def test_a_role_that_sleeps_is_not_shown(alice, bob, sign_in):
    give_role(bob)
    bob.authenticator_set.all().delete()
    assert 'class="chip"' not in text(sign_in(alice).get("/people/bob/"))


def test_my_roles_costs_few_queries(mo, sign_in, django_assert_max_num_queries):
    client = sign_in(mo)
    with django_assert_max_num_queries(15):
        client.get("/me/roles/")

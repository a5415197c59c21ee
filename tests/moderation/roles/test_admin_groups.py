"""Every page of the admin × every role, against one table; and no word of a private room for anybody."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from moderation.cases import services
from moderation.roles import groups
from moderation.roles import services as roles
from moderation.roles.models import Role, RoleGrant
from rooms.models import Membership, Room
from tests.moderation.people import give_role
from tests.rooms.talk import say
from tests.support.people import acting

pytestmark = pytest.mark.django_db
CANARY = "heron-over-the-weir"
WITHOUT = ("member", Role.SUPPORTER, Role.HOST, Role.MODERATOR, Role.TRAINER, Role.LEAD)

# What a superuser may do, where it is less than everything: nobody changes what happened, or reads what is private.
LOOKED_AT_ONLY = {
    "accounts.revocation", "roles.duty", "break_glass.breakglass", "rooms.message", "rooms.reaction",
    "rooms.presence", "rooms.epoch",
}  # fmt: skip
NEVER_REGISTERED = {"auth.group", "account.emailaddress", "mfa.authenticator", "usersessions.usersession"}


def models():
    return {model._meta.label_lower: made for model, made in admin.site._registry.items()}


def address(label, what, *args):
    return reverse(f"admin:{label.replace('.', '_')}_{what}", args=args)


@pytest.fixture
def chief(make_person):
    return make_person("chief", is_staff=True, is_superuser=True)


@pytest.mark.parametrize("role", WITHOUT)
def test_nobody_but_staff_gets_into_the_admin(role, alice, sign_in):
    if role != "member":
        give_role(alice, role)
    groups.sync(alice)
    client = sign_in(alice)
    paths = [reverse("admin:index"), *(address(label, "changelist") for label in models())]
    for path in paths:
        assert client.get(path, follow=True).status_code == 403, path


def test_a_guest_is_led_to_the_one_sign_in_page(client, db):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/?next=")


def test_every_page_of_the_admin_stands_in_the_table(db):
    known = set(groups.MAY[Role.STAFF]) | LOOKED_AT_ONLY
    assert set(models()) <= known, "a page of the admin without a row in moderation/groups.py"
    assert not NEVER_REGISTERED & set(models())


def test_staff_may_do_what_the_table_says_and_nothing_else(stella, sign_in):
    groups.sync(stella)
    client = sign_in(stella)
    for label, made in models().items():
        may = groups.MAY[Role.STAFF].get(label, set())
        assert client.get(address(label, "changelist")).status_code == (200 if may else 403), label
        can_add = "add" in may and label not in LOOKED_AT_ONLY
        request = client.get(address(label, "changelist")).wsgi_request
        request.user = type(stella).objects.get(pk=stella.pk)
        assert not made.has_delete_permission(request), label
        if not can_add:
            assert not made.has_add_permission(request), label
        if "change" not in may:
            assert not made.has_change_permission(request), label


def test_a_superuser_changes_nothing_that_happened(chief, sign_in):
    client = sign_in(chief)
    for label in LOOKED_AT_ONLY:
        request = client.get(address(label, "changelist")).wsgi_request
        request.user = chief
        made = models()[label]
        assert not made.has_add_permission(request)
        assert not made.has_change_permission(request)
        assert not made.has_delete_permission(request)


def test_staff_whose_role_has_run_out_are_out_at_that_second(stella, sign_in, time_machine_at):
    from django.utils import timezone

    groups.sync(stella)
    client = sign_in(stella)
    assert client.get("/admin/").status_code == 200
    stella.grants.update(until=timezone.now())
    assert client.get("/admin/", follow=True).status_code == 403


def test_groups_follow_the_grants(stella, alice, room):
    def mine():
        return set(alice.groups.values_list("name", flat=True))

    grant = roles.grant(alice, by=acting(stella), role=Role.MODERATOR, reason="x")
    roles.grant(alice, by=acting(stella), role=Role.STAFF, reason="x", room_id=None)
    assert mine() == {"moderator", "staff"}
    roles.end_grant(grant, by=acting(stella), reason="x")
    roles.grant(alice, by=acting(stella), role=Role.TRAINER, reason="x", room_id=room.pk)
    assert mine() == {"staff"}  # a role for one room is no group of the site


def test_moderators_and_trainers_have_no_permission_in_the_admin(db):
    for name in (Role.MODERATOR, Role.TRAINER):
        assert not Group.objects.get(name=name).permissions.exists()


# --- Granting in the admin --------------------------------------------------------------------------------


def form_of(**fields):
    empty = {"start_0": "", "start_1": "", "until_0": "", "until_1": "", "level": "", "room": ""}
    return {
        **empty,
        "handle": "alice",
        "role": "supporter",
        "reason": "Approved by both reviewers.",
        **fields,
    }


@pytest.fixture
def desk(stella, sign_in):
    groups.sync(stella)
    return sign_in(stella)


def test_staff_grant_with_a_reason_through_the_service(desk, alice, stella):
    answer = desk.post("/admin/roles/rolegrant/add/", form_of(level="full"))
    assert answer.status_code == 302, answer.content.decode()
    grant = RoleGrant.objects.get(person=alice)
    assert (grant.role, grant.level, grant.granted_by) == ("supporter", "full", stella)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": ""}, "required"),
        ({"handle": "nobody"}, "Nobody signs in with this name."),
        ({"role": "host", "level": "full"}, "Levels are for supporters."),
        ({"until_0": "2020-01-01", "until_1": "10:00:00"}, "Choose an end that lies ahead."),
    ],
)
def test_what_makes_no_sense_comes_back_in_words(desk, alice, fields, said):
    page = desk.post("/admin/roles/rolegrant/add/", form_of(**fields)).content.decode()
    assert said in page and not RoleGrant.objects.filter(person=alice).exists()


def test_the_same_role_twice_is_told_in_words(desk, alice):
    give_role(alice, Role.HOST)
    page = desk.post("/admin/roles/rolegrant/add/", form_of(role="host"), follow=True).content.decode()
    assert "This person has that role already." in page


def test_what_the_service_refuses_stands_on_the_form_and_nothing_typed_is_lost(desk, alice):
    roles_given = form_of(role="host", reason="Has hosted before, and well.")
    desk.post("/admin/roles/rolegrant/add/", roles_given)
    page = desk.post("/admin/roles/rolegrant/add/", roles_given).content.decode()
    assert "This person has that role already." in page
    assert 'value="Has hosted before, and well."' in page and 'value="alice"' in page
    assert 'aria-label="From: date"' in page or 'aria-label="from: date"' in page
    assert RoleGrant.objects.filter(person=alice).count() == 1


def test_whoever_gives_a_role_is_told_of_another_with_that_name(desk, alice, make_person):
    make_person("merry-wren-33", display_name="A l1ce 🌻")
    page = desk.post("/admin/roles/rolegrant/add/", form_of(), follow=True).content.decode()
    assert "can be taken for somebody else" in page and "merry-wren-33" in page
    assert (
        "1 person with a role has a name that somebody else wears too."
        in desk.get("/admin/").content.decode()
    )
    listed = desk.get("/admin/roles/rolegrant/", {"holds": "name"})
    assert [grant.person for grant in listed.context["cl"].result_list] == [alice]


def test_a_name_nobody_else_wears_is_not_spoken_of(desk, alice, make_person):
    make_person("merry-wren-33", display_name="Robin")
    page = desk.post("/admin/roles/rolegrant/add/", form_of(), follow=True).content.decode()
    assert "can be taken for somebody else" not in page
    assert "somebody else wears too" not in desk.get("/admin/").content.decode()


def test_a_grant_is_looked_at_and_not_edited(desk, alice):
    grant = give_role(alice, Role.HOST)
    page = desk.get(f"/admin/roles/rolegrant/{grant.pk}/change/").content.decode()
    assert 'name="_save"' not in page
    assert desk.post(f"/admin/roles/rolegrant/{grant.pk}/change/", {"role": "staff"}).status_code == 403
    assert desk.post(f"/admin/roles/rolegrant/{grant.pk}/delete/", {"post": "yes"}).status_code == 403


def test_ending_asks_for_a_reason(desk, alice):
    grant = give_role(alice, Role.HOST)
    chosen = {"action": "end_these", "_selected_action": [grant.pk]}
    page = desk.post("/admin/roles/rolegrant/", chosen).content.decode()
    assert "End these roles" in page and 'name="reason"' in page
    page = desk.post("/admin/roles/rolegrant/", {**chosen, "reason": " "}).content.decode()
    assert "Please give the reason" in page
    desk.post("/admin/roles/rolegrant/", {**chosen, "reason": "Moved away."})
    grant.refresh_from_db()
    assert grant.end_reason == "Moved away." and grant.ended_at is not None


def test_one_grant_is_ended_by_its_link(desk, alice):
    grant = give_role(alice, Role.HOST)
    desk.post(f"/admin/roles/rolegrant/{grant.pk}/end/", {"reason": "Moved away."})
    grant.refresh_from_db()
    assert grant.ended_at is not None


def test_people_are_found_by_how_the_name_begins(desk, alice, bob):
    for person in (alice, bob):
        give_role(person, Role.HOST)
    page = desk.get("/admin/roles/rolegrant/?q=%3Dalice").content.decode()
    assert "Alice" in page and "Bob" not in page


# --- What is private --------------------------------------------------------------------------------------


@pytest.fixture
def circle(make_room, alice, bob):
    made = make_room("circle", access=Room.Access.PRIVATE, members=[alice, bob])
    message = say(made, alice, CANARY)
    told = services.report(message, by=acting(bob), reason="worried", words="please look")
    assert CANARY in told.sealed["words"]
    return made


@pytest.mark.parametrize("who", ["stella", "chief"])
def test_no_word_of_a_private_room_is_anywhere_in_the_admin(circle, stella, chief, sign_in, who):
    person = {"stella": stella, "chief": chief}[who]
    groups.sync(stella)
    client = sign_in(person)
    for label in models():
        model = admin.site._registry and next(m for m in admin.site._registry if m._meta.label_lower == label)
        pages = [
            address(label, "changelist"),
            *(address(label, "change", row.pk) for row in model.objects.all()[:5]),
        ]
        for path in pages:
            assert CANARY not in client.get(path).content.decode(), path


@pytest.mark.parametrize("who", ["stella", "chief"])
def test_nobody_is_put_into_a_private_room_in_which_people_have_talked(circle, stella, chief, sign_in, who):
    person = {"stella": stella, "chief": chief}[who]
    groups.sync(stella)
    form = {"room": circle.pk, "user": person.pk, "followed": "on"}
    page = sign_in(person).post("/admin/rooms/membership/add/", form).content.decode()
    assert "People have talked in this private room." in page
    assert not Membership.objects.filter(user=person).exists()


@pytest.mark.parametrize("who", ["stella", "chief"])
def test_a_private_room_is_not_made_open(circle, stella, chief, sign_in, who):
    person = {"stella": stella, "chief": chief}[who]
    groups.sync(stella)
    form = {
        "slug": "circle",
        "title": "Circle",
        "language": "en",
        "capacity": 9,
        "slow_mode": 0,
        "access": "open",
    }
    sign_in(person).post(f"/admin/rooms/room/{circle.pk}/change/", form)
    circle.refresh_from_db()
    assert circle.is_private

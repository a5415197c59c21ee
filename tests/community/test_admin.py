"""The admin as a whole: what is let in, how it saves, and its first page."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.checks import Warning
from django.urls import reverse
from django.utils import timezone

from community import admin_site
from community.kernel import attention, chores
from community.kernel.admin import LongList, PagesWithoutCount, ReadOnlyAdmin, ThroughServices
from community.kernel.turns import Kept
from moderation.break_glass import services as break_glass
from moderation.cases import services
from moderation.cases.models import Case
from moderation.roles import groups
from moderation.roles.models import Role, RoleGrant
from rooms.models import Greeting, Room
from tests.moderation.people import clause_of, give_role, show_second_step
from tests.rooms.talk import say
from tests.support.people import acting

pytestmark = pytest.mark.django_db
REGISTERED = {model._meta.label_lower: made for model, made in admin.site._registry.items()}

# Saved by the admin itself: nobody's open page shows them, and nothing happens to a person by them.
PLAIN_LISTS = {
    "rooms.topic": "a name and a line, read anew with every page",
    "clauses.scenario": "a question and its answers; first answers are kept by choice, so that none is lost",
    "clauses.roleline": "a line of the table who does what, with its history kept",
}
# Lists that are short for good, with an order of their own.
SHORT = {"rooms.topic", "rooms.room", "clauses.clause", "clauses.scenario", "clauses.roleline"}


@pytest.fixture(autouse=True)
def chores_go_well(monkeypatch):
    """Where a test is not about them."""
    now = timezone.now()
    kept = {name: Kept(started=now.timestamp(), ok=now.timestamp(), runs=1) for name in chores.declared}
    monkeypatch.setattr(chores.turns, "read", lambda names: {name: kept[name] for name in names})
    return kept


@pytest.fixture
def chief(make_person):
    return make_person("chief", is_staff=True, is_superuser=True)


@pytest.fixture
def first_page(chief, sign_in):
    client = sign_in(chief)
    return lambda: client.get("/admin/")


def words(response):
    return " ".join(response.content.decode().split())


def told(response):
    return [str(line.words) for line in response.context["lines"]]


# --- The site -------------------------------------------------------------------------------------------------


def test_the_admin_is_ours_and_nothing_is_patched():
    assert (
        type(admin.site._wrapped if hasattr(admin.site, "_wrapped") else admin.site).__name__
        == "HearthAdminSite"
    )
    assert "has_permission" not in vars(admin.site._wrapped)
    assert "login" not in vars(admin.site._wrapped)


def test_only_apps_of_the_house_are_let_in():
    apps = {model._meta.app_config.name.partition(".")[0] for model in admin.site._registry}
    assert apps <= set(admin_site.OURS)
    site = admin_site.HearthAdminSite()
    site.register(Group)
    site.register([Group, Room])
    assert not site.is_registered(Group)
    assert site.is_registered(Room)


def test_there_is_one_page_for_a_new_password(chief, sign_in):
    assert sign_in(chief).get("/admin/password_change/").url == reverse("account_change_password")


@pytest.mark.parametrize("label", sorted(REGISTERED))
def test_no_form_of_the_admin_writes_a_row_itself(label, rf, chief):
    made = REGISTERED[label]
    request = rf.get("/")
    request.user = chief
    if not (made.has_add_permission(request) or made.has_change_permission(request)):
        return
    if label in PLAIN_LISTS:
        return
    saves = type(made).save_model
    assert saves not in (admin.ModelAdmin.save_model, ThroughServices.save_model), (
        "call a service in save_model"
    )
    assert not made.list_editable, "what is changed in a list goes past the service"
    assert not made.has_delete_permission(request)


def test_every_exception_is_still_one():
    assert set(PLAIN_LISTS) <= set(REGISTERED)
    for label in PLAIN_LISTS:
        assert not isinstance(REGISTERED[label], ThroughServices), f"{label} goes through a service now"


@pytest.mark.parametrize("label", sorted(set(REGISTERED) - SHORT))
def test_every_long_list_is_one(label):
    assert isinstance(REGISTERED[label], LongList)


@pytest.mark.parametrize("label", sorted(REGISTERED))
def test_there_is_one_paginator_for_what_grows_and_one_way_of_looking_only(label, rf, chief):
    made = REGISTERED[label]
    request = rf.get("/")
    request.user = chief
    if label not in {"rooms.topic", "clauses.clause", "clauses.scenario", "clauses.roleline"}:
        assert made.paginator is PagesWithoutCount
    if isinstance(made, LongList) and not isinstance(made, ThroughServices):
        assert isinstance(made, ReadOnlyAdmin)


# --- The first page ---------------------------------------------------------------------------------------------


def test_nothing_needs_anybody_on_a_site_that_is_well(first_page, make_person):
    give_role(make_person("mo"))
    page = first_page()
    assert told(page) == []
    assert "Nothing needs you right now." in words(page)


@pytest.fixture
def trouble(make_room, make_person, chief, settings):
    """Something of everything; the lines and how many queries they take."""
    settings.DEMO_WITHOUT_SECOND_FACTOR = False
    alice, eve, mo = (make_person(name, display_name=name.title()) for name in ("alice", "eve", "mo"))
    give_role(mo)
    give_role(mo, Role.HOST)
    RoleGrant.objects.filter(role=Role.HOST).update(until=timezone.now() + timedelta(days=9))
    lee = make_person("lee", display_name="Lee")
    give_role(lee, Role.LEAD)
    asleep = make_person("sleeper")
    give_role(asleep, Role.SUPPORTER)
    asleep.authenticator_set.all().delete()
    room, ours = make_room("evening", members=[alice]), make_room("ours", access="private", members=[alice])
    services.report(say(room, eve, "you are all pathetic"), by=acting(alice), reason="unkind")
    Case.objects.update(opened_at=timezone.now() - timedelta(hours=25))
    services.appeal(
        services.warn(eve, by=acting(mo), clause=clause_of(), room=room),
        by=acting(eve),
        words="It was a song.",
    )
    break_glass.ask(ours, by=acting(lee), reason="Somebody may be hurt.")
    # Whoever went without a word is not waited for; Alice wrote.
    say(room, alice, "is anybody here")
    Greeting.objects.create(room=room, person=alice, arrived_at=timezone.now() - timedelta(hours=2))


EXPECTED = {
    "1 case has waited for more than a day.": "/desk/cases/",
    "1 second look is asked for.": "/desk/appeals/",
    "Reading a private room waits for a second person: 1 request.": "/break-glass/",
    "1 newcomer of the last day has had no answer.": "/desk/",
    "1 role ends within 30 days.": "/admin/roles/rolegrant/?holds=soon",
    "1 person holds a role and has set up no second step, so that it does not count.": "/admin/roles/rolegrant/?holds=asleep",
}


def test_the_first_page_says_what_needs_somebody_with_a_link_and_a_number(
    trouble, first_page, django_assert_max_num_queries
):
    first_page()
    with django_assert_max_num_queries(15):
        page = first_page()
    assert {str(line.words): line.url for line in page.context["lines"]} == EXPECTED
    weights = [line.weight for line in page.context["lines"]]
    assert weights == sorted(weights, reverse=True)
    said = words(page).split('id="content-main"')[1].split("Everything there is")[0]
    for name in ("Alice", "Eve", "Lee", "evening", "ours"):
        assert name not in said, "a number and never a person"


def test_every_link_of_the_first_page_leads_somewhere_and_shows_as_many(trouble, chief, sign_in):
    client = sign_in(chief)
    for line in client.get("/admin/").context["lines"]:
        assert client.get(line.url).status_code == 200, line.url
    for which in ("soon", "asleep"):
        page = client.get("/admin/roles/rolegrant/", {"holds": which})
        assert page.context["cl"].result_count == 1, which


def test_staff_by_role_see_it_within_the_same_budget(
    trouble, make_person, sign_in, django_assert_max_num_queries
):
    stella = make_person("stella")
    give_role(stella, Role.STAFF)
    groups.sync(stella)
    client = sign_in(stella)
    show_second_step(client.session, stella)
    client.get("/admin/")
    with django_assert_max_num_queries(17):
        assert set(told(client.get("/admin/"))) == set(EXPECTED)


def test_the_number_of_cases_tells_nobody_of_one_about_themselves(trouble, chief, first_page):
    Case.objects.update(person=chief)
    assert not any("case" in line for line in told(first_page()))


def test_a_case_somebody_is_looking_at_does_not_wait(trouble, make_person, first_page):
    services.claim(Case.objects.get(), by=acting(RoleGrant.objects.get(role=Role.MODERATOR).person))
    assert not any("case" in line for line in told(first_page()))


def test_rooms_that_nobody_looks_after_are_counted(trouble, first_page, make_person, make_room):
    RoleGrant.objects.filter(role__in=(Role.MODERATOR, Role.LEAD)).update(ended_at=timezone.now())
    assert "1 room has neither a host nor a moderator." in told(first_page())
    give_role(make_person("hanna"), Role.HOST, room=Room.objects.get(slug="evening"))
    assert not any("neither" in line for line in told(first_page()))


def test_wrong_settings_are_told(settings, first_page, monkeypatch):
    settings.FIELD_KEYS = []
    page = first_page()
    assert any(line.startswith("FIELD_KEYS is missing") for line in told(page))
    assert "makes one" in words(page)
    settings.SILENCED_SYSTEM_CHECKS = ["openhearth.W001", "openhearth.E009"]
    assert not any("FIELD_KEYS" in line for line in told(first_page()))


def test_checks_that_look_further_than_at_settings_are_left_to_the_command_line(monkeypatch):
    def costly(**_):
        raise AssertionError("not here")

    costly.tags = ("models",)

    def cheap(**_):
        return [Warning("said", id="x.W1")]

    cheap.tags = ()
    monkeypatch.setattr(admin_site.registry, "get_checks", lambda: [costly, cheap])
    assert [line.words for line in admin_site.wrong_settings()] == ["said"]


def test_an_app_adds_a_line_by_a_function(monkeypatch, first_page):
    monkeypatch.setattr(
        attention, "_asked", [lambda viewer: attention.Line(f"hello {viewer.person.handle}", "/x/", weight=3)]
    )
    assert told(first_page()) == ["hello chief"]


# --- Regular work ---------------------------------------------------------------------------------------------


def test_the_first_page_says_when_each_chore_was_last_done_and_what_failed(first_page, chores_go_well):
    name = "accounts.sweep_the_cache"
    page = first_page()
    assert told(page) == []
    row = words(page).split(f">{name}<")[1].split("</li>")[0]
    assert "every hour" in row and "well" in row
    long_ago = timezone.now().timestamp() - 9 * 3600
    chores_go_well[name] = Kept(ok=long_ago, failed_since=long_ago + 3600, error="OSError", runs=9)
    page = first_page()
    assert told(page) == ["1 piece of regular work fails."]
    assert "OSError" in words(page).split(f">{name}<")[1].split("</li>")[0]
    chores_go_well[name] = Kept(ok=long_ago, runs=1)
    page = first_page()
    assert told(page) == ["1 piece of regular work is late."]
    chores_go_well[name] = Kept()
    assert "not done yet" in words(first_page()).split(f">{name}<")[1].split("</li>")[0]


def test_the_first_page_opens_while_the_storage_of_chores_is_away(first_page, monkeypatch):
    def away(names):
        raise OSError

    monkeypatch.setattr(chores.turns, "read", away)
    page = first_page()
    assert told(page) == ["Where regular work is noted does not answer."]
    assert "not known" in words(page)


def test_how_often_is_said_in_words():
    def often(**gap):
        return admin_site.how_often(
            chores.ChoreState("x", timedelta(**gap), False, None, None, None, 0, 0, "", False)
        )

    assert (often(minutes=1), often(minutes=5), often(hours=1), often(hours=6)) == (
        "every minute", "every 5 minutes", "every hour", "every 6 hours",
    )  # fmt: skip

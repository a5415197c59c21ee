"""Somebody new is seen by a person (F18): who waits, what ends it, who is shown it, how it went."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from community.accounts import blocks
from moderation.roles import duty
from moderation.roles.models import Role, RoleGrant
from rooms import greeting, posting, services
from rooms.models import Greeting, Membership, Message
from tests.support.people import acting, have_second_step

from .talk import say, say_many

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maria(make_person):
    return make_person("maria", display_name="Maria Stone")


@pytest.fixture
def sam(make_person):
    """A supporter on duty."""
    return with_role(make_person("sam", display_name="Sam"), Role.SUPPORTER)


def with_role(person, role, room=None, on_duty=True):
    have_second_step(person)
    RoleGrant.objects.create(person=person, role=role, room=room, reason="for a test")
    if on_duty:
        duty.go_on_duty(by=acting(person), role=role)
    return person


def who_waits(room=None):
    return [each.person.handle for each in greeting.waiting([room] if room else None)]


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=False)


# --- Coming -----------------------------------------------------------------------------------------------


def test_whoever_comes_into_an_open_room_for_the_first_time_waits_to_be_greeted(room, maria):
    services.join(room, by=acting(maria))
    assert who_waits(room) == ["maria"]
    with later(seconds=40):
        assert [each.seconds for each in greeting.waiting([room])] == [40]


def test_writing_for_the_first_time_is_coming_too(room, maria):
    posting.post_message(posting.Post("evening", acting(maria), uuid.uuid4(), "hello"))
    assert who_waits(room) == ["maria"]


def test_coming_back_is_no_first_time(room, maria):
    services.join(room, by=acting(maria))
    Greeting.objects.all().delete()
    services.leave(room, by=acting(maria))
    with later(minutes=5):
        services.join(room, by=acting(maria))
        assert who_waits() == []


def test_nobody_greets_those_with_a_role_the_crowd_private_rooms_or_the_past(
    room, make_room, make_person, sam, alice
):
    services.join(room, by=acting(sam))
    services.join(room, by=acting(make_person("crowd-1", origin="crowd")))
    private = make_room("ours", access="private", members=[alice])
    services.follow(private, by=acting(alice), on=False)
    say(room, alice, "long ago", ago=timedelta(days=3))
    assert not Greeting.objects.exists()
    assert Membership.objects.get(room=room, user=alice).joined_at < timezone.now() - timedelta(days=2)


def test_whoever_left_or_was_taken_out_waits_no_more(room, maria, alice):
    for person in (maria, alice):
        services.join(room, by=acting(person))
    services.leave(room, by=acting(maria))
    services.restrict(room, alice, removed=True)
    assert who_waits() == []


def test_nobody_waits_for_more_than_a_day(room, maria):
    services.join(room, by=acting(maria))
    with later(hours=25):
        assert who_waits() == []


# --- Being answered -----------------------------------------------------------------------------------------


def test_an_answer_to_what_they_wrote_greets_them(room, maria, bob):
    posting.post_message(posting.Post("evening", acting(maria), uuid.uuid4(), "hello"))
    say(room, bob, "good evening", reply_to=1)
    row = Greeting.objects.get(person=maria)
    assert row.greeted_by == bob and "maria" not in who_waits()
    assert row.greeted_at == Message.objects.get(seq=2).at


@pytest.mark.parametrize("body", ["Hello Maria Stone", "hi maria, good that you came", "Welcome, MARIA!"])
def test_calling_them_by_name_greets_them(body, room, maria, bob):
    services.join(room, by=acting(maria))
    say(room, bob, body)
    assert "maria" not in who_waits()
    assert Greeting.objects.get(person=maria).greeted_by == bob


@pytest.mark.parametrize("body", ["the marianne trench", "the nights are long", ""])
def test_other_talk_greets_nobody(body, room, maria, bob):
    services.join(room, by=acting(maria))
    services.join(room, by=acting(bob))
    say(room, bob, body or "…")
    assert Greeting.objects.get(person=maria).greeted_at is None


def test_anything_a_supporter_says_there_greets_everybody_who_waits(room, make_room, maria, alice, sam):
    elsewhere = make_room("morning")
    for person in (maria, alice):
        services.join(room, by=acting(person))
    services.join(elsewhere, by=acting(maria))
    say(room, sam, "Good evening, both")
    assert who_waits(room) == []
    assert who_waits(elsewhere) == ["maria"]


def test_nobody_greets_themselves_and_nobody_they_do_not_meet_does(room, maria, eve):
    posting.post_message(posting.Post("evening", acting(maria), uuid.uuid4(), "hello"))
    say(room, maria, "Maria here", reply_to=1)
    blocks.block(eve, by=acting(maria))
    say(room, eve, "hello Maria")
    assert "maria" in who_waits()


def test_what_was_said_before_they_came_does_not_count(room, maria, sam):
    services.join(room, by=acting(maria))
    say(room, sam, "earlier", ago=timedelta(minutes=5))
    assert who_waits() == ["maria"]


def test_when_nobody_waits_talk_costs_no_query_more(room, alice, bob, django_assert_num_queries):
    services.join(room, by=acting(alice))
    Greeting.objects.all().delete()
    message = say(room, alice, "one")
    greeting.hear([message])
    with django_assert_num_queries(0):
        greeting.hear([message])


# --- Who sees it ----------------------------------------------------------------------------------------------


def test_those_on_duty_see_who_is_new_and_members_do_not(room, maria, bob, sam, sign_in):
    services.join(room, by=acting(maria))
    page = sign_in(sam).get("/rooms/evening/").text
    link = f'New here: <a dir="auto" href="/people/{maria.handle}/" data-person="{maria.pk}">Maria Stone</a>'
    assert link in page and "newcomers.js" in page
    assert link in sign_in(sam).get("/rooms/evening/newcomers/").text
    page = sign_in(bob).get("/rooms/evening/")
    assert page.context["newcomers"] is None and "newcomers.js" not in page.text
    assert sign_in(bob).get("/rooms/evening/newcomers/").status_code == 404


def test_off_duty_or_with_a_role_elsewhere_it_is_not_shown(room, make_room, make_person, maria, sam, sign_in):
    services.join(room, by=acting(maria))
    elsewhere = with_role(make_person("tess"), Role.SUPPORTER, room=make_room("morning"))
    duty.go_off_duty(by=acting(sam), role=Role.SUPPORTER)
    assert sign_in(elsewhere).get("/rooms/evening/newcomers/").status_code == 404
    # The strip has its place for when she goes on duty on another page.
    assert sign_in(sam).get("/rooms/evening/newcomers/").text.strip() == ""
    assert "New here:" not in sign_in(sam).get("/rooms/evening/").text


def test_a_supporter_who_does_not_meet_them_is_not_shown_them(room, maria, sam, sign_in):
    services.join(room, by=acting(maria))
    blocks.block(sam, by=acting(maria))
    assert "Maria" not in sign_in(sam).get("/rooms/evening/newcomers/").text
    assert "Maria" not in sign_in(sam).get("/rooms/evening/").text


def test_a_guest_is_told_nothing(room, client):
    for path in ("newcomers", "figures"):
        assert "/account/login/" in client.get(f"/rooms/evening/{path}/")["Location"]


# --- How it went ------------------------------------------------------------------------------------------------


def test_figures_say_how_many_were_answered_in_time_and_how_long_it_took(room, make_person):
    now = timezone.now()
    for number, took in enumerate((10, 50, 70, 600, None, None)):
        arrived = now - timedelta(hours=1) if number < 5 else now
        Greeting.objects.create(
            room=room,
            person=make_person(f"new-{number}"),
            arrived_at=arrived,
            greeted_at=took and arrived + timedelta(seconds=took),
        )
    found = greeting.figures(room)
    assert (found.came, found.in_time, found.greeted, found.percent, found.median_seconds) == (
        5,
        2,
        4,
        40,
        60,
    )
    assert greeting.figures(room, days=0).share is None


def test_the_figures_of_a_room_are_for_its_moderators(room, make_room, make_person, maria, bob, sam, sign_in):
    moderator = with_role(make_person("mo"), Role.MODERATOR, room=room, on_duty=False)
    other = with_role(make_person("ida"), Role.MODERATOR, room=make_room("morning"), on_duty=False)
    services.join(room, by=acting(maria))
    say(room, sam, "hello")
    page = sign_in(moderator).get("/rooms/evening/figures/")
    assert "Answered within the aim" in page.text and "Maria" not in page.text
    assert "/rooms/evening/figures/" in sign_in(moderator).get("/rooms/evening/").text
    for person in (bob, maria, sam, other):
        assert sign_in(person).get("/rooms/evening/figures/").status_code == 404
    assert "/figures/" not in sign_in(bob).get("/rooms/evening/").text


def test_figures_cost_the_same_however_much_was_said(
    room, make_person, bob, sign_in, django_assert_max_num_queries
):
    moderator = with_role(make_person("mo"), Role.MODERATOR, on_duty=False)
    say_many(room, bob, 80)
    browser = sign_in(moderator)
    with django_assert_max_num_queries(15):
        days = browser.get("/rooms/evening/figures/").context["days"]
    assert sum(day["messages"] for day in days) == 80


# --- Live ---------------------------------------------------------------------------------------------------------


def give_duty(person: int) -> None:
    from community.accounts.models import User

    with_role(User.objects.get(pk=person), Role.SUPPORTER)


async def test_a_supporter_on_duty_elsewhere_on_the_site_hears_that_somebody_new_wrote_and_where(site):
    room, maria, sam = site.room(title="Sleepless"), site.person("maria"), site.person("sam")
    site.call(give_duty, sam["id"])
    async with site.tab(sam) as tab, site.tab(maria, process=1) as new:
        await new.open_room(room)
        await new.say(room, "hello, first time here")
        told = await tab.expect("notice", kind="newcomer", url=f"/rooms/{room}/")
        assert told["text"] == "Somebody new is in Sleepless." and maria["handle"] not in told["text"]


async def test_a_supporter_on_duty_hears_at_once_who_is_new_and_when_they_were_answered(site):
    room, maria, bob, sam = site.room(), site.person("maria"), site.person("bob"), site.person("sam")
    site.call(give_duty, sam["id"])
    async with site.tab(sam) as tab, site.tab(maria, process=1) as new, site.tab(bob) as other:
        for one in (tab, other):
            await one.open_room(room)
            await one.expect("room.people", room=room)
        await new.open_room(room)
        await new.say(room, "hello, first time here")
        told = await tab.expect("notice", kind="newcomer")
        assert maria["handle"] in told["text"] and told["url"] == f"/rooms/{room}/"
        await other.say(room, "good evening", reply_to=1)
        await tab.expect("notice", kind="greeted")
        for kind in ("newcomer", "greeted"):
            await other.never("notice", kind=kind, within=0.3)

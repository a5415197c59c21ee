"""What is new to somebody, and when it counts as read: never before a person was shown it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from community.accounts import blocks
from rooms import services
from rooms.live import presence
from rooms.models import Membership, Presence, Room
from tests.support.people import acting

from .talk import say, say_many

DOT = {"Accept": "image/avif,image/webp,*/*", "Sec-Fetch-Dest": "image"}


@pytest.fixture
def behind(room, alice, bob):
    """Alice has read up to 10; two hundred more came."""
    services.join(room, by=acting(alice))
    say_many(room, bob, 210)
    services.read_up_to(Room.objects.get(), by=acting(alice), seq=10)
    return Room.objects.get()


def read_seq():
    return Membership.objects.get(user__handle="alice").read_seq


def dot(page):
    """The address of the picture on a page without script."""
    return re.search(r'<noscript>.*?<img src="([^"]+)"', page.content.decode(), re.S)[1]


def test_opening_a_room_reads_nothing(behind, alice, sign_in):
    browser = sign_in(alice)
    page = browser.get("/rooms/evening/")
    assert read_seq() == 10
    assert browser.get("/rooms/evening/").context["marked"] == page.context["marked"]


def test_two_hundred_new_ones_are_said_with_a_way_to_the_first(behind, alice, sign_in):
    browser = sign_in(alice)
    page = browser.get("/rooms/evening/")
    assert page.context["marked"].above == 150
    assert "150 new messages above" in page.content.decode()
    assert "/rooms/evening/messages/11/#new" in page.content.decode()
    around = browser.get("/rooms/evening/messages/11/")
    assert [message.seq for message in around.context["messages"] if message.first_unread] == [11]
    assert around.context["marked"].above == 0


def test_the_line_stands_before_the_first_message_also_for_who_has_read_nothing(room, alice, bob, sign_in):
    services.join(room, by=acting(alice))
    say_many(room, bob, 2)
    messages = sign_in(alice).get("/rooms/evening/").context["messages"]
    assert [message.first_unread for message in messages] == [True, False]


def test_who_reads_along_without_having_joined_has_no_line(room, alice, bob, sign_in):
    say_many(room, bob, 60)
    page = sign_in(alice).get("/rooms/evening/")
    assert not any(message.first_unread for message in page.context["messages"])
    assert page.context["marked"].above == 0


def test_own_words_gone_ones_and_those_of_blocked_people_are_not_new(room, alice, bob, eve, sign_in):
    services.join(room, by=acting(alice))
    blocks.block(eve, by=acting(alice))
    say(room, alice, "mine")
    say_many(room, eve, 60)
    services.remove(say(room, bob, "regretted"), by=acting(bob))
    say(room, bob, "hello")
    marked = sign_in(alice).get("/rooms/evening/").context["marked"]
    assert (marked.above, marked.first_new, marked.read) == (0, 63, 62)


def test_without_script_the_page_reads_what_it_showed_in_order(room, alice, bob, sign_in):
    services.join(room, by=acting(alice))
    say_many(room, bob, 3)
    browser = sign_in(alice)
    browser.get(dot(browser.get("/rooms/evening/")), headers=DOT)
    assert read_seq() == 3


def test_without_script_a_gap_is_not_skipped_and_the_way_through_it_reads(behind, alice, sign_in):
    browser = sign_in(alice)
    browser.get(dot(browser.get("/rooms/evening/")), headers=DOT)
    assert read_seq() == 10
    browser.get(dot(browser.get("/rooms/evening/messages/11/")), headers=DOT)
    assert read_seq() == 50
    browser.get(dot(browser.get("/rooms/evening/messages/?after=50")), headers=DOT)
    assert read_seq() == 100


@pytest.mark.parametrize("how", [{"Sec-Purpose": "prefetch"}, {"Sec-Fetch-Dest": "document"}])
def test_a_guess_of_the_browser_or_a_link_one_was_sent_is_nobodys_look(how, behind, alice, sign_in):
    sign_in(alice).get("/rooms/evening/seen/?to=210", headers=how)
    assert read_seq() == 10 and not Presence.objects.exists()


def test_all_can_be_marked_as_read_and_the_marker_never_goes_back(behind, alice, sign_in):
    browser = sign_in(alice)
    assert browser.post("/rooms/evening/seen/", {"seq": "210"})["Location"] == "/rooms/evening/"
    assert read_seq() == 210
    assert browser.post("/rooms/evening/seen/", {"seq": "9999"}).status_code == 302
    browser.post("/rooms/evening/seen/", {"seq": "20"})
    assert read_seq() == 210
    assert browser.post("/rooms/evening/seen/", {"seq": "soon"}).status_code == 400


def test_who_looks_at_a_room_without_script_is_here_for_as_long_as_a_look_takes(
    room, alice, bob, sign_in, time_machine
):
    browser = sign_in(alice)
    browser.get(dot(browser.get("/rooms/evening/")), headers=DOT)
    here, people = presence.people_in([room.pk])[room.pk]
    assert (here, [person["name"] for person in people]) == (1, ["Alice"])
    time_machine.move_to(timezone.now() + presence.PAGE_LEASE + timedelta(seconds=1))
    assert presence.people_in([room.pk])[room.pk][0] == 0


def test_who_leaves_the_room_without_script_is_not_here_any_more(room, alice, sign_in):
    services.join(room, by=acting(alice))
    browser = sign_in(alice)
    browser.get(dot(browser.get("/rooms/evening/")), headers=DOT)
    browser.post("/rooms/evening/leave/")
    assert presence.people_in([room.pk])[room.pk][0] == 0


def test_the_page_costs_one_query_more_for_who_is_far_behind_and_no_more(
    behind, alice, sign_in, django_assert_max_num_queries
):
    browser = sign_in(alice)
    with django_assert_max_num_queries(12):
        browser.get("/rooms/evening/")

"""A number of new messages is a promise that there is something to read."""

import pytest

from community.accounts import blocks
from community.accounts.backends import SignInBackend
from community.accounts.notices import services as notices
from rooms import services, unread
from rooms.models import Membership
from tests.support.people import acting

from .talk import say, say_many


@pytest.fixture
def followed(room, alice):
    Membership.objects.create(room=room, user=alice)
    return room


def new_for(person):
    return {
        each.room.slug: each.unread for each in unread.counted(Membership.objects.followed_by(person), person)
    }


def test_what_others_wrote_is_new_until_it_is_read(followed, alice, bob):
    say_many(followed, bob, 3)
    assert new_for(alice) == {"evening": 3}
    followed.refresh_from_db()
    services.read_up_to(followed, by=acting(alice), seq=2)
    assert new_for(alice) == {"evening": 1}


def test_ones_own_words_are_not_new(followed, alice, bob):
    say(followed, bob, "hello")
    say(followed, alice, "hello you")
    assert new_for(alice) == {"evening": 1}


@pytest.mark.parametrize("who_blocked", ["she", "they"])
def test_blocked_people_do_not_make_a_room_look_busy(who_blocked, followed, alice, bob, eve, sign_in):
    blocker, blocked = (alice, eve) if who_blocked == "she" else (eve, alice)
    blocks.block(blocked, by=acting(blocker))
    say_many(followed, eve, 3)
    assert new_for(alice) == {"evening": 0}
    browser = sign_in(alice)
    for path in ("/", "/rooms/"):
        assert "3 new" not in browser.get(path).text, path
    say(followed, bob, "anybody here")
    assert new_for(alice) == {"evening": 1}
    assert "1 new" in browser.get("/").text
    assert "1 new" in browser.get("/rooms/").text


def test_the_list_inside_a_room_counts_no_blocked_people_either(
    followed, make_room, alice, bob, eve, sign_in
):
    other = make_room("morning", members=[alice])
    blocks.block(eve, by=acting(alice))
    say_many(other, eve, 3)
    assert "3 new" not in sign_in(alice).get(followed.get_absolute_url()).text


def test_what_was_taken_back_or_hidden_is_not_new(followed, alice, bob, make_person):
    gone, hidden = say(followed, bob, "oh no"), say(followed, bob, "worse")
    services.remove(gone, by=acting(bob))
    services.hide_message(hidden, by=acting(bob))
    assert new_for(alice) == {"evening": 0}


def test_it_is_counted_no_further_than_pages_say(followed, alice, bob, sign_in):
    say_many(followed, bob, unread.MOST + 20)
    assert new_for(alice) == {"evening": unread.MOST}
    browser = sign_in(alice)
    assert "99+ new" in browser.get("/").text
    assert "99+ new" in browser.get("/rooms/").text


def test_somebody_blocked_who_floods_a_room_hides_nothing_of_the_others(followed, alice, bob, eve):
    say(followed, bob, "first")
    say_many(followed, eve, 120)
    blocks.block(eve, by=acting(alice))
    assert new_for(alice) == {"evening": 1}


# --- On the bell of every page --------------------------------------------------------------------------


def bell_of(browser):
    return browser.get("/about/").context["bell"].rooms


def test_the_bell_of_a_page_knows_the_rooms_without_a_query_of_its_own(
    followed, make_room, alice, bob, sign_in, django_assert_num_queries
):
    for room in (followed, make_room("morning", members=[alice])):
        say(room, bob, "hello")
    browser = sign_in(alice)
    with django_assert_num_queries(2):  # session and person
        assert bell_of(browser) == 2
    alice.refresh_from_db()
    assert unread.how_many_ring(alice) == 2, "as it is counted for somebody who was read in another way"


def test_a_room_rings_no_more_on_any_page_once_somebody_has_looked(followed, alice, bob, sign_in):
    say(followed, bob, "hello")
    browser = sign_in(alice)
    assert bell_of(browser) == 1
    notices.have_looked(alice)
    assert bell_of(browser) == 0
    say(followed, bob, "still there")
    assert bell_of(browser) == 1
    notices.choose(alice, answers=True, mentions=True, rooms=False)
    assert bell_of(browser) == 0


def test_whoever_looks_while_a_page_is_made_is_counted_anew(followed, alice, bob):
    say(followed, bob, "hello")
    reader = SignInBackend().get_user(alice.pk)
    assert unread.how_many_ring(reader) == 1
    notices.have_looked(reader)
    assert unread.how_many_ring(reader) == 0


def test_somebody_blocked_rings_on_no_page(followed, alice, eve, sign_in):
    blocks.block(eve, by=acting(alice))
    say(followed, eve, "hello")
    assert bell_of(sign_in(alice)) == 0

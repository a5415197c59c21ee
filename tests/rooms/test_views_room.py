"""The page of a room: who sees what, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from rooms import keeping, services
from rooms.models import Membership, Presence, Room
from tests.support.people import acting

from .talk import known, say, say_many

BUDGET = 8


def words(response):
    return response.content.decode()


def test_a_member_reads_what_others_said(room, alice, bob, sign_in):
    say(room, bob, "the nights are long")
    page = sign_in(alice).get("/rooms/evening/")
    assert page.status_code == 200
    assert "the nights are long" in words(page)


def test_a_guest_sees_what_the_room_is_for_and_nothing_anybody_said(room, bob, client):
    Room.objects.update(description="For long nights.", for_whom="Who cannot sleep")
    say(room, bob, "the nights are long")
    page = client.get("/rooms/evening/")
    assert "For long nights." in words(page)
    assert "Anxiety" in words(page)
    assert "the nights are long" not in words(page)
    assert "Bob" not in words(page)
    assert "/account/signup/?next=/rooms/evening/" in words(page)


def test_a_private_room_and_no_room_look_the_same(make_room, alice, eve, sign_in, client):
    """P32, for every address below a room and for guests too."""
    make_room("ourown", members=[alice], access="private")
    say(Room.objects.get(slug="ourown"), alice, "only among us")
    for visitor in (sign_in(eve), client):
        for path in ("", "messages/", "messages/1/", "changes/", "messages/1/edit/", "messages/1/remove/"):
            for accept in ("text/html", "application/json"):
                there = visitor.get(f"/rooms/ourown/{path}", headers={"Accept": accept})
                not_there = visitor.get(f"/rooms/nosuch/{path}", headers={"Accept": accept})
                assert look(there, "ourown") == look(not_there, "nosuch"), (path, accept)
        for path in (
            "messages/",
            "follow/",
            "leave/",
            "messages/1/react/",
            "messages/1/edit/",
            "messages/1/remove/",
        ):
            there = visitor.post(f"/rooms/ourown/{path}", {"body": "hello", "on": "1", "kind": "hear"})
            not_there = visitor.post(f"/rooms/nosuch/{path}", {"body": "hello", "on": "1", "kind": "hear"})
            assert look(there, "ourown") == look(not_there, "nosuch"), path
    assert sign_in(eve).get("/rooms/ourown/").status_code == 404
    assert sign_in(alice).get("/rooms/ourown/").status_code == 200


def look(response, slug):
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words(response))
    headers = {key: value.replace(slug, "…") for key, value in response.items()}
    return response.status_code, body.replace(slug, "…"), headers


def test_somebody_taken_out_by_a_moderator_is_told_so_kindly(room, eve, bob, sign_in):
    say(room, bob, "among ourselves")
    Membership.objects.create(room=room, user=eve, removed_at=timezone.now())
    for path in ("", "messages/", "messages/1/", "changes/"):
        page = sign_in(eve).get(f"/rooms/evening/{path}")
        assert page.status_code == 403, path
        assert "among ourselves" not in words(page)


def test_an_archived_room_is_not_there(room, alice, make_person, sign_in):
    keeper = acting(make_person("keeper", is_staff=True))
    keeping.archive(room, by=keeper)
    assert sign_in(alice).get("/rooms/evening/").status_code == 404
    keeping.reopen(room, by=keeper)
    assert sign_in(alice).get("/rooms/evening/").status_code == 200


def test_looking_into_a_room_makes_nobody_a_member(room, alice, bob, sign_in):
    say(room, bob, "first")
    sign_in(alice).get("/rooms/evening/")
    assert not Membership.objects.filter(user=alice).exists()


def test_the_page_shows_the_last_fifty_and_a_way_to_the_others(room, alice, bob, sign_in):
    say_many(room, bob, 60)
    context = sign_in(alice).get("/rooms/evening/").context
    assert [message.seq for message in context["messages"]] == list(range(11, 61))
    assert (context["older"], context["before"], context["top"]) == (True, 11, 60)


def test_a_message_knows_its_reactions_its_answer_and_its_day(room, alice, bob, sign_in):
    first = say(room, bob, "cannot sleep", ago=timedelta(days=2))
    say(room, alice, "me neither", reply_to=1)
    services.react(first, by=acting(alice), reaction="hear", on=True)
    old, new = sign_in(alice).get("/rooms/evening/").context["messages"]
    assert (old.reactions, old.my_reactions) == ({"hear": 1}, {"hear"})
    assert (old.is_own, old.editable) == (False, False)
    assert (new.is_own, new.editable) == (True, True)
    assert new.answered == old
    assert old.day is not None
    assert new.day not in (None, old.day)


def test_people_here_are_shown_once_each(room, alice, bob, sign_in):
    for process in ("one", "two"):
        Presence.objects.create(
            room=room, user=bob, process=process, until=timezone.now() + timedelta(minutes=1)
        )
    context = sign_in(alice).get("/rooms/evening/").context
    assert context["here"] == 1
    assert [person["name"] for person in context["people"]] == ["Bob"]


def test_rooms_i_follow_stand_beside_with_what_is_new(room, make_room, alice, bob, sign_in):
    services.follow(room, by=acting(alice), on=True)
    other = make_room("morning", members=[alice])
    say_many(other, bob, 3)
    rooms = sign_in(alice).get("/rooms/evening/").context["followed_rooms"]
    assert [(each.slug, each.unread) for each in rooms] == [("morning", 3), ("evening", 0)]


@pytest.mark.parametrize("count", [1, 500])
def test_the_page_costs_the_same_however_much_was_said(
    count, room, make_room, alice, bob, sign_in, django_assert_max_num_queries
):
    services.follow(room, by=acting(alice), on=True)
    for number in range(5):
        make_room(f"other-{number}", members=[alice])
    early = say(room, bob, "earlier", ago=timedelta(days=3))
    say_many(room, bob, count)
    late = say(room, alice, "an answer to something long ago", reply_to=early.seq)
    services.react(late, by=acting(bob), reaction="hear", on=True)
    Presence.objects.create(room=room, user=bob, process="one", until=timezone.now() + timedelta(minutes=1))
    browser = sign_in(alice)
    known(room)
    # An answer to something far above, and whether much above has not been seen, are looked up where there is such.
    with django_assert_max_num_queries(BUDGET + 3):
        assert browser.get("/rooms/evening/").status_code == 200


def test_whoever_has_been_here_and_read_it_all_costs_eight(
    room, make_room, alice, bob, sign_in, django_assert_max_num_queries
):
    services.follow(room, by=acting(alice), on=True)
    Membership.objects.update(joined_at=timezone.now() - timedelta(days=30))
    for number in range(5):
        make_room(f"other-{number}", members=[alice])
    say_many(room, bob, 60)
    late = say(room, bob, "hello again")
    services.react(late, by=acting(alice), reaction="hear", on=True)
    services.read_up_to(Room.objects.get(pk=room.pk), by=acting(alice), seq=late.seq)
    Presence.objects.create(room=room, user=bob, process="one", until=timezone.now() + timedelta(minutes=1))
    browser = sign_in(alice)
    known(room)
    with django_assert_max_num_queries(BUDGET):
        assert browser.get("/rooms/evening/").status_code == 200


def test_the_page_costs_no_more_for_somebody_who_is_no_member(
    room, alice, bob, sign_in, django_assert_max_num_queries
):
    say_many(room, bob, 60)
    browser = sign_in(alice)
    known(room)
    # Somebody new is told who is there, when usually, and where else.
    with django_assert_max_num_queries(BUDGET + 4):
        browser.get("/rooms/evening/")

"""Older messages, permalinks, and changes for programs."""

import pytest

from rooms import services
from rooms.models import Membership, Room
from tests.support.people import acting

from .talk import known, say, say_many


def seqs(response):
    return [message.seq for message in response.context["messages"]]


@pytest.fixture
def long_talk(room, bob):
    say_many(room, bob, 130)
    return Room.objects.get()


def test_older_messages_come_fifty_at_a_time_as_a_page_that_needs_no_script(long_talk, alice, sign_in):
    browser = sign_in(alice)
    page = browser.get("/rooms/evening/messages/?before=81")
    assert seqs(page) == list(range(31, 81))
    assert "<html" in page.content.decode()
    assert "/rooms/evening/messages/?before=31" in page.content.decode()
    last = browser.get("/rooms/evening/messages/?before=31")
    assert seqs(last) == list(range(1, 31))
    assert not last.context["older"]


def test_a_script_gets_the_list_alone(long_talk, alice, sign_in):
    answer = sign_in(alice).get("/rooms/evening/messages/?before=81&fragment=1")
    assert "<html" not in answer.content.decode()
    assert 'data-before="' in answer.content.decode()


def test_later_messages_lead_back_to_the_present(long_talk, alice, sign_in):
    page = sign_in(alice).get("/rooms/evening/messages/?after=100")
    assert seqs(page) == list(range(101, 131))
    assert not page.context["newer"]


def test_an_address_with_nonsense_is_refused_kindly(long_talk, alice, sign_in):
    browser = sign_in(alice)
    assert browser.get("/rooms/evening/messages/?before=soon").status_code == 400
    assert browser.get("/rooms/evening/changes/?after=-1").status_code == 400
    assert browser.get("/rooms/evening/?reply=soon&edit=²").status_code == 200


@pytest.mark.parametrize(("seq", "first"), [(1, 1), (60, 35), (130, 81)])
def test_a_permalink_shows_the_message_among_fifty(seq, first, long_talk, alice, sign_in):
    page = sign_in(alice).get(f"/rooms/evening/messages/{seq}/")
    assert seqs(page) == list(range(first, first + 50))
    assert [message.seq for message in page.context["messages"] if message.highlighted] == [seq]


@pytest.mark.parametrize("seq", [131, 0])
def test_a_permalink_to_nothing_leads_to_where_the_talk_is_and_says_so(seq, long_talk, alice, sign_in):
    page = sign_in(alice).get(f"/rooms/evening/messages/{seq}/")
    assert page.status_code == 404
    assert "This message is not here. This is where the talk is now." in page.content.decode()
    assert seqs(page)[-1] == 130
    program = sign_in(alice).get(f"/rooms/evening/messages/{seq}/", headers={"Accept": "application/json"})
    assert (program.status_code, program.json()["type"]) == (404, "refused")


def test_a_permalink_into_a_room_one_may_not_see_looks_like_one_into_no_room(long_talk, alice, sign_in):
    Room.objects.update(access="private")
    hidden = sign_in(alice).get("/rooms/evening/messages/60/")
    nowhere = sign_in(alice).get("/rooms/nowhere/messages/60/")
    assert hidden.status_code == nowhere.status_code == 404
    assert hidden.content.decode().replace("evening", "nowhere") == nowhere.content.decode()


def test_a_permalink_is_the_live_room_with_a_field_to_write_in_and_a_way_to_what_came_later(
    long_talk, alice, sign_in
):
    page = sign_in(alice).get("/rooms/evening/messages/60/").content.decode()
    assert 'id="id_body"' in page and 'data-newer="1"' in page and 'data-found="60"' in page
    assert "/rooms/evening/messages/?after=84" in page and "/rooms/evening/messages/?before=35" in page


def test_a_script_gets_the_messages_around_one_and_hears_how_far_the_room_goes(long_talk, alice, sign_in):
    answer = sign_in(alice).get("/rooms/evening/messages/?around=60&fragment=1")
    assert seqs(answer) == list(range(35, 85))
    assert 'data-more="1" data-newer="1" data-top="130"' in answer.content.decode()


def test_reading_what_was_earlier_marks_nothing_read(long_talk, alice, sign_in):
    Membership.objects.create(room=long_talk, user=alice)
    sign_in(alice).get("/rooms/evening/messages/60/")
    assert Membership.objects.get(user=alice).read_seq == 0


@pytest.mark.parametrize("path", ["messages/?before=3", "messages/1/"])
def test_a_guest_is_asked_to_sign_in_and_comes_back_here(path, long_talk, client):
    answer = client.get(f"/rooms/evening/{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=/rooms/evening/messages/")


def test_earlier_messages_cost_the_same_wherever_one_looks(
    long_talk, alice, sign_in, django_assert_max_num_queries
):
    browser = sign_in(alice)
    for path in ("messages/?before=130", "messages/?before=10", "messages/60/"):
        known(Room.objects.get(slug="evening"))
        with django_assert_max_num_queries(12):
            browser.get(f"/rooms/evening/{path}")


def test_a_program_pages_through_every_change_from_nothing(room, alice, bob, sign_in):
    say_many(room, bob, 450)
    removed = say(room, bob, "I regret this")
    services.remove(removed, by=acting(bob))
    browser, after, seen, pages = sign_in(alice), 0, {}, 0
    more = True
    while more:
        fact = browser.get(f"/rooms/evening/changes/?after={after}").json()
        assert (fact["type"], fact["room"], fact["after"]) == ("room.changes", "evening", after)
        assert len(fact["messages"]) <= 300
        assert [message["version"] for message in fact["messages"]] == sorted(
            message["version"] for message in fact["messages"]
        )
        seen.update({message["seq"]: message for message in fact["messages"]})
        after, more, pages = fact["version"], fact.get("more", False), pages + 1
    assert (pages, len(seen), after) == (2, 451, 452)
    assert seen[451]["removed"] == "author"
    assert "I regret this" not in str(seen)


def test_changes_are_for_members_of_the_site(room, alice, eve, client, sign_in):
    say(room, alice, "among ourselves")
    refused = client.get("/rooms/evening/changes/")
    assert (refused.status_code, refused.json()["code"]) == (401, "signed_out")
    Room.objects.update(access="private")
    refused = sign_in(eve).get("/rooms/evening/changes/")
    assert (refused.status_code, refused.json()["type"]) == (404, "refused")


def test_changes_cost_the_same_however_many(long_talk, alice, sign_in, django_assert_max_num_queries):
    browser = sign_in(alice)
    with django_assert_max_num_queries(6):
        assert len(browser.get("/rooms/evening/changes/").json()["messages"]) == 130

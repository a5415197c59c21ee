"""Finding a room by what troubles one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rooms import keeping, listing, services
from rooms.models import Membership, Presence, Room
from tests.support.people import acting

from .talk import say, say_many

BUDGET = 10


def words(response):
    return response.content.decode()


def slugs(response):
    return [room.slug for room in response.context["found"].all]


@pytest.fixture
def rooms(make_room):
    make_room("both", topics=["Grief", "Sleep"], title="Grief at night", for_whom="Who lies awake")
    make_room("grief", topics=["Grief"], title="Missing somebody")
    make_room("sleep", topics=["Sleep"], title="Sleepless")
    make_room("anger", topics=["Anger"], title="Anger")


def test_a_guest_sees_the_rooms_and_no_words_of_anybody(rooms, alice, client):
    say(Room.objects.get(slug="grief"), alice, "I miss her")
    page = client.get("/rooms/")
    assert slugs(page) == ["grief", "anger", "both", "sleep"]
    assert "Who lies awake" in words(page)
    assert "I miss her" not in words(page)
    assert "Alice" not in words(page)


def test_topics_combine_and_say_why_a_room_fits(rooms, client):
    page = client.get("/rooms/?topic=grief&topic=sleep")
    assert slugs(page) == ["both"]
    assert [topic.name for topic in page.context["found"].rooms[0].fits] == ["Grief", "Sleep"]
    assert "Fits what you chose: Grief, Sleep" in words(page)
    assert words(page).count('aria-current="true"') == 2


def test_when_no_room_has_all_topics_those_with_some_are_shown_closest_first(rooms, client):
    page = client.get("/rooms/?topic=grief&topic=sleep&topic=anger")
    assert slugs(page) == ["both", "anger", "grief", "sleep"]
    assert "No room carries all of these topics yet" in words(page)


def test_a_topic_nobody_knows_is_left_out(rooms, client):
    assert len(slugs(client.get("/rooms/?topic=nosuch"))) == 4


def test_a_word_is_looked_for_in_the_name_and_in_for_whom(rooms, client):
    # The other one carries a topic for which people type this, too.
    assert slugs(client.get("/rooms/?q=MISSING")) == ["grief", "both"]
    assert slugs(client.get("/rooms/?q=awake")) == ["both", "sleep"]


def test_languages_are_offered_when_there_are_several(rooms, make_room, client):
    assert "room-language" not in words(client.get("/rooms/"))
    make_room("schlaflos", language="de")
    assert "Deutsch" in words(client.get("/rooms/"))
    assert slugs(client.get("/rooms/?language=de")) == ["schlaflos"]


def test_rooms_i_follow_come_first_with_what_is_new(rooms, alice, bob, sign_in):
    sleep = Room.objects.get(slug="sleep")
    services.follow(sleep, by=acting(alice), on=True)
    say_many(sleep, bob, 3)
    page = sign_in(alice).get("/rooms/")
    assert slugs(page) == ["sleep", "anger", "both", "grief"]
    assert "3 new" in words(page)


def test_a_private_room_is_listed_for_those_in_it_alone(rooms, make_room, alice, eve, sign_in, client):
    make_room("ours", access="private", members=[alice], title="Ours", topics=["Grief"])
    make_room("theirs", access="private", members=[eve], topics=["Grief", "Anger"])
    assert slugs(sign_in(alice).get("/rooms/?q=ours")) == ["ours"]
    for query in ("", "?q=ours", "?topic=grief", "?topic=grief&topic=anger"):
        assert "ours" not in slugs(sign_in(eve).get(f"/rooms/{query}"))
        assert "ours" not in slugs(client.get(f"/rooms/{query}"))


def test_a_room_one_has_left_or_was_taken_out_of_is_not_among_ones_own(make_room, alice, eve, sign_in):
    make_room("ours", access="private", members=[alice, eve])
    services.leave(Room.objects.get(), by=acting(alice))
    Membership.objects.filter(user=eve).update(removed_at=timezone.now())
    assert slugs(sign_in(alice).get("/rooms/")) == []
    assert slugs(sign_in(eve).get("/rooms/")) == []


def test_an_archived_room_is_not_listed(rooms, alice, make_person, sign_in, client):
    anger = Room.objects.get(slug="anger")
    services.follow(anger, by=acting(alice), on=True)
    keeping.archive(anger, by=acting(make_person("keeper", is_staff=True)))
    assert "anger" not in slugs(client.get("/rooms/"))
    assert "anger" not in slugs(sign_in(alice).get("/rooms/"))


def test_a_full_room_says_so(rooms, alice, client):
    Room.objects.filter(slug="anger").update(capacity=1)
    Presence.objects.create(
        room=Room.objects.get(slug="anger"),
        user=alice,
        process="one",
        until=timezone.now() + timedelta(minutes=1),
    )
    page = client.get("/rooms/?topic=anger")
    assert "full right now" in words(page)
    assert "1 person here" in words(page)


def test_an_empty_site_says_what_to_do(db, client):
    assert "There is no room here yet" in words(client.get("/rooms/"))


def test_pages_of_thirty_lead_through_all_rooms_once(alice, sign_in, client):
    # Several of one title: none may be lost between two pages.
    Room.objects.bulk_create(Room(slug=f"room-{n}", title=f"Room {n // 40}") for n in range(100))
    services.follow(Room.objects.get(slug="room-35"), by=acting(alice), on=True)
    for browser in (client, sign_in(alice)):
        seen, url, sizes = [], "/rooms/", []
        while url:
            page = browser.get(url)
            seen += slugs(page)
            sizes.append(len(page.context["found"].rooms))
            url = page.context["next_url"]
        assert len(seen) == len(set(seen)) == 100
        assert sizes[:3] == [30, 30, 30]


def test_a_page_after_a_room_that_is_gone_begins_anew(rooms, client):
    assert len(slugs(client.get("/rooms/?after=gone"))) == 4


@pytest.mark.parametrize("count", [3, 400])
def test_the_list_costs_the_same_however_many_rooms(
    count, make_topic, make_room, alice, sign_in, django_assert_max_num_queries
):
    topics = [make_topic(name) for name in ("Grief", "Sleep", "Anger")]
    made = Room.objects.bulk_create(
        Room(slug=f"room-{n}", title=f"Room {n}", language="de" if n % 2 else "en") for n in range(count)
    )
    Room.topics.through.objects.bulk_create(
        Room.topics.through(room=room, topic=topics[number % 2]) for number, room in enumerate(made)
    )
    Membership.objects.bulk_create(Membership(room=room, user=alice) for room in made[:3])
    browser = sign_in(alice)
    queries = (
        "",
        "?topic=grief",
        "?topic=grief&topic=anger",
        "?q=room&language=de",
        "?after=room-2",
        "?q=zzz",
    )
    for query in queries:
        with django_assert_max_num_queries(BUDGET):
            assert browser.get(f"/rooms/{query}").status_code == 200


def test_the_way_to_the_next_page_keeps_what_was_chosen(make_topic, client):
    topic = make_topic("Grief")
    made = Room.objects.bulk_create(Room(slug=f"r-{n}", title=f"Grief {n:02}") for n in range(31))
    Room.topics.through.objects.bulk_create(Room.topics.through(room=room, topic=topic) for room in made)
    page = client.get("/rooms/?topic=grief&q=gri")
    assert page.context["next_url"].startswith("/rooms/?topic=grief&q=gri&seen=")
    assert slugs(client.get(page.context["next_url"])) == ["r-30"]


def test_a_wish_without_anything_is_open():
    assert listing.Wish().is_open
    assert not listing.Wish(word="x").is_open

"""My own words: found in all rooms, and taken back one by one or by the thousand, whatever else keeps me out."""

import pytest
from django.utils import timezone

from rooms import own_words, services
from rooms.live.hub import hub
from rooms.models import Message
from rooms.own_words import Wish
from tests.rooms.talk import say
from tests.support.people import acting

LIST, TAKE_BACK = "/me/words/", "/me/words/take-back/"


@pytest.fixture
def kitchen(make_room):
    return make_room("kitchen")


def standing(person):
    return list(
        Message.objects.filter(author=person, removed="").order_by("pk").values_list("body", flat=True)
    )


def test_i_see_my_own_words_of_all_rooms_newest_first_and_nobody_elses(sign_in, room, kitchen, alice, bob):
    say(room, alice, "first of mine")
    say(room, bob, "words of bob")
    say(kitchen, alice, "second of mine")
    page = sign_in(alice).get(LIST).text
    assert page.index("second of mine") < page.index("first of mine") and "words of bob" not in page


def test_words_are_found_without_regard_to_capitals_and_accents(room, alice):
    for words in ("Ich habe Ängste nachts", "ТРЕВОГА", "all is well"):
        say(room, alice, words)
    found = lambda word: [m.body for m in own_words.shown(alice, own_words.find(alice, Wish(word=word)))]  # noqa: E731
    assert found("angste") == found("A\u0308NGSTE") == ["Ich habe Ängste nachts"]
    assert found("тревога") == ["ТРЕВОГА"] and found("nobody") == []


def test_the_chosen_ones_go_after_one_more_question(sign_in, room, alice, bob):
    kept, gone, other = say(room, alice, "stays"), say(room, alice, "goes"), say(room, bob, "not mine")
    client = sign_in(alice)
    form = {"which": "chosen", "message": [gone.pk, other.pk]}
    asked = client.post(TAKE_BACK, form)
    assert "1 message of yours will be gone for everybody" in asked.text and "goes" in asked.text
    assert standing(alice) == ["stays", "goes"]
    assert client.post(TAKE_BACK, {**form, "sure": "1"})["Location"] == LIST
    assert standing(alice) == ["stays"] == [kept.body] and standing(bob) == ["not mine"]
    gone.refresh_from_db()
    assert (gone.removed, gone.body, gone.body_html) == ("author", "", "")


def test_nothing_chosen_takes_nothing_back(sign_in, room, alice):
    say(room, alice, "stays")
    assert sign_in(alice).post(TAKE_BACK, {"which": "chosen", "sure": "1"}).status_code == 302
    assert sign_in(alice).get(TAKE_BACK).status_code == 302
    assert standing(alice) == ["stays"]


def test_all_that_fit_go_and_what_was_written_since_stays(sign_in, room, kitchen, alice):
    say(room, alice, "my boss again")
    say(kitchen, alice, "My BOSS once more")
    say(room, alice, "tea")
    newest = own_words.newest(alice)
    say(room, alice, "boss, after I looked")
    sign_in(alice).post(TAKE_BACK, {"which": "all", "q": "boss", "up_to": newest, "sure": "1"})
    assert standing(alice) == ["tea", "boss, after I looked"]
    sign_in(alice).post(TAKE_BACK, {"which": "all", "room": "evening", "sure": "1"})
    assert standing(alice) == []


def test_many_go_in_batches_the_page_says_how_far_and_open_tabs_get_few_pieces_of_news(
    sign_in, room, alice, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(own_words, "AT_ONCE", 3)
    for n in range(7):
        say(room, alice, f"line {n}")
    told = []
    monkeypatch.setattr(hub, "tell", told.extend)
    client = sign_in(alice)
    form = {"which": "all", "sure": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(TAKE_BACK, form)
    assert "3 of 7 are taken back" in page.text and "Go on" in page.text
    assert len(told) == 1 and [fact["removed"] for fact in told[0].messages] == ["author"] * 3
    page = client.post(TAKE_BACK, {**form, "taken": "3"})
    assert "6 of 7 are taken back" in page.text
    assert client.post(TAKE_BACK, {**form, "taken": "6"}).status_code == 302
    assert "7 messages are taken back" in client.get(LIST).text and standing(alice) == []
    room.refresh_from_db()
    assert Message.objects.order_by("-version").first().version == room.version


@pytest.mark.parametrize("how", ["removed", "muted", "suspended", "archived", "left a private room"])
def test_nothing_stands_in_front_of_taking_back_my_own_words(how, sign_in, room, alice):
    said = say(room, alice, "mine")
    now = timezone.now()
    if how == "removed":
        services.restrict(room, alice, removed=True)
    elif how == "muted":
        services.restrict(room, alice, muted_until=now.replace(year=now.year + 1))
    elif how == "suspended":
        alice.suspended_until = now.replace(year=now.year + 1)
        alice.save()
    elif how == "archived":
        type(room).objects.update(archived_at=now)
    else:
        type(room).objects.update(access="private")
        services.leave(type(room).objects.get(pk=room.pk), by=acting(alice))
    client = sign_in(alice)
    page = client.get(LIST)
    assert "mine" in page.text
    assert ("See it in its place" in page.text) == (how == "muted")
    client.post(TAKE_BACK, {"which": "chosen", "message": [said.pk], "sure": "1"})
    assert standing(alice) == []


def test_one_message_can_be_taken_back_by_whoever_was_taken_out_since(room, alice):
    said = say(room, alice, "mine")
    services.restrict(room, alice, removed=True)
    services.remove(said, by=acting(alice))
    assert standing(alice) == []


def test_what_a_moderator_hid_keeps_its_words_for_an_appeal(sign_in, room, alice, make_person):
    said = say(room, alice, "hidden words")
    services.hide_message(said, by=acting(make_person("mo")))
    client = sign_in(alice)
    assert "hidden words" not in client.get(LIST).text
    client.post(TAKE_BACK, {"which": "chosen", "message": [said.pk], "sure": "1"})
    said.refresh_from_db()
    assert said.body == "hidden words" and said.removed == "moderator"


def test_a_guest_is_led_to_sign_in(client, db):
    assert "/account/login/" in client.get(LIST)["Location"]


def test_the_page_costs_the_same_for_many_rooms(sign_in, make_room, alice, django_assert_max_num_queries):
    for n in range(12):
        say(make_room(f"room-{n}"), alice, f"line {n}")
    client = sign_in(alice)
    client.get(LIST)
    with django_assert_max_num_queries(15):
        assert client.get(LIST).status_code == 200

"""Looking for a room in one's own words, in any script, on any database; and never coming to an empty page."""

import logging

import pytest
from django.core.management import call_command
from django.test import Client

from community.kernel.folding import fold, words_of
from rooms import keeping, searching, wording
from rooms.chores import keep_rooms_found
from rooms.models import Room, RoomWords, Topic, TopicWords
from tests.support.people import acting


def slugs(page):
    return [room.slug for room in page.context["found"].all]


def found(client, query):
    return slugs(client.get("/rooms/", {"q": query}))


@pytest.fixture
def rooms(make_room):
    make_room("angst", title="Ängste nachts", for_whom="Wer wach liegt", language="de")
    make_room("trevoga", title="Тревога", language="ru")
    make_room("epilepsie", title="Épilepsie", language="fr")
    make_room(
        "kitchen", topics=["Sleep"], title="The night kitchen", description="Pull out a chair. Tea optional."
    )
    make_room("breath", topics=["Anxiety"], title="Steady breath", guidelines="Short sentences in the wave.")
    make_room("chair", topics=["Grief"], title="The empty chair")


# --- Capitals, accents, scripts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("ängste", "angst"),
        ("ÄNGSTE", "angst"),
        ("angste", "angst"),
        ("A\u0308ngste", "angst"),
        ("a\u0308NGSTE nachts", "angst"),
        ("тревога", "trevoga"),
        ("ТРЕВОГА", "trevoga"),
        ("ÉPILEPSIE", "epilepsie"),
        ("epilepsie", "epilepsie"),
        ("E\u0301pilepsie", "epilepsie"),
    ],
)
def test_capitals_and_accents_of_every_script_are_alike(rooms, client, query, slug):
    assert found(client, query)[0] == slug
    assert client.get("/rooms/", {"q": query}).context["found"].fits


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("ΆΓΧΟΣ", "αγχοσ"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "ıstanbul"),
        ("Żałoba", "zaloba"),
        ("Đêm", "dem"),
        ("القَلَق", "القلق"),
        ("ｐａｎｉｃ", "Panic"),
        ("Søvn", "sovn"),
    ],
)
def test_the_same_word_written_otherwise_is_the_same_word(one, other):
    assert fold(one) == fold(other)


def test_signs_that_are_no_accents_stay():
    assert fold("चिंता") == "चिंता"
    assert fold("が") != fold("か")
    assert words_of("चिंता, नींद") == ["चिंता", "नींद"]
    assert words_of("I can't, I can’t sleep") == ["i", "cant", "sleep"]


def test_titles_with_accents_stand_where_people_look_for_them(make_room):
    for title in ("Zorn", "Ängste", "Arbeit", "Étude", "Familie"):
        make_room(fold(title), title=title)
    assert [room.title for room in Room.objects.all()] == ["Ängste", "Arbeit", "Étude", "Familie", "Zorn"]


def test_a_script_without_spaces_is_looked_into(make_room, client):
    make_room("nemuri", title="眠れない夜の部屋")
    assert found(client, "眠れない") == ["nemuri"]


# --- Everyday words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("panic attack", "breath"),
        ("I had a PANIC ATTACK", "breath"),
        ("panic attacks", "breath"),
        ("cannot sleep", "kitchen"),
        ("I can't sleep", "kitchen"),
        ("i can’t sleep", "kitchen"),
        ("no puedo dormir", "kitchen"),
        ("my mum died", "chair"),
        ("My mum died", "chair"),
        ("insomnia", "kitchen"),
        ("tea", "kitchen"),
        ("wave", "breath"),
        ("Grief", "chair"),
    ],
)
def test_everyday_words_topics_descriptions_and_guidelines_lead_to_a_room(rooms, client, query, slug):
    assert found(client, query)[0] == slug


def test_a_word_at_its_name_comes_before_one_further_down(make_room, client):
    make_room("far", title="Another", description="Here one speaks of gardens.")
    make_room("near", title="Of gardens")
    assert found(client, "gardens") == ["near", "far"]


def test_a_short_word_is_looked_for_where_words_begin(make_room, client):
    make_room("tired", title="Tired of it")
    make_room("ed", title="ED and food")
    assert found(client, "ed") == ["ed"]


def test_words_of_a_topic_are_changed_by_staff_and_count_at_once(rooms, client):
    page = client.get("/rooms/", {"q": "moonstruck"})
    assert not page.context["found"].fits
    sleep = Topic.objects.get(slug="sleep")
    TopicWords.objects.create(topic=sleep, language="en-x", words="moonstruck\nwide awake")
    assert found(client, "moonstruck") == ["kitchen"]
    TopicWords.objects.filter(topic=sleep, language="en-x").delete()
    searching.forget_topics()
    assert not client.get("/rooms/", {"q": "moonstruck"}).context["found"].fits


def test_a_topic_of_another_address_has_no_words_until_somebody_writes_them(make_topic):
    assert not make_topic("Gardening").everyday.exists()
    assert set(make_topic("Grief").everyday.values_list("language", flat=True)) >= {"en", "es", "de"}


def test_words_follow_what_a_room_says_of_itself(rooms, client, make_person):
    kitchen = Room.objects.get(slug="kitchen")
    keeping.change_room(
        kitchen, by=acting(make_person("keeper", is_staff=True)), title="Owls", description="Of lanterns."
    )
    assert found(client, "lanterns") == ["kitchen"]
    assert client.get("/rooms/", {"q": "optional"}).context["found"].fits is False
    assert Room.objects.get(slug="kitchen").sort_title == "owls"


def test_what_was_written_past_a_rooms_save_is_found_after_the_night(rooms, client):
    Room.objects.filter(slug="kitchen").update(title="Lighthouse")
    RoomWords.objects.filter(room__slug="chair").delete()
    keep_rooms_found()
    assert found(client, "lighthouse") == ["kitchen"]
    assert found(client, "empty chair") == ["chair"]
    assert wording.gather() == 0


def test_rooms_made_many_at_once_are_found(db, client):
    Room.objects.bulk_create(Room(slug=f"r-{n}", title=f"Harbour {n}") for n in range(3))
    assert len(found(client, "HARBOUR")) == 3


def test_rooms_of_a_backup_are_found(rooms, client, tmp_path):
    kept = tmp_path / "rooms.json"
    call_command(
        "dumpdata", "rooms.topic", "rooms.topicwords", "rooms.room", "rooms.roomwords", output=str(kept)
    )
    Room.objects.all().delete()
    Topic.objects.all().delete()
    call_command("loaddata", str(kept), verbosity=0)
    searching.forget_topics()
    assert found(client, "cannot sleep") == ["kitchen"]


# --- Never an empty page ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["zzzqqq", "%", "_", "\\", "' OR 1=1 --", "....", "\x00", "\u200b", "x" * 3000]
)
def test_a_search_always_ends_at_rooms(rooms, client, query):
    page = client.get("/rooms/", {"q": query})
    assert page.status_code == 200
    assert len(slugs(page)) > 0


def test_what_nothing_fits_is_said_honestly_with_the_way_to_help(rooms, client):
    page = client.get("/rooms/", {"q": "zzzqqq"})
    assert "No room speaks of this yet" in page.text
    assert "see who can help now" in page.text
    assert len(slugs(page)) == 6


def test_what_comes_nearest_is_shown_first(rooms, make_room, client):
    make_room("both", topics=["Grief", "Sleep"], title="Grief at night")
    page = client.get("/rooms/", {"q": "grief sleep xylophone"})
    assert slugs(page)[0] == "both"
    assert {"kitchen", "chair"} < set(slugs(page)) and "trevoga" not in slugs(page)
    assert "These come nearest" in page.text


def test_a_slip_of_the_finger_is_understood(rooms, client):
    page = client.get("/rooms/", {"q": "insomina"})
    assert slugs(page) == ["kitchen"]
    assert "These speak of “insomnia”" in page.text


def test_words_topics_and_language_narrow_together_and_stay_in_the_address(rooms, make_room, client):
    make_room("cocina", topics=["Sleep"], title="La cocina de noche", language="es")
    page = client.get("/rooms/?topic=sleep&q=insomnio&language=es")
    assert slugs(page) == ["cocina"] and page.context["found"].fits
    assert 'value="insomnio"' in page.text and '<input type="hidden" name="topic" value="sleep">' in page.text
    assert 'href="/rooms/?q=insomnio&amp;language=es"' in page.text  # leaves the topic out
    assert "topic=sleep&amp;topic=grief&amp;q=insomnio" in page.text  # adds another


def test_every_word_that_was_typed_stays_in_the_field(rooms, client):
    long = "I cannot sleep " * 60
    assert long.strip() in client.get("/rooms/", {"q": long}).text


# --- What is private, and what is logged -----------------------------------------------------------------


def test_a_private_room_is_found_by_nobody_else_and_gives_no_word_away(
    rooms, make_room, alice, eve, sign_in, client
):
    make_room("ours", access="private", members=[alice], title="Marmalade", topics=["Grief"])
    assert found(sign_in(alice), "marmalade") == ["ours"]
    for browser in (client, sign_in(eve)):
        # Neither the word, nor one near it, nor how many there are of its topic.
        for query in ("marmalade", "marmelade", "grief", "zzzqqq"):
            page = browser.get("/rooms/", {"q": query})
            assert "ours" not in slugs(page) and "Marmalade" not in page.text
            assert "marmalade" not in page.context["found"].corrected
        assert found(browser, "grief") == ["chair"]
    # Who is in it is led to it even by what only comes near.
    assert "ours" in found(sign_in(alice), "marmalade xylophone")


def test_what_somebody_looks_for_is_in_no_log(rooms, caplog):
    with caplog.at_level(logging.DEBUG):
        Client().get("/rooms/", {"q": "canary-words-of-mine"})
    told = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not any("canary" in line for line in told)

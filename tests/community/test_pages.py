"""The pages about the site itself, and home."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from community import helplines
from rooms.models import Membership
from tests.rooms.talk import say_many


@pytest.mark.parametrize("name", ["home", "about", "house_rules", "privacy", "help_now"])
def test_a_guest_can_read_the_pages_about_the_site(db, client, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "Get help now" in page.text and "Leave this site" in page.text


def test_a_guest_is_told_what_this_is_not(db, client):
    words = client.get("/").text
    assert "no crisis service" in words
    assert "Whoever runs this server can read" in words
    assert "do not promise to notice" in words


def test_a_guest_at_home_sees_topics_and_no_person(client, room, alice):
    Membership.objects.create(room=room, user=alice)
    words = client.get("/").text
    assert "Anxiety" in words
    assert "Alice" not in words


def test_a_member_at_home_sees_what_is_new_in_rooms_they_follow(sign_in, room, make_room, alice, bob):
    say_many(room, bob, 12)
    other = make_room("unfollowed")
    Membership.objects.create(room=room, user=alice, read_seq=5)
    Membership.objects.create(room=other, user=alice, followed=False)
    words = sign_in(alice).get("/").text
    assert room.title in words
    assert "7 new" in words
    assert other.title not in words


def test_a_member_at_home_does_not_see_a_room_they_were_removed_from(sign_in, room, alice):
    Membership.objects.create(room=room, user=alice, removed_at="2026-01-01T00:00Z")
    assert room.title not in sign_in(alice).get("/").text


def test_home_costs_the_same_with_many_rooms(sign_in, make_room, alice, django_assert_max_num_queries):
    for number in range(8):
        Membership.objects.create(room=make_room(f"room-{number}"), user=alice)
    browser = sign_in(alice)
    with django_assert_max_num_queries(6):
        browser.get("/")


def test_a_member_can_read_another_members_profile(sign_in, alice, bob):
    bob.about = "Two cats and a lot of tea."
    bob.save()
    page = sign_in(alice).get("/people/bob/")
    assert "Bob" in page.text and "Two cats" in page.text
    assert "Change what is shown" not in page.text


def test_a_guest_cannot_find_out_whether_a_person_exists(client, bob):
    there, not_there = client.get("/people/bob/"), client.get("/people/nobody-at-all/")
    assert there.status_code == not_there.status_code == 302
    assert there.url.replace("bob", "") == not_there.url.replace("nobody-at-all", "")


def test_a_closed_account_has_no_profile(sign_in, alice, bob):
    bob.is_active = False
    bob.save()
    assert sign_in(alice).get("/people/bob/").status_code == 404


# --- Get help now ------------------------------------------------------------------------------------


def test_help_now_answers_without_database_or_session(client, monkeypatch):
    """No database fixture: the first query would fail this test. The session store may not even be made."""

    def away(*args, **kwargs):
        raise ConnectionError("nothing is there")

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", away)
    monkeypatch.setattr("django.core.cache.cache.get", away)
    client.cookies["sessionid"] = "whatever"
    for address in ("/help-now/", "/help-now"):
        page = client.get(address)
        assert page.status_code == 200
        assert "116 123" in page.text
        assert not page.cookies


def test_every_helpline_names_its_source_and_the_day_it_was_checked(client):
    words = client.get("/help-now/").text
    for country in helplines.COUNTRIES:
        assert country.emergency
        for line in country.helplines:
            assert line.dial or line.text
            assert line.source.startswith("https://") and line.website.startswith("https://")
            assert date(2025, 1, 1) < line.checked
            assert line.source_name in words.replace("&amp;", "&")
            for number in filter(None, (line.dial, line.text)):
                assert number.isdigit()


def test_help_now_does_not_say_who_is_reading(sign_in, alice):
    assert "Alice" not in sign_in(alice).get("/help-now/").text


# --- Leave this site ---------------------------------------------------------------------------------


def test_the_page_one_leaves_to_says_nothing_of_this_site(client):
    page = client.get("/leave/")
    words = page.text.lower()
    for telling in ("openhearth", "hearth", "support", "room", "help", "favicon.svg"):
        assert telling not in words
    assert page["Clear-Site-Data"] == '"cache"'
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert not page.cookies


# --- For machines ------------------------------------------------------------------------------------


def test_healthz_asks_no_database(client):
    assert client.get("/healthz").status_code == 200


def test_readyz_says_what_does_not_answer(db, client, monkeypatch, settings):
    assert client.get("/readyz").json() == {"database": True}
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert json.loads(answer.text) == {"database": True, "redis": False}
    monkeypatch.setattr("community.pages._database_answers", lambda: False)
    assert client.get("/readyz").json()["database"] is False


def test_metrics_are_for_this_machine_or_for_who_has_the_token(db, settings):
    here, through_proxy = Client(), Client(headers={"x-forwarded-for": "203.0.113.9"})
    far = Client(REMOTE_ADDR="203.0.113.9")
    assert "process_start_time_seconds" in here.get("/metrics").text
    assert through_proxy.get("/metrics").status_code == 404
    assert far.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "sesame-sesame"
    assert far.get("/metrics", headers={"authorization": "Bearer sesame-sesame"}).status_code == 200
    assert here.get("/metrics").status_code == 404
    assert far.get("/metrics", headers={"authorization": "Bearer sesam"}).status_code == 404


def test_every_figure_carries_the_name_of_the_site_once(db):
    figures = Client().get("/metrics").text
    for name in ("openhearth_sockets", "openhearth_rooms_open", "openhearth_deliveries_total"):
        assert f"\n{name} " in figures
    assert "openhearth_openhearth" not in figures and "_total_total" not in figures

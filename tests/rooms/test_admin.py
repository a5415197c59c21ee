"""What staff can do and see in the admin, and what nobody can."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rooms import services
from rooms.models import Epoch, Membership, Message, Presence, Reaction, Room
from tests.support.people import acting

from .talk import say, say_many

LISTS = ["topic", "room", "membership", "message", "reaction", "presence", "epoch"]


def words(response):
    return response.content.decode()


@pytest.fixture
def staff(make_person):
    return make_person("keeper", is_staff=True, is_superuser=True)


@pytest.fixture
def talk(room, alice, bob):
    Epoch.current()
    say_many(room, alice, 60, each="words of alice")
    services.react(say(room, bob, "words of bob"), by=acting(alice), reaction="hear", on=True)
    Presence.objects.create(room=room, user=bob, process="one", until=timezone.now() + timedelta(minutes=1))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_for_staff_within_a_budget_and_counts_nothing_whole(name, talk, staff, sign_in):
    browser = sign_in(staff)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(f"/admin/rooms/{name}/").status_code == 200
    assert len(asked) <= 15
    if name not in ("topic", "epoch"):
        counts = [query["sql"] for query in asked if "COUNT(" in query["sql"].upper()]
        assert all("LIMIT" in sql for sql in counts), counts


@pytest.mark.parametrize("order", ["", "1", "-1", "2.-3"])
def test_a_large_list_is_in_the_order_of_its_key_whatever_is_asked(order, talk, staff, sign_in):
    page = sign_in(staff).get("/admin/rooms/message/", {"o": order} if order else {})
    assert [message.seq for message in page.context["cl"].result_list][:3] == [61, 60, 59]


@pytest.mark.parametrize("name", LISTS)
def test_nobody_else_opens_a_list(name, talk, alice, sign_in, client):
    assert sign_in(alice).get(f"/admin/rooms/{name}/").status_code in (302, 403)
    assert client.get(f"/admin/rooms/{name}/").status_code == 302


@pytest.mark.parametrize("name", ["membership", "message", "presence"])
def test_a_large_list_is_searched_by_room_and_person(name, talk, make_room, staff, bob, sign_in):
    say(make_room("morning"), bob, "elsewhere")
    browser = sign_in(staff)

    def found(term):
        return browser.get(f"/admin/rooms/{name}/", {"q": term}).context["cl"].result_count

    assert found("evening") > 0
    assert found("@BOB") >= 1
    assert found("@nobody") == found("nosuch") == 0


def test_words_cannot_be_changed_or_deleted(talk, staff, sign_in):
    message = Message.objects.first()
    browser = sign_in(staff)
    page = browser.get(f"/admin/rooms/message/{message.pk}/change/")
    assert "words of alice" in words(page)
    assert "<textarea" not in words(page)
    posted = browser.post(
        f"/admin/rooms/message/{message.pk}/change/", {"body": "other", "body_html": "other"}
    )
    assert posted.status_code == 403
    assert browser.post(f"/admin/rooms/message/{message.pk}/delete/", {"post": "yes"}).status_code == 403
    assert browser.get("/admin/rooms/message/add/").status_code == 403
    message.refresh_from_db()
    assert message.body == "words of alice 1"


def test_words_of_a_private_room_are_not_shown_to_staff(make_room, alice, staff, sign_in):
    message = say(
        make_room("ours", access="private", members=[alice]), alice, "only among us", note="a secret note"
    )
    browser = sign_in(staff)
    for page in (f"/admin/rooms/message/{message.pk}/change/", "/admin/rooms/message/"):
        assert "only among us" not in words(browser.get(page))
        assert "a secret note" not in words(browser.get(page))


def test_words_stay_text(room, alice, staff, sign_in):
    message = say(room, alice, "<script>alert(1)</script>", note="<b>bold</b>")
    page = words(sign_in(staff).get(f"/admin/rooms/message/{message.pk}/change/"))
    assert "<script>alert(1)" not in page
    assert "<b>bold" not in page


def test_saving_a_room_does_not_put_back_what_was_said_meanwhile(room, topic, alice, staff, sign_in):
    browser = sign_in(staff)
    form = browser.get(f"/admin/rooms/room/{room.pk}/change/").context["adminform"].form
    filled = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    stale = Room.objects.get()
    say(room, alice, "meanwhile")
    Room.objects.filter(pk=room.pk).update(title=stale.title)
    answer = browser.post(f"/admin/rooms/room/{room.pk}/change/", {**filled, "title": "Late evening"})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    room.refresh_from_db()
    assert (room.title, room.seq, room.version) == ("Late evening", 1, 1)


def test_only_what_was_changed_is_written(room, staff, sign_in, monkeypatch):
    browser = sign_in(staff)
    form = browser.get(f"/admin/rooms/room/{room.pk}/change/").context["adminform"].form
    filled = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    with CaptureQueriesContext(connection) as asked:
        browser.post(f"/admin/rooms/room/{room.pk}/change/", {**filled, "banner": "New"})
    update = next(query["sql"] for query in asked if query["sql"].startswith('UPDATE "rooms_room"'))
    assert "banner" in update
    assert "seq" not in update
    assert "version" not in update


def test_a_room_is_archived_with_a_reason_that_is_kept(room, staff, sign_in):
    browser = sign_in(staff)
    asked = {"action": "archive", "_selected_action": [room.pk]}
    browser.post("/admin/rooms/room/", asked)
    assert Room.objects.get().archived_at is None
    browser.post("/admin/rooms/room/", {**asked, "reason": "nobody comes"})
    assert Room.objects.get().archived_at is not None
    assert "nobody comes" in LogEntry.objects.get().change_message
    browser.post("/admin/rooms/room/", {**asked, "action": "reopen", "reason": "asked for"})
    assert Room.objects.get().archived_at is None


def test_a_room_is_never_deleted_with_what_was_said(room, staff, sign_in):
    assert sign_in(staff).post(f"/admin/rooms/room/{room.pk}/delete/", {"post": "yes"}).status_code == 403


def test_somebody_is_invited_to_a_private_room(make_room, alice, bob, staff, sign_in):
    ours = make_room("ours", access="private", members=[alice])
    sign_in(staff).post("/admin/rooms/membership/add/", {"room": ours.pk, "user": bob.pk, "followed": "on"})
    assert Membership.objects.get(user=bob).is_in
    assert sign_in(bob).get("/rooms/ours/").status_code == 200


def test_reactions_are_looked_at_only(talk, staff, sign_in):
    reaction = Reaction.objects.get()
    assert (
        sign_in(staff).post(f"/admin/rooms/reaction/{reaction.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )

"""Staff open, change and fill rooms: through services, with one entry in the log, and open tabs see it at once."""

import pytest
from playwright.sync_api import expect

from community.kernel.refused import Conflict, Invalid, NotAllowed
from moderation.log.models import LogEntry
from rooms import keeping
from rooms.models import Membership, Room
from tests.support.people import acting

from .talk import say

SOON = 10.0


@pytest.fixture
def keeper(make_person):
    return make_person("keeper", is_staff=True)


def test_a_room_is_opened_with_its_topics(keeper, topic):
    room = keeping.open_room(by=acting(keeper), slug="late", title="  Late   evening ", topics=[topic])
    assert (room.title, list(room.topics.all())) == ("Late evening", [topic])
    assert LogEntry.objects.get().act == "room.opened"


def test_only_what_is_other_is_written_and_logged(keeper, room, alice):
    stale = Room.objects.get(pk=room.pk)
    say(room, alice, "meanwhile")
    changed = keeping.change_room(
        stale, by=acting(keeper), title=room.title, banner="Anna hosts", slow_mode=15
    )
    assert (changed.seq, changed.version, changed.banner, changed.slow_mode) == (1, 1, "Anna hosts", 15)
    assert LogEntry.objects.get(act="room.changed").facts == {"fields": ["banner", "slow_mode"]}
    keeping.change_room(room, by=acting(keeper), banner="Anna hosts", topics=room.topics.all())
    assert LogEntry.objects.filter(act="room.changed").count() == 1


def test_the_topics_of_a_room_are_changed(keeper, room, make_topic):
    grief = make_topic("Grief")
    keeping.change_room(room, by=acting(keeper), topics=[grief])
    assert list(room.topics.all()) == [grief]
    assert LogEntry.objects.get(act="room.changed").facts == {"fields": ["topics"]}


def test_archiving_and_opening_again_leave_one_entry_each(keeper, room):
    keeping.archive(room, by=acting(keeper))
    assert Room.objects.get().archived_at is not None
    keeping.reopen(room, by=acting(keeper))
    assert Room.objects.get().archived_at is None
    assert [entry.act for entry in LogEntry.objects.order_by("number")] == ["room.archived", "room.reopened"]


@pytest.mark.parametrize("field", ["slug", "access", "seq", "version", "archived_at"])
def test_what_is_not_to_be_changed_is_not(keeper, room, field):
    with pytest.raises(Invalid):
        keeping.change_room(room, by=acting(keeper), **{field: "open"})


def test_a_title_that_nobody_can_see_is_refused(keeper, room):
    with pytest.raises(Invalid):
        keeping.change_room(room, by=acting(keeper), title="\u202e\ufeff ")


def test_keeping_rooms_is_for_staff(alice, room, bob):
    for act in (
        lambda: keeping.open_room(by=acting(alice), slug="mine", title="Mine"),
        lambda: keeping.change_room(room, by=acting(alice), title="Mine"),
        lambda: keeping.invite(room, bob, by=acting(alice)),
        lambda: keeping.archive(room, by=acting(alice)),
        lambda: keeping.reopen(room, by=acting(alice)),
    ):
        with pytest.raises(NotAllowed, match="for staff"):
            act()
    assert not LogEntry.objects.exists()


def test_who_has_left_is_invited_back_and_who_was_taken_out_is_not(keeper, make_room, alice, bob):
    ours = make_room("ours", access="private", members=[alice, bob])
    Membership.objects.filter(user=bob).update(left_at="2026-01-01T00:00Z", followed=False)
    assert keeping.invite(ours, bob, by=acting(keeper)).is_in
    with pytest.raises(Conflict, match="already"):
        keeping.invite(ours, bob, by=acting(keeper))
    Membership.objects.filter(user=bob).update(removed_at="2026-01-01T00:00Z")
    with pytest.raises(Conflict, match="taken this person out"):
        keeping.invite(ours, bob, by=acting(keeper))
    assert LogEntry.objects.filter(act="room.invited", person_id=bob.pk).count() == 1


def test_nobody_is_put_where_people_have_talked_in_private(keeper, make_room, alice, bob):
    ours = make_room("ours", access="private", members=[alice])
    say(ours, alice, "only us")
    with pytest.raises(Conflict, match="People have talked"):
        keeping.invite(ours, bob, by=acting(keeper))


# --- On open tabs, of every process -----------------------------------------------------------------------------


def change(slug: str, **fields: object) -> None:
    from community.accounts.models import User
    from rooms import keeping
    from rooms.models import Room
    from tests.support.people import make_person

    staff = User.objects.filter(handle="keeper-here").first() or make_person("keeper-here", is_staff=True)
    keeping.change_room(Room.objects.get(slug=slug), by=acting(staff), **fields)


async def test_a_changed_room_reaches_its_open_tabs(site):
    room = site.room(banner="Before")
    async with site.tab(site.person()) as one, site.tab(site.person(), process=1) as other:
        for tab in (one, other):
            await tab.open_room(room)
            await tab.expect("room.people")
        await one.say(room, "hello")
        site.call(
            change, room, banner="Anna hosts", slow_mode=15, title="Late", guidelines="Be kind.\nListen."
        )
        for tab in (one, other):
            fact = await tab.expect("room.changes", room=room, patience=SOON, messages=[], version=1)
            assert fact["after"] == 1
            state = fact["state"]
            assert (state["banner"], state["slow_mode"], state["title"]) == ("Anna hosts", 15, "Late")
            assert state["rules"] == ["Be kind.", "Listen."]


def test_a_changed_room_is_drawn_anew_in_the_browser(browser, page_site):
    alice, room = page_site.person(), page_site.room(banner="Before")
    page = browser.open(alice)
    page.goto(f"/rooms/{room}/")
    expect(page.locator("#people li")).to_have_count(1)
    page_site.call(
        change, room, banner="<b>Anna</b> hosts", slow_mode=15, title="Late", guidelines="Be kind.\nListen."
    )
    expect(page.locator("#room-banner")).to_have_text("<b>Anna</b> hosts")
    assert page.locator("h1#room-title").inner_text() == "Late"
    assert page.title().startswith("Late")
    assert page.locator(".room-rules p").all_inner_texts() == ["Be kind.", "Listen."]
    assert page.locator("[data-if-rules]:not([hidden])").count() == 2
    assert "15 seconds" in page.locator("#composer-slow").inner_text()
    assert page.locator(".followed [aria-current]").count() in (0, 1)

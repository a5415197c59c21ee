"""An evening at the desk on a phone: a report arrives by itself, is taken, settled; the shift is handed over."""

from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests.support.chromium import PHONE, WIDE
from tests.support.people import acting


def a_moderator(person_id: int) -> None:
    """For `site.call`."""
    from community.accounts.models import User
    from moderation.clauses.services import accept, owed_by
    from tests.moderation.people import give_role

    person = User.objects.get(pk=person_id)
    give_role(person)
    accept(person, owed_by(person))


def something_is_said(room: str, author_id: int, words: str) -> int:
    """For `site.call`: the message's seq."""
    from uuid import uuid4

    from community.accounts.models import User
    from rooms.posting import Post, post_message

    author = User.objects.get(pk=author_id)
    return int(post_message(Post(room=room, by=acting(author), client_id=uuid4(), body=words)).seq)


def case_about(room: str, seq: int) -> int:
    """For `site.call`."""
    from moderation.cases.models import Case
    from rooms.models import Message

    return int(
        Case.objects.get(object_id=Message.objects.get(room__slug=room, seq=seq).pk, room__slug=room).pk
    )


def something_is_reported(browser: Any, shift: dict[str, Any], words: str) -> int:
    """Eve writes it, and Dina tells the moderators on the page for that; the number of the case."""
    site, room = browser.site, shift["room"]
    seq = site.call(something_is_said, room, shift["eve"]["id"], words)
    page = browser.open(shift["dina"])
    page.goto(f"/report/message/{room}.{seq}/")
    page.locator("[name=reason][value=unkind]").check()
    page.get_by_role("button", name="Tell them").click()
    page.wait_for_url(lambda url: "/report/" not in url)
    return int(site.call(case_about, room, seq))


@pytest.fixture
def shift(page_site: Any) -> dict[str, Any]:
    """Two moderators, two members, a room."""
    room = page_site.room()
    people = {name: page_site.person() for name in ("mo", "ines", "eve", "dina")}
    for name in ("mo", "ines"):
        page_site.call(a_moderator, people[name]["id"])
    return {**people, "room": room}


def test_a_report_arrives_live_on_a_phone_and_is_taken_and_settled(browser, shift):
    page = browser.open(shift["mo"], viewport=PHONE)
    page.goto("/desk/")
    expect(page.get_by_text("This page keeps itself up to date.")).to_be_visible()
    case = something_is_reported(browser, shift, "you are all pathetic")
    take = page.locator(f"#take-{case}")
    expect(take).to_be_visible()
    assert "you are all pathetic" not in page.content()
    assert page.title().startswith("(")
    take.click()
    expect(page.get_by_text("you are all pathetic").first).to_be_visible()
    page.locator("[name=kind][value=warning]").check()
    page.get_by_role("button", name="Do this and close").click()
    expect(page.get_by_text("Done. The person has been told")).to_be_visible()
    page.goto("/desk/")
    expect(page.locator(f"#take-{case}")).to_have_count(0)
    expect(page.get_by_text("You have looked at 1 report in the last 24 hours")).to_be_visible()


def test_the_shift_is_handed_over_and_read_live(browser, shift):
    mo, ines = browser.open(shift["mo"], viewport=PHONE), browser.open(shift["ines"], viewport=WIDE)
    ines.goto("/desk/")
    expect(ines.get_by_text("This page keeps itself up to date.")).to_be_visible()
    mo.goto("/desk/")
    mo.get_by_text("Write for the next shift").click()
    words = f"Please look in on {shift['room']} at ten."
    mo.get_by_label("For the next shift").fill(words)
    mo.get_by_role("button", name="Put it on the desk").click()
    expect(mo.get_by_text("Nobody has read it yet")).to_be_visible()
    card = ines.locator("#desk-cards section", has_text=words)
    expect(card).to_be_visible()
    card.get_by_role("button", name="I have read it").click()
    expect(ines.locator("#desk-cards section", has_text=words)).to_have_count(0)
    expect(mo.get_by_text("Nobody has read it yet")).to_have_count(0)


def test_what_somebody_writes_stays_while_the_page_changes(browser, shift):
    page = browser.open(shift["mo"])
    page.goto("/desk/")
    expect(page.get_by_text("This page keeps itself up to date.")).to_be_visible()
    page.get_by_text("Write for the next shift").click()
    page.get_by_label("For the next shift").fill("half a sentence")
    case = something_is_reported(browser, shift, "unkind again")
    expect(page.locator(f"#take-{case}")).to_be_visible()
    expect(page.get_by_label("For the next shift")).to_have_value("half a sentence")
    expect(page.get_by_label("For the next shift")).to_be_focused()


def test_the_desk_works_without_script(browser, shift):
    case = something_is_reported(browser, shift, "unkind without script")
    page = browser.open(shift["mo"], java_script_enabled=False, viewport=PHONE)
    page.goto("/desk/")
    page.get_by_role("button", name="Go on duty").first.click()
    expect(page.get_by_role("button", name="Go off duty")).to_be_visible()
    page.locator(f"#take-{case}").click()
    expect(page.get_by_text("unkind without script").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, WIDE, {"width": 320, "height": 640}])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser, shift, scheme, viewport):
    something_is_reported(browser, shift, "unkind axe")
    page = browser.open(shift["mo"], viewport=viewport, color_scheme=scheme)
    page.goto("/desk/")
    expect(page.get_by_text("This page keeps itself up to date.")).to_be_visible()
    # What is folded away is judged as it looks when it is open.
    page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
    found = Axe().run(page)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

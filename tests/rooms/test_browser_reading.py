"""Reading in a real browser: what counts as read, links to messages and the way back, days, and the keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import PHONE, Browser
from tests.support.site import Site

from . import pages

HIDDEN = """Object.defineProperty(document, 'hidden', {get: () => true});
Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'});"""


@pytest.fixture
def talk(page_site: Site) -> dict[str, Any]:
    """Alice has read up to 10; two hundred more came."""
    room = page_site.room()
    alice, bob = page_site.person(rooms=[room]), page_site.person("bob", display_name="Bob")
    page_site.call(pages.said, room, bob["id"], [f"line {n}" for n in range(1, 211)])
    page_site.call(pages.read_to, room, alice["id"], 10)
    return {"room": room, "alice": alice, "bob": bob}


def visit(page: Page, room: str, path: str = "") -> Page:
    page.goto(f"/rooms/{room}/{path}")
    expect(page.locator("#here")).not_to_have_text("0")
    return page


def top(page: Page) -> int:
    return int(page.locator("#log").evaluate("log => Math.round(log.scrollTop)"))


def test_what_was_on_no_visible_screen_is_not_read_and_the_line_outlives_a_reload(
    browser: Browser, page_site: Site, talk: dict[str, Any]
) -> None:
    room, alice = talk["room"], talk["alice"]
    asleep = browser.open(alice)
    asleep.add_init_script(HIDDEN)
    visit(asleep, room).close()
    page: Page = visit(browser.open(alice), room)
    bar = page.locator("#more-new")
    expect(bar).to_contain_text("150 new messages above")
    page.reload()
    expect(bar).to_contain_text("150 new messages above")
    assert page_site.call(pages.read_to, room, alice["id"]) == 10
    bar.get_by_role("link", name="Go to the first new one").click()
    line = page.locator("#new + .message, #new + .day + .message")
    expect(line).to_have_attribute("data-seq", "11")
    expect(line).to_be_in_viewport()
    expect(bar).to_be_hidden()
    page.goto("/rooms/")  # what was on the screen is told on the way out
    again: Page = visit(browser.open(alice), room)
    read = int(again.locator("#room").get_attribute("data-read") or 0)
    assert 11 <= read < 60
    again.get_by_role("button", name="Mark all as read").click()
    expect(again.locator("#more-new")).to_be_hidden()
    again.goto(f"/rooms/{room}/")
    expect(again.locator("#room")).to_have_attribute("data-read", "210")


def test_a_link_to_a_message_lands_in_the_live_room_and_the_way_back_leads_where_one_was(
    browser: Browser, page_site: Site, talk: dict[str, Any]
) -> None:
    room, bob = talk["room"], talk["bob"]
    page: Page = visit(browser.open(talk["alice"]), room, "messages/60/")
    expect(page.locator("#m60")).to_be_in_viewport()
    expect(page.locator(".is-found")).to_have_attribute("data-seq", "60")
    page_site.call(pages.said, room, bob["id"], ["just now"])
    button = page.locator("#jump-new")
    expect(button).to_have_text("1 new message")
    expect(page.get_by_text("just now", exact=True)).to_have_count(0)
    # A time is an address and a step of its own; the place stays.
    before = top(page)
    page.locator("#m61 .message-link").click()
    expect(page).to_have_url(f"{page_site.url}/rooms/{room}/messages/61/")
    assert top(page) == before
    page.goto("/rooms/")
    page.go_back()
    expect(page.locator("#m61")).to_be_in_viewport()
    assert abs(top(page) - before) < 5 or page.locator("#m60").is_visible()
    page.go_back()
    expect(page).to_have_url(f"{page_site.url}/rooms/{room}/messages/60/")
    expect(page.locator("#m60")).to_be_in_viewport()
    button.click()
    expect(page.get_by_text("just now", exact=True)).to_be_in_viewport()
    expect(button).to_be_hidden()
    seqs = page.locator(".message").evaluate_all("all => all.map(item => Number(item.dataset.seq))")
    assert seqs == list(range(seqs[0], 212))
    # On a phone the details are a step, too: back leads to the talk.
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="People and details").click()
    expect(page.get_by_role("heading", name="About this room")).to_be_visible()
    page.go_back()
    expect(page.locator("#id_body")).to_be_visible()
    expect(page.get_by_role("heading", name="About this room")).to_be_hidden()


def test_the_day_turns_by_itself_and_the_field_is_three_tabs_away(
    browser: Browser, page_site: Site, talk: dict[str, Any]
) -> None:
    room = talk["room"]  # where he wrote all of it, and nothing is new to him
    page: Page = browser.open(talk["bob"], timezone_id="Asia/Tokyo", viewport=PHONE)
    page.clock.install()
    visit(page, room)
    now = page.evaluate(
        "new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Tokyo'})"
        ".format(new Date(document.querySelector('.message:last-child').dataset.at))"
    )
    expect(page.locator(".message-link time").last).to_have_text(now)
    expect(page.locator(".day")).to_have_text(["Today"])
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the writing field")
    expect(skip).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the main part
    first = page.locator(".message").first.get_attribute("data-seq")
    tabs = 0
    while not page.locator("#id_body").evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
        tabs += 1
        assert tabs <= 3
    assert page.locator(".message").first.get_attribute("data-seq") == first
    page.clock.fast_forward("24:00:00")
    expect(page.locator(".day")).to_have_text(["Yesterday"])
    page.clock.fast_forward("24:00:00")
    expect(page.locator(".day")).not_to_have_text(["Yesterday"])
    assert page.get_by_text("Today", exact=True).count() == 0

"""Writing on a phone, pasting too much, and somebody else signed in on the same browser: in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import PHONE, Browser
from tests.support.site import Site

from . import pages

TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.fixture
def room(page_site: Site) -> str:
    return page_site.room("kitchen")


def visit(page: Page, room: str) -> Any:
    """The room, live; gives its writing field."""
    page.goto(f"/rooms/{room}/")
    expect(page.locator("#here")).not_to_have_text("0")
    return page.locator("#id_body")


def test_on_a_phone_enter_makes_a_line_and_the_button_sends(
    browser: Browser, page_site: Site, room: str
) -> None:
    page = browser.open(page_site.person(), **TOUCH)
    field = visit(page, room)
    hint = page.locator("#composer-enter")
    expect(hint).to_have_text("Enter makes a new line, the button sends.")
    expect(field).to_have_attribute("enterkeyhint", "enter")
    field.press_sequentially("first")
    field.press("Enter")
    field.press_sequentially("second")
    page.locator("#send").click()
    expect(page.locator("#messages .message-body")).to_have_count(1)
    assert page_site.call(pages.stored, room) == ["first\nsecond"]
    # Whoever wants it otherwise says so, and this browser keeps it.
    page.locator("#details-open").click()
    page.get_by_label("sends", exact=True).check()
    page.reload()
    field = page.locator("#id_body")
    expect(hint).to_have_text("Enter sends.")
    page.locator("#details-close").click()
    field.press_sequentially("third")
    field.press("Enter")
    expect(page.locator("#messages .message-body")).to_have_count(2)


def test_a_long_paste_stays_whole_and_is_said_to_be_too_long(
    browser: Browser, page_site: Site, room: str
) -> None:
    page = browser.open(page_site.person())
    field = visit(page, room)
    field.focus()
    page.keyboard.insert_text("x" * 4100 + "END")
    count = page.locator("#id_body-count")
    expect(count).to_have_text("103 characters too long. Nothing is cut.")
    field.press("Enter")
    expect(page.locator("#composer-wrong")).to_contain_text("too long by 103")
    assert field.input_value().endswith("END") and len(field.input_value()) == 4103
    # Letters are counted, and not halves of them; what does not fit a frame goes another way.
    field.fill("😀" * 4000)
    expect(count).to_have_text("0 characters left")
    page.locator("#composer-note summary").click()
    page.locator("#id_note").fill("😀" * 80)
    page.locator("#send").click()
    expect(page.locator("#messages .message-body")).to_have_count(1)
    assert page_site.call(pages.stored, room) == ["😀" * 4000]
    expect(page.locator("#unsent li")).to_have_count(0)
    # Nothing that could be seen is nothing written.
    field.fill("\u200b\u3164\u2800")
    field.press("Enter")
    expect(page.locator("#composer-wrong")).to_have_text("There is nothing written here yet.")


def test_a_tab_in_which_somebody_else_has_signed_in_sends_nothing_and_shows_nothing(
    browser: Browser, page_site: Site, room: str
) -> None:
    alice, bob = page_site.person("alice"), page_site.person("bob")
    page = browser.open(alice)
    browser.allow("WebSocket connection", "net::ERR_", "Failed to load resource")
    field = visit(page, room)
    page.context.set_offline(True)
    field.fill("the words of alice")
    page.locator("#send").click()
    expect(page.locator("#unsent li")).to_have_count(1)
    field.fill("her draft")
    sign_in(page, bob)
    page.context.set_offline(False)
    expect(page.locator("#line-state")).to_contain_text("Somebody else is signed in here now.")
    for words in ("the words of alice", "her draft"):
        expect(page.locator("body")).not_to_contain_text(words)
    expect(field).to_be_hidden()
    assert field.input_value() == "" and page_site.call(pages.stored, room) == []
    # He loads the page and sees none of it; she signs in again, and both are there.
    page.locator("#line-state a").click()
    expect(field).to_be_visible()
    expect(field).to_have_value("")
    expect(page.locator("#unsent li")).to_have_count(0)
    sign_in(page, alice)
    visit(page, room)
    expect(field).to_have_value("her draft")
    expect(page.locator("#messages .message-body")).to_have_text(["the words of alice"])


def sign_in(page: Page, person: dict[str, Any]) -> None:
    """As in another tab of this browser."""
    page.context.add_cookies(
        [
            {
                "name": "sessionid",
                "value": person["session"],
                "url": page.url.partition("/rooms/")[0],
                "httpOnly": True,
            }
        ]
    )

"""A name opens a card, by mouse and by keyboard; a new name reaches a tab that is open."""

from typing import Any

from playwright.sync_api import expect


def test_a_name_opens_a_card_and_a_new_name_reaches_the_open_tab(browser: Any, page_site: Any) -> None:
    alice, wren = page_site.person(), page_site.person()
    room = page_site.room()
    page = browser.open(wren)
    page.goto(f"/rooms/{room}/")
    expect(page.locator("#here")).not_to_have_text("0")
    page.fill("#id_body", "hello from here")
    page.press("#id_body", "Enter")
    expect(page.locator(".message.is-own")).to_have_count(1)

    reader = browser.open(alice)
    reader.goto(f"/rooms/{room}/")
    name = reader.locator(".message .message-name").first
    name.focus()
    reader.keyboard.press("Enter")
    card = reader.locator("dialog.card-of-person")
    expect(card).to_be_visible()
    expect(card.get_by_text("Mute for me")).to_be_visible()
    reader.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(name).to_be_focused()

    page.goto("/me/")
    page.fill("#id_display_name", "Robin")
    page.locator("main form button.btn-primary").first.click()
    expect(name).to_have_text("Robin", timeout=10_000)

"""Somebody answered you, live and everywhere; and what is gone is gone wherever it was quoted. In a real browser."""

from typing import Any

from playwright.sync_api import expect

from . import pages
from .test_browser_room import enter, field, room, visit, write  # noqa: F401


def hidden_by_a_moderator(slug: str, seq: int) -> None:
    """For `site.call`."""
    from community.accounts.models import User
    from rooms import services
    from rooms.models import Message
    from tests.support.people import acting

    by = User.objects.order_by("pk").first()
    services.hide_message(Message.objects.get(room__slug=slug, seq=seq), by=acting(by))


def test_an_answer_rings_on_every_page_and_is_seen_on_every_page(
    browser: Any,
    page_site: Any,
    room: str,  # noqa: F811
) -> None:
    alice = page_site.person("alice", display_name="Alice", rooms=[room])
    bob = page_site.person("bob", display_name="Bob", rooms=[room])
    page_site.call(pages.said, room, alice["id"], ["is anybody awake"])
    listed = browser.open(alice)
    listed.goto("/rooms/")
    home = listed.context.new_page()
    home.goto("/")
    his = visit(browser.open(bob), room)
    for page in (listed, home):
        expect(page.locator(f"[data-unread={room}]")).to_be_hidden()
    # He names her: offered while he types, chosen by keyboard, and said to her in words.
    field(his).press_sequentially("I am, @Al")
    expect(his.get_by_role("option", name="Alice")).to_be_visible()
    field(his).press("Enter")
    expect(field(his)).to_have_value("I am, @Alice ")
    field(his).press("Enter")
    for page in (listed, home):
        expect(page.locator("#bell")).to_have_accessible_name("2 new notices")
        expect(page.locator(f"[data-unread={room}]")).to_have_text("1 new")
        expect(page.get_by_role("status").filter(has_text="Somebody wrote to you by name.")).to_be_visible()
        assert page.title().startswith("(2) ")
    # Read on another device, it counts here no more.
    hers = visit(browser.open(alice), room)
    expect(hers.locator(".message-calls:visible")).to_have_text("names you")
    for page in (listed, home):
        expect(page.locator("#bell")).to_have_accessible_name("Notices")
        expect(page.locator(f"[data-unread={room}]")).to_be_hidden()
        assert not page.title().startswith("(")


def test_what_is_gone_is_gone_wherever_it_was_quoted(
    browser: Any,
    page_site: Any,
    room: str,  # noqa: F811
) -> None:
    """Case 1 from the field: taken back, hidden, changed; in a quote, with the message itself loaded or not."""
    alice, bob, charlie = (
        page_site.person(name, display_name=name.title(), rooms=[room])
        for name in ("alice", "bob", "charlie")
    )
    his, theirs = visit(browser.open(bob), room), visit(browser.open(charlie), room)
    hers = visit(browser.open(alice), room)
    for number, how in enumerate(("back", "hidden", "changed"), start=1):
        canary = f"CANARY-QUOTE-{number}"
        write(hers, canary)
        said = his.locator("#messages .message", has_text=canary).first
        said.locator("summary").first.click()
        said.get_by_role("link", name="Answer", exact=True).click()
        write(his, f"I hear you {number}")
        for page in (his, theirs):
            expect(page.locator(".message-answered q", has_text=canary)).to_be_visible()
        # While he answers once more, and in a tab that does not show the message itself any more.
        said.locator("summary").first.click()
        said.get_by_role("link", name="Answer", exact=True).click()
        expect(his.locator("#composer-reply")).to_contain_text(canary)
        seq = said.get_attribute("data-seq")
        theirs.evaluate(f"document.getElementById('m{seq}').remove()")
        if how == "hidden":
            page_site.call(hidden_by_a_moderator, room, int(seq))
        else:
            own = hers.locator(f"#m{seq}")
            own.locator("summary").first.click()
            if how == "back":
                own.locator("[data-act=remove]").click()
                own.locator("[data-act=remove]").click()
            else:
                own.locator("[data-act=edit]").click()
                write(hers, "other words")
        for page in (his, theirs):
            expect(page.locator("#main")).not_to_contain_text(canary)
            quote = page.locator(".message-answered q").last
            expect(quote).to_have_text(
                "other words" if how == "changed" else "a message that is no longer here"
            )
        said_now = "other words" if how == "changed" else "What you are answering is no longer here."
        expect(his.locator("#composer-reply")).to_contain_text(said_now)
        his.get_by_role("link", name="Do not answer").click()

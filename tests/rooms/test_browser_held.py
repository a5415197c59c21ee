"""A message that is held, and one that comes back with something to think of, in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.support.checking import HELD, REMINDED
from tests.support.chromium import PHONE, Browser
from tests.support.site import Site, Workshop

from . import pages
from .test_browser_room import LOST, bodies, field, visit, write

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def site(workshop: Workshop) -> Iterator[Site]:
    made = workshop.embedded(DJANGO_SETTINGS_MODULE="tests.support.settings_checking")
    made.start()
    yield made
    made.remove()


@pytest.fixture
def browser(chromium_program: Any, site: Site) -> Iterator[Browser]:
    made = Browser(chromium_program, site)
    yield made
    wrong = made.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def room(site: Site) -> str:
    return site.room("kitchen")


@pytest.fixture
def enter(browser: Browser, room: str) -> Open:
    def entered(person: dict[str, Any], **options: Any) -> Page:
        return visit(browser.open(person, **options), room)

    return entered


def test_a_held_message_stays_with_its_author_and_says_so(enter: Open, site: Site, room: str) -> None:
    hers, his = enter(site.person("alice"), viewport=PHONE), enter(site.person("bob"))
    write(hers, "HOLD this")
    waiting = hers.locator("#unsent li")
    expect(waiting.locator(".message-body")).to_have_text("HOLD this")
    expect(waiting).to_contain_text(HELD)
    expect(hers.locator("#announcer")).to_contain_text(HELD)
    expect(waiting.get_by_role("link", name="Read more")).to_have_attribute("href", "/house-rules/")
    expect(waiting.get_by_role("button")).to_have_text(["Put this away"])
    assert not Axe().run(hers)["violations"]
    write(hers, "and good evening")
    expect(bodies(his)).to_have_text(["and good evening"])
    hers.reload()
    expect(waiting).to_contain_text(HELD)
    waiting.get_by_role("button", name="Put this away").click()
    expect(waiting).to_have_count(0)
    assert site.call(pages.stored, room) == ["and good evening"]


def test_a_reminder_keeps_the_words_and_they_can_be_sent_as_they_are(
    enter: Open, site: Site, room: str
) -> None:
    page = enter(site.person(), viewport=PHONE)
    write(page, "REMIND me")
    waiting = page.locator("#unsent li")
    expect(waiting).to_contain_text(REMINDED)
    expect(page.locator("#announcer")).to_contain_text(REMINDED)
    assert not Axe().run(page)["violations"]
    assert site.call(pages.stored, room) == []
    waiting.get_by_role("button", name="Send as it is").click()
    expect(bodies(page)).to_have_text(["REMIND me"])
    expect(waiting).to_have_count(0)


def test_what_one_is_reminded_of_can_be_changed_first(enter: Open, site: Site, room: str) -> None:
    page = enter(site.person())
    write(page, "STRICT REMIND")
    waiting = page.locator("#unsent li")
    expect(waiting).to_contain_text(REMINDED)
    expect(waiting.get_by_role("button")).to_have_text(["Change it"])
    waiting.get_by_role("button", name="Change it").click()
    expect(field(page)).to_have_value("STRICT REMIND")
    expect(waiting).to_have_count(0)
    write(page, "said otherwise")
    expect(bodies(page)).to_have_text(["said otherwise"])


def test_both_come_by_the_long_way_too(browser: Browser, site: Site, room: str) -> None:
    browser.allow(*LOST)
    page: Page = browser.open(site.person())
    page.add_init_script("window.WebSocket = class { constructor() { throw new Error('not here'); } };")
    page.goto(f"/rooms/{room}/")
    expect(page.locator("#line-state")).to_contain_text("every few seconds", timeout=30_000)
    write(page, "HOLD this")
    write(page, "REMIND me")
    expect(page.locator("#unsent li")).to_contain_text([HELD, REMINDED])
    page.get_by_role("button", name="Send as it is").click()
    expect(bodies(page)).to_have_text(["REMIND me"])


def test_without_script_the_form_says_the_same(browser: Browser, site: Site, room: str) -> None:
    page: Page = browser.open(site.person(), java_script_enabled=False)
    browser.allow("Failed to load resource")
    page.goto(f"/rooms/{room}/")
    page.get_by_label("Write to").fill("REMIND me")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text(REMINDED)
    expect(page.get_by_label("Write to")).to_have_value("REMIND me")
    page.get_by_role("button", name="Send it all the same").click()
    expect(bodies(page)).to_have_text(["REMIND me"])
    page.get_by_label("Write to").fill("HOLD this")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".below")).to_contain_text(HELD)
    expect(page.locator(".below")).to_contain_text("HOLD this")
    expect(page.get_by_label("Write to")).to_have_value("")

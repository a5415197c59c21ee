"""Somebody comes at three at night, writes one line, and knows what happens next; then a supporter comes, and both see it."""

from typing import Any

from playwright.sync_api import expect

from tests.moderation.people import moderator_with_session
from tests.moderation.roles.test_roles_sockets import switch_duty
from tests.support.chromium import PHONE, Browser
from tests.support.site import Site


def test_somebody_new_is_told_the_truth_without_reloading(browser: Browser, page_site: Site) -> None:
    room = page_site.room("night")
    maria: Any = page_site.person("maria", display_name="Maria")
    mo = page_site.call(moderator_with_session, f"mo-{room}", display_name="Mo")
    hers = browser.open(maria, viewport={**PHONE, "width": 320})
    hers.goto(f"/rooms/{room}/")
    line, head = hers.locator("#welcome"), hers.locator("#staffing-head")
    expect(line).to_contain_text("Nobody on duty is here right now.")
    expect(head).to_have_text("nobody on duty")
    hers.locator("#id_body").fill("i cannot sleep")
    hers.locator("#send").click()
    expect(line).to_contain_text("Your words stay here, and you are told when somebody answers you")
    expect(line.get_by_role("link", name="Get help now")).to_be_visible()
    assert hers.evaluate("document.documentElement.scrollWidth <= innerWidth")

    switch_duty(page_site, mo, "moderator", True)
    his = browser.open(mo)
    his.goto(f"/rooms/{room}/")
    expect(head).to_have_text("somebody on duty here")
    expect(line).to_contain_text("Mo, a moderator, is on duty here and has been told that you came.")
    his.get_by_role("button", name="I have seen them").click()
    expect(line).to_contain_text("Mo, a moderator, has seen you.")
    expect(his.locator("#newcomers")).to_contain_text("seen by Mo")
    his.locator("#id_body").fill("Good that you came, Maria.")
    his.locator("#send").click()
    expect(line).to_contain_text("Mo has answered you.")
    expect(his.locator("#newcomers li")).to_have_count(0)
    hers.reload()
    expect(line).to_contain_text("Mo has answered you.")
    switch_duty(page_site, mo, "moderator", False)

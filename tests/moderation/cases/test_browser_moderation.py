"""On phones: a member reports, a moderator handles it, the member it was about sees why and asks for a second look,
another moderator overturns it."""

import pytest

from tests.moderation.people import moderator_with_session
from tests.support.chromium import PHONE

pytestmark = pytest.mark.browser


def said(slug, person_id, body):
    from community.accounts.models import User
    from rooms.models import Room
    from tests.moderation.people import clause_of
    from tests.rooms.talk import say

    clause_of()
    return say(Room.objects.get(slug=slug), User.objects.get(pk=person_id), body).seq


def another_rule():
    from tests.moderation.people import clause_of

    clause_of("confidentiality")


def nothing_sticks_out(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 391


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_a_report_on_a_phone_to_a_decision_overturned(browser, page_site, script):
    site = page_site
    slug = site.room("long-night", title="Long nights")
    alice, eve = site.person("alice", rooms=[slug]), site.person("eve", rooms=[slug], display_name="Eve")
    # Of this room alone: the site is shared with other tests, whose reports are not theirs to take.
    mo = site.call(moderator_with_session, site.name("mo"), room=slug)
    ines = site.call(moderator_with_session, site.name("ines"), room=slug)
    seq = site.call(said, slug, eve["id"], "you are all pathetic")
    phone = {"viewport": PHONE, "has_touch": True, "java_script_enabled": script}
    browser.allow("404")

    def open_as(person):
        page = browser.open(person, **phone)
        return page

    # Alice tells the moderators, from the message itself.
    page = open_as(alice)
    page.goto(f"/rooms/{slug}/")
    message = page.locator(f"#m{seq}")
    message.locator("summary").first.click()
    if not script:
        message.get_by_role("link", name="What you can do with this message").click()
    (message if script else page).get_by_role("link", name="Tell the moderators").click()
    page.get_by_label("It is unkind or mocking").check()
    page.get_by_label("In your words").fill("It made me want to leave.")
    if script:
        nothing_sticks_out(page)
    page.get_by_role("button", name="Tell them").click()
    page.get_by_text("Nobody learns it was you.").wait_for()
    assert f"/rooms/{slug}/" in page.url

    # Mo takes the case, hides the message and warns.
    page = open_as(mo)
    page.goto("/desk/cases/")
    assert "/desk/cases/" in page.url, page.url + page.inner_text("main")[:300]
    page.get_by_role("button", name="Take the next one").click()
    page.get_by_text("you are all pathetic").first.wait_for()
    if script:
        nothing_sticks_out(page)
    page.get_by_label("Hide what was written").check()
    page.get_by_label("Warn: say which rule it was").check()
    page.get_by_role("button", name="Do this and close").click()
    page.get_by_text("The person has been told").wait_for()

    # Alice reads how it went.
    page = open_as(alice)
    page.goto("/me/reports/")
    page.get_by_text("You were right to tell us").wait_for()

    # Eve sees what and why, and asks for a second look.
    page = open_as(eve)
    page.goto(f"/rooms/{slug}/")
    assert page.get_by_text("you are all pathetic").count() == 0
    page.goto("/me/standing/")
    hiding = page.locator(".decision").filter(has_text="Something you wrote is hidden")
    hiding.get_by_text("The rule:").wait_for()
    hiding.locator("summary", has_text="Ask for a second look").click()
    hiding.get_by_role("textbox").fill("It was a line from a song.")
    if script:
        nothing_sticks_out(page)
    hiding.get_by_role("button", name="Ask for it").click()
    page.get_by_text("It is waiting.").wait_for()

    # Ines overturns it.
    page = open_as(ines)
    page.goto("/desk/appeals/")
    page.locator(".rows a", has_text="hiding").first.click()
    page.get_by_text("It was a line from a song.").wait_for()
    page.get_by_label("The decision is undone").check()
    page.get_by_label("Your answer to the person").fill("Thank you, that was our mistake.")
    page.get_by_role("button", name="Decide and answer").click()
    page.get_by_text("The person has your answer.").wait_for()

    # Eve reads it, and her words are back.
    page = open_as(eve)
    page.goto("/me/standing/")
    page.get_by_text("Thank you, that was our mistake.").wait_for()
    page.goto(f"/rooms/{slug}/")
    page.get_by_text("you are all pathetic").wait_for()


def test_the_words_follow_the_rule_that_is_chosen_until_they_are_changed(browser, page_site):
    site = page_site
    slug = site.room("words")
    eve = site.person("eve", rooms=[slug])
    seq = site.call(said, slug, eve["id"], "hm")
    page = browser.open(site.call(moderator_with_session, site.name("mo")), viewport=PHONE)
    site.call(another_rule)
    page.goto(f"/moderate/message/{slug}.{seq}/?act=warning")
    rules = page.get_by_label("Which rule is it about?")
    words = page.get_by_label("What you say to the person")
    names = rules.locator("option").all_inner_texts()
    rules.select_option(label=names[1])
    assert names[1].strip() in words.input_value()
    words.fill("My own words.")
    rules.select_option(label=names[0])
    assert words.input_value() == "My own words."
    assert not page.get_by_label("Mute for").is_visible()
    page.get_by_label("Mute here").check()
    assert page.get_by_label("Mute for").is_visible()

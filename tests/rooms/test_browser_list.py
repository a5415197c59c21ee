"""Finding a room, and help, on a phone."""

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def top_of(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


def test_the_first_room_is_seen_after_one_tap_and_back_keeps_the_search(browser, page_site):
    slug = page_site.room("lantern", topics=["Grief", "Sleep"], title="Lantern nights")
    page = browser.open(timezone_id="Asia/Kolkata", **PHONE)
    page.goto("/rooms/?q=lantern")
    page.get_by_role("navigation", name="Topics").get_by_role("link", name="Grief").tap()
    page.wait_for_url("**/rooms/?topic=grief&q=lantern")
    assert page.locator(f'[data-room="{slug}"]').is_visible()
    assert top_of(page, ".room-card") + 60 < 844 and page.evaluate("scrollY") == 0
    page.locator(f'[data-room="{slug}"] a').tap()
    page.wait_for_url(f"**/rooms/{slug}/")
    page.go_back()
    assert page.get_by_label("What is on your mind, in a few words").input_value() == "lantern"
    assert "Grief" in page.locator("#chosen-topics a[aria-current]").inner_text()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_help_begins_where_the_browser_is_and_one_tap_changes_it(browser):
    page = browser.open(timezone_id="Asia/Kolkata", **PHONE)
    page.goto("/help-now/")
    page.get_by_role("heading", name="India").wait_for()
    assert top_of(page, 'a[href="tel:14416"]') + 44 < 844
    page.get_by_role("link", name="Ireland").tap()
    page.get_by_role("heading", name="Ireland").wait_for()
    page.goto("/help-now/")
    page.get_by_role("heading", name="Ireland").wait_for()


def test_without_script_the_country_is_one_tap_too(browser):
    page = browser.open(java_script_enabled=False, locale="de-DE", **PHONE)
    page.goto("/help-now/")
    assert page.get_by_role("heading", name="In nearly every country").is_visible() is False
    page.get_by_role("link", name="Austria").tap()
    page.get_by_role("heading", name="Austria").wait_for()

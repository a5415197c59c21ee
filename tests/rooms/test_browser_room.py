"""Two people talking, in a real browser: whatever happens to the line, what was written is there once."""

import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect
from rjsmin import jsmin

from tests.support.chromium import PHONE, WIDE, Browser
from tests.support.site import Site

from . import pages

LOST = ("WebSocket connection", "net::ERR_", "Failed to load resource")
Open = Callable[..., Page]


@pytest.fixture
def room(page_site: Site) -> str:
    return page_site.room("kitchen", description="For a cup of tea.", guidelines="Speak for yourself.")


@pytest.fixture
def enter(browser: Browser, room: str) -> Open:
    """`enter(alice)`: the room in a fresh browser of hers, caught up and live."""

    def entered(person: dict[str, Any], **options: Any) -> Page:
        page: Page = browser.open(person, **options)
        return visit(page, room)

    return entered


def visit(page: Page, room: str) -> Page:
    page.goto(f"/rooms/{room}/")
    # The first word about who is here comes after the room has been opened on the socket.
    expect(page.locator("#here")).not_to_have_text("0")
    return page


def field(page: Page) -> Any:
    return page.locator("#id_body")


def write(page: Page, words: str) -> None:
    field(page).fill(words)
    field(page).press("Enter")


def bodies(page: Page) -> Any:
    return page.locator("#messages .message-body")


# --- Talking -------------------------------------------------------------------------------------------


def test_two_people_talk(enter: Open, page_site: Site, room: str) -> None:
    alice, bob = page_site.person("alice", display_name="Alice"), page_site.person("bob", display_name="Bob")
    hers, his = enter(alice), enter(bob)
    write(hers, "hello, is somebody here")
    expect(bodies(his)).to_have_text(["hello, is somebody here"])
    write(his, "I am. Good to see you.")
    for page in (hers, his):
        expect(bodies(page)).to_have_text(["hello, is somebody here", "I am. Good to see you."])
    expect(hers.locator("#unsent li")).to_have_count(0)
    expect(hers.locator(".is-own .message-state")).to_have_text("Sent")
    expect(his.locator("#announcer")).to_contain_text("Alice: hello, is somebody here")


def test_the_scripts_work_as_a_public_site_serves_them(browser: Browser, page_site: Site, room: str) -> None:
    """Without `DEBUG` they come without what only readers of the code need (kernel/small_files.py)."""
    alice = page_site.person("alice", display_name="Alice")
    page = browser.open(alice)
    served = []

    def smaller(route: Any) -> None:
        answer = route.fetch()
        served.append(route.request.url)
        route.fulfill(response=answer, body=jsmin(answer.text()))

    page.route("**/static/*/*.js", smaller)
    visit(page, room)
    write(page, 'hello `there` // and "here"')
    expect(page.locator(".is-own .message-state")).to_have_text("Sent")
    page.locator("#messages .message-menu summary").click()
    page.locator("[data-act=edit]").click()
    field(page).fill("changed")
    field(page).press("Enter")
    expect(bodies(page)).to_have_text(["changed"])
    assert len(served) > 10


def test_somebody_who_is_writing_is_seen_writing(enter: Open, page_site: Site, room: str) -> None:
    hers, his = enter(page_site.person(display_name="Alice")), enter(page_site.person("bob"))
    field(hers).press_sequentially("hm")
    expect(his.locator("#writing")).to_have_text("Alice is writing")
    write(hers, "hm, well")
    expect(his.locator("#writing")).to_have_text("")


def test_shift_and_enter_makes_a_line_and_enter_sends(enter: Open, page_site: Site, room: str) -> None:
    page = enter(page_site.person())
    field(page).press_sequentially("one")
    field(page).press("Shift+Enter")
    field(page).press_sequentially("two")
    field(page).press("Enter")
    expect(bodies(page)).to_have_count(1)
    assert page_site.call(pages.stored, room) == ["one\ntwo"]


def test_an_answer_quotes_and_leads_to_what_it_answers(enter: Open, page_site: Site, room: str) -> None:
    bob = page_site.person("bob", display_name="Bob")
    page_site.call(pages.said, room, bob["id"], ["could not sleep", *[f"line {n}" for n in range(30)]])
    page = enter(page_site.person())
    first = page.locator(".message").first
    first.hover()
    first.locator(".message-menu summary").click()
    first.get_by_role("link", name="Answer").click()
    expect(page.locator("#composer-reply")).to_contain_text("You are answering Bob.")
    write(page, "me neither")
    quote = page.locator(".message").last.locator(".message-answered")
    expect(quote).to_contain_text("could not sleep")
    quote.get_by_role("link").click()
    expect(first).to_be_in_viewport()
    expect(first.locator(".message-link")).to_be_focused()


def test_a_kind_reaction_is_seen_by_the_other_and_can_be_taken_back(
    enter: Open, page_site: Site, room: str
) -> None:
    alice, bob = page_site.person(), page_site.person("bob")
    page_site.call(pages.said, room, bob["id"], ["a hard day"])
    hers, his = enter(alice), enter(bob)
    message = hers.locator(".message")
    message.hover()
    message.locator(".message-menu summary").click()
    hers.get_by_role("button", name="I hear you").click()
    seen = his.locator(".reaction", has_text="I hear you")
    expect(seen).to_have_text("I hear you 1")
    pressed = hers.get_by_role("button", name="I hear you 1", pressed=True)
    pressed.click()
    expect(seen).to_be_hidden()


def test_own_reactions_are_own_in_every_tab_and_counted_once(enter: Open, page_site: Site, room: str) -> None:
    alice, bob = page_site.person(), page_site.person("bob")
    page_site.call(pages.said, room, bob["id"], ["a hard day"])
    phone, desk = enter(alice), enter(alice)
    phone.locator(".message").hover()
    phone.locator(".message-menu summary").click()
    phone.get_by_role("button", name="I hear you").click()
    for page in (phone, desk):
        expect(page.get_by_role("button", name="I hear you 1", pressed=True)).to_be_visible()
    desk.reload()
    desk.get_by_role("button", name="I hear you 1", pressed=True).click()
    for page in (phone, desk):
        expect(page.locator(".reactions .reaction")).to_have_count(0)
    phone.locator(".message").hover()
    phone.locator(".message-menu summary").click()
    expect(phone.get_by_role("button", name="I hear you", pressed=False)).to_be_visible()
    # Their own words offer no reaction.
    write(phone, "so was mine")
    phone.locator(".is-own").hover()
    phone.locator(".is-own .message-menu summary").click()
    expect(phone.locator(".is-own").get_by_role("link", name="Take back")).to_be_visible()
    expect(phone.locator(".is-own .reaction")).to_have_count(0)


def test_words_are_changed_and_taken_back_for_everybody(enter: Open, page_site: Site, room: str) -> None:
    alice, bob = page_site.person(), page_site.person("bob")
    hers, his = enter(alice), enter(bob)
    write(hers, "teh kettle")
    own = hers.locator(".message.is-own")
    own.hover()
    own.locator(".message-menu summary").click()
    own.get_by_role("link", name="Change").click()
    expect(field(hers)).to_have_value("teh kettle")
    write(hers, "the kettle")
    expect(bodies(his)).to_have_text(["the kettle"])
    expect(his.locator(".message-edited")).to_be_visible()
    expect(field(hers)).to_have_value("")
    own.hover()
    own.locator(".message-menu summary").click()
    own.get_by_role("link", name="Take back").click()
    own.get_by_role("link", name="Yes, take it back").click()
    for page in (hers, his):
        expect(page.locator(".tombstone")).to_have_text(
            "This message was taken back by the person who wrote it."
        )
        expect(bodies(page)).to_have_count(0)


def test_a_content_note_folds_the_words_and_anyone_may_unfold_them(
    enter: Open, page_site: Site, room: str
) -> None:
    hers, his = enter(page_site.person()), enter(page_site.person("bob"))
    hers.get_by_text("Add a content note").click()
    hers.get_by_label("What it is about").fill("hospital")
    write(hers, "the long night there")
    expect(his.locator(".message-note summary")).to_contain_text("hospital")
    expect(bodies(his)).to_be_hidden()
    his.locator(".message-note summary").click()
    expect(bodies(his)).to_be_visible()
    expect(his.locator("#announcer")).not_to_contain_text("the long night")


def test_new_messages_wait_while_one_reads_further_up(enter: Open, page_site: Site, room: str) -> None:
    bob = page_site.person("bob")
    page_site.call(pages.said, room, bob["id"], [f"line {n}" for n in range(40)])
    hers, his = enter(page_site.person()), enter(bob)
    hers.locator("#log").evaluate("log => log.scrollTo(0, log.scrollHeight / 2)")
    top = hers.locator("#log").evaluate("log => log.scrollTop")
    for words in ("one", "two", "three"):
        write(his, words)
    button = hers.get_by_role("button", name="3 new messages")
    expect(button).to_be_visible()
    assert hers.locator("#log").evaluate("log => log.scrollTop") == top
    button.click()
    expect(bodies(hers).last).to_be_in_viewport()
    expect(button).to_be_hidden()


def test_earlier_messages_come_when_the_top_is_reached_and_the_place_is_kept(
    enter: Open, page_site: Site, room: str
) -> None:
    bob = page_site.person("bob")
    page_site.call(pages.said, room, bob["id"], [f"line {n}" for n in range(1, 121)])
    page = enter(page_site.person())
    expect(bodies(page).first).to_have_text("line 71")
    page.locator("#log").evaluate("log => log.scrollTo(0, 0)")
    expect(bodies(page).first).to_have_text("line 21")
    expect(page.get_by_text("line 71", exact=True)).to_be_in_viewport()
    page.locator("#log").evaluate("log => log.scrollTo(0, 0)")
    expect(bodies(page)).to_have_count(120)
    expect(page.locator("#older")).to_be_hidden()


def test_the_line_of_what_is_new_stays_where_it_was(enter: Open, page_site: Site, room: str) -> None:
    alice, bob = page_site.person(rooms=[room]), page_site.person("bob")
    page_site.call(pages.said, room, bob["id"], ["before"])
    enter(alice).close()
    page_site.call(pages.said, room, bob["id"], ["after"])
    page = enter(alice)
    write(page, "there you are")
    expect(bodies(page)).to_have_text(["before", "after", "there you are"])
    after_line = page.locator(".new-line + .message .message-body, .new-line + .day + .message .message-body")
    expect(after_line).to_have_text("after")


def test_slow_mode_keeps_the_message_and_says_how_long(browser: Browser, page_site: Site) -> None:
    slow = page_site.room("slow", slow_mode=3)
    page = visit(browser.open(page_site.person()), slow)
    write(page, "first")
    expect(bodies(page)).to_have_text(["first"])
    write(page, "second")
    expect(page.locator("#unsent")).to_contain_text("You can write again in")
    expect(bodies(page)).to_have_text(["first", "second"], timeout=15_000)


# --- The line breaks -----------------------------------------------------------------------------------


def test_what_is_written_without_a_connection_waits_and_is_sent_once(
    browser: Browser, enter: Open, page_site: Site, room: str
) -> None:
    browser.allow(*LOST)
    alice, bob = page_site.person(), page_site.person("bob")
    hers, his = enter(alice), enter(bob)
    hers.context.set_offline(True)
    expect(hers.locator("#line-state")).to_contain_text("Reconnecting. What you write is kept.")
    write(hers, "are you there")
    write(hers, "hello?")
    expect(hers.locator("#unsent li")).to_have_count(2)
    expect(hers.locator("#unsent")).to_contain_text("as soon as there is a connection")
    write(his, "I am here")
    hers.context.set_offline(False)
    for page in (hers, his):
        expect(bodies(page)).to_have_text(["I am here", "are you there", "hello?"])
    expect(hers.locator("#unsent li")).to_have_count(0)
    expect(hers.locator("#line-state")).to_be_hidden()
    assert page_site.call(pages.stored, room) == ["I am here", "are you there", "hello?"]


def test_a_message_whose_answer_is_lost_is_not_doubled(
    browser: Browser, enter: Open, page_site: Site, room: str
) -> None:
    browser.allow(*LOST)
    page: Page = browser.open(page_site.person())
    cut: list[Any] = []

    def between(tab: Any) -> None:
        site = tab.connect_to_server()

        def from_tab(frame: str) -> None:
            if "message.send" in frame and not cut:
                cut.append(frame)
            site.send(frame)

        def from_site(frame: str) -> None:
            if len(cut) == 1 and "client_id" in frame:
                # It is stored; the news of it is lost together with the line.
                cut.append(frame)
                tab.close(code=1012)
                return
            if len(cut) != 1:
                tab.send(frame)

        tab.on_message(from_tab)
        site.on_message(from_site)

    page.route_web_socket("**/ws/", between)
    visit(page, room)
    write(page, "only once")
    expect(bodies(page)).to_have_text(["only once"])
    expect(page.locator("#unsent li")).to_have_count(0)
    assert len(cut) == 2
    assert page_site.call(pages.stored, room) == ["only once"]


@pytest.fixture
def shaky(chromium_program: Any, embedded_site: Site) -> Iterator[Browser]:
    """A browser on a site that will be killed."""
    made = Browser(chromium_program, embedded_site)
    made.allow(*LOST)
    yield made
    wrong = made.close()
    assert not wrong, "\n".join(wrong)


def test_a_server_that_dies_in_the_middle_of_a_send_loses_nothing(
    shaky: Browser, embedded_site: Site
) -> None:
    site, room = embedded_site, embedded_site.room()
    hers = visit(shaky.open(site.person()), room)
    his = visit(shaky.open(site.person("bob")), room)
    write(hers, "before")
    expect(bodies(his)).to_have_text(["before"])
    site.server.process.send_signal(signal.SIGSTOP)  # type: ignore[union-attr]
    write(hers, "in the middle")
    expect(hers.locator("#unsent")).to_contain_text("Sending")
    site.server.kill()
    write(his, "meanwhile")
    expect(his.locator("#unsent")).to_contain_text("Not sent yet")
    site.server.start()
    for page in (hers, his):
        expect(bodies(page)).to_have_count(3, timeout=40_000)
        expect(page.locator("#unsent li")).to_have_count(0)
    stored = site.call(pages.stored, room)
    assert sorted(stored) == ["before", "in the middle", "meanwhile"]
    assert bodies(hers).all_text_contents() == bodies(his).all_text_contents() == stored


def test_an_unsent_message_outlives_a_restart_and_a_reload(shaky: Browser, embedded_site: Site) -> None:
    site, room = embedded_site, embedded_site.room()
    page = visit(shaky.open(site.person()), room)
    site.server.terminate()
    write(page, "kept")
    field(page).fill("a draft")
    expect(page.locator("#unsent")).to_contain_text("kept")
    site.server.start()
    page.reload()
    expect(bodies(page)).to_have_text(["kept"], timeout=40_000)
    expect(field(page)).to_have_value("a draft")
    assert site.call(pages.stored, room) == ["kept"]


def test_a_room_without_sockets_talks_over_http(browser: Browser, page_site: Site, room: str) -> None:
    browser.allow(*LOST)
    page: Page = browser.open(page_site.person())
    page.add_init_script("window.WebSocket = class { constructor() { throw new Error('not here'); } };")
    page.goto(f"/rooms/{room}/")
    expect(page.locator("#line-state")).to_contain_text("every few seconds", timeout=30_000)
    write(page, "by the long way")
    expect(bodies(page)).to_have_text(["by the long way"])
    page_site.call(pages.said, room, page_site.person("bob")["id"], ["heard you"])
    expect(bodies(page)).to_have_text(["by the long way", "heard you"])


# --- Tabs, sleep, coming back --------------------------------------------------------------------------


def test_two_tabs_of_one_person_show_the_same(enter: Open, page_site: Site, room: str) -> None:
    first = enter(page_site.person())
    second = visit(first.context.new_page(), room)
    write(first, "from the first")
    write(second, "from the second")
    expect(bodies(first)).to_have_count(2)
    expect(bodies(second)).to_have_count(2)
    assert bodies(first).all_text_contents() == bodies(second).all_text_contents()
    expect(first.locator("#here")).to_have_text("1")


def test_going_away_and_back_shows_what_was_said_meanwhile(enter: Open, page_site: Site, room: str) -> None:
    page = enter(page_site.person())
    page.goto("/rooms/")
    page_site.call(pages.said, room, page_site.person("bob")["id"], ["meanwhile"])
    page.go_back()
    expect(bodies(page)).to_have_text(["meanwhile"])


def test_a_page_from_the_back_forward_cache_catches_up(enter: Open, page_site: Site, room: str) -> None:
    page = enter(page_site.person())
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    page_site.call(pages.said, room, page_site.person("bob")["id"], ["meanwhile"])
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(bodies(page)).to_have_text(["meanwhile"])
    write(page, "and on it goes")
    expect(bodies(page)).to_have_text(["meanwhile", "and on it goes"])


def test_a_person_who_is_signed_out_sees_nobodys_words_any_more(
    browser: Browser, enter: Open, page_site: Site, room: str
) -> None:
    browser.allow(*LOST)
    eve = page_site.person("eve")
    page_site.call(pages.said, room, page_site.person("bob")["id"], ["between us"])
    page = enter(eve)
    page_site.call(pages.signed_out, eve["id"])
    expect(page.locator("#line-state")).to_contain_text("You are signed out.", timeout=20_000)
    expect(bodies(page)).to_have_count(0)
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_leaving_the_site_forgets_what_was_written(browser: Browser, enter: Open, page_site: Site) -> None:
    page = enter(page_site.person())
    field(page).fill("nobody should find this")
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url("**/leave/")
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('openhearth'))") == []


# --- Without script, by keyboard, for every eye ----------------------------------------------------------


def test_everything_is_done_by_forms_without_script(browser: Browser, page_site: Site, room: str) -> None:
    alice, bob = page_site.person(), page_site.person("bob", display_name="Bob")
    page_site.call(pages.said, room, bob["id"], ["a hard day"])
    page: Page = browser.open(alice, java_script_enabled=False)
    page.goto(f"/rooms/{room}/")

    def acts(message: Locator) -> None:
        message.hover()
        message.locator(".message-menu summary").click()
        message.get_by_role("link", name="What you can do").click()

    page.get_by_label("Write to").fill("I am listenign")
    page.get_by_role("button", name="Send").click()
    expect(bodies(page)).to_have_text(["a hard day", "I am listenign"])
    own, his = page.locator(".message.is-own"), page.locator(".message").first
    acts(own)
    page.get_by_role("link", name="Change").click()
    page.get_by_label("You are changing your message.").fill("I am listening")
    page.get_by_role("button", name="Save").click()
    expect(bodies(page)).to_have_text(["a hard day", "I am listening"])
    acts(his)
    page.get_by_role("button", name="thinking of you").click()
    expect(page.get_by_role("button", name="thinking of you 1")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="thinking of you 1").click()
    expect(page.locator(".reaction[aria-pressed=true]")).to_have_count(0)
    acts(his)
    page.get_by_role("link", name="Answer").click()
    expect(page.locator("#composer-reply")).to_contain_text("You are answering Bob.")
    page.get_by_label("Write to").fill("tell me more")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message-answered")).to_contain_text("a hard day")
    page_site.call(pages.said, room, bob["id"], ["well"])
    page.get_by_role("link", name="Look for new messages").click()
    expect(bodies(page).last).to_have_text("well")


def test_the_keyboard_alone_reads_answers_reacts_and_writes(enter: Open, page_site: Site, room: str) -> None:
    page_site.call(pages.said, room, page_site.person("bob", display_name="Bob")["id"], ["hello"])
    page = enter(page_site.person())

    def tab_to(selector: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not reach {selector}")

    tab_to("#log")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".message")).to_be_focused()
    tab_to(".message-menu summary")
    name = page.locator(":focus").text_content() or ""
    assert "Bob" in name
    page.keyboard.press("Enter")
    tab_to(".reaction")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="I hear you 1")).to_be_visible()
    expect(page.locator(".message-menu summary")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to("[data-act=reply]")
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type("hello yourself")
    page.keyboard.press("Enter")
    expect(page.locator(".message-answered")).to_contain_text("hello")
    expect(field(page)).to_be_focused()


def test_people_and_details_are_behind_one_button_on_a_phone(enter: Open, page_site: Site, room: str) -> None:
    page = enter(page_site.person(display_name="Alice"), viewport=PHONE, has_touch=True, is_mobile=True)
    expect(page.get_by_role("heading", name="About this room")).to_be_hidden()
    page.get_by_role("button", name="People and details").tap()
    expect(page.get_by_role("heading", name="About this room")).to_be_visible()
    expect(page.locator("#people")).to_contain_text("Alice")
    page.get_by_role("button", name="Back to the talk").tap()
    expect(field(page)).to_be_visible()


WORDS = [
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenband" * 4,
    "שלום, איך אתם היום? אני כאן.",
    "😀🌧️🫂" * 20,
    "a long one " * 300,
    "https://example.org/" + "very-long-" * 30,
]


@pytest.mark.parametrize("size", [PHONE, WIDE, {"width": 320, "height": 640}, {"width": 640, "height": 400}])
def test_nothing_makes_the_page_scroll_sideways(
    enter: Open, page_site: Site, room: str, size: dict[str, int]
) -> None:
    bob = page_site.person("bob", display_name="Bartholomew-with-a-very-long-name-indeed")
    page_site.call(pages.said, room, bob["id"], WORDS)
    page = enter(page_site.person(), viewport=size)
    expect(bodies(page)).to_have_count(len(WORDS))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#log").evaluate("log => log.scrollWidth <= log.clientWidth")
    assert field(page).is_visible()


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_room(
    enter: Open, page_site: Site, room: str, size: dict[str, int], theme: str
) -> None:
    alice, bob = page_site.person(rooms=[room]), page_site.person("bob")
    page_site.call(pages.said, room, bob["id"], WORDS)
    page_site.call(pages.said, room, bob["id"], ["the ward"], note="hospital")
    page_site.call(pages.said, room, alice["id"], ["mine"])
    page = enter(alice, viewport=size, color_scheme=theme)
    write(page, "and one more")
    expect(bodies(page).last).to_have_text("and one more")
    menu = page.locator(".message-menu").last
    menu.locator("summary").click()
    assert clean(page)
    if size == PHONE:
        page.get_by_role("button", name="People and details").click()
        assert clean(page)


def clean(page: Page) -> bool:
    found = Axe().run(page)["violations"]
    for each in found:
        print(each["id"], each["help"], [node["html"][:200] for node in each["nodes"]])
    return not found


def test_the_page_of_a_full_room_is_light(enter: Open, browser: Browser, page_site: Site, room: str) -> None:
    page_site.call(
        pages.said,
        room,
        page_site.person("bob")["id"],
        ["a line of about sixty letters, as people write them"] * 60,
    )
    page: Page = browser.open(page_site.person())
    answer = page.goto(f"/rooms/{room}/")
    assert answer is not None and answer.request.sizes()["responseBodySize"] < 25_000

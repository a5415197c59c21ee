"""The bell in open tabs: over the socket as it is, and in a browser on a page without a room."""

import asyncio
import urllib.parse
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.moderation.people import moderator_with_session


def told(person_id: int, kind: str = "report", **facts: Any) -> None:
    """For `site.call`: written down while nobody looks."""
    from community.accounts.notices.services import tell

    tell(person_id, kind, **facts)


def rule() -> int:
    """For `site.call`."""
    from tests.moderation.people import clause_of

    return clause_of().pk


def post(site: Any, person: Any, path: str, **fields: Any) -> None:
    """As a form of the site does: what is done in the site's own process, its open tabs hear of."""
    token = "t" * 32
    cookies = f"sessionid={person['session']}; csrftoken={token}"
    request = urllib.request.Request(
        site.urls[0] + path,
        data=urllib.parse.urlencode(fields).encode(),
        headers={"Cookie": cookies, "X-CSRFToken": token, "Accept": "text/html"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 200


def decide(site: Any, person: Any, kind: str = "warning", **fields: Any) -> None:
    """A moderator decides something about this person."""
    mo = site.call(moderator_with_session, site.name("mo"))
    words = {"kind": kind, "clause": site.call(rule), "words": "Please be gentle.", **fields}
    post(site, mo, f"/moderate/person/{person['id']}/", **words)


async def test_every_tab_hears_at_once_what_waits_and_that_it_was_seen(site):
    alice, bob = site.person("alice"), site.person("bob")
    site.call(told, alice["id"])
    async with site.tab(alice) as tab, site.tab(alice, process=1) as other, site.tab(bob) as bobs:
        assert (tab.welcome["unseen"], other.welcome["unseen"], bobs.welcome["unseen"]) == (1, 1, 0)
        await asyncio.to_thread(decide, site, alice)
        for each in (tab, other):
            news = await each.expect("notice", kind="warning")
            assert news["unseen"] == 2 and news["url"] == "/me/standing/" and "about a rule" in news["text"]
        await asyncio.to_thread(post, site, alice, "/me/notices/seen/")
        for each in (tab, other):
            assert await each.expect("notice", kind="seen") == {
                "type": "notice", "kind": "seen", "text": "", "url": "", "unseen": 0,
            }  # fmt: skip
        # How much is new in his own rooms every tab is told once, Bob's too; nothing else, and nothing of Alice.
        assert (await bobs.expect("notice", kind="unread"))["unread"] == {}
        await bobs.never("notice", within=0.3)


class Watched:
    """A page on which the site has said welcome, and the sockets it opened."""

    def __init__(self, browser: Any, person: Any, path: str) -> None:
        self.page = browser.open(person)
        self.sockets: list[Any] = []
        self.page.on("websocket", lambda socket: self.sockets.append(socket))
        self.page.add_init_script(
            "addEventListener('openhearth:welcome', () => { document.documentElement.dataset.welcomed = ''; })"
        )
        self.page.goto(path)
        self.page.locator("html[data-welcomed]").wait_for(state="attached")


@pytest.fixture
def alice(page_site: Any) -> Any:
    return page_site.person("alice")


def test_the_bell_counts_while_a_page_is_open(browser: Any, page_site: Any, alice: Any) -> None:
    watched = Watched(browser, alice, "/me/")
    page, other = watched.page, Watched(browser, alice, "/rooms/").page
    bell = page.locator("#bell")
    expect(bell).to_have_accessible_name("Notices")
    decide(page_site, alice)
    expect(bell).to_have_accessible_name("1 new notice")
    expect(page.get_by_role("status").filter(has_text="written to you about a rule")).to_be_visible()
    decide(page_site, alice)
    for each in (page, other):
        expect(each.locator("#bell")).to_have_accessible_name("2 new notices")
    assert len(watched.sockets) == 1
    other.locator("#bell").click()
    expect(other.get_by_text("2 of them are new.")).to_be_visible()
    other.get_by_role("button", name="Mark all as seen").click()
    expect(bell).to_have_accessible_name("Notices")
    expect(page.locator("#bell-news a")).to_be_hidden()
    expect(page.get_by_text("written to you about a rule")).to_have_count(0)


def test_a_room_holds_the_one_socket_of_its_tab_for_the_bell_too(
    browser: Any, page_site: Any, alice: Any
) -> None:
    room = page_site.room()
    watched = Watched(browser, alice, f"/rooms/{room}/")
    page = watched.page
    expect(page.locator("#here-too")).to_have_text("1")
    browser.allow("403", "404")
    decide(page_site, alice, "removal", room=room)
    expect(page.locator("#line-state")).to_be_visible()
    expect(page.locator("#bell")).to_have_accessible_name("1 new notice")
    expect(page.locator("#bell-news")).to_contain_text("taken you out of a room")
    decide(page_site, alice)
    expect(page.locator("#bell")).to_have_accessible_name("2 new notices")
    assert len(watched.sockets) == 1, "the line is kept after the room is closed"


def test_a_page_of_one_person_shows_nothing_of_the_next_who_signs_in(
    browser: Any, page_site: Any, alice: Any
) -> None:
    bob = page_site.person("bob")
    page_site.call(told, bob["id"])
    watched = Watched(browser, alice, "/me/")
    page, base = watched.page, page_site.urls[0]
    page.context.add_cookies([{"name": "sessionid", "value": bob["session"], "url": base, "httpOnly": True}])
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    with page.expect_websocket(
        lambda socket: socket.is_closed() or socket.wait_for_event("close") is not None
    ):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("#bell")).to_have_accessible_name("Notices")
    assert len(watched.sockets) == 2

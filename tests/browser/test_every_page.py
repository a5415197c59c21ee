"""Every page that can be opened, as the person who sees most of it: nothing for axe to find, nothing in the console,
no word to another host (P39), no scrolling sideways on the narrowest phone.

An address that is neither in PAGES nor in NO_PAGE fails here. `EVERY_LOOK=1` looks at phone and wide in light and
dark each; otherwise at phone, light and wide, dark. `SHOWN_IN=folder` keeps a picture of each page.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.support.chromium import PHONE, WIDE, Browser
from tests.support.people import PASSWORD
from tests.support.site import Site

from . import world

NARROW = {"width": 320, "height": 640}
LOOKS = {"phone-light": (PHONE, "light"), "wide-dark": (WIDE, "dark")}
if os.environ.get("EVERY_LOOK"):
    LOOKS |= {"phone-dark": (PHONE, "dark"), "wide-light": (WIDE, "light")}
SHOWN_IN = os.environ.get("SHOWN_IN", "")
GUEST = "guest"


@dataclass(frozen=True)
class Page:
    """`args` name what the world has in braces; `then` is a button to press, for what is only shown after it."""

    name: str
    who: str
    args: str = ""
    query: str = ""
    status: int = 200
    lands_on: str = ""
    then: str = ""
    also: str = field(default="", compare=False)

    def __str__(self) -> str:
        return "-".join(filter(None, (self.name.replace(":", "-"), self.who, self.also)))

    def path(self, made: dict[str, Any]) -> str:
        return reverse(self.name, args=self.args.format(**made).split(",") if self.args else [])


PAGES = [
    *(
        Page(name, GUEST)
        for name in (
            "home", "about", "house_rules", "privacy", "help_now", "leave", "leaving", "room_list", "clauses", "my_job",
            "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
            "account_reset_password_from_key_done", "account_inactive", "account_email_verification_sent",
            "use_recovery_phrase",
        )
    ),
    Page("room", GUEST, "{room}"),
    Page("clause", GUEST, "be-kind"),
    Page("account_reset_password_from_key", GUEST, "1,abc-def", also="old"),
    Page("account_reset_password_from_key", GUEST, "{reset_for},{reset_key}", lands_on="set-password"),
    Page("account_confirm_email", "dina", "{address_key}"),
    Page("recovery_phrase", "nora"),
    *(
        Page(name, "dina")
        for name in (
            "home", "room_list", "clauses", "me", "welcome", "blocks", "export", "close_account", "access_log", "my_reports",
            "my_standing", "my_roles", "my_words", "notices", "account_logout", "account_email", "account_change_password",
            "recovery_phrase", "leaving", "account_reauthenticate", "usersessions_list", "mfa_index", "mfa_list_webauthn", "mfa_activate_totp",
            "mfa_generate_recovery_codes", "mfa_add_webauthn",
        )
    ),
    Page("room", "dina", "{room}"),
    Page("room", "dina", "{private}", also="private"),
    Page("room_messages", "dina", "{room}"),
    Page("message", "dina", "{room},3"),
    Page("message_acts", "dina", "{room},1", also="own"),
    Page("message_acts", "dina", "{room},3"),
    Page("message_acts", "mo", "{room},2"),
    Page("message_edit", "dina", "{room},1", lands_on="?edit=1"),
    Page("message_remove", "dina", "{room},1"),
    Page("report", "dina", "message,{room}.2"),
    Page("report", "dina", "person,{people[eve][id]}", also="person"),
    Page("profile", "dina", "{people[sam][handle]}"),
    Page("profile", "dina", "{people[dina][handle]}", also="own"),
    Page("clause", "dina", "be-kind"),
    Page("clause_quiz", "dina", "be-kind"),
    Page("message_edit", "eve", "{room},1", status=403, also="refused"),
    Page("clauses_accept", "nora"),
    *(Page(name, "sven") for name in ("my_standing", "export", "close_account")),
    Page("my_words", "sven"),
    Page("my_words", "dina", lands_on="take-back", then="Take back all", also="sure"),
    Page("notices", "sven"),
    Page("notices", "nora"),
    *(
        Page(name, "kim")
        for name in (
            "mfa_index", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
        )
    ),
    Page("mfa_index", "pat"),
    Page("mfa_list_webauthn", "pat"),
    Page("mfa_edit_webauthn", "pat", "{key}"),
    Page("mfa_remove_webauthn", "pat", "{key}"),
    Page("my_roles", "sam"),
    Page("my_roles_end", "sam", "{grant}"),
    Page("clause_incident", "sam", "be-kind"),
    Page("my_job", "sam"),
    *(
        Page(name, "mo")
        for name in ("home", "my_roles", "desk", "desk_cases", "desk_appeals", "desk_figures", "clauses_confusing")
    ),
    Page("room", "mo", "{room}"),
    Page("room_figures", "mo", "{room}"),
    Page("moderate", "mo", "message,{room}.2"),
    Page("moderate", "mo", "person,{people[eve][id]}", also="person"),
    Page("desk_case", "mo", "{case}"),
    Page("desk_case", "mo", "{waiting}", also="waiting"),
    Page("desk_case", "mo", "{closed}", also="closed"),
    Page("desk_person", "mo", "{people[dina][handle]}"),
    Page("desk_appeal", "mo", "{appeal}"),
    Page("profile", "mo", "{people[dina][handle]}"),
    Page("clauses_incidents", "lea"),
    Page("break_glass", "lea"),
    Page("break_glass_one", "lea", "{glass}"),
    Page("break_glass_one", "lea", "{glass_over}", also="over"),
    Page("break_glass_one", "lea", "{glass}", lands_on="read", then="Open and read", also="read"),
]  # fmt: skip

# Addresses that show a person no page of their own.
NO_PAGE = {
    "machines": "healthz readyz metrics mark room_changes room_seen mfa_login_webauthn mfa_download_recovery_codes "
    "admin:autocomplete admin:jsi18n admin:view_on_site",
    "part of another page": "desk_parts person_card room_welcome",
    "only sent to": "words_take_back break_glass_confirm break_glass_end room_newcomers room_newcomers_seen room_follow room_leave message_block "
    "message_react notices_seen notices_ringing desk_hand_over desk_hand_over_read desk_rest appeal my_duty desk_case_next desk_case_claim "
    "desk_case_release desk_case_settle desk_case_close desk_undo block mute sign_out_everywhere export_fetch",
    "leads on, always": "notice account_set_password account_confirm_login_code admin:login admin:logout "
    "admin:password_change admin:password_change_done",
    "seen below": "break_glass_read second_step mfa_authenticate closed_account",
    # Its form is that of mfa_reauthenticate; browsers take keys by name only, and these sites have a number.
    "needs a real key": "mfa_reauthenticate_webauthn",
}

# Pages drawn when something went wrong, and the one that a site for trying out never needs.
DRAWN = ("400", "403", "404", "429", "500", "csrf", "too_fast", "second_step")


# --- The list is whole -----------------------------------------------------------------------------------


def admin_pages() -> list[Page]:
    """The index, every list, every form to add, one of each thing there is and its history."""
    pages = [Page("admin:index", "stella"), Page("admin:app_list", "stella", "rooms")]
    for model, of in admin.site._registry.items():
        like = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages.append(Page(f"{like}_changelist", "stella"))
        own = {
            name: getattr(type(of), f"has_{name}_permission", None)
            is getattr(admin.ModelAdmin, f"has_{name}_permission")
            for name in ("add", "delete")
        }
        pages += [
            Page(f"{like}_{name}", "stella", args)
            for name, args in (("add", ""), ("delete", "{pk}"))
            if own[name]
        ]
        pages += [Page(f"{like}_{name}", "stella", "{pk}") for name in ("change", "history")]
    # The newest person is Stella herself, who is only looked at; a role is given, though it is never changed.
    pages.append(Page("admin:accounts_user_change", "stella", "{people[dina][id]}", also="dina"))
    pages.append(Page("admin:roles_rolegrant_add", "stella"))
    pages.append(Page("admin:roles_rolegrant_end", "stella", "{grant}"))
    return pages


def named(patterns: Any, prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def test_every_address_is_looked_at_or_has_a_reason_not_to_be() -> None:
    names = {name for name in named(get_resolver().url_patterns) if not name.startswith("admin:")}
    listed = {page.name for page in PAGES}
    without = {name for names in NO_PAGE.values() for name in names.split() if not name.startswith("admin:")}
    assert names - listed - without == set(), "pages nobody looks at: add them to PAGES"
    assert (listed | without) - names == set(), "no such addresses any more"
    assert listed & without == set()


# --- Looking ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(page_site: Site) -> dict[str, Any]:
    return page_site.call(world.made)  # type: ignore[no-any-return]


class Looker:
    """One window of one person; what it finds is kept by page."""

    def __init__(self, browser: Browser, made: dict[str, Any], look: str) -> None:
        self.browser, self.made, self.look = browser, made, look
        self.size, self.scheme = LOOKS[look]
        self.found: list[str] = []

    def window(self, who: str) -> Any:
        person = None if who == GUEST else self.made["people"][who]
        return self.browser.open(person, viewport=self.size, color_scheme=self.scheme)

    def at(
        self, page: Any, what: str, go: Callable[[], Any], *, status: int = 200, lands_on: str = ""
    ) -> None:
        before = len(self.browser.wrong)
        answer = go()
        if answer is not None and answer.status != status:
            self.found.append(f"{what}: answered {answer.status}")
            return
        if lands_on not in page.url:
            self.found.append(f"{what}: led to {page.url}")
            return
        self._axe(page, what)
        if SHOWN_IN:
            Path(SHOWN_IN).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOWN_IN}/{what}-{self.look}.png", full_page=True)
        if self.size is PHONE:
            self._narrow(page, what)
        wrong = [line for line in self.browser.wrong[before:] if f"status of {status}" not in line]
        del self.browser.wrong[before:]
        self.found += [f"{what}: {line}" for line in wrong]

    def _axe(self, page: Any, what: str) -> None:
        answer = Axe().run(page, options={"resultTypes": ["violations"]})
        for each in answer["violations"]:
            nodes = "; ".join(node["html"][:160] for node in each["nodes"][:3])
            self.found.append(f"{what}: axe {each['id']} ({len(each['nodes'])}): {nodes}")

    def _narrow(self, page: Any, what: str) -> None:
        page.set_viewport_size(NARROW)
        width = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size(self.size)
        if width > NARROW["width"]:
            self.found.append(f"{what}: {width} px wide at {NARROW['width']} px")


@pytest.fixture(params=LOOKS)
def looker(request: pytest.FixtureRequest, browser: Browser, made: dict[str, Any]) -> Looker:
    return Looker(browser, made, request.param)


def visit(looker: Looker, window: Any, page: Page) -> None:
    path = page.path(looker.made)

    def go() -> Any:
        answer = window.goto(path + page.query)
        if page.then:
            window.get_by_role("button", name=page.then).click()
            window.wait_for_url(f"**/{page.lands_on}/")
        return answer

    looker.at(window, str(page), go, status=page.status, lands_on=page.lands_on or path)


@pytest.mark.parametrize("who", sorted({page.who for page in PAGES}))
def test_every_page_is_sound(looker: Looker, who: str) -> None:
    if who != GUEST:
        person = looker.made["people"][who]
        looker.browser.site.call(world.has_just_said_who_it_is, person["session"], person["id"])
    window = looker.window(who)
    for page in PAGES:
        if page.who == who:
            visit(looker, window, page)
    assert not looker.found, "\n".join(looker.found)


def one_of_each() -> dict[str, int]:
    """For `site.call`: the newest of everything the admin shows, by the address of its list."""
    rows = {}
    for model in admin.site._registry:
        if (
            newest := model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
        ) is not None:
            rows[f"admin:{model._meta.app_label}_{model._meta.model_name}"] = newest
    return rows


def test_every_page_of_the_admin_is_sound(looker: Looker, page_site: Site) -> None:
    window = looker.window("stella")
    newest = page_site.call(one_of_each)
    for page in admin_pages():
        made = {**looker.made, "pk": newest.get(page.name.rsplit("_", 1)[0])}
        if "{pk}" in page.args and made["pk"] is None:
            continue
        path = page.path(made)
        looker.at(window, str(page), lambda path=path: window.goto(path), lands_on=path)
    assert not looker.found, "\n".join(looker.found)


def test_pages_that_tell_what_went_wrong_are_sound(looker: Looker, page_site: Site) -> None:
    window = looker.window("mo")
    real = window.goto("/about/").headers
    headers = {
        "content-type": real["content-type"],
        "content-security-policy": real["content-security-policy"],
    }
    words = {name: page_site.call(world.drawn, name, looker.made["people"]["mo"]["id"]) for name in DRAWN}
    window.route(
        "**/drawn/*",
        lambda route: route.fulfill(body=words[route.request.url.rsplit("/")[-1]], headers=headers),
    )
    # They are drawn without the site, so that there is no line to it.
    window.route_web_socket("**/ws/", lambda line: None)
    for name in DRAWN:
        looker.at(window, f"drawn-{name}", lambda name=name: window.goto(f"/drawn/{name}"))
    assert not looker.found, "\n".join(looker.found)


def test_the_page_that_asks_for_the_second_step_is_sound(looker: Looker) -> None:
    window = looker.window(GUEST)

    def go() -> None:
        window.goto("/account/login/")
        window.locator("[name=login]").fill("kim")
        window.locator("[name=password]").fill(PASSWORD)
        window.locator("main").get_by_role("button", name="Sign in").first.click()
        window.wait_for_url("**/2fa/authenticate/")

    looker.at(window, "mfa_authenticate", go, lands_on="/2fa/authenticate/")
    assert not looker.found, "\n".join(looker.found)


def test_the_page_between_closed_and_deleted_is_sound(looker: Looker) -> None:
    window = looker.window(GUEST)

    def go() -> None:
        window.goto("/account/login/")
        window.locator("[name=login]").fill("cleo")
        window.locator("[name=password]").fill(PASSWORD)
        window.locator("main").get_by_role("button", name="Sign in").first.click()
        window.wait_for_url("**/me/closed/")

    looker.at(window, "closed_account", go, lands_on="/me/closed/")

    def keep() -> None:
        # It stands at the same address: only the coming of the page says that it is there.
        with window.expect_navigation():
            window.get_by_role("button", name="Keep it closed").click()

    looker.at(window, "closed", keep, lands_on="/me/closed/")
    assert not looker.found, "\n".join(looker.found)

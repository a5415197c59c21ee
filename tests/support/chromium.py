"""A real browser. Whatever a page does wrong unseen (console errors, CSP reports, requests to another host)
is written down and fails the test.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}

_REPORT_CSP = """addEventListener('securitypolicyviolation', event =>
  console.error('CSP ' + event.violatedDirective + ' ' + event.blockedURI));"""


def executable() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), "")


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


class Browser:
    """Opens people's browsers: each a context of its own, with its own cookies."""

    def __init__(self, chromium: Any, site: Any) -> None:
        self.chromium, self.site = chromium, site
        self.contexts: list[Any] = []
        self.wrong: list[str] = []
        self.expected: tuple[str, ...] = ()

    def open(self, person: dict[str, Any] | None = None, *, process: int = 0, **options: Any) -> Any:
        """A page of a fresh browser, signed in as `person`, with the site as base address. `options` as of
        Playwright's `new_context` (viewport, java_script_enabled, color_scheme …)."""
        base = self.site.urls[process % len(self.site.urls)]
        options = {
            "viewport": WIDE,
            "base_url": base,
            "locale": "en-GB",
            "reduced_motion": "reduce",
            **options,
        }
        context = self.chromium.new_context(**options)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        if person is not None:
            context.add_cookies(
                [{"name": "sessionid", "value": person["session"], "url": base, "httpOnly": True}]
            )
        context.add_init_script(_REPORT_CSP)
        context.on("console", self._heard)
        context.on("request", self._asked)
        context.on(
            "weberror",
            lambda error: self.wrong.append(f"script: {error.error} {getattr(error.error, 'stack', '')}"),
        )
        return context.new_page()

    def allow(self, *parts: str) -> None:
        """Console lines that contain one of these are meant to be there: a lost connection, a 404."""
        self.expected += parts

    def _heard(self, line: Any) -> None:
        if line.type == "error":
            self.wrong.append(f"console: {line.text}")

    def _asked(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.wrong.append(f"another host was asked: {request.url}")

    def close(self) -> list[str]:
        """Closes every window; what went wrong and was not expected."""
        for context in self.contexts:
            context.close()
        return [line for line in self.wrong if not any(part in line for part in self.expected)]

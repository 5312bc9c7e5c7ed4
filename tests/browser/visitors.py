"""Who visits: signing in as somebody of the demo, and what every visitor keeps an eye on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Response, Route, StorageState

from carrel.cli.demo.signing_in import SIGN_IN, SignIn
from tests.browser.living import Living

IDLE_FOR_S = 600  # less than the shortest time-out of a role
GUIDE = Path(__file__).resolve().parent.parent.parent / "docs" / "guide" / "pictures"


@dataclass
class Visitor:
    """A window on a running Carrel. Broken pages, script errors and refused styles are noted as they happen."""

    page: Page
    carrel: Living
    errors: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))
        self.page.on("console", self._heard)
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        # Answers of 400 and above are noted by _answered with their address; the console would say them again.
        # Nor is the worker news that `window` keeps out.
        known = ("Failed to load resource", "Service Worker registration blocked")
        if message.type in {"error", "warning"} and not any(each in message.text for each in known):
            self.errors.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.url.startswith(self.carrel.address):
            self.errors.append(f"{response.status}: {response.url.removeprefix(self.carrel.address)}")

    def expect(self, text: str) -> None:
        """Say beforehand that an error containing `text` is part of the story."""
        self.expected.append(text)

    def must_have_seen_no_error(self) -> None:
        seen = [error for error in self.errors if not any(text in error for text in self.expected)]
        assert not seen, "\n".join(seen)

    def go(self, path: str) -> Page:
        """Open a page and wait until its fonts and scripts are there."""
        self.page.goto(path, wait_until="load")
        self.page.evaluate("document.fonts.ready")
        return self.page

    def picture(self, name: str) -> None:
        """Take a picture for the guide; only when CARREL_GUIDE_PICTURES says so: it changes the repository."""
        if os.environ.get("CARREL_GUIDE_PICTURES"):
            self.page.screenshot(path=GUIDE / f"{name}.png")


def window(browser: Browser, carrel: Living, **options: Any) -> Visitor:
    """A new window with cookies of its own; colours change at once, so that nobody measures them half-way.

    Pages come from the server alone: the worker is let in by `service_workers="allow"`, where it is what is tested.
    """
    still = {"reduced_motion": "reduce", "service_workers": "block"}
    options = {"viewport": {"width": 1280, "height": 900}, **still, **options}
    return Visitor(browser.new_context(base_url=carrel.address, **options).new_page(), carrel)


def stand_between(page: Page, url: str, handler: Callable[[Route], None]) -> None:
    """Let `handler` stand between the page and the server for requests to `url`; the page is loaded anew.

    A page that is there already learns of it a moment later: what it asks for in that moment would pass by.
    """
    page.route(url, handler)
    page.reload()


def opened(visitor: Visitor, path: str) -> Response | None:
    """Open an address; None where it answers with no page: some take forms only, some give a picture or a file."""
    visitor.expect("405: ")
    try:
        answer = visitor.page.goto(path)
    except Error as error:
        # A file to save, or an answer without a body; what is wrong with its status is noted by _answered.
        if any(text in error.message for text in ("Download is starting", "ERR_ABORTED", "RESPONSE_CODE_FAILURE")):
            return None
        raise
    assert answer is not None
    if answer.status != 405 and "html" in answer.headers.get("content-type", ""):
        return answer
    # Around a picture the browser puts a page of its own, whose styles ours refuse.
    visitor.errors[:] = [error for error in visitor.errors if not error.startswith("console: ")]
    return None


def account_of(who: str) -> SignIn:
    """The demo's account for a role, or of that name: technician, librarian, student worker, teacher, student, …"""
    return next(account for account in SIGN_IN if who in (account.role, account.username))


@dataclass
class KeptSignIn:
    """What a browser knew after signing in, and when (seconds, by the clock) it was last used."""

    state: StorageState
    used_at: float

    def is_fresh(self) -> bool:
        """Whether the program still knows it: whoever was idle for long signs in anew, as people do."""
        return time.time() - self.used_at < IDLE_FOR_S


KeptSignIns = dict[tuple[Path, str], KeptSignIn]


def signed_in(visitor: Visitor, who: str, kept: KeptSignIns) -> None:
    """Sign in by the form, once; later windows of the same person take the cookie along."""
    # By its data: of two servers one after the other at the same port, the second knows no session of the first.
    key = (visitor.carrel.var, who)
    known = kept.get(key)
    if known is not None and known.is_fresh():
        visitor.page.context.add_cookies(known.state["cookies"])  # type: ignore[arg-type]  # what storage_state gave
        known.used_at = time.time()
        return
    account = account_of(who)
    page = visitor.go("/sign-in/")
    page.locator("input[name=login]").fill(account.username)
    page.locator("input[name=password]").fill(account.password)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    kept[key] = KeptSignIn(page.context.storage_state(), time.time())

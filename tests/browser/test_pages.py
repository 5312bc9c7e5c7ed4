"""Every page, in both themes and three widths: axe finds nothing, nothing is too wide, cut off or on top of another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import eyes
from tests.browser.living import Living
from tests.browser.pages import NOBODY, NOT_PAGES, PlannedPage, addresses, planned
from tests.browser.visitors import Visitor, opened

WIDTHS = (1280, 390, 320)


def faults(page: Page, dark_width: int = 320) -> list[str]:
    """What is wrong with the page that is open, in words, with theme and width.

    Colours do not depend on the width: the dark theme is looked at in one of them.
    """
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: {line}" for line in eyes.layout(page)]
    for theme, width, rules in (
        ("light", 1280, eyes.ALL_RULES), ("light", 320, eyes.ALL_RULES), ("dark", dark_width, eyes.COLOURS),
    ):  # fmt: skip
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{theme}, {width} px: {line}" for line in eyes.axe(page, rules)]
    return found


def sent_away(carrel: Living, who: str) -> str:
    """What to look at when somebody who is signed in is sent to sign in: the sessions there are."""
    kept = carrel.rows("SELECT substr(session_key, 1, 4), expire_date FROM django_session ORDER BY expire_date")
    return f"{who} is sent to sign in; sessions: {kept}; {(carrel.var / 'server.log').read_text()[-1000:]}"


@pytest.mark.parametrize("planned_page", planned(), ids=lambda each: each.title)
def test_a_page_is_sound(carrel: Living, visitor: Callable[..., Visitor], planned_page: PlannedPage) -> None:
    guest = visitor(carrel, planned_page.who)
    path = planned_page.address(carrel)
    answer = opened(guest, path) if path else None
    if answer is None:
        return
    assert answer.status == 200
    assert planned_page.who == NOBODY or "/sign-in/" not in guest.page.url, sent_away(carrel, planned_page.who)
    # What the server sent, before any script: the page as somebody without JavaScript has it.
    assert answer.text().count("<h1") == 1, "a page has one heading of its own"
    guest.page.evaluate("document.fonts.ready")
    found = faults(guest.page, dark_width=(1280, 320)[len(planned_page.title) % 2])
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", ["/there-is-no-such-page/", "/catalogue/999999999/"])
def test_an_error_page_is_sound_too(carrel: Living, visitor: Callable[..., Visitor], path: str) -> None:
    guest = visitor(carrel, "technician")
    guest.expect("404")
    guest.page.goto(path)
    found = faults(guest.page)
    assert not found, "\n".join(found)


def test_what_is_no_page_is_an_address() -> None:
    assert {name for name, _ in addresses()} >= NOT_PAGES

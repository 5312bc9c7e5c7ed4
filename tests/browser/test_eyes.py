"""The eyes see what they are for: each is shown a page with the fault, and one without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import eyes

FRAME = (
    "<!doctype html><html lang='en'><head><title>Page</title></head><body><main><h1>Page</h1>{}</main></body></html>"
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    window = browser.new_page(viewport={"width": 320, "height": 600})
    yield window
    window.close()


def shown(page: Page, body: str) -> Page:
    page.set_content(FRAME.format(body))
    return page


SOUND = [
    "<p>Three books are due today.</p>",
    "<div style='overflow-x: auto'><p style='width: 600px'>A wide table scrolls within itself.</p></div>",
    "<p style='width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis' title='all'>A word</p>",
    "<span style='position: absolute; width: 1px; height: 1px; overflow: hidden'>For listeners</span><p>Seen</p>",
    "<label for='a'>Scan it</label><input id='a' data-scan-box>",
    "<header style='position: sticky; top: 0'>Head</header><p style='margin-top: -18px'>Below the head</p>",
]


@pytest.mark.parametrize("body", SOUND)
def test_a_sound_page_passes(page: Page, body: str) -> None:
    assert eyes.layout(shown(page, body)) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p style='width: 600px'>Reaches out of the window to the right.</p>", "too wide"),
        ("<p style='width: 60px; overflow: hidden; white-space: nowrap'>Cut off in its middle</p>", "cut off"),
        ("<p style='height: 10px; overflow: hidden'>One line<br>and another</p>", "cut off"),
        ("<label for='a'>Scan it</label><input id='a'>", "without the camera"),
        ("<label for='a'>Card</label><input id='a' aria-describedby='h'><p id='h'>Scan it.</p>", "without the camera"),
        ("<p style='height: 20px; margin: 0'>First</p><p style='margin: -20px 0 0'>Second</p>", "on top of each other"),
    ],
)
def test_a_fault_of_the_layout_is_seen(page: Page, body: str, said: str) -> None:
    assert any(said in line for line in eyes.layout(shown(page, body)))


def test_axe_sees_a_field_without_a_label(page: Page) -> None:
    assert eyes.axe(shown(page, "<p>All is well.</p>")) == []
    assert any("axe label" in line for line in eyes.axe(shown(page, "<form><input type='text'></form>")))


def test_axe_sees_faint_ink(page: Page) -> None:
    assert any("color-contrast" in line for line in eyes.axe(shown(page, "<p style='color: #ccc'>Faint</p>")))

"""`make pictures`: every page at 1280 and 390 px, light and dark, into var/pictures. Run by name: it tests nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.living import Living
from tests.browser.pages import PlannedPage, planned
from tests.browser.visitors import Visitor, opened

FOLDER = Path(__file__).resolve().parent.parent.parent / "var" / "pictures"


@pytest.mark.parametrize("planned_page", planned(), ids=lambda each: each.title)
def test_picture(carrel: Living, visitor: Callable[..., Visitor], planned_page: PlannedPage) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    guest = visitor(carrel, planned_page.who)
    path = planned_page.address(carrel)
    if not path or opened(guest, path) is None:
        return
    page = guest.page
    page.evaluate("document.fonts.ready")
    for width, height in ((1280, 900), (390, 844)):
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=FOLDER / f"{planned_page.title}-{width}-{theme}.png", full_page=True)

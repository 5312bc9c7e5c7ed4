"""The camera in a scan box: a feed of symbols as our labels print them is read, each symbology, each code once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from carrel.cellar.papers import symbols
from tests.browser.living import Living
from tests.browser.test_pages import faults
from tests.browser.visitors import GUIDE, signed_in, window

WIDTH, HEIGHT, RATE = 640, 480, 10
EACH = 15  # frames of each symbol, and half as many of a bare desk after it
CODES = {
    symbols.CODE39: "T-1001",
    symbols.CODE128: "Carrel-128",
    symbols.CODABAR: "31811000000018",
    symbols.ITF: "12345670",
    symbols.EAN13: "9780064400558",
    symbols.QR: "CB-0042",
}


def drawn(kind: str, text: str) -> Image.Image:
    """A frame with the symbol in its middle, as a label held before a camera."""
    symbol = symbols.symbol_of(kind, text)
    frame = Image.new("L", (WIDTH, HEIGHT), 235)
    pen = ImageDraw.Draw(frame)
    narrow = max(2, int(WIDTH * 0.9 / (symbol.modules + 2 * symbol.quiet))) if not symbol.is_square else 8
    left = (WIDTH - symbol.modules * narrow) / 2
    if symbol.is_square:
        top = (HEIGHT - symbol.modules * narrow) / 2
        for line, row in enumerate(symbol.rows):
            for place, black in enumerate(row):
                if black:
                    corner = (left + place * narrow, top + line * narrow)
                    pen.rectangle((*corner, corner[0] + narrow - 1, corner[1] + narrow - 1), fill=20)
    for at, width in symbols.bars_of(symbol):
        pen.rectangle((left + at * narrow, 140, left + (at + width) * narrow - 1, 340), fill=20)
    return frame


def film(path: Path, frames: list[Image.Image]) -> Path:
    """The frames as the uncompressed film that Chromium takes for a camera's picture, begun anew at its end."""
    grey = bytes([128]) * (WIDTH * HEIGHT // 4)
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip C420mpeg2\n".encode())
        for frame in frames:
            out.write(b"FRAME\n" + frame.tobytes() + grey + grey)
    return path


@pytest.fixture(scope="module")
def with_camera(launch: Callable[..., Browser], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser with a camera before which one label after the other is held."""
    bare = Image.new("L", (WIDTH, HEIGHT), 235)
    frames = [frame for kind, text in CODES.items() for frame in [drawn(kind, text)] * EACH + [bare] * (EACH // 2)]
    feed = film(tmp_path_factory.mktemp("film") / "labels.y4m", frames)
    running = launch(
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={feed}",
    )
    yield running
    running.close()


@pytest.fixture
def page(with_camera: Browser, own_carrel: Living) -> Iterator[Page]:
    """A technician's phone."""
    guest = window(with_camera, own_carrel, viewport={"width": 390, "height": 844})
    guest.expect("/care/mending/begin/")  # says that it knows no such number
    signed_in(guest, "technician", {})
    yield guest.page
    guest.page.context.close()
    guest.must_have_seen_no_error()


WATCH = """() => {
  window.read = new Set();
  const box = document.getElementById("box");
  box.form.addEventListener("submit", () => window.read.add(box.value), { capture: true });
}"""


def test_every_symbology_is_read_into_the_box(page: Page) -> None:
    page.goto("/desk/")
    page.evaluate(WATCH)
    page.get_by_role("button", name="Scan with the camera").click()
    expect(page.locator("dialog.camera [role=status]")).to_contain_text("Read:")
    page.wait_for_function("count => window.read.size >= count", arg=len(CODES), timeout=120_000)
    assert set(page.evaluate("[...window.read]")) == set(CODES.values())
    page.get_by_role("button", name="Close the camera").focus()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.camera")).to_have_count(0)


def test_the_open_camera_is_sound_and_leaves_the_page_in_sight(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_role("button", name="Scan with the camera").click()
    expect(page.locator("dialog.camera [role=status]")).to_contain_text("Read:")
    assert faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    there = page.locator("dialog.camera").bounding_box()
    assert there is not None and there["y"] > 844 * 0.3
    if os.environ.get("CARREL_GUIDE_PICTURES"):
        page.screenshot(path=GUIDE / "camera.png")


def test_a_page_that_is_loaded_anew_goes_on_with_the_camera(page: Page) -> None:
    page.goto("/care/mending/begin/")
    page.locator("main").get_by_role("button", name="Scan with the camera").click()
    with page.expect_navigation():
        expect(page.locator("dialog.camera")).to_be_visible()
    expect(page.locator("dialog.camera")).to_be_visible()


def test_one_field_of_several_is_filled_and_nothing_is_sent(page: Page) -> None:
    page.goto(reverse("weeding.keep_copy"))
    page.locator("main").get_by_role("button", name="Scan with the camera").click()
    expect(page.get_by_label("Scan it")).not_to_have_value("", timeout=60_000)
    expect(page.locator("dialog.camera")).to_have_count(0)
    expect(page.get_by_label("Scan it")).to_be_focused()
    assert page.get_by_role("alert").count() == 0


def test_a_box_of_many_lines_gets_one_more(page: Page) -> None:
    page.goto(reverse("care.change_many"))
    page.locator("main").get_by_role("button", name="Scan with the camera").click()
    numbers = page.get_by_label("Scan one after the other")
    page.wait_for_function(
        "box => box.value.trim().split('\\n').length >= 3", arg=numbers.element_handle(), timeout=60_000
    )
    lines = numbers.input_value().split()
    assert len(set(lines)) == len(lines) and set(lines) <= set(CODES.values())
    expect(page.locator("dialog.camera")).to_be_visible()

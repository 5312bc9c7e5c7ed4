"""A floor plan is drawn by keyboard, by mouse and by finger, and a record shows where its copy stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.living import Living
from tests.browser.test_care_journeys import must_be_sound, on_the_phone
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
# A copy of the middle school that is in, has a place and a call number, by the plan's own shelf.
COPY = (
    "SELECT i.record_id, i.call_number FROM inventory_item i JOIN schools_place p ON p.id = i.place_id "
    "WHERE p.code = 'FIC' AND i.site_id = (SELECT id FROM schools_site WHERE kind = 'middle') "
    "AND i.state = 'available' AND i.call_number LIKE 'FIC M%' ORDER BY i.id"
)
SHAPE = "SELECT x, y, width, height, call_from FROM plans_planshape WHERE label = ?"


def begun(page: Page, name: str) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Draw {name}")


def shape(page: Page, name: str) -> Locator:
    """A shape of the sheet: its name is its number and its label."""
    return page.locator("[data-shapes]").get_by_role("button", name=re.compile(rf"^\d+ {re.escape(name)}$"))


def line(page: Page, name: str) -> Locator:
    """The line of numbers whose head ends with this label."""
    return page.locator("[data-lines] details", has=page.locator("summary", has_text=name))


def test_a_shelf_drawn_by_keyboard_shows_on_a_record(visitor: Visit, own_carrel: Living) -> None:
    record_id, call_number = own_carrel.rows(COPY)[0]
    page_of = visitor(own_carrel, "technician")
    page = page_of.go(f"/catalogue/{record_id}/")
    there = page.get_by_role("region", name="Where it stands")
    expect(there).to_contain_text("Fiction wall, shelf 3, Fiction. Call numbers FIC M – FIC R stand there.")
    there.scroll_into_view_if_needed()
    page_of.picture("plans-record")
    page = page_of.go("/schools/plans/")
    begun(page, "Annex")
    page.get_by_role("button", name="Add a shelf").focus()
    page.keyboard.press("Enter")
    expect(shape(page, "Shelf 1")).to_be_focused()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("[data-said]")).to_have_text("Shelf 1: across 3, down 2, wide 9, deep 4")
    page.keyboard.press("Control+z")
    expect(line(page, "Shelf 1").get_by_label("Deep")).to_have_value("3")
    page.keyboard.press("Delete")
    expect(shape(page, "Shelf 1")).to_have_count(0)
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    shape(page, "Shelf 1").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Annex shelf")
    page.keyboard.press("Enter")
    expect(shape(page, "Annex shelf")).to_be_focused()
    drawn = line(page, "Annex shelf")
    drawn.get_by_label("From").fill(str(call_number))
    drawn.get_by_label("Place").select_option(label="Library › Fiction")
    must_be_sound(page)
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.locator("body")).to_contain_text("“Annex” is kept.")
    assert own_carrel.rows(SHAPE, "Annex shelf")[0] == (3, 2, 9, 3, call_number)
    page = page_of.go(f"/catalogue/{record_id}/")
    there = page.get_by_role("region", name="Where it stands")
    expect(there).to_contain_text("Annex shelf, Fiction.")
    expect(there.locator("svg .is-marked")).to_have_count(1)
    must_be_sound(page)


def test_drawn_by_mouse_and_kept_by_somebody_else_meanwhile(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    page = guest.go("/schools/plans/")
    page.get_by_role("link", name="Library").click()
    guest.picture("plans-plan")
    page.get_by_role("link", name="Draw").click()
    guest.picture("plans-draw")
    shelf = shape(page, "Graphic novels")
    shelf.scroll_into_view_if_needed()
    box = shelf.locator("rect").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 12, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 12 + box["width"] / 10, box["y"] + 8 + box["height"], steps=5)
    page.mouse.up()
    there = line(page, "Graphic novels")
    expect(there.get_by_label("Across")).to_have_value("19")
    expect(there.get_by_label("Down")).to_have_value("15")
    guest.expect("422: /schools/plans/")
    other = visitor(own_carrel, "librarian").go(urlsplit(page.url).path)
    other.get_by_role("button", name="Keep the plan").click()
    expect(other.locator("body")).to_contain_text("“Library” is kept.")
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_role("alert").first).to_contain_text("kept “Library” meanwhile.")
    expect(line(page, "Graphic novels").get_by_label("Across")).to_have_value("19")
    found = faults(page)
    assert not found, "\n".join(found)


def test_a_finger_moves_a_shelf_on_the_phone(visitor: Visit, own_carrel: Living) -> None:
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/schools/plans/")
    begun(page, "Annex")
    page.get_by_role("button", name="Add a shelf").tap()
    shelf = shape(page, "Shelf 1")
    box = shelf.locator("rect").first.bounding_box()
    assert box is not None
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    touch = page.context.new_cdp_session(page)
    square = box["width"] / 8
    steps = [("touchStart", at), *[("touchMove", (at[0] + square * n, at[1] + square * n)) for n in (1, 2, 3)]]
    for kind, (x, y) in steps:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(line(page, "Shelf 1").get_by_label("Across")).to_have_value("4")
    expect(line(page, "Shelf 1").get_by_label("Down")).to_have_value("4")
    must_be_sound(page)
    page.get_by_role("button", name="Its label and call numbers").tap()
    expect(line(page, "Shelf 1").get_by_label("Label")).to_be_focused()
    page.keyboard.type("Manga")
    page.locator("[data-lines] details[open]").get_by_label("From").fill("GN M")
    page.get_by_role("button", name="Add seats").tap()
    expect(line(page, "Manga").locator("summary")).to_contain_text("GN M")
    expect(page.locator("[data-lines] details[open]")).to_have_count(1)
    must_be_sound(page)
    page.get_by_role("button", name="Keep the plan").tap()
    expect(page.locator("body")).to_contain_text("“Annex” is kept.")

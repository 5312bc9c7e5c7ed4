"""Labels by hand on a phone: scan three books, begin at a used sheet, print, and read back what comes out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

from playwright.sync_api import Page, expect

from carrel.cellar.papers.label_sheets import SHEETS
from tests.browser.living import Living
from tests.browser.test_desk_journeys import Scanner
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor
from tests.cellar.papers import paper_eyes

Visit = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}
BOOKS = """SELECT i.barcode, r.title FROM inventory_item i JOIN catalogue_record r ON r.id = i.record_id
           JOIN schools_site s ON s.id = i.site_id JOIN inventory_itemtype t ON t.id = i.item_type_id
           WHERE s.code = 'ACM' AND t.code = 'BOOK' AND i.barcode <> '' AND i.call_number <> ''
           ORDER BY i.shelving_key DESC LIMIT 3"""


def begin(page: Page) -> None:
    """Press the button, and hold the scanner until the page of the run and its scripts are there."""
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#desk .tally .big")).to_have_text("0")
    page.wait_for_load_state("load")
    expect(page.locator("#box")).to_be_focused()


def test_three_scans_become_three_labels_on_a_used_sheet(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    page = guest.page
    page.set_viewport_size(PHONE)
    guest.go("/items/")
    page.get_by_role("link", name="Labels", exact=True).click()
    guest.picture("labels-phone")
    page.get_by_role("link", name="Barcode labels").last.click()
    page.get_by_label("Begin at row").fill("4")
    page.get_by_label("and column").fill("2")
    begin(page)
    books = own_carrel.rows(BOOKS)
    scanner = Scanner(page)
    for place, (barcode, title) in enumerate(books, start=1):
        scanner.scan(barcode)
        expect(page.locator("#desk .tally .big")).to_have_text(str(place))
        expect(page.locator("#desk .last h2")).to_have_text(title)
    scanner.scan(books[0][0])
    expect(page.locator("#desk .last .verdict")).to_have_text("There already")
    scanner.scan("000000")
    expect(page.locator("#desk .last .verdict")).to_have_text("Not taken")
    assert (scanner.scans, scanner.keys, scanner.clicks) == (5, 0, 0)
    guest.picture("labels-run-phone")
    page.reload()
    assert not faults(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Print 3 labels").click()
    expect(page.locator(".messages")).to_contain_text("3 labels are ready. The next run begins at row 5, column 2.")
    answer = page.request.get(str(page.get_by_role("link", name="Open the PDF").get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf"
    (paper,) = paper_eyes.pictures(answer.body())
    sheet = SHEETS["5160"]
    read = [paper_eyes.read(label) for label in paper_eyes.labels_of(paper, sheet)]
    said = [found[0][1] for found in read if found]
    assert said == [barcode for barcode, _ in books]
    assert [cell for cell, found in enumerate(read) if found] == [10, 11, 12]
    page.set_viewport_size({"width": 1280, "height": 900})
    guest.picture("labels-run")


def test_what_does_not_fit_is_said_before_the_paper_is_used(visitor: Visit, own_carrel: Living) -> None:
    with closing(sqlite3.connect(own_carrel.database, timeout=20)) as connection, connection:
        connection.execute("UPDATE labels_labelsetting SET item_symbology = 'code39'")
    guest = visitor(own_carrel, "technician")
    page = guest.page
    page.set_viewport_size(PHONE)
    guest.go("/labels/start/?kind=barcode")
    page.get_by_label("Sheet").select_option("5167")
    begin(page)
    (barcode, _), *_ = own_carrel.rows(BOOKS)
    Scanner(page).scan(barcode)
    expect(page.locator("#desk .note.is-refused")).to_contain_text("1 line cannot be printed so")
    expect(page.locator("#desk .label-lines .why")).to_contain_text("On this sheet would fit: Code 128, QR.")
    guest.expect("409")
    page.get_by_role("button", name="Print 1 label").click()
    expect(page.locator(".note.is-refused").first).to_contain_text("Not printed")
    page.get_by_role("button", name="Take out what cannot be printed").click()
    expect(page.locator("#desk .tally .big")).to_have_text("0")

"""Stocktake on a phone: a shelf in as many scans as it has books, and one key."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.living import Living
from tests.browser.test_care_journeys import PHONE, must_be_sound, on_the_phone
from tests.browser.test_desk_journeys import Scanner
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]

STANDING = """SELECT i.barcode, i.shelving_key FROM inventory_item i JOIN schools_site s ON s.id = i.site_id
              WHERE s.code = 'ACM' AND i.state = 'available' AND i.barcode <> '' AND i.shelving_key <> ''
              ORDER BY i.shelving_key, i.barcode"""
STATE = "SELECT state FROM inventory_item WHERE barcode = ?"
COUNT_ID = "SELECT max(id) FROM stocktake_count"
SEEN = "SELECT count(*) FROM stocktake_seen WHERE count_id = (SELECT max(id) FROM stocktake_count)"


def shelf_of(carrel: Living, count: int, *alone: int) -> list[str]:
    """So many books that stand side by side by their records and share no call number with the next shelf.

    At the places of `alone` the next book has another call number, so that the book there has one place only.
    """
    rows = carrel.rows(STANDING)
    for first in range(1, len(rows) - count):
        keys = [key for _, key in rows[first - 1 : first + count + 1]]
        if keys[0] < keys[1] and keys[-2] < keys[-1] and all(keys[place + 1] < keys[place + 2] for place in alone):
            return [barcode for barcode, _ in rows[first : first + count]]
    raise LookupError(f"no shelf of {count} books by itself")


def begin(visitor: Visit, carrel: Living) -> tuple[Visitor, Page]:
    guest = on_the_phone(visitor, carrel)
    page = guest.go("/stocktake/begin/")
    page.get_by_label("Name").fill("Bay 12")
    must_be_sound(page)
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", name="Bay 12")).to_be_visible()
    return guest, page


def seen(page: Page, count: int) -> None:
    expect(page.locator("#desk .count-now dd").first).to_have_text(str(count))


def test_a_shelf_of_35_in_35_scans_and_one_key(visitor: Visit, own_carrel: Living) -> None:
    shelf = shelf_of(own_carrel, 36, 5, 10)
    gone, standing = shelf[20], [barcode for barcode in shelf if barcode != shelf[20]]
    standing.insert(17, standing.pop(5))
    standing.insert(25, standing.pop(9))
    guest, page = begin(visitor, own_carrel)
    scanner = Scanner(page)
    for number, barcode in enumerate(standing, start=1):
        scanner.scan(barcode)
        seen(page, number)
        if barcode == shelf[5]:
            card = page.locator("#desk .last")
            expect(card.locator(".verdict")).to_have_text("Wrong place")
            expect(card).to_contain_text("It belongs between")
            expect(page.locator("#desk")).to_have_attribute("data-sound", "ask")
            guest.picture("stocktake-walk")
            must_be_sound(page)
            page.locator("#box").focus()
    expect(page.locator("#desk .count-now dd").nth(1)).to_have_text("2")
    expect(page.locator("#still .count")).to_have_text("1")
    page.locator("#box").focus()
    scanner.press("*")
    expect(page.get_by_text("It is finished. 1 copy is missing from now on.")).to_be_visible()
    assert (scanner.scans, scanner.keys, scanner.clicks) == (35, 1, 0)
    assert own_carrel.one(STATE, gone) == "missing"
    assert [own_carrel.one(STATE, barcode) for barcode in standing] == ["available"] * 35
    guest.picture("stocktake-results")
    must_be_sound(page)
    page.get_by_role("link", name="Out of order").click()
    expect(page.locator("table").first.locator("tbody tr")).to_have_count(2)
    must_be_sound(page)
    page.get_by_role("button", name="Undo the end of this count").click()
    expect(page.get_by_text("It is open again.")).to_be_visible()
    assert own_carrel.one(STATE, gone) == "available"
    page.get_by_role("link", name="Second walk: look for them").click()
    must_be_sound(page)
    page.locator("#box").focus()
    scanner.scan(gone)
    seen(page, 36)
    expect(page.locator("#still")).to_contain_text("nothing is lacking", timeout=10_000)
    guest.must_have_seen_no_error()


def test_a_lost_connection_loses_and_doubles_nothing(visitor: Visit, own_carrel: Living) -> None:
    shelf = shelf_of(own_carrel, 12)
    guest, page = begin(visitor, own_carrel)
    scanner = Scanner(page)
    for number, barcode in enumerate(shelf[:4], start=1):
        scanner.scan(barcode)
        seen(page, number)
    guest.expect("console: ")
    page.context.set_offline(True)
    for barcode in shelf[4:8]:
        scanner.scan(barcode)
    expect(page.locator("#unsent")).to_be_visible()
    expect(page.locator("#unsent [data-count]")).to_have_text("4")
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden(timeout=15_000)
    for number, barcode in enumerate(shelf[8:], start=9):
        scanner.scan(barcode)
        seen(page, number)
    assert own_carrel.one(SEEN) == 12
    expect(page.locator("#desk .count-now dd").nth(1)).to_have_text("0")


def test_without_a_script_it_is_a_plain_form(visitor: Visit, own_carrel: Living) -> None:
    shelf = shelf_of(own_carrel, 3)
    guest, _ = begin(visitor, own_carrel)
    plain = visitor(own_carrel, "", java_script_enabled=False).page
    plain.context.add_cookies(guest.page.context.cookies())  # type: ignore[arg-type]  # what cookies() gave
    plain.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain mapping does
    plain.goto(f"/stocktake/{own_carrel.one(COUNT_ID)}/")
    for number, barcode in enumerate(shelf, start=1):
        plain.locator("#box").fill(barcode)
        plain.locator("#box").press("Enter")
        seen(plain, number)
    plain.get_by_role("button", name="Finish the count").click()
    expect(plain.get_by_text("It is finished.")).to_be_visible()

"""Receiving on a phone: a copy by its ISBN in two scans; a delivery for three schools, from the list to the shelf."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

from carrel.cli.demo.shelving import item_barcode
from tests.browser import eyes
from tests.browser.living import Living
from tests.browser.test_desk_journeys import Scanner
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
PHONE: ViewportSize = {"width": 390, "height": 844}
# A title of the middle school with an ISBN, a call number and a price; the newest copy is what a new one is like.
KNOWN = """SELECT n.value, r.title, i.call_number, i.price_minor FROM catalogue_recordnumber n
           JOIN catalogue_record r ON r.id = n.record_id JOIN inventory_item i ON i.record_id = r.id
           JOIN schools_site s ON s.id = i.site_id
           WHERE n.kind = 'isbn' AND s.code = 'ACM' AND i.price_minor > 0 AND length(n.value) = 13
           AND i.call_number <> ''
           AND (SELECT count(*) FROM inventory_item x WHERE x.record_id = r.id) = 1
           ORDER BY i.shelving_key LIMIT 1"""
MADE = "SELECT call_number, price_minor FROM inventory_item WHERE barcode = ?"
NEW = [item_barcode("ACM", number) for number in (95_001, 95_002)]
LABELS = [item_barcode(site, 95_003) for site in ("ACM", "BIR", "CED")]
SCHOOLS = """SELECT s.code FROM inventory_item i JOIN schools_site s ON s.id = i.site_id
             WHERE i.barcode IN (?, ?, ?)"""
LIST = "ISBN,Title,Qty,Price\n9797000200004,A harbor in winter,3,12.99\n"
HARBOR = "9797000200004"


def on_a_phone(guest: Visitor) -> Visitor:
    guest.page.set_viewport_size(PHONE)
    return guest


def looked_at(page: Page) -> None:
    """What axe and a careful eye find on the page as it stands."""
    assert eyes.axe(page) + eyes.layout(page) == []


def test_a_copy_by_isbn_in_three_actions(visitor: Visit, own_carrel: Living) -> None:
    [(isbn, title, call_number, price)] = own_carrel.rows(KNOWN)
    guest = on_a_phone(visitor(own_carrel, "technician"))
    scanner = Scanner(guest.go("/receiving/isbn/"))
    scanner.scan(isbn)
    expect(scanner.page.locator("h1")).to_contain_text(title)
    scanner.scan(NEW[0])
    expect(scanner.page.locator(".messages")).to_contain_text(f"Added: {NEW[0]}")
    assert (scanner.scans, scanner.keys, scanner.clicks) == (2, 0, 0)
    assert own_carrel.rows(MADE, NEW[0]) == [(call_number, price)]
    guest.picture("add-by-isbn")
    looked_at(scanner.page)
    scanner.scan("9797000300001")
    expect(scanner.page.locator("h1")).to_contain_text("Nobody knows 9797000300001")
    looked_at(scanner.page)
    scanner.scan(NEW[1])
    expect(scanner.page.locator("#added")).to_have_text("2 copies added in this run")
    page = guest.go("/receiving/isbn-queue/")
    expect(page.locator("tbody tr", has_text="9797000300001")).to_be_visible()
    page = guest.go("/receiving/isbn/")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("#added")).to_have_text("1 copy added in this run")
    assert own_carrel.rows(MADE, NEW[1]) == []


def test_a_delivery_for_three_schools(visitor: Visit, own_carrel: Living, tmp_path: Path) -> None:
    packing_list = tmp_path / "PL-9.csv"
    packing_list.write_text(LIST, encoding="utf-8")
    guest = on_a_phone(visitor(own_carrel, "technician"))
    page = guest.go("/receiving/deliveries/add/")
    page.get_by_label("Packing list as CSV or XLSX").set_input_files(packing_list)
    page.get_by_role("button", name="Begin to unpack").click()
    page.get_by_role("link", name="A harbor in winter").click()
    for school in ("Alder Creek", "Birch", "Cedar"):
        page.locator("#share ~ form").get_by_label(school, exact=False).fill("1")
    page.get_by_role("button", name="Share it out").click()
    scanner = Scanner(page)
    page.locator("#scan").focus()
    for number in range(1, 4):
        scanner.scan(HARBOR)
        expect(page.locator("main")).to_contain_text(f"{number} of 3 came")
    assert (scanner.scans, scanner.keys, scanner.clicks) == (3, 0, 0)
    guest.picture("delivery")
    looked_at(page)
    delivery = page.url.split("?")[0]

    page.get_by_label("Item type").select_option(label="Book")
    page.get_by_role("button", name="Add the copies and begin").click()
    expect(page.locator(".page-head")).to_contain_text("3 of 3 copies are left")
    page.locator("#scan").focus()
    scanner.scan(HARBOR)
    for label in LABELS:
        page.locator("#scan").focus()
        scanner.scan(label)
        expect(page.locator(".messages")).to_contain_text(f"{label} is its label now")
    guest.picture("processing")
    looked_at(page)
    for step in ("Stamp", "Spine label", "Cover", "Shelf"):
        page.get_by_role("button", name=re.compile(f"Done for all.*{step}")).click()
    expect(page.locator(".page-head")).to_contain_text("All of it is ready")
    assert sorted(code for (code,) in own_carrel.rows(SCHOOLS, *LABELS)) == ["ACM", "BIR", "CED"]

    page.goto(delivery)
    page.get_by_label("Next carton for").select_option(label="Cedar High")
    page.get_by_role("button", name="Pack a carton").click()
    looked_at(page)
    code = page.locator(".page-head .code").inner_text()
    page.get_by_role("link", name="Print its label").click()
    expect(page.locator(".carton-label")).to_contain_text("Carton 1 of 1")
    guest.picture("carton-label")
    looked_at(page)
    page.go_back()
    page.get_by_role("button", name="Sent to").click()
    expect(page.locator("section[aria-labelledby=cartons]")).to_contain_text("On its way")

    there = on_a_phone(visitor(own_carrel, "noah"))
    page = there.go("/receiving/deliveries/")
    page.get_by_label("Scan the label of a carton").fill(code)
    page.keyboard.press("Enter")
    other = Scanner(page)
    page.locator("#scan").focus()
    other.scan(HARBOR)
    expect(page.locator("main")).to_contain_text("1 of 1 counted")
    looked_at(page)
    page.get_by_role("button", name="Received as counted").click()
    expect(page.locator(".page-head")).to_contain_text("Received")

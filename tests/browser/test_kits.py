"""Kits on a phone: a Chromebook goes out with its charger by one scan and comes back without it; carts; supplies."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.eyes import axe, layout
from tests.browser.living import Living
from tests.browser.test_desk_journeys import ANA_CARD, at_the_desk
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}
KIT = """SELECT i.barcode, c.barcode FROM inventory_itempart p JOIN inventory_item i ON i.id = p.item_id
         JOIN inventory_item c ON c.id = p.part_item_id WHERE p.name = 'Charger' AND i.state = 'available'
         AND c.state = 'available' ORDER BY i.id LIMIT 1"""
OUT = """SELECT count(*) FROM circulation_loan l JOIN inventory_item i ON i.id = l.item_id
         WHERE i.barcode = ? AND l.returned_at IS NULL"""
CART = "SELECT DISTINCT item_id FROM inventory_itempart WHERE slot IS NOT NULL"
SPARE = """SELECT i.barcode FROM inventory_item i JOIN inventory_itemtype t ON t.id = i.item_type_id
           JOIN schools_site s ON s.id = i.site_id WHERE s.code = 'ACM' AND t.code = 'EQUIPMENT'
           AND i.state = 'available' AND NOT EXISTS (SELECT 1 FROM inventory_itempart p WHERE p.part_item_id = i.id)
           ORDER BY i.id LIMIT 1"""


def is_good(page: Page) -> None:
    """Nothing for axe to say, nothing too wide, nothing cut off."""
    assert axe(page) + layout(page) == []


def test_a_chromebook_kit_out_and_back_with_its_charger_missing(visitor: Visit, own_carrel: Living) -> None:
    (kit, charger), *_ = own_carrel.rows(KIT)
    guest, scanner = at_the_desk(visitor, own_carrel)
    page = scanner.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a typed dict of playwright
    scanner.scan(ANA_CARD)
    scanner.scan(kit)
    expect(page.locator("#desk .last .verdict")).to_have_text("Lent")
    expect(page.locator("#desk .last")).to_contain_text(f"With it: Charger {charger}.")
    assert scanner.scans == 2 and scanner.keys == scanner.clicks == 0
    guest.picture("kit-out")
    is_good(page)
    scanner.press(".")
    expect(page.locator("#box-form .box-mode")).not_to_contain_text("Ana")
    scanner.scan(kit)
    expect(page.locator("#desk .last .verdict")).to_have_text("Returned")
    page.get_by_label("Charger").check()
    is_good(page)
    guest.picture("kit-back")
    page.get_by_role("button", name="Ticked ones are missing").click()
    expect(page.locator("#desk .last .verdict")).to_have_text("Returned, not whole")
    expect(page.locator("#desk .last")).to_contain_text(charger)
    is_good(page)
    guest.picture("kit-missing")
    assert (own_carrel.one(OUT, kit), own_carrel.one(OUT, charger)) == (0, 1)
    guest.go("/kits/missing/")
    expect(page.locator("main")).to_contain_text("Ana Garcia")
    is_good(page)
    guest.picture("missing-parts")
    # Days later somebody lays it on the desk: one scan.
    guest.go("/desk/")
    scanner.scan(charger)
    expect(page.locator("#desk .last .verdict")).to_have_text("Returned")
    guest.go("/kits/missing/")
    expect(page.locator("main")).not_to_contain_text(charger)


def test_all_parts_are_there_by_one_key(visitor: Visit, own_carrel: Living) -> None:
    (kit, _), *_ = own_carrel.rows(KIT)
    _, scanner = at_the_desk(visitor, own_carrel)
    scanner.scan(ANA_CARD)
    scanner.scan(kit)
    expect(scanner.page.locator("#desk .last .verdict")).to_have_text("Lent")
    scanner.press(".")
    expect(scanner.page.locator("#box-form .box-mode")).not_to_contain_text("Ana")
    scanner.scan(kit)
    expect(scanner.page.get_by_role("button", name="All there")).to_be_visible()
    scanner.press("+")
    expect(scanner.page.locator("#desk .last")).to_contain_text("All its parts are there.")
    assert (scanner.scans, scanner.keys, scanner.clicks) == (3, 2, 0)


def test_a_cart_is_filled_by_scanning(visitor: Visit, own_carrel: Living) -> None:
    dee = visitor(own_carrel, "technician")
    dee.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a typed dict of playwright
    page = dee.go(f"/kits/carts/{own_carrel.one(CART)}/")
    expect(page.locator("main")).to_contain_text("9 of 9 in")
    page.get_by_label("Scan a device").fill(own_carrel.one(SPARE))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("10 of 10 in")
    is_good(page)
    dee.picture("cart")
    dee.go("/kits/carts/")
    is_good(page)


def test_the_last_toner_is_used(visitor: Visit, own_carrel: Living) -> None:
    dee = visitor(own_carrel, "technician")
    dee.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a typed dict of playwright
    page = dee.go("/supplies/")
    is_good(page)
    dee.picture("supplies")
    page.get_by_role("button", name="Used one Toner").click()
    expect(page.locator("body")).to_contain_text("One is used; 1 are left.")
    page.get_by_role("link", name="Toner").first.click()
    page.get_by_role("button", name="Undo Used").first.click()
    expect(page.locator("main")).to_contain_text("2 cartridges on hand")
    is_good(page)
    dee.picture("supply")

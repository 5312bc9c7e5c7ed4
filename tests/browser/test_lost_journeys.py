"""A book lost, billed at the desk, found by a scan and settled; another said to be back, and found on its shelf."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.living import Living
from tests.browser.test_care_journeys import must_be_sound, on_the_phone
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
BEN = "(SELECT id FROM people_person WHERE preferred_given = 'Ben' AND family_name = 'Okoye')"
OWED = f"""SELECT coalesce(sum(left_minor), 0) FROM charges_charge
 WHERE person_id = {BEN} AND kind IN ('lost', 'processing')"""
LOAN = f"""SELECT l.id, i.barcode FROM circulation_loan l JOIN inventory_item i ON i.id = l.item_id
 WHERE l.patron_id = {BEN} AND l.returned_at IS NULL AND l.claimed_on IS NULL ORDER BY l.due_at LIMIT 1"""
CLAIMED = (
    "SELECT l.id, i.barcode FROM circulation_loan l JOIN inventory_item i ON i.id = l.item_id WHERE l.claimed_on > 0"
)
STATE = "SELECT state FROM inventory_item WHERE barcode = ?"


def scan(page: Page, number: str) -> None:
    page.keyboard.type(number)
    page.keyboard.press("Enter")


def test_lost_at_the_desk_billed_found_by_a_scan_and_settled(visitor: Visit, own_carrel: Living) -> None:
    ((loan, barcode),) = own_carrel.rows(LOAN)
    before = own_carrel.one(OWED)
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/desk/")
    scan(page, own_carrel.one(f"SELECT number FROM people_card WHERE person_id = {BEN} ORDER BY id"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben Okoye")
    expect(page.locator(".person")).to_contain_text("so far for lateness")
    scan(page, "%LOST")
    page.wait_for_url("**/people/*/#out")
    page.locator(f'a[href="/loans/{loan}/lost/"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lost, or brought back?")
    must_be_sound(page)
    page.get_by_label("Price to bill").fill("12.50")
    guest.picture("lost")
    page.get_by_role("button", name="Take it for lost").click()
    expect(page.locator("body")).to_contain_text("Taken for lost. Billed:")
    must_be_sound(page)
    assert own_carrel.one(OWED) == before + 1250 + 300
    assert own_carrel.one(STATE, barcode) == "lost"
    page = guest.go("/desk/")
    page.keyboard.type(".")
    expect(page.locator("#box-form .box-mode")).not_to_contain_text("Ben")
    scan(page, barcode)
    expect(page.locator("#desk .last .verdict")).to_have_text("Found again")
    expect(page.locator("#desk .last")).to_contain_text("$15.50 is owed no more")
    assert "Okoye" not in page.locator("#desk .last").inner_text()
    must_be_sound(page)
    assert own_carrel.one(OWED) == before
    page.get_by_role("link", name="Who was billed for it").click()
    expect(page.locator("body")).to_contain_text("It was taken for lost, and found on")
    expect(page.locator("body")).to_contain_text("Ben Okoye")
    must_be_sound(page)


def test_said_to_be_back_and_found_on_its_shelf(visitor: Visit, own_carrel: Living) -> None:
    ((loan, barcode),) = own_carrel.rows(CLAIMED)
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/loans/claims/")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 thing to look for")
    assert "Okoye" not in page.content()
    must_be_sound(page)
    guest.picture("claims")
    page.get_by_role("button", name="It is here").click()
    expect(page.locator("body")).to_contain_text("They were right.")
    assert own_carrel.one(
        "SELECT claimed_on IS NULL AND returned_at IS NOT NULL FROM circulation_loan WHERE id = ?", loan
    )
    assert own_carrel.one(STATE, barcode) in ("available", "on_hold")


def test_a_fine_is_forgiven_and_an_amnesty_switched_on_one_handed(visitor: Visit, own_carrel: Living) -> None:
    ((_loan, barcode),) = own_carrel.rows(LOAN)
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/desk/")
    scan(page, barcode)
    expect(page.locator("#desk .fine")).to_contain_text("Fine: $")
    must_be_sound(page)
    page.keyboard.type("-")
    expect(page.locator("#desk .fine")).to_contain_text("Forgiven: $")
    scan(page, "%AMNESTY")
    expect(page.locator("#desk .strip")).to_contain_text("Amnesty")
    must_be_sound(page)

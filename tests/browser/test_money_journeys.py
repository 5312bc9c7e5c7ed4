"""Money on a phone: a lost book paid in part, worked off, found and refunded; a page sold, a drawer counted."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.living import Living
from tests.browser.test_care_journeys import must_be_sound, on_the_phone
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
MATEO_CARD = "21811000000039"
MATEO = f"(SELECT person_id FROM people_card WHERE number = '{MATEO_CARD}')"
OWED = f"SELECT coalesce(sum(left_minor), 0) FROM charges_charge WHERE person_id = {MATEO}"
OWED_BACK = f"SELECT coalesce(sum(left_minor), 0) FROM charges_credit WHERE person_id = {MATEO}"


def scan(page: Page, number: str) -> None:
    page.keyboard.type(number)
    page.keyboard.press("Enter")


def test_a_lost_book_paid_worked_off_found_and_refunded(visitor: Visit, own_carrel: Living) -> None:
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/charges/money/")
    must_be_sound(page)
    scan(page, MATEO_CARD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mateo Reyes")
    before = own_carrel.one(OWED)
    page.get_by_text("Charge something by hand").click()
    page.get_by_label("Kind", exact=True).select_option("lost")
    page.locator("#hand_amount").fill("18.00")
    page.get_by_label("What for").fill("Lost on a trip")
    page.locator("#hand_title").fill("Holes")
    must_be_sound(page)
    page.get_by_role("button", name="Charge it", exact=True).click()
    expect(page.locator("body")).to_contain_text("It is charged.")
    assert own_carrel.one(OWED) == before + 1800
    guest.picture("money-account")
    page.get_by_role("checkbox", name="Lost: Lost on a trip, ‹Holes›").check()
    page.get_by_label("Amount", exact=True).first.fill("10.00")
    page.get_by_label("Cash laid down").fill("20")
    page.get_by_role("button", name="Take the payment").click()
    expect(page.locator("body")).to_contain_text("Give back $10.00.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Receipt")
    must_be_sound(page)
    guest.picture("money-receipt")
    page.get_by_role("button", name="Print it").click()
    expect(page.locator("body")).to_contain_text("on its way to the printer")
    page.get_by_role("link", name="The account").click()
    page.locator("#agree_agreed_with").fill("Ms Reyes")
    page.get_by_role("button", name="Agree on work").click()
    page.get_by_label("Minutes").fill("30")
    page.get_by_label("What was done").fill("Shelving")
    page.get_by_role("button", name="Enter the work").click()
    expect(page.locator("body")).to_contain_text("The work is entered.")
    assert own_carrel.one(OWED) == before
    must_be_sound(page)
    page.get_by_text("settled or reversed").click()
    closed = page.locator("details", has_text="Lost on a trip").last
    closed.get_by_label("Amount to give back").fill("10.00")
    closed.get_by_label("Why it is given back").fill("Found behind a radiator")
    closed.get_by_role("button", name="Owe it back").click()
    expect(page.locator("body")).to_contain_text("It is owed back.")
    assert own_carrel.one(OWED_BACK) == 1000
    must_be_sound(page)
    page.locator("summary", has_text="Pay it out").click()
    page.get_by_role("button", name="Pay it out").click()
    expect(page.locator("body")).to_contain_text("It is paid out.")
    assert own_carrel.one(OWED_BACK) == 0
    must_be_sound(page)


def test_a_page_is_sold_and_the_drawer_counted(visitor: Visit, own_carrel: Living) -> None:
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/charges/money/")
    page.get_by_role("button", name="Printed page $0.10").click()
    expect(page.locator("body")).to_contain_text("It is sold.")
    page.get_by_role("link", name="Count and close it").click()
    sheet = page.locator("dl.facts-list").inner_text()
    should = sheet.split("Cash that should be there")[1].split()[0].lstrip("$")
    page.get_by_label("Cash counted, float included").fill(should)
    must_be_sound(page)
    page.get_by_role("button", name="Close the drawer").click()
    expect(page.locator("body")).to_contain_text("It holds what it should.")
    guest.picture("money-drawer")
    must_be_sound(page)
    address = page.get_by_role("link", name="Deposit slip").get_attribute("href") or ""
    answer = page.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")

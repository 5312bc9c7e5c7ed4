"""On a phone: a kind nobody wrote code for is defined, filled from a workbook and lent; its list is looked at."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from carrel.cellar.tables import CODE, Column, Table, xlsx_bytes
from tests.browser.living import CARREL, Living, environment
from tests.browser.test_policy_journeys import sound
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}
ANA = """SELECT c.number FROM people_card c JOIN people_person p ON p.id = c.person_id
         WHERE p.given_name = 'Ana' AND p.family_name = 'Garcia' AND c.kind = 'card' LIMIT 1"""
LENT = """SELECT count(*) FROM circulation_loan l JOIN inventory_item i ON i.id = l.item_id
          WHERE i.barcode = ?"""
A_BOOK = """SELECT min(i.id) FROM inventory_item i JOIN inventory_itemtype t ON t.id = i.item_type_id
            JOIN schools_site s ON s.id = i.site_id WHERE t.code = 'BOOK' AND s.code = 'ACM'"""
HEADS = ("Barcode", "Title", "Item type", "Call number", "Price", "Serial number", "Warranty until", "Colour")
ROWS = (
    ("ROB001", "Robot Rover", "Robot", "TECH ROB", "149.00", "RV-1001", "2029-06-30", "Red"),
    ("ROB002", "Robot Rover", "Robot", "TECH ROB", "149.00", "RV-1002", "2029-06-30", "Blue"),
    ("ROB003", "Robot Rover", "Robot", "TECH ROB", "149.00", "RV-1003", "2029-06-30", "Plaid"),
    ("ROB004", "Robot Rover", "Robot", "TECH ROB", "149.00", "RV-1004", "when it breaks", "Red"),
)


@contextmanager
def working(carrel: Living) -> Iterator[None]:
    """The worker that reads and imports, beside the server."""
    process = subprocess.Popen([*CARREL, "work"], env=environment(carrel.var), start_new_session=True)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def on_the_phone(guest: Visitor, name: str) -> None:
    """A picture for the guide as a phone shows the page, and the page as sound as every other."""
    guest.page.set_viewport_size(PHONE)
    guest.picture(name)
    sound(guest.page, name)
    guest.page.emulate_media(color_scheme="light")
    guest.page.set_viewport_size(PHONE)


def wait_for_report(page: Page, text: str) -> None:
    """The report comes by itself when the job is over."""
    expect(page.locator("main")).to_contain_text(text, timeout=120_000)


def test_a_new_kind_is_defined_filled_from_a_workbook_and_lent(
    visitor: Visit, own_carrel: Living, tmp_path: Path
) -> None:
    guest = visitor(own_carrel, "technician", has_touch=True)
    page = guest.page
    page.set_viewport_size(PHONE)
    guest.go("/items/item_types/")
    page.get_by_role("link", name="Add an item type").click()
    page.get_by_label("Code").fill("ROBOT")
    page.get_by_label("Name").fill("Robot")
    page.get_by_label("Family").select_option("equipment")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name=re.compile(r"fields\s*: Robot")).click()
    page.get_by_role("button", name=re.compile(r"Add them\s*: Fields of equipment")).click()
    page.get_by_role("link", name="Add a field").click()
    page.get_by_label("Name", exact=True).fill("Colour")
    page.get_by_label("What it holds").select_option("choice")
    page.get_by_label("Choices").fill("Red\nBlue")
    page.get_by_label("Lists show it unless told otherwise").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("main")).to_contain_text("Colour")
    on_the_phone(guest, "kind-fields")

    workbook = tmp_path / "robots.xlsx"
    workbook.write_bytes(xlsx_bytes(Table("Robots", [Column(head, CODE) for head in HEADS], ROWS)))
    with working(own_carrel):
        guest.go("/registers/send/")
        page.locator("select[name=kind]").select_option("items")
        page.locator("input[type=file]").set_input_files(workbook)
        page.get_by_role("button", name="Look what is in it").click()
        wait_for_report(page, "is not among its choices")
        expect(page.locator("main")).to_contain_text("is no day")
        on_the_phone(guest, "kind-report")
        page.get_by_role("button", name="Import the 2 lines").click()
        wait_for_report(page, "2 of 4 lines are in")

    guest.go("/items/lists/show/?list=master-equipment&sort=barcode")
    page.locator("main summary", has_text="What it holds").click()
    page.locator("#list_kind").select_option(label="Robot")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("main")).to_contain_text("2 items")
    expect(page.locator("tbody")).to_contain_text("RV-1001")
    on_the_phone(guest, "list-robots")

    guest.go("/desk/")
    for number in (own_carrel.one(ANA), "RV-1001"):
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")
    expect(page.locator("#desk .last h2")).to_have_text("Robot Rover")
    assert own_carrel.one(LENT, "ROB001") == 1
    page.goto("/items/?q=RV-1001")
    expect(page.locator("main")).to_contain_text("Red")
    on_the_phone(guest, "kind-item")


def test_the_insurance_list_and_what_it_is_worth(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    page = guest.go("/items/lists/")
    page.get_by_role("link", name="Insurance list").click()
    page.locator("table").get_by_role("link", name="Price").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("Price")
    guest.picture("insurance-list")
    page.get_by_role("link", name="Value by kind and place").click()
    expect(page.locator("tbody")).to_contain_text("Chromebook")
    sound(page, "insurance-value")
    page.go_back()
    page.get_by_label("Its name").fill("Insured things")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Insured things")


def test_the_fields_follow_the_kind_that_is_chosen(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    book = own_carrel.one(A_BOOK)
    page = guest.go(f"/items/{book}/change/")
    expect(page.get_by_label("Case")).to_have_count(0)
    page.get_by_label("Item type").select_option(label="Chromebook")
    page.get_by_label("Case").select_option("Soft")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("main")).to_contain_text("Soft")

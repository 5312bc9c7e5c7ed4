"""The desk by hand: a scanner types, a person looks. What a journey costs in scans, keys and clicks is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.living import Living
from tests.browser.visitors import Visitor, stand_between

FREE = """SELECT i.barcode, r.title FROM inventory_item i JOIN catalogue_record r ON r.id = i.record_id
          JOIN schools_site s ON s.id = i.site_id JOIN inventory_itemtype t ON t.id = i.item_type_id
          WHERE s.code = 'ACM' AND i.state = 'available' AND t.code = 'BOOK' ORDER BY i.id LIMIT ?"""
OUT = """SELECT i.barcode FROM inventory_item i JOIN circulation_loan l ON l.item_id = i.id AND l.returned_at IS NULL
         JOIN schools_site s ON s.id = i.site_id WHERE s.code = 'ACM' ORDER BY i.id LIMIT ?"""
OPEN_LOANS = """SELECT count(*) FROM circulation_loan l JOIN people_person p ON p.id = l.patron_id
                WHERE l.returned_at IS NULL AND p.given_name = ? AND p.family_name = ?"""
ANA_CARD = "21811000000013"
MATEO_CARD = "21811000000039"
FAY_CARD = "21813000000019"

Visit = Callable[..., Visitor]


@dataclass
class Scanner:
    """A hand scanner: it types fast and ends with Enter, wherever the cursor is. It counts what was done."""

    page: Page
    scans: int = 0
    keys: int = 0
    clicks: int = 0

    def scan(self, number: str) -> None:
        self.scans += 1
        self.page.keyboard.type(number)
        self.page.keyboard.press("Enter")

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def click(self, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role("button", name=name).first.click()


def at_the_desk(visitor: Visit, carrel: Living) -> tuple[Visitor, Scanner]:
    guest = visitor(carrel, "technician")
    return guest, Scanner(guest.go("/desk/"))


def verdict(page: Page) -> str:
    return page.locator("#desk .last .verdict").inner_text()


def ana_has(carrel: Living) -> int:
    return int(carrel.one(OPEN_LOANS, "Ana", "Garcia"))


def test_three_books_out_are_four_scans_and_no_key(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    before = ana_has(own_carrel)
    books = own_carrel.rows(FREE, 3)
    scanner.scan(ANA_CARD)
    expect(scanner.page.locator("#desk h1", has_text="Ana Garcia")).to_be_visible()
    for number, (barcode, title) in enumerate(books, start=1):
        scanner.scan(barcode)
        expect(scanner.page.locator("#desk .last h2")).to_have_text(title)
        expect(scanner.page.locator("#desk .slip .count")).to_have_text(f"{number} lent")
    assert (scanner.scans, scanner.keys, scanner.clicks) == (4, 0, 0)
    assert ana_has(own_carrel) == before + 3


def test_the_next_card_switches(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    (barcode, _title), *_ = own_carrel.rows(FREE, 1)
    scanner.scan(ANA_CARD)
    scanner.scan(MATEO_CARD)
    scanner.scan(barcode)
    expect(scanner.page.locator("#desk .slip .count")).to_have_text("1 lent")
    expect(scanner.page.locator("#box-form .box-mode")).to_contain_text("Mateo")


def test_a_cart_of_forty_is_forty_scans_and_no_click(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    cart = [barcode for (barcode,) in own_carrel.rows(OUT, 36)] + [each for each, _ in own_carrel.rows(FREE, 3)]
    cart.insert(17, "31811999999999")
    assert len(cart) == 40
    for barcode in cart:
        scanner.scan(barcode)
    expect(scanner.page.locator("#desk .tally .big")).to_have_text("40", timeout=30_000)
    assert (scanner.scans, scanner.keys, scanner.clicks) == (40, 0, 0)
    odd = scanner.page.locator("#desk .waits")
    expect(odd).to_contain_text("31811999999999")
    still_out = {barcode for (barcode,) in own_carrel.rows(OUT, 10_000)}
    assert still_out.isdisjoint(cart)


def test_scans_faster_than_the_answers_keep_their_order(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    before = ana_has(own_carrel)
    slow: list[str] = []

    def delay(route: Route) -> None:
        slow.append(route.request.post_data or "")
        scanner.page.wait_for_timeout(150)
        route.continue_()

    stand_between(scanner.page, "**/desk/scan/", delay)
    books = own_carrel.rows(FREE, 4)
    for number in [ANA_CARD, *(barcode for barcode, _ in books)]:
        scanner.scan(number)
    expect(scanner.page.locator("#desk .slip .count")).to_have_text("4 lent", timeout=15_000)
    lines = scanner.page.locator("#desk .slip li .what > b").all_inner_texts()
    assert lines == [title for _, title in reversed(books)]
    assert ana_has(own_carrel) == before + 4


def test_a_lost_connection_shows_and_nothing_pretends(visitor: Visit, own_carrel: Living) -> None:
    guest, scanner = at_the_desk(visitor, own_carrel)
    guest.expect("Failed to fetch")
    before = ana_has(own_carrel)
    (first, _), (second, _) = own_carrel.rows(FREE, 2)
    scanner.scan(ANA_CARD)
    expect(scanner.page.locator("#desk h1", has_text="Ana Garcia")).to_be_visible()
    scanner.page.context.set_offline(True)
    scanner.scan(first)
    scanner.scan(second)
    expect(scanner.page.locator("#unsent")).to_be_visible()
    expect(scanner.page.locator("#unsent [data-count]")).to_have_text("2")
    expect(scanner.page.locator("#offline")).to_be_visible()
    expect(scanner.page.locator("#desk .slip .count")).to_have_text("0 lent")
    assert ana_has(own_carrel) == before
    scanner.page.context.set_offline(False)
    expect(scanner.page.locator("#desk .slip .count")).to_have_text("2 lent", timeout=15_000)
    expect(scanner.page.locator("#unsent")).to_be_hidden()
    assert ana_has(own_carrel) == before + 2


def test_an_answer_that_was_lost_is_asked_for_again_and_done_once(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    before = ana_has(own_carrel)
    (barcode, title), *_ = own_carrel.rows(FREE, 1)
    scanner.scan(ANA_CARD)
    expect(scanner.page.locator("#desk h1", has_text="Ana Garcia")).to_be_visible()
    dropped: list[int] = []

    def drop_first_answer(route: Route) -> None:
        if not dropped:
            dropped.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    stand_between(scanner.page, "**/desk/scan/", drop_first_answer)
    scanner.scan(barcode)
    expect(scanner.page.locator("#desk .slip .count")).to_have_text("1 lent", timeout=15_000)
    expect(scanner.page.locator("#desk .last h2")).to_have_text(title)
    assert dropped == [200]
    assert ana_has(own_carrel) == before + 1


def test_backspace_takes_the_last_one_back(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    before = ana_has(own_carrel)
    (barcode, _), *_ = own_carrel.rows(FREE, 1)
    scanner.scan(ANA_CARD)
    scanner.scan(barcode)
    expect(scanner.page.locator("#desk .slip .count")).to_have_text("1 lent")
    scanner.press("Backspace")
    expect(scanner.page.locator("#desk .slip .count")).to_have_text("0 lent")
    assert ana_has(own_carrel) == before


def test_a_book_that_is_out_to_the_open_patron_asks(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    before = ana_has(own_carrel)
    (barcode, _), *_ = own_carrel.rows(
        FREE.replace("i.state = 'available'", "i.id IN (SELECT item_id FROM circulation_loan l JOIN people_person p "
                     "ON p.id = l.patron_id WHERE l.returned_at IS NULL AND p.given_name = 'Ana')"), 1
    )  # fmt: skip
    scanner.scan(ANA_CARD)
    scanner.scan(barcode)
    expect(scanner.page.locator("#desk .last.is-ask")).to_be_visible()
    buttons = scanner.page.locator("#desk .last button[name=answer]")
    assert any("Returned" in text for text in buttons.all_inner_texts())
    assert any("Renew" in text for text in buttons.all_inner_texts())
    scanner.press("1")
    expect(scanner.page.locator("#desk .last.is-done")).to_be_visible()
    assert ana_has(own_carrel) in {before, before - 1}


def test_a_student_of_another_school_has_no_name(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    scanner.scan(FAY_CARD)
    expect(scanner.page.locator("#desk .last.is-refused")).to_be_visible()
    assert "Fay" not in scanner.page.content()
    assert "Lindqvist" not in scanner.page.content()


@pytest.mark.parametrize("text", ["31811999999999", "🐙🐙", "' OR 1=1 --", "x" * 10_000, "%00%1b", "٣١٨١١"])
def test_what_nobody_knows_is_answered_and_harms_nothing(visitor: Visit, carrel: Living, text: str) -> None:
    guest, scanner = at_the_desk(visitor, carrel)
    box = guest.page.locator("#box")
    box.fill(text)
    box.press("Enter")
    expect(scanner.page.locator("#desk .last")).to_be_visible()
    assert verdict(scanner.page)
    scanner.press("Escape")
    scanner.press("Escape")


def test_tab_is_never_taken_and_a_scan_reaches_the_box_from_anywhere(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    seen = set()
    for _ in range(12):
        scanner.press("Tab")
        seen.add(scanner.page.evaluate("document.activeElement?.outerHTML.slice(0, 80)"))
    assert len(seen) > 6
    scanner.page.evaluate("document.activeElement.blur()")
    scanner.scan(ANA_CARD)
    expect(scanner.page.locator("#desk h1", has_text="Ana Garcia")).to_be_visible()


def test_without_script_the_desk_is_a_plain_form(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician", java_script_enabled=True)
    cookies = guest.page.context.cookies()
    plain = visitor(own_carrel, "", java_script_enabled=False)
    plain.page.context.add_cookies(cookies)  # type: ignore[arg-type]  # what cookies() gave
    plain.page.goto("/desk/")
    before = ana_has(own_carrel)
    (barcode, title), *_ = own_carrel.rows(FREE, 1)
    for number in (ANA_CARD, barcode):
        plain.page.locator("#box").fill(number)
        plain.page.locator("#box").press("Enter")
        plain.page.wait_for_load_state()
    expect(plain.page.locator("#desk .last h2")).to_have_text(title)
    assert ana_has(own_carrel) == before + 1

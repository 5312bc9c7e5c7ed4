"""The return desk by hand: a cart with holds and a book of another school; the book drop; the condition by one key."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from tests.browser.living import Living
from tests.browser.test_desk_journeys import ANA_CARD, FREE, at_the_desk
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]

# Copies that are out, each the only scanned copy of its title, so that a hold on the title is caught by this scan.
OUT = """SELECT i.barcode, i.record_id FROM inventory_item i
         JOIN circulation_loan l ON l.item_id = i.id AND l.returned_at IS NULL
         JOIN schools_site s ON s.id = i.site_id JOIN inventory_itemtype t ON t.id = i.item_type_id
         WHERE s.code = 'ACM' AND t.code = 'BOOK' GROUP BY i.record_id ORDER BY i.id LIMIT ?"""
ELSEWHERE = """SELECT i.barcode FROM inventory_item i JOIN schools_site s ON s.id = i.site_id
               WHERE s.code <> 'ACM' AND i.state = 'available' ORDER BY i.id LIMIT 1"""
HOLD = """INSERT INTO circulation_hold (record_id, patron_id, grade, home_site_id, pickup_site_id, rank, placed_at,
                                        status, is_frozen, note)
          SELECT ?, p.id, p.grade, p.home_site_id, p.home_site_id, 10, '2026-01-05 08:00:00', 'waiting', 0, ''
          FROM people_person p WHERE p.given_name = 'Mateo' AND p.family_name = 'Reyes'"""
SLIPS = "SELECT kind FROM papers_printjob WHERE printed_at IS NULL AND dropped_at IS NULL ORDER BY id"


def own_slips_only(carrel: Living) -> None:
    """The slips that the demo's own returns left are off the list."""
    with closing(sqlite3.connect(carrel.database, timeout=20)) as connection, connection:
        connection.execute("UPDATE papers_printjob SET dropped_at = made_at WHERE printed_at IS NULL")


def waits_for(carrel: Living, *record_ids: int) -> None:
    """Mateo waits for these titles."""
    with closing(sqlite3.connect(carrel.database, timeout=20)) as connection, connection:
        connection.executemany(HOLD, [(record_id,) for record_id in record_ids])


def test_a_cart_of_forty_with_three_holds_and_one_of_another_school(visitor: Visit, own_carrel: Living) -> None:
    out = own_carrel.rows(OUT, 39)
    assert len(out) == 39
    own_slips_only(own_carrel)
    waits_for(own_carrel, *(out[place][1] for place in (4, 11, 30)))
    cart = [barcode for barcode, _ in out]
    cart.insert(20, own_carrel.one(ELSEWHERE))
    guest, scanner = at_the_desk(visitor, own_carrel)
    for barcode in cart[:5]:
        scanner.scan(barcode)
    expect(scanner.page.locator("#desk .last.is-hold .verdict")).to_have_text("Hold shelf")
    for barcode in cart[5:21]:
        scanner.scan(barcode)
    expect(scanner.page.locator("#desk .last.is-away .verdict")).to_have_text("Other site", timeout=20_000)
    for barcode in cart[21:]:
        scanner.scan(barcode)
    expect(scanner.page.locator("#desk .tally .big")).to_have_text("40", timeout=30_000)
    assert (scanner.scans, scanner.keys, scanner.clicks) == (40, 0, 0)
    expect(scanner.page.locator("#desk .waits li.is-hold")).to_have_count(3)
    expect(scanner.page.locator("#desk .waits li.is-away")).to_have_count(1)
    assert "Mateo" not in scanner.page.content()
    kinds = [kind for (kind,) in own_carrel.rows(SLIPS)]
    assert sorted(kinds) == ["circulation.hold_slip"] * 3 + ["circulation.transit_slip"]
    slips = guest.go("/slips/")
    expect(slips.locator("tbody tr")).to_have_count(4)
    assert "Mateo" not in slips.content()
    slips.get_by_role("button", name="Print these").click()
    expect(slips.locator(".slip-card")).to_have_count(4)
    slips.get_by_role("button", name="They are on paper").click()
    expect(slips.locator("body")).to_contain_text("4 slips are off the list.")
    assert not own_carrel.rows(SLIPS)


def test_the_book_drop_is_one_command_and_ends_by_itself(visitor: Visit, own_carrel: Living) -> None:
    (barcode, _), *_ = own_carrel.rows(OUT, 1)
    _, scanner = at_the_desk(visitor, own_carrel)
    scanner.scan("%DROP")
    expect(scanner.page.locator("#box-form .box-mode")).to_contain_text("Book drop: as of")
    scanner.scan(barcode)
    expect(scanner.page.locator("#desk .tally .big")).to_have_text("1")
    expect(scanner.page.locator("#desk .strip")).to_contain_text("the last open day before today")
    scanner.scan(ANA_CARD)
    expect(scanner.page.locator("#box-form .box-mode")).to_contain_text("Ana Garcia")
    scanner.press(".")
    expect(scanner.page.locator("#box-form .box-mode")).not_to_contain_text("Book drop")


def test_one_key_notes_the_condition(visitor: Visit, own_carrel: Living) -> None:
    (barcode, title), *_ = own_carrel.rows(FREE, 1)
    _, scanner = at_the_desk(visitor, own_carrel)
    scanner.scan(ANA_CARD)
    scanner.scan(barcode)
    expect(scanner.page.locator("#desk .last h2")).to_have_text(title)
    scanner.press("4")
    expect(scanner.page.locator("#desk .last")).to_contain_text("Condition: Damaged.")
    assert own_carrel.one("SELECT condition FROM inventory_item WHERE barcode = ?", barcode) == "damaged"
    assert (scanner.keys, scanner.clicks) == (1, 0)
    scanner.press("Backspace")
    expect(scanner.page.locator("#desk .last .verdict")).to_have_text("Taken back")


def test_a_photo_is_taken_in_the_line_and_the_next_scan_follows(visitor: Visit, own_carrel: Living) -> None:
    (barcode, _), (other, title), *_ = own_carrel.rows(FREE, 2)
    guest, scanner = at_the_desk(visitor, own_carrel)
    scanner.scan(barcode)
    card = scanner.page.locator("#desk .last")
    card.get_by_text("Condition", exact=True).click()
    found = faults(scanner.page)
    assert not found, "\n".join(found)
    scanner.page.set_viewport_size({"width": 1280, "height": 900})
    picture = BytesIO()
    Image.new("RGB", (64, 48), "red").save(picture, "JPEG")
    shot = {"name": "shot.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    card.get_by_label("Photo, if one says more").set_input_files(files=[shot])  # type: ignore[list-item]  # a dict is one
    card.get_by_role("button", name="Worn").click()
    expect(card).to_contain_text("Condition: Worn.")
    expect(card).to_contain_text("With a photo.")
    assert own_carrel.one(
        "SELECT count(*) FROM circulation_conditionnote WHERE photo_id IS NOT NULL AND event = 'return'"
    )
    scanner.scan(other)
    expect(scanner.page.locator("#desk .last h2")).to_have_text(title)
    guest.must_have_seen_no_error()

"""A transfer with a discrepancy, at 390 px: five are packed, four arrive and a stranger; settled, it closes."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import eyes
from tests.browser.living import Living
from tests.browser.test_desk_journeys import Scanner
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
PHONE: ViewportSize = {"width": 390, "height": 844}
# Books of a school that are in, wanted by nobody, and on no list: far from those the demo already moves.
BOOKS = """SELECT min(i.barcode), r.title FROM inventory_item i JOIN catalogue_record r ON r.id = i.record_id
           JOIN schools_site s ON s.id = i.site_id JOIN inventory_itemtype t ON t.id = i.item_type_id
           WHERE s.code = ? AND i.state = 'available' AND i.barcode <> '' AND t.code = 'BOOK'
           AND NOT EXISTS (SELECT 1 FROM circulation_hold h WHERE h.record_id = r.id)
           AND NOT EXISTS (SELECT 1 FROM circulation_reservation v WHERE v.record_id = r.id)
           AND NOT EXISTS (SELECT 1 FROM moving_transferline l WHERE l.item_id = i.id)
           GROUP BY r.id ORDER BY 1 LIMIT ? OFFSET 30"""
STATES = """SELECT i.barcode, i.state, s.code FROM inventory_item i JOIN schools_site s ON s.id = i.site_id
            WHERE i.barcode IN (?, ?, ?, ?, ?, ?)"""
TONES = {"done": [880], "again": [880], "ask": [587, 784], "refused": [196]}
TRANSFER = "SELECT state FROM moving_transfer ORDER BY id DESC LIMIT 1"


def on_a_phone(guest: Visitor) -> Visitor:
    guest.page.set_viewport_size(PHONE)
    return guest


def looked_at(page: Page) -> None:
    """What axe and a careful eye find on the page as it stands."""
    assert eyes.axe(page) + eyes.layout(page) == []


def said(page: Page) -> str:
    return page.locator(".messages").inner_text()


def listening(page: Page) -> None:
    """From now on each page writes down the tones it lets out."""
    page.add_init_script("""window.tones = [];
        const begin = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...at) {
          tones.push(Math.round(this.frequency.value));
          begin.apply(this, at);
        };""")


def heard(page: Page, sound: str, words: str) -> None:
    """The last scan said so in words, and it was heard: the desk's own sound for it, and nothing else."""
    expect(page.locator("#desk .last")).to_contain_text(words)
    expect(page.locator("#desk")).to_have_attribute("data-sound", sound)
    page.wait_for_function("wanted => String(tones) === String(wanted)", arg=TONES[sound])
    page.evaluate("tones.length = 0")


def words_of_paper(guest: Visitor, path: str) -> list[str]:
    """The words of each sheet of a PDF."""
    answer = guest.page.request.get(path)
    assert answer.headers["content-type"] == "application/pdf"
    paper = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    return [sheet.get_textpage().get_text_range() for sheet in paper]


def test_a_transfer_with_a_discrepancy(visitor: Visit, own_carrel: Living) -> None:
    books = own_carrel.rows(BOOKS, "ACM", 5)
    [(stranger, odd_title)] = own_carrel.rows(BOOKS, "CED", 1)
    guest = on_a_phone(visitor(own_carrel, "technician"))
    listening(guest.page)
    page = guest.go("/moving/transfers/")
    looked_at(page)
    page.get_by_label("To", exact=True).select_option(label="Cedar High")
    page.get_by_label("Why").fill("Grade 10 reads them")
    page.get_by_role("button", name="Begin it").click()
    scanner = Scanner(page)
    for place, (barcode, title) in enumerate(books):
        if place == 3:
            page.get_by_role("button", name="Next box").click()
        expect(page.locator("#box")).to_be_focused()
        scanner.scan(barcode)
        heard(page, "done", title)
    expect(page.locator(".page-head")).to_contain_text("5 items, 2 boxes")
    expect(page.locator("#box")).to_be_focused()
    scanner.scan(books[4][0])
    heard(page, "again", "in box 2 already")
    scanner.scan(stranger)
    heard(page, "refused", "belongs to Cedar")
    guest.picture("transfer-packing")
    looked_at(page)
    transfer = page.url.split("#")[0].removeprefix(own_carrel.address)

    packing_list = "\n".join(words_of_paper(guest, f"{transfer}packing-list/"))
    assert all(barcode in packing_list for barcode, _title in books)
    slips = words_of_paper(guest, f"{transfer}slips/")
    assert ["Box 1 of 2" in slips[0], "Box 2 of 2" in slips[1], len(slips)] == [True, True, 2]
    assert all("Cedar High" in slip and "Novak" not in slip for slip in slips)
    page.get_by_role("button", name="Sent to Cedar High").click()
    expect(page.locator(".page-head")).to_contain_text("On its way")

    there = on_a_phone(visitor(own_carrel, "noah"))
    listening(there.page)
    page = there.go("/moving/transfers/")
    code = f"TR{transfer.rstrip('/').rpartition('/')[2]}-2"
    page.get_by_label("Scan the slip of a box").fill(code)
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("0 of 5 counted")
    other = Scanner(page)
    for number, (barcode, title) in enumerate(books[:4], 1):
        other.scan(barcode)
        expect(page.locator("#count")).to_have_text(f"{number} of 5 counted")
        heard(page, "done", title)
    other.scan(barcode)
    heard(page, "again", "was counted before")
    other.scan(stranger)
    heard(page, "ask", "is on no list")
    assert (other.scans, other.clicks) == (6, 0)
    page.get_by_role("button", name="The boxes are empty").click()
    expect(page.locator(".page-head")).to_contain_text("Received, with open questions")
    expect(page.locator("section[aria-labelledby=open]")).to_contain_text(books[4][1])
    expect(page.locator("section[aria-labelledby=strangers]")).to_contain_text(odd_title)
    there.picture("transfer-open")
    looked_at(page)
    page.locator("section[aria-labelledby=open]").get_by_role("button", name="It is missing").click()
    page.get_by_role("button", name="Send it on").click()
    expect(page.locator(".page-head")).to_contain_text("Closed")
    looked_at(page)
    assert own_carrel.one(TRANSFER) == "closed"
    states = {
        barcode: (state, site) for barcode, state, site in own_carrel.rows(STATES, stranger, *(b for b, _ in books))
    }
    assert {states[barcode] for barcode, _title in books[:4]} == {("available", "CED")}
    assert states[books[4][0]] == ("missing", "ACM")
    assert states[stranger] == ("available", "CED")


def test_a_display_is_filled_and_taken_down_and_a_stop_is_made(visitor: Visit, own_carrel: Living) -> None:
    [(barcode, title)] = own_carrel.rows(BOOKS, "ACM", 1)
    guest = on_a_phone(visitor(own_carrel, "technician"))
    page = guest.go("/moving/displays/")
    looked_at(page)
    page.get_by_role("link", name="New Year").click()
    scanner = Scanner(page)
    expect(page.locator("#box")).to_be_focused()
    scanner.scan(barcode)
    expect(page.locator("table")).to_contain_text(title)
    guest.picture("display")
    looked_at(page)
    record = own_carrel.one("SELECT record_id FROM inventory_item WHERE barcode = ?", barcode)
    expect(guest.go(f"/catalogue/{record}/").locator("main")).to_contain_text("New Year, until")
    page.go_back()
    page.locator("#down").focus()
    scanner.scan(barcode)
    expect(page.locator("table")).not_to_contain_text(title)

    page = guest.go("/moving/runs/")
    looked_at(page)
    page.get_by_role("link", name="Courier round").click()
    guest.picture("delivery-run")
    looked_at(page)
    page.get_by_role("button", name="Stop made").first.click()
    expect(page.locator(".page-head")).to_contain_text("1 of 2 stops made")
    sheet = "\n".join(words_of_paper(guest, f"{page.url.split('?')[0].removeprefix(own_carrel.address)}sheet/"))
    assert "Courier round" in sheet and "Take up" in sheet and title not in sheet

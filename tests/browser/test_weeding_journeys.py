"""Weeding on a phone: one kept, four scanned, proposed, approved by somebody else, carried out and undone."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from carrel.rooms.weeding.rules import REASONS
from tests.browser.living import Living
from tests.browser.test_care_journeys import STATE, must_be_sound, on_the_phone
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
# Copies on the demo's list that are not decided yet, in hand and with a barcode.
OPEN_LINES = (
    "SELECT i.barcode FROM weeding_weedingline l JOIN inventory_item i ON i.id = l.item_id "
    "JOIN weeding_weedinglist w ON w.id = l.weeding_list_id WHERE w.name LIKE 'Nonfiction%' AND "
    "l.mark = '' AND i.state = 'available' AND i.barcode != '' ORDER BY i.shelving_key, i.id LIMIT 5"
)
UNNAMED = (
    "SELECT i.barcode FROM inventory_item i WHERE i.site_id = (SELECT id FROM schools_site WHERE kind = 'middle') "
    "AND i.state = 'available' AND i.barcode != '' AND i.call_number LIKE 'FIC%' AND NOT EXISTS (SELECT 1 FROM "
    "circulation_hold h WHERE h.record_id = i.record_id) AND NOT EXISTS (SELECT 1 FROM circulation_reservation r "
    "WHERE r.record_id = i.record_id) AND NOT EXISTS (SELECT 1 FROM care_disposalline d WHERE d.item_id = i.id) LIMIT 1"
)


def scan(page: Page, barcode: str) -> None:
    page.locator("#box").fill(barcode)
    page.keyboard.press("Enter")


def test_five_are_weeded_one_is_kept_and_all_of_it_is_undone(visitor: Visit, own_carrel: Living) -> None:
    kept, *going = (barcode for (barcode,) in own_carrel.rows(OPEN_LINES))
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/weeding/")
    must_be_sound(page)
    page.get_by_role("link", name="Nonfiction, autumn").click()
    there = urlsplit(page.url).path
    page = guest.go(f"{there}?mark=open")
    line = page.get_by_role("row").filter(has_text=kept)
    line.get_by_role("checkbox").check()
    page.get_by_text("Keep …", exact=True).click()
    page.get_by_label("Why").fill("Local history")
    page.get_by_role("button", name="Keep them").click()
    expect(page.locator("body")).to_contain_text("1 copy is kept.")
    guest.page.set_viewport_size({"width": 1280, "height": 900})
    guest.picture("weeding-list")
    must_be_sound(page)
    page.get_by_role("link", name="Scan to withdraw").click()
    for barcode in going:
        scan(page, barcode)
        expect(page.get_by_role("status").filter(has_text="is to go.")).to_be_visible()
        assert page.locator("#box").evaluate("box => box === document.activeElement")
    guest.picture("weeding-scan")
    must_be_sound(page)
    guest.expect("422: /weeding/lists/")
    (unnamed,) = (barcode for (barcode,) in own_carrel.rows(UNNAMED))
    scan(page, unnamed)
    expect(page.get_by_role("alert")).to_contain_text("no rule names it")
    must_be_sound(page)
    page.get_by_role("button", name="Take it all the same").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("body")).to_contain_text("The mark of 1 copy is off.")
    guest.go(f"{there}board/")
    guest.page.set_viewport_size({"width": 1280, "height": 900})
    guest.picture("weeding-board")
    must_be_sound(page)
    guest.go(there)
    page.get_by_role("button", name="for withdrawal").click()
    expect(page.locator("body")).to_contain_text("Somebody else decides")
    disposal = page.get_by_role("link", name="Its disposal list").get_attribute("href") or ""
    boss = visitor(own_carrel, "librarian")
    decided = boss.go(disposal)
    decided.get_by_role("button", name="Approve", exact=True).click()
    expect(decided.locator("body")).to_contain_text("It is approved.")
    guest.expect("422: /care/disposals/")
    guest.go(disposal)
    page.get_by_role("button", name="Carry it out", exact=True).click()
    page.get_by_label("Why they go without").fill("Recycled together")
    page.get_by_role("button", name="Carry it out all the same").click()
    expect(page.locator("body")).to_contain_text("It is carried out")
    assert [own_carrel.one(STATE, each) for each in going] == ["withdrawn"] * 4
    assert own_carrel.one(STATE, kept) == "available"
    page.get_by_role("button", name="Take the disposal back").click()
    expect(page.locator("body")).to_contain_text("It is taken back")
    assert {own_carrel.one(STATE, each) for each in (kept, *going)} == {"available"}


def test_a_table_of_rules_is_changed_and_taken_back(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    page = guest.go("/weeding/")
    page.get_by_role("link", name="Our weeding table").click()
    line = page.locator("details.rule-line").filter(has_text="Fiction")
    line.locator("summary").click()
    line.get_by_label("Not used for more than").fill("4")
    found = faults(page)
    assert not found, "\n".join(found)
    page.get_by_role("button", name="Keep the table").click()
    expect(page.locator("details.rule-line").filter(has_text="Fiction").locator("summary")).to_contain_text(
        "years without use: 4"
    )
    page.get_by_role("button", name="Take the last change back").click()
    expect(page.locator("details.rule-line").filter(has_text="Fiction").locator("summary")).to_contain_text(
        "years without use: 2"
    )


def test_each_reason_is_seen_on_the_demos_lists(visitor: Visit, carrel: Living) -> None:
    lists = [pk for (pk,) in carrel.rows("SELECT id FROM weeding_weedinglist ORDER BY id")]
    guest = visitor(carrel, "technician")
    for reason in REASONS:
        shown = [guest.go(f"/weeding/lists/{pk}/?reason={reason}").locator("tbody tr").count() for pk in lists]
        assert any(shown), reason
    guest.go(f"/weeding/lists/{lists[-1]}/?reason=unused")
    why = guest.page.locator("td[data-label=Why]").first
    expect(why).to_contain_text("years without use")
    expect(why).to_contain_text(",")
    must_be_sound(guest.page)

"""A hold by the hands of staff: placed at one school, found on another's pull list, sent, received, lent."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.living import Living
from tests.browser.test_desk_journeys import ANA_CARD, Scanner
from tests.browser.test_returning import own_slips_only
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
# The only copy of a title in the district stands on a shelf of the high school, and nobody waits for it.
AT_CEDAR = """SELECT r.id, r.title, i.barcode, i.id FROM inventory_item i JOIN catalogue_record r ON r.id = i.record_id
              JOIN schools_site s ON s.id = i.site_id JOIN inventory_itemtype t ON t.id = i.item_type_id
              WHERE s.code = 'CED' AND i.state = 'available' AND t.code = 'BOOK' AND length(r.title) > 8
              AND (SELECT count(*) FROM inventory_item x WHERE x.record_id = r.id) = 1
              AND NOT EXISTS (SELECT 1 FROM circulation_hold h WHERE h.record_id = r.id)
              ORDER BY i.shelving_key LIMIT 1"""
ALDER_CREEK = "SELECT id FROM schools_site WHERE code = 'ACM'"
STATE = "SELECT state FROM inventory_item WHERE id = ?"
HOLD = "SELECT status FROM circulation_hold WHERE record_id = ? ORDER BY id DESC LIMIT 1"


def test_a_hold_across_two_schools(visitor: Visit, own_carrel: Living) -> None:
    [(record_id, title, barcode, item_id)] = own_carrel.rows(AT_CEDAR)
    dee = visitor(own_carrel, "technician")
    noah = visitor(own_carrel, "noah")

    page = dee.go(f"/catalogue/{record_id}/")
    page.goto(f"/holds/titles/{record_id}/")
    page.get_by_role("link", name="Place a hold for a reader").click()
    page.get_by_label("Card, student number or name").fill(ANA_CARD)
    page.get_by_role("button", name="Place the hold").click()
    expect(page.locator(".messages")).to_contain_text("Place in the queue: 1")
    assert own_carrel.one(HOLD, record_id) == "waiting"

    there = noah.go("/holds/pull/")
    line = there.locator("tbody tr", has_text=title)
    expect(line).to_contain_text("Alder Creek")
    assert "Garcia" not in there.content()
    cedar = Scanner(noah.go("/desk/"))
    cedar.scan(barcode)
    expect(cedar.page.locator("#desk .last h2")).to_have_text(title)
    expect(cedar.page.locator("#desk .last.is-away")).to_be_visible()
    assert "Garcia" not in cedar.page.content()
    assert (own_carrel.one(STATE, item_id), own_carrel.one(HOLD, record_id)) == ("in_transit", "in_transit")

    page = dee.go("/holds/")
    expect(page.locator("section[aria-labelledby=coming]")).to_contain_text(title)
    desk = Scanner(dee.go("/desk/"))
    desk.scan(barcode)
    expect(desk.page.locator("#desk .last.is-hold .verdict")).to_have_text("Hold shelf")
    assert (own_carrel.one(STATE, item_id), own_carrel.one(HOLD, record_id)) == ("on_hold", "on_shelf")
    page = dee.go("/holds/")
    expect(page.locator("tbody tr", has_text=title)).to_contain_text("Garcia")
    dee.picture("hold-shelf")

    desk = Scanner(dee.go("/desk/"))
    desk.scan(ANA_CARD)
    expect(desk.page.locator("#desk .person")).to_contain_text(f"1 hold is ready: ‹{title}›")
    desk.scan(barcode)
    expect(desk.page.locator("#desk .slip .count")).to_have_text("1 lent")
    assert (own_carrel.one(STATE, item_id), own_carrel.one(HOLD, record_id)) == ("on_loan", "filled")


def test_from_a_students_search_over_two_schools_to_her_loan(visitor: Visit, own_carrel: Living) -> None:
    """Ana finds it, Noah fetches and sends it, Dee receives it and lends it to her; no slip says her name."""
    [(record_id, title, barcode, item_id)] = own_carrel.rows(AT_CEDAR)
    own_slips_only(own_carrel)
    ana, noah, dee = (visitor(own_carrel, who) for who in ("ana", "noah", "technician"))

    page = ana.go("/")
    page.locator("#box").fill(title)
    page.locator("#box").press("Enter")
    page.locator("main").get_by_role("link", name=title).first.click()
    expect(page.locator("h1")).to_contain_text(title)
    page.get_by_label("I fetch it at").select_option(str(own_carrel.one(ALDER_CREEK)))
    page.get_by_role("button", name="Place a hold").click()
    expect(page.locator(".messages")).to_contain_text(f"You wait for ‹{title}›: number 1")
    assert own_carrel.one(HOLD, record_id) == "waiting"

    there = noah.go("/holds/pull/")
    expect(there.locator("tbody tr", has_text=title)).to_contain_text("Alder Creek")
    cedar = Scanner(noah.go("/desk/"))
    cedar.scan(barcode)
    expect(cedar.page.locator("#desk .last.is-away")).to_be_visible()
    slip_says(noah, title, "Alder Creek")
    expect(noah.go("/holds/pull/").locator("tbody tr", has_text=title)).to_have_count(0)
    expect(ana.go("/mine/").locator("main")).to_contain_text(title)
    assert (own_carrel.one(STATE, item_id), own_carrel.one(HOLD, record_id)) == ("in_transit", "in_transit")

    desk = Scanner(dee.go("/desk/"))
    desk.scan(barcode)
    expect(desk.page.locator("#desk .last.is-hold .verdict")).to_have_text("Hold shelf")
    assert "Garcia" not in desk.page.content()
    slip_says(dee, title, "")
    page = ana.go("/mine/")
    expect(page.get_by_text("Ready", exact=True)).to_be_visible()

    desk = Scanner(dee.go("/desk/"))
    desk.scan(ANA_CARD)
    expect(desk.page.locator("#desk .person")).to_contain_text(title)
    desk.scan(barcode)
    expect(desk.page.locator("#desk .slip .count")).to_have_text("1 lent")
    assert (own_carrel.one(STATE, item_id), own_carrel.one(HOLD, record_id)) == ("on_loan", "filled")
    expect(ana.go("/mine/").locator(".own-things h3", has_text=title)).to_be_visible()
    for guest in (ana, noah, dee):
        guest.must_have_seen_no_error()


def slip_says(guest: Visitor, title: str, goal: str) -> None:
    """The one slip that waits for paper names the book and where it goes, and nobody; then it is off the list."""
    slips = guest.go("/slips/")
    slips.get_by_role("button", name="Print these").click()
    card = slips.locator(".slip-card")
    expect(card).to_have_count(1)
    expect(card).to_contain_text(title[:12])
    expect(card).to_contain_text(goal)
    assert "Garcia" not in slips.content()
    assert "Ana G" not in card.inner_text()
    slips.get_by_role("button", name="They are on paper").click()
    expect(slips.locator("body")).to_contain_text("1 slip is off the list.")


def test_not_on_its_shelf_it_is_missing_and_leaves_the_list(visitor: Visit, own_carrel: Living) -> None:
    dee = visitor(own_carrel, "technician")
    page = dee.go("/holds/pull/")
    dee.picture("pull-list")
    lines = page.locator("tbody tr")
    before = lines.count()
    assert before
    page.get_by_role("button", name="Not there").first.click()
    expect(page.locator(".messages")).to_contain_text("missing")
    expect(lines).to_have_count(before - 1)

"""A student on a phone: a hold from the search, ready at the desk, lent; and renewing what is out."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.living import Living
from tests.browser.test_desk_journeys import ANA_CARD, Scanner
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
# A title whose only copies are out, to somebody else.
ALL_OUT = """SELECT r.id, r.title, max(i.barcode) FROM catalogue_record r JOIN inventory_item i ON i.record_id = r.id
             JOIN schools_site s ON s.id = i.site_id WHERE s.code = 'ACM' AND length(r.title) > 12
             GROUP BY r.id HAVING min(i.state) = 'on_loan' AND max(i.state) = 'on_loan' AND count(*) = 1
             AND NOT EXISTS (SELECT 1 FROM circulation_loan l JOIN inventory_item x ON x.id = l.item_id
                             JOIN people_person p ON p.id = l.patron_id WHERE x.record_id = r.id
                             AND l.returned_at IS NULL AND p.given_name = 'Ana')
             AND (SELECT count(*) FROM inventory_item y WHERE y.record_id = r.id) = 1
             ORDER BY r.id LIMIT 1"""
PHONE = {"width": 390, "height": 844}


def test_a_hold_from_a_students_search(visitor: Visit, own_carrel: Living) -> None:
    [(_, title, barcode)] = own_carrel.rows(ALL_OUT)
    ana = visitor(own_carrel, "student")
    ana.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a typed dict of playwright
    page = ana.go("/")
    expect(page.locator("h1")).to_have_text("My account")
    page.locator("#box").fill(title)
    page.locator("#box").press("Enter")
    page.get_by_role("button", name=f"Place a hold {title}").first.click()
    expect(page.locator(".messages")).to_contain_text(f"You wait for ‹{title}›: number 1")
    ana.go("/mine/")
    expect(page.locator("section", has_text="What I wait for").last).to_contain_text("You are number 1 of 1")
    dee = visitor(own_carrel, "technician")
    desk = Scanner(dee.go("/desk/"))
    desk.scan(barcode)
    expect(desk.page.locator("#desk .last h2")).to_have_text(title)
    ana.go("/mine/")
    expect(page.get_by_text("Ready", exact=True)).to_be_visible()
    desk.scan(ANA_CARD)
    expect(desk.page.locator("#desk h1", has_text="Ana Garcia")).to_be_visible()
    desk.scan(barcode)
    expect(desk.page.locator("#desk .slip .count")).to_have_text("1 lent")
    ana.go("/mine/")
    expect(page.locator(".own-things h3", has_text=title)).to_be_visible()
    expect(page.get_by_text("Nothing. A title that is out")).to_be_visible()


def test_renewing_all_says_what_was_not_renewed(visitor: Visit, own_carrel: Living) -> None:
    ana = visitor(own_carrel, "student")
    ana.expect("409")
    page = ana.go("/mine/")
    ana.picture("my-account")
    page.get_by_role("button", name="Renew all").click()
    page.get_by_role("button", name="Renew all").click()
    page.get_by_role("button", name="Renew all").click()
    expect(page.locator(".own-things .note").first).to_contain_text("Not renewed")
    assert "reason" not in page.content()

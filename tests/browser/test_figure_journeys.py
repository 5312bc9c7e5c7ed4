"""Figures in a browser: a month on one sheet, noted and signed; a report of one's own; the schedule of retention."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.living import Living
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
LAST = "SELECT strftime('%Y-%m', max(first_on)) FROM reports_keptpage"


def must_be_sound(page: Page) -> None:
    found = faults(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not found, "\n".join(found)


def test_the_month_goes_on_one_sheet_and_is_signed(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    page = guest.go("/figures/")
    page.get_by_role("link", name="so far").click()
    expect(page.get_by_role("table", name="Grade")).to_be_visible()
    guest.picture("figures-month")
    must_be_sound(page)
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="Letter")))
    sheets, text = len(paper), paper[0].get_textpage().get_text_range()
    paper.close()
    assert sheets == 1, f"The month takes {sheets} sheets."
    assert "Homeroom" in text and "Call numbers" in text and "Menu" not in text
    page = guest.go(f"/figures/month/{own_carrel.one(LAST)}/")
    expect(page.locator(".page-head")).to_contain_text("Signed by Dee")
    page.get_by_role("button", name="Take the signature back").click()
    page.get_by_role("textbox", name="Note").fill("Two fairs")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_role("button", name="Sign this page").click()
    expect(page.locator(".page-head")).to_contain_text("Signed by Dee")
    expect(page.locator("main")).to_contain_text("Two fairs")


def test_a_report_is_put_together_kept_and_opened_again(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    page = guest.go("/figures/own/")
    page.get_by_role("link", name="Items").last.click()
    page.get_by_label("Grouped by").select_option(label="State")
    page.get_by_label("In the order of").select_option(label="Items")
    page.get_by_label("the most or the latest first").check()
    page.get_by_role("button", name="Show").first.click()
    expect(page.locator(".page-head")).to_contain_text(
        "Items, counted by state, in the order of items, the most first."
    )
    guest.picture("figures-own")
    must_be_sound(page)
    page.get_by_label("Name").fill("How things stand")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="How things stand")).to_be_visible()
    guest.go("/figures/own/")
    page.get_by_role("link", name="How things stand").click()
    expect(page.locator(".page-head")).to_contain_text("counted by state")


def test_the_schedule_of_retention_and_a_hold(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    page = guest.go("/figures/retention/")
    expect(page.locator("main")).to_contain_text("California Gov. Code 7927.105")
    guest.picture("retention")
    must_be_sound(page)
    page.get_by_role("link", name="Put a legal hold").click()
    page.get_by_label("Card of the person").fill("21811000000013")
    page.get_by_label("Why").fill("Case 12")
    page.get_by_role("button", name="Hold it").click()
    expect(page.locator("main")).to_contain_text("Case 12")
    page.locator("main li", has_text="Case 12").get_by_role("button").click()
    expect(page.locator("main")).not_to_contain_text("Case 12")

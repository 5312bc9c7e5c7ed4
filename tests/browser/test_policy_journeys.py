"""The policy by hand: an edit that says what it changes, a snow day from its mark to its way back, a class renewed."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.living import Living
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
PICTURES = os.environ.get("CARREL_JOURNEY_PICTURES", "")
"""A folder for pictures of every page these journeys come by; none are taken without one."""
BUSIEST = """SELECT date(l.due_at, '-12 hours') AS due, count(*) FROM circulation_loan l
             JOIN inventory_item i ON i.id = l.item_id JOIN schools_site s ON s.id = i.site_id
             WHERE s.code = 'ACM' AND l.returned_at IS NULL AND l.due_kind = 'day' AND l.due_at > ?
               AND l.why LIKE '%next_open_day%' AND l.why NOT LIKE '%"hard_before", "%", {%}, true%'
             GROUP BY due ORDER BY count(*) DESC, due LIMIT 1"""
DUE_THEN = """SELECT count(*) FROM circulation_loan l JOIN inventory_item i ON i.id = l.item_id
              JOIN schools_site s ON s.id = i.site_id
              WHERE s.code = 'ACM' AND l.returned_at IS NULL AND date(l.due_at, '-12 hours') = ?"""


def sound(page: Page, name: str) -> None:
    """The page is as sound as every other: these stand behind a form, where no visitor of addresses comes by."""
    if PICTURES:
        for width, height in ((1280, 900), (390, 844)):
            for theme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of two words
                page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{theme}.png", full_page=True)
    found = faults(page)
    assert not found, "\n".join(found)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_snow_day_moves_what_is_due_then_and_can_be_taken_back(visitor: Visit, own_carrel: Living) -> None:
    dee = visitor(own_carrel, "technician")
    page = dee.go("/schools/calendar/")
    ((day, due),) = own_carrel.rows(BUSIEST, (datetime.now(UTC) + timedelta(days=1)).date().isoformat())
    page.get_by_label("First day").fill(day)
    page.get_by_label("The day is").select_option("closed")
    page.get_by_label("Why").fill("Snow")
    page.get_by_role("button", name="Mark", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Snow")
    expect(page.locator("main")).to_contain_text("Nothing is marked yet.")
    dee.picture("snow-day")
    sound(page, "snow-day-before")
    assert own_carrel.one(DUE_THEN, day) >= due
    page.get_by_role("button", name="Mark", exact=True).click()
    expect(page.locator("main")).to_contain_text("Due dates moved with it.")
    sound(page, "snow-day-after")
    assert own_carrel.one(DUE_THEN, day) < due
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("main")).to_contain_text("Taken back since.")
    assert own_carrel.one(DUE_THEN, day) >= due


def test_an_edit_of_the_policy_says_what_it_changes_and_can_be_come_back_to(visitor: Visit, own_carrel: Living) -> None:
    page = visitor(own_carrel, "district manager").go("/loans/policies/")
    page.get_by_role("link", name="Change All readers, all items, all sites").click()
    page.get_by_label("Loan length").fill("21")
    page.get_by_label("Days before the due date from which it may be renewed").fill("3")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.locator("main")).to_contain_text("Nothing is kept yet.")
    expect(page.locator("tbody")).to_contain_text("Loan length: 14 → 21")
    sound(page, "policy-before")
    page.get_by_label("Why").fill("Readers asked for three weeks")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#row-1")).to_contain_text("21 calendar days")
    page.get_by_role("link", name="Versions").click()
    expect(page.locator("tbody tr").first).to_contain_text("Readers asked for three weeks")
    page.locator("tbody tr").nth(1).get_by_role("link").click()
    sound(page, "policy-version")
    page.get_by_role("button", name="Make the policy this one again").click()
    expect(page.locator("#row-1")).to_contain_text("14 calendar days")


def test_a_class_is_renewed_in_one_act(visitor: Visit, own_carrel: Living) -> None:
    page = visitor(own_carrel, "technician").go("/people/classes/")
    page.get_by_role("link", name="7B", exact=True).first.click()
    page.get_by_role("link", name="Renew loans").click()
    sound(page, "renew-class")
    loans = page.get_by_role("checkbox").count()
    page.get_by_role("button", name="Renew what is ticked").click()
    expect(page.locator("h1")).to_contain_text("renewed")
    sound(page, "renewed-class")
    assert page.locator("main li, main tbody tr").count() == loans
    page.get_by_role("button", name="Take all of it back").click()
    expect(page.locator("main")).to_contain_text("Taken back since.")

"""Carrel where the network is gone: the worker answers with a page that names nobody, and goes on when it is back."""

from __future__ import annotations

import json
import os

from playwright.sync_api import Browser, Page, expect

from tests.browser.living import Living
from tests.browser.test_care_journeys import PHONE
from tests.browser.test_desk_journeys import Scanner
from tests.browser.test_pages import faults
from tests.browser.test_stocktake_journeys import seen, shelf_of
from tests.browser.visitors import GUIDE, signed_in, window


def with_worker(browser: Browser, carrel: Living) -> Page:
    """A technician's phone on which the worker has begun its work."""
    guest = window(browser, carrel, service_workers="allow", viewport=PHONE)
    signed_in(guest, "technician", {})
    guest.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    guest.page.reload()
    guest.page.wait_for_function("navigator.serviceWorker.controller !== null")
    return guest.page


def begin(page: Page, name: str) -> None:
    """Begin a count; its page is there when this returns."""
    page.goto("/stocktake/begin/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.wait_for_load_state("load")


def test_a_page_that_needs_the_network_says_so_and_names_nobody(browser: Browser, own_carrel: Living) -> None:
    page = with_worker(browser, own_carrel)
    waiting = {"title": "Fiction", "page": "/stocktake/1/", "queue": [{}, {}]}
    page.evaluate("kept => localStorage.setItem('carrel.waits.count-1.tab', kept)", json.dumps(waiting))
    page.context.set_offline(True)
    page.goto("/people/")
    expect(page.locator("h1")).to_have_text("No connection")
    expect(page.locator("#waits li")).to_have_text("Fiction2 scans")
    assert "Dee" not in page.content()
    assert faults(page) == []
    page.context.set_offline(False)
    expect(page.locator("h1")).not_to_have_text("No connection")
    page.context.close()


def test_the_page_of_no_connection_leads_back_to_the_count(browser: Browser, own_carrel: Living) -> None:
    page = with_worker(browser, own_carrel)
    begin(page, "Bay 12")
    page.context.set_offline(True)
    page.goto("/people/")
    expect(page.locator("h1")).to_have_text("No connection")
    assert faults(page) == []
    page.get_by_role("link", name="Bay 12").click()
    expect(page.get_by_role("heading", name="Bay 12")).to_be_visible()
    expect(page.locator("#box")).to_be_focused()
    page.context.close()


def test_a_count_goes_on_without_a_network_and_each_scan_counts_once(browser: Browser, own_carrel: Living) -> None:
    shelf = shelf_of(own_carrel, 20)
    page = with_worker(browser, own_carrel)
    begin(page, "Bay 12")
    scanner, box, strip = Scanner(page), page.locator("#box"), page.locator("#unsent")
    for number, barcode in enumerate(shelf[:6], start=1):
        scanner.scan(barcode)
        seen(page, number)
    page.context.set_offline(True)
    for barcode in [*shelf[6:12], shelf[8]]:
        scanner.scan(barcode)
    expect(strip.locator("[data-count]")).to_have_text("7")
    expect(page.locator("#desk .last .verdict")).to_have_text("Waits on this device")
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    if os.environ.get("CARREL_GUIDE_PICTURES"):
        page.screenshot(path=GUIDE / "stocktake-offline.png")
    page.reload()  # the phone had put the page away: it comes from the phone, and what waits with it
    expect(page.get_by_role("heading", name="Bay 12")).to_be_visible()
    expect(strip.locator("[data-count]")).to_have_text("7")
    box.focus()
    for barcode in shelf[12:]:
        scanner.scan(barcode)
    expect(strip.locator("[data-count]")).to_have_text("15")
    page.context.set_offline(False)
    expect(strip).to_be_hidden()
    seen(page, 20)
    expect(page.locator("#desk .count-now dd").nth(1)).to_have_text("0")
    [(rows, different)] = own_carrel.rows(
        "SELECT count(*), count(DISTINCT item_id) FROM stocktake_seen WHERE walk_id ="
        " (SELECT max(id) FROM stocktake_walk)"
    )
    assert (rows, different) == (20, 20)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('carrel.waits.'))") == []
    page.context.close()


def test_what_waits_goes_also_from_a_page_that_is_opened_later(browser: Browser, own_carrel: Living) -> None:
    shelf = shelf_of(own_carrel, 4)
    page = with_worker(browser, own_carrel)
    begin(page, "Bay 13")
    count = page.url
    page.context.set_offline(True)
    for barcode in shelf:
        Scanner(page).scan(barcode)
    expect(page.locator("#unsent [data-count]")).to_have_text("4")
    context = page.context
    page.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(count)
    seen(later, 4)
    context.close()

"""Carrel where the network is gone: the worker answers with a page that names nobody, and goes on when it is back."""

from __future__ import annotations

import json

from playwright.sync_api import Browser, Page, expect

from tests.browser.living import Living
from tests.browser.test_pages import faults
from tests.browser.visitors import signed_in, window


def with_worker(browser: Browser, carrel: Living) -> Page:
    """A technician's phone on which the worker has begun its work."""
    guest = window(browser, carrel, service_workers="allow", viewport={"width": 390, "height": 844})
    signed_in(guest, "technician", {})
    guest.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    guest.page.reload()
    guest.page.wait_for_function("navigator.serviceWorker.controller !== null")
    return guest.page


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

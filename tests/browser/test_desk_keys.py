"""One hand on the number pad: what each key does, that a scanner is no finger, and what a reload leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser.living import Living
from tests.browser.test_desk_journeys import ANA_CARD, FREE, MATEO_CARD, ana_has, at_the_desk
from tests.browser.visitors import Visitor, stand_between

Visit = Callable[..., Visitor]


def test_a_finger_on_the_point_is_a_key_and_a_scanner_is_not(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    page = scanner.page
    scanner.scan(ANA_CARD)
    expect(page.locator("#box-form .box-mode")).to_contain_text("Ana Garcia")
    # A sign at the head of a scan is part of it. Time stands still meanwhile, so a busy machine types like a scanner.
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=2))
    scanner.scan("..31811")
    page.clock.resume()
    expect(page.locator("#desk .last .verdict")).to_be_visible()
    expect(page.locator("#box-form .box-mode")).to_contain_text("Ana Garcia")
    scanner.press(".")
    expect(page.locator("#box-form .box-mode")).not_to_contain_text("Ana Garcia")


def test_escape_empties_the_box_and_twice_puts_the_person_away(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    page = scanner.page
    scanner.scan(ANA_CARD)
    expect(page.locator("#desk h1", has_text="Ana Garcia")).to_be_visible()
    page.keyboard.type("holes")
    scanner.press("Escape")
    expect(page.locator("#box")).to_have_value("")
    scanner.press("Escape")
    expect(page.locator("#desk h1", has_text="Ana Garcia")).to_have_count(0)


def test_a_numbered_answer_is_one_key(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    scanner.scan("ana garcia")
    expect(scanner.page.locator("#desk [data-answer='1']")).to_be_visible()
    scanner.press("1")
    expect(scanner.page.locator("#box-form .box-mode")).to_contain_text("Ana Garcia")


def test_the_question_mark_lists_the_commands(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    scanner.press("?")
    expect(scanner.page.get_by_text("What the box understands")).to_be_visible()


def test_f8_parks_and_go_on_takes_up_again(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    page = scanner.page
    (barcode, title), *_ = own_carrel.rows(FREE, 1)
    scanner.scan(ANA_CARD)
    scanner.scan(barcode)
    expect(page.locator("#desk .slip .count")).to_have_text("1 lent")
    scanner.press("F8")
    page.wait_for_url("**/parked/")
    page.get_by_role("button", name="Go on").first.click()
    page.wait_for_url("**/desk/**")
    expect(page.locator("#desk h1", has_text="Ana Garcia")).to_be_visible()
    expect(page.locator("#desk .slip")).to_contain_text(title)


def test_while_offline_the_card_says_not_sent(visitor: Visit, own_carrel: Living) -> None:
    guest, scanner = at_the_desk(visitor, own_carrel)
    guest.expect("Failed to fetch")
    page = scanner.page
    (first, _), (second, _) = own_carrel.rows(FREE, 2)
    scanner.scan(ANA_CARD)
    scanner.scan(first)
    expect(page.locator("#desk .last .verdict")).to_have_text("Lent")
    page.context.set_offline(True)
    scanner.scan(second)
    expect(page.locator("#desk .last .verdict")).to_have_text("Not sent yet")
    page.context.set_offline(False)
    expect(page.locator("#desk .last .verdict")).to_have_text("Lent", timeout=15_000)


def test_what_a_reload_leaves_unsent_waits_for_a_decision(visitor: Visit, own_carrel: Living) -> None:
    guest, scanner = at_the_desk(visitor, own_carrel)
    guest.expect("Failed to fetch")
    page = scanner.page
    (barcode, _), *_ = own_carrel.rows(FREE, 1)
    scanner.scan(ANA_CARD)
    expect(page.locator("#desk h1", has_text="Ana Garcia")).to_be_visible()
    before = ana_has(own_carrel)
    stand_between(page, "**/desk/scan/", lambda route: route.abort())
    scanner.scan(barcode)
    expect(page.locator("#unsent")).to_be_visible()
    page.reload()
    page.unroute("**/desk/scan/")
    expect(page.locator("#unsent")).to_be_visible()
    assert ana_has(own_carrel) == before
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("#desk .slip .count")).to_have_text("1 lent")
    assert ana_has(own_carrel) == before + 1


def test_a_scan_in_another_field_stays_there(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_the_desk(visitor, own_carrel)
    page = scanner.page
    scanner.scan(ANA_CARD)
    expect(page.locator("#desk h1", has_text="Ana Garcia")).to_be_visible()
    page.locator("details.due summary").click()
    page.locator("#due-on").focus()
    page.keyboard.type("12")
    expect(page.locator("#box")).to_have_value("")


def test_on_another_page_the_box_takes_a_card_to_the_desk(visitor: Visit, own_carrel: Living) -> None:
    guest, scanner = at_the_desk(visitor, own_carrel)
    guest.go("/")
    scanner.scan(MATEO_CARD)
    guest.page.wait_for_url("**/desk/")
    expect(guest.page.locator("#box-form .box-mode")).to_contain_text("Mateo")

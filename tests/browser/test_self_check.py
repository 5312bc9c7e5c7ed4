"""The self-check station by hand: card, PIN, two books, and nothing left for whoever comes next."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.browser.living import Living
from tests.browser.test_desk_journeys import ANA_CARD, FREE, MATEO_CARD, Scanner
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor, window

Visit = Callable[..., Visitor]
PIN = "4711"
CARD = "SELECT id, person_id FROM people_card WHERE number = ?"
OTHERS = """SELECT i.barcode FROM inventory_item i JOIN circulation_loan l ON l.item_id = i.id AND l.returned_at IS NULL
            JOIN schools_site s ON s.id = i.site_id JOIN people_person p ON p.id = l.patron_id
            WHERE s.code = 'ACM' AND p.given_name NOT IN ('Ana', 'Mateo') ORDER BY i.id LIMIT 1"""


def at_a_station(visitor: Visit, carrel: Living, *, seconds: int, faces: str = "") -> tuple[Visitor, Scanner]:
    """Dee gives Ana and Mateo a PIN, decides how stations work, and opens one."""
    guest = visitor(carrel, "technician")
    for number in (ANA_CARD, MATEO_CARD):
        [(card_id, person_id)] = carrel.rows(CARD, number)
        page = guest.go(f"/people/{person_id}/cards/{card_id}/pin/")
        page.get_by_label("New PIN").fill(PIN)
        page.get_by_role("button", name="Keep").click()
    page = guest.go("/self-check/setting/")
    page.locator("[name=idle_seconds]").fill(str(seconds))
    page.locator("[name=picker_grades]").fill(faces)
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Open the station").click()
    expect(page.locator("h1")).to_have_text("Scan your card to borrow.")
    return guest, Scanner(page)


def comes_in(scanner: Scanner, card: str, name: str) -> None:
    scanner.scan(card)
    expect(scanner.page.locator("h1")).to_have_text("Now your PIN")
    assert name not in scanner.page.content(), "no name before the PIN"
    scanner.scan(PIN)
    expect(scanner.page.locator("h1")).to_contain_text(f"Hi {name}.")


def test_card_pin_two_books_and_it_ends_by_itself(visitor: Visit, own_carrel: Living) -> None:
    guest, scanner = at_a_station(visitor, own_carrel, seconds=12)
    page = scanner.page
    comes_in(scanner, ANA_CARD, "Ana")
    books = own_carrel.rows(FREE.replace("ORDER BY i.id", "GROUP BY r.id ORDER BY i.id"), 2)
    for number, (barcode, title) in enumerate(books, start=1):
        scanner.scan(barcode)
        expect(page.locator("#station .slip .count")).to_have_text(str(number))
        expect(page.locator("#station .last h2")).to_have_text(title)
    guest.picture("self-check")
    assert (scanner.scans, scanner.keys, scanner.clicks) == (4, 0, 0)
    expect(page.locator("[data-count]")).to_contain_text("Closes by itself in")
    expect(page.locator("h1")).to_have_text("Scan your card to borrow.", timeout=20_000)
    left = page.content()
    assert "Ana" not in left and all(title not in left for _, title in books)
    page.go_back()
    assert all(title not in page.content() for _, title in books), "going back shows nothing"
    guest.go("/self-check/")
    comes_in(scanner, MATEO_CARD, "Mateo")
    seen = page.content()
    assert "Ana" not in seen and all(title not in seen for _, title in books)


def test_the_next_card_ends_a_visit_and_typing_keeps_it(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_a_station(visitor, own_carrel, seconds=60)
    comes_in(scanner, ANA_CARD, "Ana")
    [(barcode, title)] = own_carrel.rows(FREE, 1)
    scanner.scan(barcode)
    expect(scanner.page.locator("#station .last h2")).to_have_text(title)
    comes_in(scanner, MATEO_CARD, "Mateo")
    assert title not in scanner.page.content()
    [(others,)] = own_carrel.rows(OTHERS)
    scanner.scan(others)
    expect(scanner.page.locator("#station .last .say")).to_have_text("Please take it to the desk.")


def test_the_next_reader_finds_the_stations_own_language(visitor: Visit, own_carrel: Living) -> None:
    """Around the part that changes with a scan, too."""
    _, scanner = at_a_station(visitor, own_carrel, seconds=180)
    page = scanner.page
    comes_in(scanner, ANA_CARD, "Ana")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("h1")).to_contain_text("Hola, Ana.")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    comes_in(scanner, MATEO_CARD, "Mateo")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_title("Borrow by yourself · Carrel")


def test_without_script_it_ends_as_well(visitor: Visit, own_carrel: Living, browser: Browser) -> None:
    guest, _ = at_a_station(visitor, own_carrel, seconds=10)
    kept = guest.page.context.storage_state()
    plain = window(browser, own_carrel, storage_state=kept, java_script_enabled=False).page
    plain.goto("/self-check/")
    for text in (ANA_CARD, PIN):
        plain.locator("#k").fill(text)
        plain.locator("#k").press("Enter")
    expect(plain.locator("h1")).to_contain_text("Hi Ana.")
    expect(plain.locator("h1")).to_have_text("Scan your card to borrow.", timeout=20_000)
    plain.context.close()


def test_every_state_of_it_is_sound(visitor: Visit, own_carrel: Living) -> None:
    guest, scanner = at_a_station(visitor, own_carrel, seconds=180, faces="7")
    page = scanner.page
    found = {"start": faults(page)}
    scanner.scan(ANA_CARD)
    expect(page.locator("h1")).to_have_text("Now your PIN")
    found["pin"] = faults(page)
    scanner.scan(PIN)
    expect(page.locator("h1")).to_contain_text("Hi Ana.")
    [(barcode, title)] = own_carrel.rows(FREE, 1)
    scanner.scan(barcode)
    expect(page.locator("#station .last h2")).to_have_text(title)
    found["lent"] = faults(page)
    [(others,)] = own_carrel.rows(OTHERS)
    scanner.scan(others)
    expect(page.locator("#station .last .say")).to_have_text("Please take it to the desk.")
    found["refused"] = faults(page)
    for path in ("pick/", "leave/"):
        guest.go(f"/self-check/{path}")
        found[path] = faults(page)
    guest.go("/self-check/pick/").get_by_role("link", name="7B").click()
    expect(page.locator("h1")).to_have_text("Touch your face")
    found["faces"] = faults(page)
    assert not any(found.values()), "\n".join(f"{state}: {line}" for state, lines in found.items() for line in lines)


def test_figures_can_be_touched(visitor: Visit, own_carrel: Living) -> None:
    _, scanner = at_a_station(visitor, own_carrel, seconds=60)
    scanner.scan(ANA_CARD)
    expect(scanner.page.locator("h1")).to_have_text("Now your PIN")
    for figure in PIN:
        scanner.page.locator(f"[data-figure='{figure}']").click()
    scanner.click("Go on")
    expect(scanner.page.locator("h1")).to_contain_text("Hi Ana.")
    scanner.click("I am done")
    expect(scanner.page.locator("h1")).to_have_text("Scan your card to borrow.")

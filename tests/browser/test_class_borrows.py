"""A class of thirty borrows at the year's start, in as few actions as can be: each is counted."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.living import Living, environment
from tests.browser.test_desk_journeys import Scanner
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
STUDENTS = 30
A_BATCH = re.compile(r"/batches/[0-9]+/$")
A_LIST = "SELECT max(id) FROM circulation_batch WHERE kind = 'list'"
LINES = """SELECT count(*) FROM circulation_batchline WHERE outcome = ?
           AND batch_id = (SELECT max(id) FROM circulation_batch)"""
# Thirty new students and a class set of thirty, as a roster and a delivery would bring them.
PREPARE = """
import django; django.setup()
from carrel.cellar.kernel.writing import writing
from carrel.rooms.schools.models import Site
from tests import makers
with writing():
    site = Site.objects.get(code="ACM")
    room = makers.make_class(site, "8M Algebra", grade="08")
    for place in range(30):
        student = makers.make_person(f"Kid{place:02d}", "Lee", home_site=site, grade="08")
        makers.enrol(student, room)
    record = makers.make_record("Algebra, student edition")
    books = [makers.make_item(site, record=record) for _ in range(30)]
print(room.pk, *(book.barcode for book in books))
"""
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class ClassRoom:
    """A scanner on the page of a class of thirty, and their thirty books."""

    scanner: Scanner
    carrel: Living
    books: list[str]
    guest: Visitor

    def lines(self, outcome: str) -> int:
        return int(self.carrel.one(LINES, outcome))

    def choose(self) -> Page:
        """The class is chosen by its page, the title by scanning one copy."""
        page = self.scanner.page
        self.scanner.clicks += 1
        page.get_by_role("link", name="Hand out to the class").click()
        page.wait_for_url("**/batches/class/**")
        self.scanner.scan(self.books[0])
        expect(page.locator("input[name=title]")).to_have_count(1)
        return page


@pytest.fixture
def room(visitor: Visit, own_carrel: Living) -> ClassRoom:
    made = subprocess.run(
        [sys.executable, "-c", PREPARE], env=environment(own_carrel.var), cwd=ROOT, check=False, capture_output=True,
        text=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    class_id, *books = made.stdout.split()
    guest = visitor(own_carrel, "technician")
    return ClassRoom(Scanner(guest.go(f"/people/classes/{class_id}/")), own_carrel, books, guest)


def test_dealt_out_it_is_two_clicks_and_one_scan(room: ClassRoom) -> None:
    page = room.choose()
    room.scanner.click("Deal out the next copies")
    page.wait_for_url(A_BATCH)
    expect(page.locator("#all-lines")).to_be_visible()
    assert room.lines("done") == STUDENTS
    assert (room.scanner.scans, room.scanner.keys, room.scanner.clicks) == (1, 0, 2)


def test_one_by_one_it_is_a_scan_for_each_and_no_key(room: ClassRoom) -> None:
    page = room.choose()
    room.scanner.click("Scan one by one")
    page.wait_for_url(A_BATCH)
    for place, barcode in enumerate(room.books, start=1):
        expect(page.locator("#desk .person .facts")).to_contain_text(f"{place} of {STUDENTS}")
        if place == 8:
            room.guest.picture("class-by-class")
            # What stands below follows without a reload: seven have theirs.
            expect(page.locator("#batch-lines .is-done")).to_have_count(7)
            expect(page.get_by_role("button", name="Take all of it back")).to_be_visible()
        room.scanner.scan(barcode)
    expect(page.locator("#desk h1")).to_have_text("Everybody had their turn")
    assert room.lines("done") == STUDENTS
    assert (room.scanner.scans, room.scanner.keys, room.scanner.clicks) == (STUDENTS + 1, 0, 2)


def test_scans_faster_than_the_names_keep_their_order(room: ClassRoom) -> None:
    page = room.choose()
    room.scanner.click("Scan one by one")
    page.wait_for_url(A_BATCH)
    facts = page.locator("#desk .person .facts")
    expect(facts).to_contain_text(f"1 of {STUDENTS}")
    for barcode in [*room.books[:5], room.books[4]]:
        room.scanner.scan(barcode)
    # Six answers on a busy machine.
    expect(page.locator("#desk .last")).to_contain_text("on this list already", timeout=15_000)
    expect(facts).to_contain_text(f"6 of {STUDENTS}", timeout=15_000)
    assert room.lines("done") == 5
    room.scanner.press("Backspace")
    expect(facts).to_contain_text(f"5 of {STUDENTS}", timeout=15_000)
    room.scanner.press("-")
    expect(facts).to_contain_text(f"6 of {STUDENTS}", timeout=15_000)
    assert (room.lines("done"), room.lines("absent")) == (4, 1)


def test_many_returns_are_listed_as_they_are_scanned(room: ClassRoom) -> None:
    """Nothing below the box waits for a reload: the lines, what did not go, and what can be done with all of it."""
    page = room.guest.go("/batches/return/")
    page.get_by_role("button", name="Begin scanning").click()
    page.wait_for_url(A_BATCH)
    rows = page.locator("#batch-lines tr")
    expect(page.locator("#batch-lines")).to_be_hidden()
    room.scanner.scan(room.books[0])
    expect(rows).to_have_count(1)
    expect(page.locator("#all-lines")).to_be_visible()
    room.scanner.scan("31811999999999")
    expect(rows).to_have_count(2)
    expect(page.get_by_role("heading", name="What did not go")).to_be_visible()
    page.get_by_label("Reason, to pass what may be passed").fill("Paid")
    page.locator("#box").focus()
    room.scanner.scan(room.books[1])
    expect(rows).to_have_count(3)
    # What somebody began to write there is theirs.
    expect(page.get_by_label("Reason, to pass what may be passed")).to_have_value("Paid")


def test_what_did_not_go_is_a_sound_page(visitor: Visit, carrel: Living) -> None:
    guest = visitor(carrel, "technician")
    page = guest.go(f"/batches/{carrel.one(A_LIST)}/")
    expect(page.get_by_role("heading", name="What did not go")).to_be_visible()
    guest.picture("did-not-go")
    found = faults(page)
    assert not found, "\n".join(found)

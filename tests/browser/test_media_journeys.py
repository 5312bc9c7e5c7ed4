"""An off-air recording taken through its clocks over a winter break, on a phone; and the seats of a licence.

The clock of a running program cannot be turned on, so the past is moved back instead: the recording, its showings and
the break in the calendar go back by whole weeks together, and everything lies to today as it would on a later day.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from carrel.rooms.media import rules
from carrel.rooms.media.rules import SchoolDays
from carrel.rooms.schools.rules import Calendar
from tests.browser import eyes
from tests.browser.living import Living
from tests.browser.visitors import Visitor

Visit = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}
LABEL, TITLE = "OFFAIR-77", "Rivers of Snow"
SITE = "SELECT id FROM schools_site WHERE code = 'ACM'"


def today() -> date:
    return datetime.now(ZoneInfo("America/Los_Angeles")).date()


def winter_break(recorded_on: date) -> list[date]:
    """Two weeks without school, from the Monday after the recording's own week."""
    monday = recorded_on + timedelta(days=7 - recorded_on.weekday())
    return [monday + timedelta(days=step) for step in range(12)]


def write(carrel: Living, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change rows of the test's own copy; the site gets a new calendar, as every change of its days would give it."""
    with closing(sqlite3.connect(carrel.database, timeout=10)) as connection, connection:
        for sql, values in statements:
            connection.execute(sql, values)
        connection.execute("UPDATE schools_site SET calendar_token = hex(randomblob(8)) WHERE code = 'ACM'")


def set_up_break(carrel: Living, recorded_on: date) -> None:
    """A calendar with nothing in it but one winter break, in a school year that is long enough."""
    site, first, last = carrel.one(SITE), recorded_on - timedelta(days=120), recorded_on + timedelta(days=120)
    write(
        carrel,
        ("DELETE FROM schools_calendarday WHERE site_id = ? AND day BETWEEN ? AND ?", (site, str(first), str(last))),
        ("UPDATE schools_schoolyear SET starts_on = ?, ends_on = ? WHERE id = (SELECT max(id) FROM schools_schoolyear)",
         (str(first), str(last))),
        *(
            ("INSERT INTO schools_calendarday (site_id, day, kind, note) VALUES (?, ?, 'closed', 'Winter break')",
             (site, str(day)))
            for day in winter_break(recorded_on)
        ),
    )  # fmt: skip


def move_back(carrel: Living, recorded_on: date, weeks: int) -> date:
    """Let so many weeks pass: returns the day the recording was made on then."""
    then = recorded_on - timedelta(weeks=weeks)
    days = f"-{7 * weeks} days"
    write(
        carrel,
        (("UPDATE media_showing SET \"on\" = date(\"on\", ?) WHERE recording_id ="
         " (SELECT r.id FROM media_recording r JOIN inventory_item i ON i.id = r.item_id WHERE i.barcode = ?)"),
         (days, LABEL)),
        (("UPDATE media_recording SET recorded_on = ?, requested_on = ?, broadcast_at = datetime(broadcast_at, ?)"
         " WHERE item_id = (SELECT id FROM inventory_item WHERE barcode = ?)"), (str(then), str(then), days, LABEL)),
    )  # fmt: skip
    set_up_break(carrel, then)
    return then


def must_be_sound(page: Page) -> None:
    assert eyes.layout(page) == []
    assert eyes.axe(page) == []


def stamps(page: Page) -> list[str]:
    return [each.get_attribute("datetime") or "" for each in page.locator("section[aria-labelledby=clocks] time").all()]


def show(page: Page, how: str, why: str = "") -> None:
    form = page.locator("section[aria-labelledby=showings] details", has_text="Enter a showing")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    form.get_by_label("Who showed it").fill("Joan Clark")
    form.get_by_label("How", exact=True).select_option(label=how)
    form.get_by_label("To which class").fill("7B")
    if why:
        form.get_by_label("Why it is repeated").fill(why)
    form.get_by_role("button", name="Enter the showing").click()


def test_a_recording_through_its_clocks_over_a_winter_break(visitor: Visit, own_carrel: Living) -> None:
    recorded = today()
    set_up_break(own_carrel, recorded)
    dee = visitor(own_carrel, "technician")
    dee.expect("409")
    dee.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a typed dict of playwright
    page = dee.go("/media/recordings/add/")
    must_be_sound(page)
    page.get_by_label("Label of the recording").fill(LABEL)
    page.get_by_label("Programme, if it is new here").fill(TITLE)
    page.get_by_label("Item type of a new one").select_option(label="Off-air recording")
    page.get_by_label("Asked for by").fill("Joan Clark")
    page.get_by_label("Channel").fill("KQED")
    page.get_by_label("at", exact=True).fill("07:00")
    for word in ("Everybody can receive it", "the whole programme", "copyright notice of the broadcast"):
        page.get_by_label(re.compile(word)).check()
    page.get_by_role("button", name="Enter it").click()
    # The demo's labels have fourteen figures; this one is passed by name, with the reason.
    expect(page.locator("main [role=alert]")).to_contain_text("labels of")
    page.get_by_label("Why all the same").fill("Labels of the recordings")
    page.get_by_role("button", name="Enter it").click()
    expect(page.locator(".messages")).to_contain_text("Its clocks run.")
    address = page.url

    clocks = rules.clocks_of(recorded, SchoolDays(Calendar(exceptions=dict.fromkeys(winter_break(recorded), "closed"))))
    assert clocks.teach_until is not None
    assert clocks.teach_until > recorded + timedelta(days=21), "the break counts for nothing"
    assert stamps(page) == [str(clocks.teach_until), str(clocks.erase_by), str(clocks.erase_by)]
    page.get_by_text("Why these days").click()
    expect(page.locator("#why tbody tr")).to_have_count(45)
    expect(page.locator("#why")).to_contain_text("Winter break")
    expect(page.locator("#why tbody td.num", has_text=re.compile("^10$")).last).to_be_visible()
    must_be_sound(page)
    page.locator("#why").evaluate("each => each.scrollIntoView({block: 'start'})")
    dee.picture("off-air-days")

    # One showing, one repeat with what it is for, and never a third.
    page = dee.go(address)
    show(page, "Shown")
    expect(page.locator(".messages")).to_contain_text("The showing is entered.")
    show(page, "Repeated")
    expect(page.locator("section[aria-labelledby=showings] [role=alert]")).to_contain_text("Say what for.")
    show(page, "Repeated", "The map was not understood")
    expect(page.locator(".messages")).to_contain_text("The showing is entered.")
    show(page, "Shown")
    expect(page.locator("section[aria-labelledby=showings] [role=alert]")).to_contain_text("A third showing is not")
    must_be_sound(page)

    # Three weeks later school has just begun again: the ten school days are not over.
    then = move_back(own_carrel, recorded, 3)
    page = dee.go(address)
    expect(page.locator("section[aria-labelledby=clocks] .chip").first).to_have_text("May be shown")
    assert stamps(page)[0] == str(clocks.teach_until - (recorded - then))

    # Five weeks later they are over: teachers only.
    move_back(own_carrel, recorded, 5)
    page = dee.go(address)
    expect(page.locator("section[aria-labelledby=clocks] .chip").first).to_have_text("Teachers only")
    show(page, "Shown")
    expect(page.locator("section[aria-labelledby=showings] [role=alert]")).to_contain_text("students may not")
    show(page, "Looked at by the teacher alone")
    expect(page.locator(".messages")).to_contain_text("The showing is entered.")

    # Seven weeks later it should have been erased: the morning's list says so.
    move_back(own_carrel, recorded, 7)
    page = dee.go("/")
    expect(page.locator(".jobs", has_text="to erase")).to_contain_text("overdue")
    page.get_by_role("link", name="Erase list").click()
    line = page.locator("tbody tr", has_text=TITLE)
    expect(line).to_contain_text("Overdue: erase it")
    must_be_sound(page)
    dee.picture("erase-list")
    line.get_by_role("button", name="It is erased").click()
    gone = page.locator("section[aria-labelledby=gone] li", has_text=TITLE)
    expect(gone).to_contain_text("Dee")
    gone.get_by_text("A wrong tick?").click()
    gone.get_by_label("Why it is not erased").fill("That was another disc")
    must_be_sound(page)
    gone.get_by_role("button", name="It is still there").click()
    expect(page.locator("tbody tr", has_text=TITLE)).to_be_visible()
    page.locator("tbody tr", has_text=TITLE).get_by_role("button", name="It is erased").click()
    page = dee.go(address)
    expect(page.locator("section[aria-labelledby=clocks]")).to_contain_text("Its items are withdrawn.")
    state = "SELECT state FROM inventory_item WHERE barcode = ?"
    assert own_carrel.one(state, LABEL) == "withdrawn"
    page = dee.go("/media/recordings/?erased=1")
    expect(page.locator("tbody tr", has_text=TITLE)).to_contain_text("Dee")


def test_seats_of_a_licence_on_a_phone(visitor: Visit, own_carrel: Living) -> None:
    dee = visitor(own_carrel, "technician")
    page = dee.go("/software/")
    dee.picture("licences")
    dee.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a typed dict of playwright
    page.get_by_role("link", name="Algebra 1 e-textbook").click()
    page.get_by_text("Give a seat", exact=True).click()
    page.get_by_label("A person").fill("Eli Park")
    page.get_by_role("button", name="Give the seat").click()
    expect(page.locator(".messages")).to_contain_text("with the code ALG1-7QX2-0004")
    must_be_sound(page)
    dee.picture("licence-seats")
    held = page.locator("section[aria-labelledby=seats] li", has_text="Eli Park")
    held.get_by_role("button", name="Take back").click()
    expect(page.locator(".messages")).to_contain_text("The seat is taken back.")
    page.get_by_text("Taken back lately").click()
    page.get_by_role("button", name="Give it again").click()
    expect(page.locator(".messages")).to_contain_text("held again")
    expect(page.locator("section[aria-labelledby=seats] li", has_text="Eli Park").first).to_contain_text("0004")

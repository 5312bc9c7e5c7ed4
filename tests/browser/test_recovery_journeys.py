"""Getting things back: a class printed in two actions, families in their languages, a call, a leaver's clearance."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.living import Living
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor
from tests.rooms.recovery.late import outside_margins, pages_of

Visit = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}
MIDDLE = "(SELECT id FROM schools_site WHERE kind = 'middle')"
LATE_IN = (
    "SELECT c.id, c.name, r.title, p.family_name FROM circulation_loan l JOIN people_person p ON p.id = l.patron_id "
    "JOIN people_schoolclass c ON c.id = p.homeroom_id JOIN inventory_item i ON i.id = l.item_id "
    "JOIN catalogue_record r ON r.id = i.record_id "
    f"WHERE l.returned_at IS NULL AND l.due_at < datetime('now') AND p.home_site_id = {MIDDLE} "
    "AND l.with_loan_id IS NULL"
)
LETTERS = (
    "SELECT n.run_id FROM recovery_notice n JOIN people_person p ON p.id = n.person_id WHERE n.way = 'paper' "
    "AND n.language = ? AND EXISTS (SELECT 1 FROM circulation_loan l WHERE l.patron_id = p.id "
    "AND l.returned_at IS NULL AND l.due_at < datetime('now'))"
)


def must_be_sound(page: Page) -> None:
    found = faults(page)
    page.emulate_media(color_scheme="light")
    assert not found, "\n".join(found)


def paper(page: Page, address: str) -> bytes:
    """What stands at an address, fetched with this window's sign-in."""
    answer = page.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf", address
    return answer.body()


def test_the_overdues_of_a_class_are_printed_in_two_actions(visitor: Visit, carrel: Living) -> None:
    class_id, name, title, family = carrel.rows(LATE_IN)[0]
    guest = visitor(carrel, "technician")
    page = guest.go("/")
    page.get_by_label("Class", exact=True).scroll_into_view_if_needed()
    guest.picture("recovery-today")
    page.get_by_label("Class", exact=True).select_option(str(class_id))  # the first action
    with page.expect_request("**/papers.pdf?**") as sent:  # the second
        page.get_by_role("button", name="Print slips").click()
    slips = paper(page, sent.value.url)
    words = " ".join("".join(pages_of(slips)).split())
    assert title[:30] in words and family in words and name in words
    assert outside_margins(slips, 0.25) == []
    listed = paper(page, sent.value.url.replace("slips", "list"))
    words = " ".join("".join(pages_of(listed)).split())
    titles = {row[2] for row in carrel.rows(LATE_IN) if row[0] == class_id}
    assert family in words and not [each for each in titles if each in words]
    assert outside_margins(listed, 0.75) == []


def test_a_family_reads_its_letter_in_spanish_and_one_in_arabic(visitor: Visit, carrel: Living) -> None:
    guest = visitor(carrel, "technician")
    for language, words in (("es", "Estimada familia de"), ("ar", "مكتبة المدرسة")):
        run_id = carrel.one(LETTERS, language)
        page = guest.go(f"/recovery/runs/{run_id}/")
        address = page.get_by_role("link", name="Print").get_attribute("href")
        assert address is not None
        pdf = paper(page, address)
        assert [each for each in pages_of(pdf) if words in each], language
        assert outside_margins(pdf, 0.35) == []  # slips of the same run reach further than letters


def test_a_run_is_counted_made_and_taken_back(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    page = guest.go("/recovery/")
    guest.picture("recovery-standing")
    must_be_sound(page)
    page.get_by_role("link", name="What is due today").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("would be made")
    must_be_sound(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    guest.picture("recovery-preview")
    before = own_carrel.one("SELECT count(*) FROM recovery_notice")
    page.get_by_role("button", name="Make them").click()
    expect(page.locator("body")).to_contain_text(re.compile("notices? (is|are) made"))
    assert own_carrel.one("SELECT count(*) FROM recovery_notice") > before
    must_be_sound(page)
    page.get_by_role("button", name="Take back what has not gone").click()
    expect(page.locator("body")).to_contain_text("The steps are due again.")


def test_a_call_on_a_phone(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician", has_touch=True)
    guest.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain mapping does
    page = guest.go("/recovery/calls/")
    number = page.get_by_role("link", name=re.compile(r"\(530\) 555"))
    expect(number.first).to_have_attribute("href", re.compile("tel:530555"))
    number.first.scroll_into_view_if_needed()
    guest.picture("recovery-calls")
    must_be_sound(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain mapping does
    page.get_by_label("What came of it").first.select_option("message")
    page.get_by_label("Note").first.fill("Left word with the grandmother")
    page.get_by_role("button", name="Write down").first.click()
    expect(page.locator("body")).to_contain_text("The call is written down.")
    assert own_carrel.one("SELECT count(*) FROM recovery_call") == 1


def test_a_leavers_clearance_to_the_signed_slip(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    person = own_carrel.one("SELECT id FROM people_person WHERE given_name = 'Benjamin' AND family_name = 'Okoye'")
    page = guest.go(f"/recovery/students/{person}/")
    must_be_sound(page)
    page.get_by_role("button", name="Clearance slip").click()
    at = page.url
    for department in ("Textbooks", "Devices and equipment", "Recordings and software"):
        page.get_by_role("button", name=re.compile(rf"^Sign\s*: {department}")).click()
        expect(page.locator("main")).to_contain_text("Signed by")
    page.set_viewport_size({"width": 1280, "height": 900})
    guest.picture("recovery-clearance")
    must_be_sound(page)
    guest.expect("409")
    for department in ("Library books", "Charges"):
        page.get_by_role("button", name=re.compile(rf"^Sign\s*: {department}")).click()
        if page.get_by_role("button", name=re.compile(rf"^Sign all the same\s*: {department}")).count():
            must_be_sound(page)
            page.get_by_label("Why it is signed all the same").fill("Found at home, comes by post")
            page.get_by_role("button", name=re.compile(rf"^Sign all the same\s*: {department}")).click()
    expect(page.locator("main")).to_contain_text("Every department has signed")
    page.get_by_role("textbox", name="Next school").fill("Elm High School, Redding")
    page.get_by_role("button", name="Write it down").click()
    slip = paper(page, f"{at}slip.pdf")
    words = " ".join("".join(pages_of(slip)).split())
    assert "Okoye" in words and "Ghost" in words and words.count("Dee Novak") == 5
    assert outside_margins(slip, 0.75) == []
    letter = " ".join("".join(pages_of(paper(page, f"{at}letter.pdf"))).split())
    assert "Elm High School, Redding" in letter and "Ghost" not in letter


def test_post_says_what_waits_and_what_came_back(visitor: Visit, own_carrel: Living) -> None:
    guest = visitor(own_carrel, "technician")
    page = guest.go("/post/")
    expect(page.locator("main")).to_contain_text("Not set up")
    guest.picture("recovery-post")
    must_be_sound(page)

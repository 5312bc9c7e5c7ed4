"""Care on a phone: a photo attached, a repair there and back, a disposal with approval, a stack changed by scanning."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.living import Living
from tests.browser.test_desk_journeys import FREE, at_the_desk
from tests.browser.test_pages import faults
from tests.browser.visitors import Visitor
from tests.rooms.inventory.papers import CAMERA, photo

Visit = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}
ITEM = "SELECT id FROM inventory_item WHERE barcode = ?"
STATE = "SELECT state FROM inventory_item WHERE barcode = ?"


def on_the_phone(visitor: Visit, carrel: Living, who: str = "technician") -> Visitor:
    guest = visitor(carrel, who, has_touch=True)
    guest.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain mapping does
    return guest


def must_be_sound(page: Page) -> None:
    found = faults(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain mapping does
    assert not found, "\n".join(found)


def test_a_photo_from_the_phone_keeps_nothing_of_where_it_was_taken(
    visitor: Visit, own_carrel: Living, tmp_path: Path
) -> None:
    (barcode, _title), *_ = own_carrel.rows(FREE, 1)
    taken = tmp_path / "IMG_0001.jpg"
    taken.write_bytes(photo().getvalue())
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go(f"/items/{own_carrel.one(ITEM, barcode)}/")
    page.get_by_role("link", name="Attach a photo or a paper").click()
    must_be_sound(page)
    page.get_by_label("Take a photo").set_input_files(taken)
    page.get_by_label("Title").fill("The torn cover")
    page.get_by_role("button", name="Attach it").click()
    expect(page.get_by_role("img", name="Photo: The torn cover")).to_be_visible()
    page.get_by_role("heading", name="Photos and papers").scroll_into_view_if_needed()
    page.wait_for_function("[...document.images].every(image => image.loading !== 'lazy' || image.complete)")
    guest.picture("care-attachment")
    must_be_sound(page)
    stored = own_carrel.one(
        "SELECT sha256 FROM files_storedfile f JOIN inventory_attachment a ON a.file_id = f.id WHERE a.title = ?",
        "The torn cover",
    )
    data = (own_carrel.var / "files" / stored[:2] / stored).read_bytes()
    assert CAMERA not in data and b"GPS" not in data and b"Exif" not in data
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "JPEG" and not picture.getexif().get_ifd(0x8825)


def test_a_repair_there_and_back(visitor: Visit, own_carrel: Living) -> None:
    (barcode, _title), *_ = own_carrel.rows(FREE, 1)
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/care/repairs/")
    guest.picture("care-repair")
    page.get_by_label("Scan it").fill(barcode)
    page.keyboard.press("Enter")
    page.get_by_label("What is wrong").fill("The spine is loose")
    page.get_by_label("Vendor").select_option(index=1)
    page.get_by_label("RMA or ticket number").fill("RMA 7")
    page.get_by_label("Cost").fill("12.50")
    page.get_by_label("Fund").select_option(index=1)
    must_be_sound(page)
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("body")).to_contain_text("is in repair.")
    assert own_carrel.one(STATE, barcode) == "in_repair"
    must_be_sound(page)
    _, scanner = at_the_desk(visitor, own_carrel)
    scanner.scan(barcode)
    expect(scanner.page.locator("#desk .last .verdict")).to_have_text("Lay it aside")
    expect(scanner.page.locator("#desk .last")).to_contain_text("The spine is loose")
    expect(scanner.page.get_by_role("link", name="Its case")).to_have_attribute("href", urlsplit(page.url).path)
    page.get_by_role("button", name="End the case").click()
    expect(page.locator("body")).to_contain_text("is whole again.")
    assert own_carrel.one(STATE, barcode) == "available"
    page.goto("/care/repairs/costs/")
    expect(page.locator("main")).to_contain_text("$12.50")
    page.goto("/care/mending/")
    guest.picture("care-mending")


def test_a_disposal_with_approval(visitor: Visit, own_carrel: Living) -> None:
    barcodes = [barcode for barcode, _ in own_carrel.rows(FREE, 2)]
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/care/disposals/")
    page.get_by_label("Name").fill("Spring surplus")
    page.get_by_label("For the board").fill("Board of 10 June, resolution 26-117")
    page.get_by_role("button", name="Open it").click()
    for barcode in barcodes:
        page.get_by_label("Scan one after the other").fill(barcode)
        page.locator("#id_reason").select_option("duplicate")
        page.get_by_role("button", name="Put on the list").click()
        expect(page.locator("body")).to_contain_text("is on the list.")
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.locator("main")).to_contain_text("It waits for somebody who may approve")
    must_be_sound(page)
    approver = on_the_phone(visitor, own_carrel, "librarian")
    other = approver.go(page.url)
    other.get_by_role("button", name="Approve", exact=True).click()
    expect(other.locator("body")).to_contain_text("It is approved.")
    page.reload()
    for tick in page.locator("input[name=line]").all():
        tick.check()
    page.locator("#lines_is_stamped").select_option("1")
    page.locator("#lines_recipient_kind").select_option("given")
    page.locator("#lines_recipient").fill("City shelter")
    page.get_by_role("button", name="Keep for the ticked").click()
    expect(page.locator("body")).to_contain_text("2 lines are changed.")
    guest.picture("care-disposal")
    must_be_sound(page)
    page.get_by_role("button", name="Carry it out", exact=True).click()
    expect(page.locator("body")).to_contain_text("everything on it is withdrawn")
    assert {own_carrel.one(STATE, barcode) for barcode in barcodes} == {"withdrawn"}
    page.goto(f"/items/?q={barcodes[0]}")
    expect(page.locator("main")).to_contain_text("City shelter")
    must_be_sound(page)


def test_a_stack_is_changed_by_scanning_and_taken_back(visitor: Visit, own_carrel: Living) -> None:
    barcodes = [barcode for barcode, _ in own_carrel.rows(FREE, 3)]
    guest = on_the_phone(visitor, own_carrel)
    page = guest.go("/care/change/")
    page.locator("#id_condition").select_option("worn")
    page.get_by_label("Add to the note for staff").fill("Book club")
    page.get_by_label("Scan one after the other").click()
    for barcode in [*barcodes, "31819999999999"]:
        page.keyboard.type(barcode)
        page.keyboard.press("Enter")
    must_be_sound(page)
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("main")).to_contain_text("No item has the number 31819999999999.")
    must_be_sound(page)
    guest.picture("care-change")
    page.get_by_role("button", name="Change 3 items").click()
    expect(page.locator("body")).to_contain_text("It is done.")
    condition = "SELECT condition FROM inventory_item WHERE barcode = ?"
    assert {own_carrel.one(condition, barcode) for barcode in barcodes} == {"worn"}
    page.get_by_role("button", name="Take all of it back").click()
    expect(page.locator("body")).to_contain_text("All of it is as it was before.")
    assert "worn" not in {own_carrel.one(condition, barcode) for barcode in barcodes}

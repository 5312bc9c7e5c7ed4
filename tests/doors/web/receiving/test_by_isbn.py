"""Adding by ISBN at the page: two scans a book, the next scan is the next book, undo beside each line, a queue."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from carrel.cellar.parking.models import Parked
from carrel.rooms.intake.models import WaitingIsbn
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Vendor
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
HOLES, NEW = "9780440414803", "9780306406157"
PAGE = "/receiving/isbn/"


def fields_of(page: str) -> dict[str, str]:
    """The values a browser would send from the page's own form."""
    form = page[page.index('action="/receiving/isbn/"') :]
    form = form[: form.index("</form>")]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            sent[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


def scan(dee: Client, at: str, text: str, **more: str) -> str:
    """Scan into the page as it stands and return where it leads."""
    answer = dee.post(PAGE, fields_of(dee.get(at).content.decode()) | {"number": text} | more)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)  # type: ignore[attr-defined]  # it redirects


def test_two_scans_add_a_copy_like_the_last_one(cast: Cast, sign_in: SignIn) -> None:
    shelf = makers.make_place(cast.middle)
    record = makers.make_record("Holes", isbn=HOLES)
    last = makers.make_item(cast.middle, record=record, call_number="FIC SAC", price_minor=899, place=shelf)
    dee = sign_in("dee")
    opened = scan(dee, PAGE, HOLES)
    assert opened == f"{PAGE}?record={record.pk}"
    after = scan(dee, opened, "A1")
    made = Item.objects.get(barcode="A1")
    assert (made.record_id, made.call_number, made.price_minor, made.place_id, made.item_type_id) == (
        record.pk, "FIC SAC", 899, shelf.pk, last.item_type_id,
    )  # fmt: skip
    scan(dee, after, "A2")
    assert Parked.objects.get().detail == "2 copies"
    page = dee.get(after).content.decode()
    assert "2 copies added in this run" in page
    dee.post(f"{PAGE}{made.pk}/take-back/")
    assert not Item.objects.filter(barcode="A1").exists()
    assert "1 copy added in this run" in dee.get(PAGE).content.decode()
    dee.post(f"{PAGE}done/")
    assert not Parked.objects.exists()


def test_the_next_isbn_is_the_next_book_and_an_unknown_one_waits(cast: Cast, sign_in: SignIn) -> None:
    makers.make_item_type()
    record = makers.make_record("Holes", isbn=HOLES)
    dee = sign_in("dee")
    opened = scan(dee, scan(dee, PAGE, HOLES), NEW)
    assert opened == f"{PAGE}?isbn={NEW}"
    page = dee.get(opened).content.decode()
    assert "Nobody knows" in page
    after = scan(dee, opened, "B1")
    assert after != f"{PAGE}?record={record.pk}"
    assert Item.objects.get(barcode="B1").record.title == f"ISBN {NEW}"
    queue = dee.get("/receiving/isbn-queue/").content.decode()
    assert NEW in queue
    row = WaitingIsbn.objects.get()
    answer = dee.post(f"/receiving/isbn-queue/{row.pk}/", {"title": "Signals", "format": "book"})
    assert answer.status_code == 302
    assert Item.objects.get(barcode="B1").record.title == "Signals"
    assert "Signals" in dee.get("/receiving/isbn-queue/").content.decode()
    assert "by now" in dee.get(f"/receiving/isbn-queue/{row.pk}/").content.decode()


def test_a_label_of_a_copy_opens_its_title(cast: Cast, sign_in: SignIn) -> None:
    item = makers.make_item(cast.middle, barcode="A1")
    assert scan(sign_in("dee"), PAGE, "a1") == f"{PAGE}?record={item.record_id}"


def test_what_cannot_be_told_or_is_odd_is_said_beside_the_box(cast: Cast, sign_in: SignIn) -> None:
    makers.make_item_type()
    dee = sign_in("dee")
    assert dee.post(PAGE, {"number": "rubbish"}).status_code == 422
    makers.make_record("Holes", isbn=HOLES)
    opened = scan(dee, PAGE, HOLES)
    sent = fields_of(dee.get(opened).content.decode())
    assert "Scan the label" in dee.post(PAGE, sent).content.decode()
    odd = dee.post(PAGE, sent | {"number": "35555000012349"})
    assert odd.status_code == 422
    assert "keep it as it is" in odd.content.decode()
    scan(dee, opened, "35555000012349", keep_as_is="on", reason="printed so")
    assert dee.post(PAGE, sent | {"number": "35555000012349", "key": "other"}).status_code == 422


def test_the_desk_offers_it_for_an_isbn_nobody_knows(cast: Cast, sign_in: SignIn) -> None:
    dee = sign_in("dee")
    page = dee.post("/desk/scan/", {"text": NEW, "key": "k1"}, follow=True).content.decode()
    assert f"/receiving/isbn/?isbn={NEW}" in page


def test_number_ranges(cast: Cast, sign_in: SignIn) -> None:
    cast.middle.barcode_prefix, cast.middle.barcode_length = "31811", 14
    cast.middle.save()
    seller = Vendor.objects.create(name="Foxglove", folded="foxglove")
    dee = sign_in("dee")
    sent = {"site": cast.middle.pk, "vendor": seller.pk, "first": "500", "last": "509", "note": "by hand"}
    assert dee.post("/items/number_ranges/add/", sent).status_code == 302
    assert "Foxglove already" in dee.post("/items/number_ranges/add/", sent).content.decode()
    makers.make_item(cast.middle, barcode="31811000000500")
    page = dee.get("/items/number_ranges/").content.decode()
    path = page[page.index("/receiving/number-ranges/") :].split('"')[0]
    assert "31811000000501" in dee.get(path).content.decode()
    saved = b"".join(dee.get(path, {"as": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    assert "31811000000500,31811000000500,Holes" in saved


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_grow(cast: Cast, sign_in: SignIn, count: int, django_assert_max_num_queries: object) -> None:
    makers.make_item_type()
    dee = sign_in("dee")
    for number in range(count):
        record = makers.make_record(f"ISBN {number}")
        WaitingIsbn.objects.create(isbn=f"978030640615{number}", record=record, site=cast.middle, asked_at=makers.NOON)
        opened = f"{PAGE}?record={record.pk}"
        scan(dee, opened, f"A{number}")
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # a fixture of pytest-django
        dee.get("/receiving/isbn-queue/")
    with django_assert_max_num_queries(30):  # type: ignore[operator]  # a fixture of pytest-django
        dee.get(opened)

"""How a vendor's files are read, what its words mean, and the records that wait: shown, kept, mistyped, decided."""

import re

import pytest
from django.test import Client

from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import queries
from carrel.rooms.intake.models import AskedRecord, VendorWord
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Place, Vendor
from tests import makers
from tests.cast import Cast
from tests.doors.web.imports.test_import_pages import dee, send, text_of, work
from tests.rooms.intake.marc_files import book, copy, iso2709

__all__ = ["dee"]

pytestmark = pytest.mark.django_db

HOLES = "9780440414803"


def test_a_vendors_map_is_begun_with_a_fit_and_kept(cast: Cast, dee: Client) -> None:
    mackin = Vendor.objects.create(name="Mackin", folded="mackin")
    assert "found by itself" in text_of(dee, "/imports/vendors/")
    path = f"/imports/vendors/{mackin.pk}/"
    assert 'value="949"' in text_of(dee, path + "?fit=local949")
    wrong = dee.post(path, {"matching": "ask", "tag": "9x", "price_rule": "cents", "part_price": "p"})
    assert wrong.status_code == 422
    assert "three digits" in wrong.text
    right = {"matching": "ask", "tag": "949", "price_rule": "dollars", "part_barcode": "i", "part_call_number": "a"}
    assert dee.post(path, right)["Location"] == "/imports/vendors/"
    kept = queries.profile_of(mackin.pk)
    assert (kept.tag, kept.subfields, kept.matching) == ("949", {"barcode": "i", "call_number": "a"}, "ask")
    assert dee.get("/imports/vendors/99999/").status_code == 404
    assert dee.get("/imports/vendors/0/").status_code == 200


def test_unknown_words_are_proposed_and_decided_on_the_report(cast: Cast, dee: Client) -> None:
    data = iso2709(book("Holes", HOLES, copy("A1", c="ATTIC", x="FSC@aGADGET")))
    path = send(dee, cast, data)
    work()
    page = text_of(dee, path)
    assert "New: ATTIC" in page
    names = dict.fromkeys(re.findall(r'<select id="word-\d+" name="([^"]+)"', page), "new")
    assert len(names) == 2
    assert dee.post(f"{path}words/", names).status_code == 302
    decided = text_of(dee, path)
    assert "2 words are decided" in decided and "Words not known here" not in decided
    assert "What the words of this file mean" in decided
    place = Place.objects.get(code="ATTIC")
    dee.post(path + "import/")
    work()
    assert Item.objects.get(barcode="A1").place == place
    profile = text_of(dee, "/imports/vendors/0/")
    assert "GADGET" in profile
    word = VendorWord.objects.get(kind="place")
    dee.post(f"/imports/vendors/0/words/{word.pk}/forget/")
    assert VendorWord.objects.count() == 1
    gone = dee.post(f"{path}words/", dict.fromkeys(names, "999999"), follow=True)
    assert "no longer there" in gone.text


def test_records_that_wait_are_decided_on_their_page(cast: Cast, dee: Client) -> None:
    makers.make_record("Holes, ours", isbn=HOLES)
    dee.post("/imports/vendors/0/", {"matching": "ask", "tag": "", "price_rule": "cents"})
    path = send(dee, cast, iso2709(book("Holes, theirs", HOLES, copy("A1"))))
    work()
    assert "you decide" in text_of(dee, path)
    path = str(dee.post(path + "import/")["Location"])
    work()
    assert "Decide 1 record" in text_of(dee, path)
    page = text_of(dee, path + "asked/")
    assert "Holes, theirs" in page
    assert "Holes, ours" in page
    asked = AskedRecord.objects.get()
    done = dee.post(path + "asked/", {f"asked_{asked.pk}": "replace", "asked_x": "keep"}, follow=True)
    assert "1 record is decided" in done.text
    assert Record.objects.get().title == "Holes, theirs"
    again = dee.post(path + "asked/", {f"asked_{asked.pk}": "keep"}, follow=True)
    assert "was decided before" in again.text
    decided = text_of(dee, path)
    assert "What was decided" in decided
    assert "1 record of yours is replaced" in decided
    assert "you decide" not in decided


def test_the_same_file_again_is_told(cast: Cast, dee: Client) -> None:
    data = iso2709(book("Holes", HOLES, copy("A1")))
    path = send(dee, cast, data)
    work()
    dee.post(path + "import/")
    work()
    path = send(dee, cast, data)
    work()
    assert "This very file came in before" in text_of(dee, path)

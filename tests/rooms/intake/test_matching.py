"""Which of our records a foreign one is: numbers in their order, then title, author, year and kind."""

import pytest

from carrel.cellar.marc import MarcRecord
from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions, rules
from carrel.rooms.intake.models import KeptRecord
from tests import makers
from tests.makers import make_marc, marc_field
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db

HOLES, HATCHET = "9780440414803", "9781416936473"


def dated(title: str, isbn: str = "", year: int = 1998, *copies: str) -> MarcRecord:
    record = make_marc(title, "Sachar, Louis", isbn, "", *(marc_field("852", each, "8 ") for each in copies))
    published = marc_field("264", f"$bDell,$c{year}", " 1")
    return record.with_fields((*record.fields, published))


def test_order_of_numbers() -> None:
    pairs = [("oclc", "1"), ("lccn", "2"), ("issn", "3"), ("isbn", "4"), ("control", "EXL 5"), ("upc", "6")]
    assert [kind for kind, _ in rules.in_order(pairs)] == ["control", "isbn", "issn", "lccn", "oclc"]


def test_a_likeness_adds_copies_and_is_told(intake: Intake) -> None:
    intake.run(iso2709(dated("Holes and more")))
    job = intake.run(iso2709(dated("Holes and more", HOLES, 1998, copy("A1"))))
    assert job.report["counts"]["more"] == 1
    assert ("intake.matched_by_title" in [code for _, code in intake.said(job, "told")]) is True
    assert Record.objects.count() == 1


@pytest.mark.parametrize(
    "other", [dated("Holes and more", HATCHET), dated("Holes and more", "", 2001), dated("Holes, other", "")]
)
def test_another_edition_is_another_record(intake: Intake, other: MarcRecord) -> None:
    intake.run(iso2709(dated("Holes and more", HOLES)))
    intake.run(iso2709(other))
    assert Record.objects.count() == 2


def test_a_likeness_never_replaces_unasked(intake: Intake) -> None:
    actions.keep_profile(
        intake.dee, vendor_id=None, tag="", subfields={}, price_rule=rules.CENTS, matching=rules.REPLACE,
        now=makers.NOON,
    )  # fmt: skip
    intake.run(iso2709(dated("Holes and more")))
    assert intake.run(iso2709(dated("Holes and more", HOLES))).report["counts"]["asked"] == 1


def test_a_replaced_record_keeps_what_is_our_own() -> None:
    own = marc_field("690", "$aSummer reading", " 4")
    ours = book("Holes", HOLES)
    ours = ours.with_fields((*ours.fields, own))
    theirs = book("Holes, fuller", HOLES)
    merged = rules.overlaid(ours, theirs)
    assert merged.first("690") is not None
    assert merged.first("245") == theirs.first("245")
    assert rules.overlaid(theirs, theirs) == theirs


def test_check_and_import_count_the_same(intake: Intake) -> None:
    makers.make_record("Ours", isbn=HATCHET)
    data = iso2709(
        dated("Holes and more", "", 1998, copy("A1")),
        dated("Holes and more", HOLES, 1998, copy("A2")),
        dated("Holes and more", HOLES, 1998, copy("A2")),
        book("Ours", HATCHET, copy("A3")),
        book("", "", copy("A4")),
        book("Plain", "", copy("A5")),
        book("Plain again", "", copy("A5")),
    )
    check = intake.run(data, verb=actions.check_marc).report["counts"]
    done = intake.run(data).report["counts"]
    assert check == done
    assert done["read"] == sum(done.get(name, 0) for name in rules.OUTCOMES)


def test_what_is_no_title_is_kept_apart_and_goes_with_the_import(intake: Intake) -> None:
    authority = MarcRecord("00000nz  a2200000n  4500", book("Sachar").fields)
    job = intake.run(iso2709(book("Holes"), authority))
    assert (job.report["counts"]["apart"], job.report["kinds"]) == (1, {"authority": 1})
    assert KeptRecord.objects.get().kind == "authority"
    assert Record.objects.count() == 1

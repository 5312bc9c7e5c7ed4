"""The catalogue on its way out: records as they came, our copies in them, nobody else's."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.marc import MarcRecord, holdings_of
from carrel.rooms.catalogue.actions import merge_records
from carrel.rooms.inventory.queries.leaving import Leaving, leaving_count, leaving_records
from tests.cast import Cast
from tests.makers import NOON, make_item, make_record, marc_field

pytestmark = pytest.mark.django_db


def titles(wanted: Leaving) -> list[str]:
    return [record.data("245")[0].first("a") for record in leaving_records(wanted)]


def test_our_copies_stand_in_place_of_those_it_came_with(cast: Cast) -> None:
    theirs = marc_field("852", "$aWASH$p31234000010064", "8 ")
    record = make_record("Holes", "Sachar, Louis", theirs, marc_field("949", "$akept", "  "))
    make_item(
        cast.middle, record=record, barcode="31811000001", call_number="F SAC", price_minor=1899, copy_number=2,
        acquired_on=date(2026, 8, 15), note="Signed", volume="v.1", fund="PTA",
    )  # fmt: skip
    make_item(cast.high, record=record, barcode="31813000001")
    make_item(cast.middle, record=record, barcode="31811000002", state="withdrawn")
    [found] = leaving_records(Leaving())
    first, second = holdings_of(found)
    assert (first.site, first.barcode, first.call_number, first.price_minor) == (
        cast.middle.code, "31811000001", "F SAC", 1899,
    )  # fmt: skip
    assert (first.copy_number, first.acquired, first.volume, first.fund) == ("2", "20260815", "v.1", "PTA")
    assert first.staff_note == "Signed"
    assert first.item_type == "book"
    assert (second.site, second.barcode) == (cast.high.code, "31813000001")
    assert [field.tag for field in found.fields][-3:] == ["852", "852", "949"]


def test_as_they_came_when_no_copies_are_wanted(cast: Cast) -> None:
    record = make_record("Holes", "", marc_field("852", "$aWASH$p31234000010064", "8 "))
    make_item(cast.middle, record=record)
    [found] = leaving_records(Leaving(with_copies=False))
    assert [holding.barcode for holding in holdings_of(found)] == ["31234000010064"]
    assert found.raw is not None


def test_one_school_and_no_pointers(cast: Cast) -> None:
    here, there, loser = make_record("Here"), make_record("There"), make_record("Twice")
    make_item(cast.middle, record=here, barcode="31811000001")
    make_item(cast.high, record=here, barcode="31813000001")
    make_item(cast.high, record=there)
    merge_records(SYSTEM, winner_id=here.pk, loser_id=loser.pk, now=NOON)
    assert titles(Leaving()) == ["Here", "There"]
    assert leaving_count(Leaving()) == 2
    assert titles(Leaving(site_id=cast.middle.pk)) == ["Here"]
    [found] = leaving_records(Leaving(site_id=cast.middle.pk, copies_of=cast.middle.pk))
    assert [holding.barcode for holding in holdings_of(found)] == ["31811000001"]


def test_two_statements_for_any_number_up_to_a_handful(cast: Cast) -> None:
    for count in (1, 3):
        while leaving_count(Leaving()) < count:
            make_item(cast.middle, record=make_record("One more"))
        with CaptureQueriesContext(
            connection,
        ) as statements:
            found: list[MarcRecord] = list(leaving_records(Leaving()))
        assert len(found) == count
        assert len(statements) == 3  # the records, their copies, and that there are no more

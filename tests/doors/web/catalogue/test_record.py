"""One record's page, its MARC, and its files."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.marc import MarcRecord, read_marc
from carrel.rooms.catalogue.actions import merge_records
from carrel.rooms.catalogue.models import Record
from tests.cast import Cast
from tests.doors.web.catalogue.visits import signed_in
from tests.makers import NOON, make_item, make_loan, make_record, marc_field


def holes() -> Record:
    return make_record(
        "Holes",
        "Sachar, Louis",
        marc_field("650", "$aFriendship$vFiction", " 1"),
        marc_field("520", "$aStanley digs."),
        marc_field("505", "$aOne. Two.", "0 "),
        marc_field("856", "$uhttps://example.org/holes$yAbout the book", "40"),
        isbn="0440414806",
        call_number="F Sac",
    )


def test_where_each_copy_stands(cast: Cast) -> None:
    record = holes()
    make_item(cast.middle, record=record, barcode="31811000001", call_number="F Sac")
    make_loan(make_item(cast.middle, record=record, barcode="31811000002"), cast.ben)
    make_item(cast.middle, record=record, barcode="31811000003", state="missing")
    make_item(cast.high, record=record, barcode="31813000001")
    text = signed_in(cast.dee).get(reverse("catalogue.record", args=[record.pk])).text
    assert "At Alder Creek: 1 of 3 in" in text
    assert "due Mon 7 Dec" in text
    assert "31811000002" in text
    assert "31813000001" not in text
    assert cast.high.called in text
    assert "Friendship — Fiction" in text
    assert "9780440414803" in text
    assert 'href="https://example.org/holes"' in text
    assert "Add a copy" in text


def test_a_visitor_sees_the_copies_and_no_way_to_change(cast: Cast) -> None:
    record = holes()
    make_item(cast.middle, record=record)
    text = Client().get(reverse("catalogue.record", args=[record.pk]), {"at": cast.middle.code}).text
    assert "At Alder Creek: 1 of 1 in" in text
    for word in ("Edit record", "Add a copy", "Merge with", "Who has it"):
        assert word not in text


def test_no_such_record(cast: Cast) -> None:
    assert Client().get(reverse("catalogue.record", args=[99])).status_code == 404
    assert signed_in(cast.dee).get(reverse("catalogue.marc", args=[99])).status_code == 404
    assert Client().get("/catalogue/99999999999999999999999/").status_code == 404


def test_a_pointer_leads_to_the_record(cast: Cast) -> None:
    winner, loser = holes(), make_record("Wells")
    merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    there = reverse("catalogue.record", args=[loser.pk])
    assert Client().get(there).url == reverse("catalogue.record", args=[winner.pk])
    text = signed_in(cast.dee).get(there).text
    assert "This record was merged into another" in text
    assert "Take them apart again" in text


def test_marc_field_by_field_and_as_files(cast: Cast) -> None:
    record = holes()
    there = reverse("catalogue.marc", args=[record.pk])
    text = signed_in(cast.dee).get(there).text
    assert "Stanley digs." in text
    assert "$a" in text
    for form, name in (("mrc", "record-%d.mrc"), ("xml", "record-%d.xml")):
        answer = signed_in(cast.dee).get(there, {"as": form})
        assert name % record.pk in answer["Content-Disposition"]
        [read] = read_marc(io.BytesIO(answer.getvalue()))
        assert isinstance(read, MarcRecord)
        assert read.same_content(record.marc.parsed)
    assert signed_in(cast.dee).get(there, {"as": "exe"}).status_code == 200


def test_marc_is_for_staff(cast: Cast) -> None:
    """It holds prices and staff notes of every copy that came with it."""
    there = reverse("catalogue.marc", args=[holes().pk])
    assert Client().get(there).status_code == 302
    assert signed_in(cast.ana).get(there).status_code == 403


def test_a_record_too_long_for_iso_2709_is_saved_as_marcxml(cast: Cast) -> None:
    record = make_record("Holes", "", marc_field("505", "$a" + "x" * 12_000))
    answer = signed_in(cast.dee).get(reverse("catalogue.marc", args=[record.pk]), {"as": "mrc"})
    assert answer["Content-Disposition"].endswith('.xml"')


@pytest.mark.parametrize("many", [1, 3])
def test_statements_do_not_grow(cast: Cast, many: int) -> None:
    record = holes()
    for _ in range(many):
        make_loan(make_item(cast.middle, record=record), cast.ben)
    client = Client()
    there = reverse("catalogue.record", args=[record.pk])
    client.get(there)
    with CaptureQueriesContext(connection) as statements:
        client.get(there, {"at": cast.middle.code})
    assert len(statements) == 11, [each["sql"][:90] for each in statements]

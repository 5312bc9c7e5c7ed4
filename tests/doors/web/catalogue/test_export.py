"""The catalogue as a MARC file: who may take what along, and in which form."""

import io

import pytest
from django.urls import reverse

from carrel.cellar.marc import MarcRecord, holdings_of, read_marc
from tests.cast import Cast
from tests.doors.web.catalogue.visits import signed_in
from tests.makers import make_item, make_record

URL = "catalogue.export_records"


@pytest.mark.parametrize(("form", "kind"), [("mrc", "marc"), ("xml", "marcxml+xml"), ("json", "json")])
def test_the_file_in_each_form(cast: Cast, form: str, kind: str) -> None:
    record = make_record("Holes", "Sachar, Louis")
    make_item(cast.middle, record=record, barcode="31811000001")
    make_item(cast.high, record=record, barcode="31813000001")
    answer = signed_in(cast.dee).get(reverse(URL), {"form": form, "records": "all", "copies": "on"})
    assert answer["Content-Type"] == f"application/{kind}"
    assert f'.{form}"' in answer["Content-Disposition"]
    [found] = read_marc(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[arg-type]  # a sync view
    assert isinstance(found, MarcRecord)
    # Dee works at one school: the barcodes of the other are not hers to hand on.
    assert [holding.barcode for holding in holdings_of(found)] == ["31811000001"]


def test_the_page_offers_the_forms_and_the_school(cast: Cast) -> None:
    make_record("Holes")
    text = signed_in(cast.dee).get(reverse(URL)).text
    assert "1 record, kept as it came" in text
    assert "MARCXML" in text
    assert cast.middle.called in text
    assert cast.high.called not in text


def test_an_empty_catalogue_says_what_to_do_first(cast: Cast) -> None:
    assert "Import records" in signed_in(cast.dee).get(reverse(URL)).text


def test_mistyped_and_not_theirs(cast: Cast) -> None:
    make_record("Holes")
    for asked in ({"form": "doc", "records": "all"}, {"form": "mrc", "records": cast.high.code}):
        answer = signed_in(cast.dee).get(reverse(URL), asked)
        assert answer.status_code == 422
        assert "valid choice" in answer.text

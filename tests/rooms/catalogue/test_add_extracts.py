"""Records another process has read are stored as if they had been read here."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.catalogue import actions
from carrel.rooms.catalogue.models import Record, RecordNumber, RecordSubject, SearchDocument
from carrel.rooms.catalogue.queries import marc_of, search
from carrel.rooms.catalogue.queries.index import index_faults
from carrel.rooms.catalogue.rules.extract import COLUMN_NAMES, extract_of
from carrel.rooms.catalogue.rules.facets import sample_words
from tests import makers

pytestmark = pytest.mark.django_db


def test_all_rows_of_many_records_in_their_order() -> None:
    marcs = [makers.make_marc(f"Title {number}", "Sachar, Louis", f"97804404148{number:02d}") for number in range(250)]
    dee = makers.make_actor("technician")
    ids = actions.add_extracts(dee, extracts=[extract_of(marc) for marc in marcs], now=makers.NOON)
    assert ids == sorted(ids)
    assert list(Record.objects.filter(pk__in=ids).order_by("pk").values_list("title", flat=True)) == [
        f"Title {number}" for number in range(250)
    ]
    kept = marc_of(ids[7])
    assert kept is not None
    assert kept.same_content(marcs[7])
    assert search("title:title").count == 250
    assert not index_faults()


def test_bulk_and_objects_store_the_same() -> None:
    marc = makers.make_marc("Holes", "Sachar, Louis", "9780440414803")
    dee = makers.make_actor("technician")
    [first] = actions.add_extracts(dee, extracts=[extract_of(marc)], now=makers.NOON)
    second = actions.add_record(dee, marc=marc, now=makers.NOON).record_id
    one, other = Record.objects.get(pk=first), Record.objects.get(pk=second)
    assert [getattr(one, name) for name in COLUMN_NAMES] == [getattr(other, name) for name in COLUMN_NAMES]
    for model in (RecordNumber, RecordSubject, SearchDocument):
        rows = [
            [
                {name: value for name, value in row.items() if name not in ("id", "record_id", "facets")}
                for row in model.objects.filter(record=each).values()
            ]
            for each in (one, other)
        ]
        assert rows[0] == rows[1], model
    assert facets_of(one) == facets_of(other)


def facets_of(record: Record) -> list[str]:
    """The facet words of a record but for its samples, which come from its number."""
    words: str = SearchDocument.objects.get(record=record).facets
    return [word for word in words.split() if word not in sample_words(record.pk).split()]


def test_no_more_than_a_desk_can_wait_for() -> None:
    extract = extract_of(makers.make_marc("Holes"))
    with pytest.raises(ValueError, match="2000"):
        actions.add_extracts(makers.make_actor("technician"), extracts=[extract] * 2001, now=makers.NOON)


def test_who_may() -> None:
    with pytest.raises(NotAllowed):
        actions.add_extracts(makers.make_actor("student"), extracts=[], now=makers.NOON)

"""Many records go at once; those something hangs on stay."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.catalogue import actions
from carrel.rooms.catalogue.models import Record, RecordMarc, RecordNumber, SearchDocument
from carrel.rooms.catalogue.queries import search
from carrel.rooms.catalogue.queries.index import index_faults
from tests import makers

pytestmark = pytest.mark.django_db


def test_what_nothing_hangs_on_goes_whole() -> None:
    records = [makers.make_record(f"Wolf {number}", isbn=f"97804404148{number:02d}") for number in range(4)]
    makers.make_item(record=records[0], barcode="A1")
    winner, loser = records[1], records[2]
    dee = makers.make_actor("technician")
    actions.merge_records(
        dee, winner_id=winner.pk, loser_id=loser.pk, now=makers.NOON, overrides=["catalogue.titles_differ"], reason="x"
    )
    ids = [record.pk for record in records]
    assert actions.take_out_records(dee, record_ids=ids, now=makers.NOON, source="job:7") == 1
    assert set(Record.objects.values_list("pk", flat=True)) == set(ids[:3])
    assert not RecordMarc.objects.filter(pk=ids[3]).exists()
    assert not RecordNumber.objects.filter(record_id=ids[3]).exists()
    assert not SearchDocument.objects.filter(pk=ids[3]).exists()
    assert search("wolf").count == 2
    assert not index_faults()
    assert AuditEntry.objects.get(code="catalogue.take_out_records").facts["count"] == 1


def test_who_may_not() -> None:
    with pytest.raises(NotAllowed):
        actions.take_out_records(makers.make_actor("student"), record_ids=[], now=makers.NOON)

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cellar.marc import MarcRecord, read_marc
from carrel.rooms.catalogue.actions import add_records
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries import index_faults, search
from tests.makers import NOON, make_marc

pytestmark = pytest.mark.django_db
LOC = Path(__file__).parents[2] / "data" / "marc" / "loc_general.xml.gz"


def test_ids_come_in_the_order_given_and_one_entry_tells() -> None:
    ids = add_records(SYSTEM, marcs=[make_marc(f"Wolf {n}") for n in range(5)], now=NOON, source="job:1")
    assert [Record.objects.get(pk=pk).title for pk in ids] == [f"Wolf {n}" for n in range(5)]
    entry = AuditEntry.objects.get()
    assert entry.facts == {"count": 5, "first_id": ids[0], "last_id": ids[-1], "source": "job:1"}


def test_statements_do_not_grow_with_the_records() -> None:
    with CaptureQueriesContext(connection) as few:
        add_records(SYSTEM, marcs=[make_marc(isbn="9780439120418")], now=NOON)
    with CaptureQueriesContext(connection) as many:
        add_records(SYSTEM, marcs=[make_marc(f"Wolf {n}", isbn="9780439120418") for n in range(100)], now=NOON)
    with CaptureQueriesContext(connection) as most:
        add_records(SYSTEM, marcs=[make_marc(f"Bear {n}", isbn="9780439120418") for n in range(500)], now=NOON)
    assert len(many) == len(few)
    # A hundred rows a statement, but the documents, which go in one.
    assert len(most) <= 5 * len(few)


def test_real_records() -> None:
    marcs = [read for read in read_marc(LOC) if isinstance(read, MarcRecord)]
    ids = add_records(SYSTEM, marcs=marcs, now=NOON)
    assert len(ids) == len(marcs) == 99
    assert search("franklin").count >= 1
    assert search('subject:"juvenile literature"').count > 20
    assert index_faults() == []
    for pk, marc in zip(ids, marcs, strict=True):
        assert Record.objects.get(pk=pk).marc.parsed.same_content(marc)


def test_nothing_is_nothing() -> None:
    assert add_records(SYSTEM, marcs=[], now=NOON) == []
    assert AuditEntry.objects.count() == 0


def test_too_many_at_once() -> None:
    with pytest.raises(ValueError, match="2000"):
        add_records(SYSTEM, marcs=[make_marc()] * 2001, now=NOON)


def test_not_for_visitors() -> None:
    with pytest.raises(NotAllowed):
        add_records(VISITOR, marcs=[make_marc()], now=NOON)

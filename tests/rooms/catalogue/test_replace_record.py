import base64

import pytest

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.marc import from_iso2709
from carrel.rooms.catalogue.actions import add_brief_record, merge_records, replace_record
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries import record_by_isbn, search
from tests.makers import NOON, make_item, make_marc, make_record, marc_field

pytestmark = pytest.mark.django_db


def test_a_brief_record_is_upgraded_and_keeps_its_copies() -> None:
    record_id = add_brief_record(SYSTEM, title="Wolfs", isbn="0439120411", now=NOON).record_id
    item = make_item(record=Record.objects.get(pk=record_id))
    full = make_marc("Wolves", "Gibbons, Gail", "9780823412020", "", marc_field("650", "$aWolves", " 0"))
    assert replace_record(SYSTEM, record_id=record_id, marc=full, now=NOON).changed
    record = Record.objects.get(pk=record_id)
    assert (record.title, record.author, record.is_brief) == ("Wolves", "Gibbons, Gail", False)
    assert record_by_isbn("0439120411") is None
    assert record_by_isbn("9780823412020") == record
    assert [subject.heading for subject in record.subjects.all()] == ["Wolves"]
    assert search("wolfs").count == 0
    assert search("subject:wolves").count == 1
    item.refresh_from_db()
    assert item.record_id == record_id


def test_what_it_was_is_on_record() -> None:
    record = make_record("Holes")
    before = record.marc.parsed
    replace_record(SYSTEM, record_id=record.pk, marc=make_marc("Wells"), now=NOON)
    kept = AuditEntry.objects.get(code="catalogue.replace_record").facts["before"]
    assert from_iso2709(base64.b64decode(kept)).same_content(before)


def test_the_same_again_changes_nothing() -> None:
    record = make_record("Holes")
    assert not replace_record(SYSTEM, record_id=record.pk, marc=record.marc.parsed, now=NOON).changed
    assert AuditEntry.objects.count() == 0


def test_the_same_key_does_it_once() -> None:
    record = make_record("Holes")
    replace_record(SYSTEM, record_id=record.pk, marc=make_marc("Wells"), now=NOON, key="k")
    assert replace_record(SYSTEM, record_id=record.pk, marc=make_marc("Pits"), now=NOON, key="k").repeated
    assert Record.objects.get(pk=record.pk).title == "Wells"


def test_refused_for_what_is_not_there_and_for_pointers() -> None:
    with pytest.raises(Refused) as refused:
        replace_record(SYSTEM, record_id=99, marc=make_marc(), now=NOON)
    assert refused.value.code == "catalogue.no_such_record"
    winner, loser = make_record("Holes"), make_record("Holes")
    merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        replace_record(SYSTEM, record_id=loser.pk, marc=make_marc(), now=NOON)
    assert refused.value.code == "catalogue.record_is_merged"


def test_not_for_visitors() -> None:
    with pytest.raises(NotAllowed):
        replace_record(VISITOR, record_id=1, marc=make_marc(), now=NOON)

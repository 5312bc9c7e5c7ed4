import pytest

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.catalogue.actions import take_out_record
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries import index_faults, search
from tests.makers import NOON, make_item, make_record

pytestmark = pytest.mark.django_db


def test_a_mistake_is_taken_out() -> None:
    record = make_record("Holes", isbn="0439120411")
    take_out_record(SYSTEM, record_id=record.pk, now=NOON)
    assert Record.objects.count() == 0
    assert search("holes").count == 0
    assert index_faults() == []


def test_refused_while_copies_hang_on_it() -> None:
    record = make_record("Holes")
    make_item(record=record)
    with pytest.raises(Refused) as refused:
        take_out_record(SYSTEM, record_id=record.pk, now=NOON)
    assert refused.value.code == "catalogue.record_has_copies"
    assert search("holes").count == 1


def test_not_for_visitors() -> None:
    with pytest.raises(NotAllowed):
        take_out_record(VISITOR, record_id=1, now=NOON)

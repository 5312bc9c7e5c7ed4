import pytest

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.catalogue.actions import merge_records, unmerge_record
from carrel.rooms.catalogue.phrases import PHRASES
from carrel.rooms.catalogue.queries import index_faults, record_by_isbn, search
from tests.makers import NOON, make_item, make_record

pytestmark = pytest.mark.django_db


def test_a_merge_is_taken_apart() -> None:
    winner, loser = make_record("Holes", isbn="0439120411"), make_record("Wells", isbn="9780823412020")
    own, came = make_item(record=winner), make_item(record=loser)
    merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    apart = unmerge_record(SYSTEM, loser_id=loser.pk, now=NOON)
    assert (apart.winner_id, apart.loser_id) == (winner.pk, loser.pk)
    assert [hit.record.pk for hit in search("wells").hits] == [loser.pk]
    assert record_by_isbn("9780823412020") == loser
    own.refresh_from_db()
    came.refresh_from_db()
    assert (own.record_id, came.record_id) == (winner.pk, loser.pk)
    assert index_faults() == []


def test_what_was_not_merged() -> None:
    with pytest.raises(Refused) as refused:
        unmerge_record(SYSTEM, loser_id=make_record("Holes").pk, now=NOON)
    assert refused.value.code == "catalogue.not_merged"
    assert "Holes" in str(PHRASES[refused.value.code]) % dict(refused.value.objections[0].facts)


def test_the_last_merge_first() -> None:
    first, second, third = (make_record(f"Holes {n}") for n in range(3))
    merge_records(SYSTEM, winner_id=second.pk, loser_id=first.pk, now=NOON)
    merge_records(SYSTEM, winner_id=third.pk, loser_id=second.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        unmerge_record(SYSTEM, loser_id=first.pk, now=NOON)
    assert refused.value.code == "catalogue.winner_is_merged"
    unmerge_record(SYSTEM, loser_id=second.pk, now=NOON)
    unmerge_record(SYSTEM, loser_id=first.pk, now=NOON)
    assert search("holes").count == 3


def test_the_same_key_does_it_once() -> None:
    winner, loser = make_record("Holes"), make_record("Wells")
    merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    unmerge_record(SYSTEM, loser_id=loser.pk, now=NOON, key="k")
    assert unmerge_record(SYSTEM, loser_id=loser.pk, now=NOON, key="k").winner_id == winner.pk
    with pytest.raises(NotAllowed):
        unmerge_record(VISITOR, loser_id=loser.pk, now=NOON)

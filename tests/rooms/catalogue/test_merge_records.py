import pytest

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.announcements import listen, stop_listening
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused, Weight
from carrel.rooms.catalogue.actions import RecordsMerged, merge_records
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.phrases import PHRASES
from carrel.rooms.catalogue.queries import record_by_isbn, records_by_numbers, resolved_id, search
from carrel.rooms.catalogue.rules import MergeFacts, merge_records_objections
from tests.makers import NOON, make_item, make_record

HOLES = MergeFacts(1, "Holes", "book", None)


@pytest.mark.parametrize(
    ("winner", "loser", "codes"),
    [
        (HOLES, MergeFacts(2, "Holes", "book", None), []),
        (HOLES, HOLES, [("catalogue.same_record", Weight.REFUSE)]),
        (HOLES, MergeFacts(2, "Holes", "book", 3), [("catalogue.record_is_merged", Weight.REFUSE)]),
        (MergeFacts(2, "Holes", "book", 3), HOLES, [("catalogue.record_is_merged", Weight.REFUSE)]),
        (HOLES, MergeFacts(2, "Holes", "video", None), [("catalogue.formats_differ", Weight.ASK)]),
    ],
)
def test_objections(winner: MergeFacts, loser: MergeFacts, codes: list[tuple[str, Weight]]) -> None:
    verdict = merge_records_objections(winner, loser)
    assert [(each.code, each.weight) for each in verdict.objections] == codes
    for each in verdict.objections:
        assert str(PHRASES[each.code]) % dict(each.facts)


@pytest.mark.django_db
def test_the_loser_becomes_a_pointer() -> None:
    winner, loser = make_record("Holes", isbn="0439120411"), make_record("Holes :", isbn="9780823412020")
    item = make_item(record=loser)
    merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    assert Record.objects.get(pk=loser.pk).merged_into_id == winner.pk
    assert [hit.record.pk for hit in search("holes").hits] == [winner.pk]
    assert record_by_isbn("9780823412020") == winner
    assert records_by_numbers([("isbn", "9780823412020")]) == {("isbn", "9780823412020"): winner.pk}
    assert loser.marc.parsed.fields
    item.refresh_from_db()
    assert item.record_id == winner.pk
    entry = AuditEntry.objects.get(code="catalogue.merge_records")
    assert (entry.about_id, entry.facts) == (loser.pk, {"into": winner.pk})


@pytest.mark.django_db
def test_pointers_of_pointers_resolve() -> None:
    first, second, third = (make_record("Holes") for _ in range(3))
    merge_records(SYSTEM, winner_id=second.pk, loser_id=first.pk, now=NOON)
    merge_records(SYSTEM, winner_id=third.pk, loser_id=second.pk, now=NOON)
    assert resolved_id(first.pk) == third.pk
    assert resolved_id(third.pk) == third.pk
    assert resolved_id(third.pk + 1) is None


@pytest.mark.django_db
def test_unlike_things_need_a_reason() -> None:
    winner = make_record("Holes")
    loser = make_record("Holes", leader="00000ngm a2200000 a 4500", fixed="261123s2002    xxu121 g          vleng d")
    with pytest.raises(Refused):
        merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    merge_records(
        SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON, overrides=["catalogue.formats_differ"], reason="typo"
    )
    assert AuditEntry.objects.get(code="catalogue.merge_records").overrides == ["catalogue.formats_differ"]


@pytest.mark.django_db
def test_an_error_upstairs_undoes_all() -> None:
    winner, loser = make_record("Holes"), make_record("Holes")

    def fail(news: RecordsMerged) -> None:
        raise LookupError(news.loser_id)

    listen(RecordsMerged, fail)
    try:
        with pytest.raises(LookupError):
            merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON)
    finally:
        stop_listening(RecordsMerged, fail)
    assert search("holes").count == 2


@pytest.mark.django_db
def test_the_same_key_does_it_once_and_what_is_not_there_is_refused() -> None:
    winner, loser = make_record("Holes"), make_record("Holes")
    merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON, key="k")
    assert merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk, now=NOON, key="k").repeated
    with pytest.raises(Refused) as refused:
        merge_records(SYSTEM, winner_id=winner.pk, loser_id=loser.pk + 1, now=NOON)
    assert refused.value.code == "catalogue.no_such_record"
    with pytest.raises(NotAllowed):
        merge_records(VISITOR, winner_id=winner.pk, loser_id=loser.pk, now=NOON)

"""scan_into_batch: one scan, done at once; in a class it goes to whose turn it is."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import NewLine, end_batch, place_hold, scan_into_batch, start_batch, undo_batch
from carrel.rooms.circulation.models import BatchLine, ConditionNote, Loan
from carrel.rooms.circulation.queries.batches import next_line
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import Room, outcomes, room_of, said

pytestmark = pytest.mark.django_db


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code.removeprefix("circulation.")


def class_batch(room: Room, *records: int) -> int:
    """One line for each student and each title, in the order of the roster."""
    lines = [NewLine(person_id=each.pk, record_id=record) for each in room.students for record in (records or (None,))]
    return start_batch(room.dee, kind="class", class_id=room.school_class.pk, lines=lines, records=records, now=NOON)


def line_at(batch_id: int, number: int) -> BatchLine:
    return BatchLine.objects.get(batch=batch_id, number=number)


def test_a_class_in_the_order_of_its_roster(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = class_batch(room)
    for book in room.books:
        line = next_line(batch_id)
        assert line is not None
        done = scan_into_batch(room.dee, batch_id=batch_id, text=book.barcode, line_id=line.pk, now=NOON)
        assert (done.outcome, done.number) == ("done", line.number)
    assert next_line(batch_id) is None
    got = [(loan.patron_id, loan.item_id) for loan in Loan.objects.order_by("pk")]
    assert got == [(student.pk, book.pk) for student, book in zip(room.students, room.books, strict=True)]


def test_the_same_scan_twice_is_done_once(cast: Cast) -> None:
    """By its key when the answer was lost; by the thing when the scanner fired twice."""
    room = room_of(cast)
    batch_id = class_batch(room)
    first = line_at(batch_id, 1)
    scan = {"batch_id": batch_id, "text": room.books[0].barcode, "now": NOON}
    once = scan_into_batch(room.dee, line_id=first.pk, key="scan-one", **scan)
    again = scan_into_batch(room.dee, line_id=first.pk, key="scan-one", **scan)
    assert (once.loan_id, again.outcome) == (again.loan_id, "done")
    with pytest.raises(Refused) as refused:
        scan_into_batch(room.dee, line_id=line_at(batch_id, 2).pk, key="scan-two", **scan)
    assert code(refused) == "batch_scanned_before"
    assert outcomes(batch_id) == ["done", "waiting", "waiting"]
    assert Loan.objects.count() == 1


def test_a_set_finds_the_line_of_its_title(cast: Cast) -> None:
    room = room_of(cast)
    chromebook = makers.make_item(cast.middle, "Chromebook")
    batch_id = class_batch(room, room.books[0].record_id, chromebook.record_id)
    first = line_at(batch_id, 1)
    scan_into_batch(room.dee, batch_id=batch_id, text=chromebook.barcode, line_id=first.pk, now=NOON)
    assert outcomes(batch_id)[:3] == ["waiting", "done", "waiting"]
    scan_into_batch(room.dee, batch_id=batch_id, text=room.books[0].barcode, line_id=first.pk, now=NOON)
    assert Loan.objects.filter(patron=room.students[0]).count() == 2


def test_another_title_asks(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = class_batch(room, room.books[0].record_id)
    other = makers.make_item(cast.middle, "Holes")
    done = scan_into_batch(room.dee, batch_id=batch_id, text=other.barcode, line_id=line_at(batch_id, 1).pk, now=NOON)
    assert (done.outcome, said(batch_id, 1)) == ("left", ["batch_other_title"])
    right = room.books[0].barcode
    done = scan_into_batch(room.dee, batch_id=batch_id, text=right, line_id=line_at(batch_id, 1).pk, now=NOON)
    assert (done.outcome, said(batch_id, 1)) == ("done", [])


def test_returns_get_the_condition_and_place_of_the_batch(cast: Cast) -> None:
    room = room_of(cast)
    store = makers.make_place(cast.middle, name="Book room")
    for student, book in zip(room.students, room.books, strict=True):
        makers.make_loan(book, student)
    batch_id = start_batch(room.dee, kind="return", condition="good", put_at=store.pk, now=NOON)
    one, two, _three = room.books
    scan_into_batch(room.dee, batch_id=batch_id, text=one.barcode, now=NOON)
    scan_into_batch(room.dee, batch_id=batch_id, text=two.barcode, now=NOON)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.condition, one.place, one.state) == ("good", store, "available")
    assert (two.condition, two.place) == ("good", store)
    assert ConditionNote.objects.get(item=two).was == "good"
    assert list(BatchLine.objects.filter(batch=batch_id).values_list("person", flat=True)) == [None, None]


def test_what_belongs_elsewhere_is_not_put_away_here(cast: Cast) -> None:
    room = room_of(cast)
    away = makers.make_item(cast.high, "Dune")
    store = makers.make_place(cast.middle)
    batch_id = start_batch(room.dee, kind="return", put_at=store.pk, now=NOON)
    done = scan_into_batch(room.dee, batch_id=batch_id, text=away.barcode, now=NOON)
    away.refresh_from_db()
    assert (done.outcome, away.place) == ("done", None)
    assert "belongs_elsewhere" in said(batch_id, 1)


def test_what_somebody_waits_for_goes_to_the_hold_shelf_and_not_to_the_book_room(cast: Cast) -> None:
    room = room_of(cast)
    book = room.books[0]
    makers.make_loan(book, cast.ana)
    wanted = {"item_id": book.pk, "record_id": book.record_id, "pickup_site_id": cast.middle.pk}
    place_hold(room.dee, patron_id=cast.mateo.pk, now=NOON, **wanted)
    store = makers.make_place(cast.middle)
    batch_id = start_batch(room.dee, kind="return", put_at=store.pk, now=NOON)
    scan_into_batch(room.dee, batch_id=batch_id, text=book.barcode, now=NOON)
    book.refresh_from_db()
    assert (book.state, book.place) == ("on_hold", None)
    assert any(code.startswith("hold_caught") for code in said(batch_id, 1))
    assert not BatchLine.objects.filter(said__icontains="Mateo").exists()
    undo_batch(room.dee, batch_id=batch_id, now=NOON)
    book.refresh_from_db()
    assert book.state == "on_loan"


def test_nobody_left_and_a_batch_that_is_over(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = class_batch(room)
    with pytest.raises(Refused) as refused:
        scan_into_batch(room.dee, batch_id=batch_id, text=room.books[0].barcode, now=NOON)
    assert code(refused) == "batch_nobody_waits"
    end_batch(room.dee, batch_id=batch_id, now=NOON)
    with pytest.raises(Refused) as refused:
        scan_into_batch(room.dee, batch_id=batch_id, text=room.books[0].barcode, now=NOON)
    assert code(refused) == "batch_is_over"


def test_a_batch_of_another_school_is_not_there(cast: Cast) -> None:
    room = room_of(cast)
    far = makers.make_actor("technician", cast.high)
    batch_id = start_batch(far, kind="return", now=NOON)
    with pytest.raises(Refused) as refused:
        scan_into_batch(room.dee, batch_id=batch_id, text=room.books[0].barcode, now=NOON)
    assert code(refused) == "batch_unknown"

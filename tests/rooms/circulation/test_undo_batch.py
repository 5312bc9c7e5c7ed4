"""undo_batch: one act takes all of it back; what cannot be taken back stays with its reason."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.circulation.actions import check_in, scan_into_batch, start_batch, undo_batch
from carrel.rooms.circulation.models import Batch, ConditionNote, Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import done_list, outcomes, room_of, said

pytestmark = pytest.mark.django_db


def test_all_of_it(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = done_list(room)
    assert undo_batch(room.dee, batch_id=batch_id, now=NOON) == 0
    assert outcomes(batch_id) == ["undone"] * 3
    assert Loan.objects.filter(is_undone=True).count() == 3
    for book in room.books:
        book.refresh_from_db()
        assert (book.state, book.loan_count) == ("available", 0)
    assert Batch.objects.get(pk=batch_id).undone_at == NOON
    assert undo_batch(room.dee, batch_id=batch_id, now=NOON) == 0
    assert AuditEntry.objects.filter(code="circulation.undo_batch").count() == 1


def test_what_came_back_since_stays_with_its_reason(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = done_list(room)
    check_in(room.dee, item_id=room.books[1].pk, now=NOON)
    assert undo_batch(room.dee, batch_id=batch_id, now=NOON) == 1
    assert outcomes(batch_id) == ["undone", "stays", "undone"]
    assert said(batch_id, 2) == ["undo_returned_since"]


def test_returns_with_their_condition_and_place(cast: Cast) -> None:
    room = room_of(cast)
    store, shelf = makers.make_place(cast.middle), makers.make_place(cast.middle)
    book = room.books[0]
    type(book).objects.filter(pk=book.pk).update(place=shelf)
    loan = makers.make_loan(book, cast.ana)
    batch_id = start_batch(room.dee, kind="return", condition="worn", put_at=store.pk, now=NOON)
    scan_into_batch(room.dee, batch_id=batch_id, text=book.barcode, now=NOON)
    undo_batch(room.dee, batch_id=batch_id, now=NOON + timedelta(minutes=5))
    book.refresh_from_db()
    loan.refresh_from_db()
    assert (book.state, book.condition, book.place) == ("on_loan", "good", shelf)
    assert loan.returned_at is None
    assert ConditionNote.objects.filter(undone_at=None).count() == 0

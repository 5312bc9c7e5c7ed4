"""undo_batch_line: one slip of a hand-out is taken back, and its student has their turn again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import NewLine, check_in, scan_into_batch, start_batch, undo_batch_line
from carrel.rooms.circulation.models import BatchLine, Loan
from carrel.rooms.circulation.queries.batches import next_line
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import done_list, outcomes, room_of

pytestmark = pytest.mark.django_db


def test_in_a_class_the_student_waits_again_and_gets_another_copy(cast: Cast) -> None:
    room = room_of(cast)
    lines = [NewLine(person_id=each.pk) for each in room.students]
    batch_id = start_batch(room.dee, kind="class", class_id=room.school_class.pk, lines=lines, now=NOON)
    first = BatchLine.objects.get(batch=batch_id, number=1)
    wrong, right, _ = room.books
    scan_into_batch(room.dee, batch_id=batch_id, text=wrong.barcode, line_id=first.pk, now=NOON)
    undo_batch_line(room.dee, line_id=first.pk, now=NOON)
    assert next_line(batch_id) == first
    scan_into_batch(room.dee, batch_id=batch_id, text=right.barcode, line_id=first.pk, now=NOON)
    scan_into_batch(
        room.dee,
        batch_id=batch_id,
        text=wrong.barcode,
        line_id=BatchLine.objects.get(batch=batch_id, number=2).pk,
        now=NOON,
    )
    assert outcomes(batch_id) == ["done", "done", "waiting"]
    assert Loan.objects.get(patron=room.students[0], is_undone=False).item == right


def test_elsewhere_it_is_undone_and_what_came_back_since_is_refused(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = done_list(room)
    one, two, _ = BatchLine.objects.filter(batch=batch_id).order_by("number")
    undo_batch_line(room.dee, line_id=one.pk, now=NOON)
    assert outcomes(batch_id) == ["undone", "done", "done"]
    check_in(room.dee, item_id=room.books[1].pk, now=NOON)
    with pytest.raises(Refused) as refused:
        undo_batch_line(room.dee, line_id=two.pk, now=NOON)
    assert refused.value.code == "circulation.undo_returned_since"

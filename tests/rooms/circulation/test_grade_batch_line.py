"""grade_batch_line: one return in another condition than the rest."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import grade_batch_line, scan_into_batch, start_batch, undo_batch
from carrel.rooms.circulation.models import ConditionNote
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import room_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("default", ["", "worn"])
def test_the_last_scan_only_and_undo_knows_the_first_condition(cast: Cast, default: str) -> None:
    room = room_of(cast)
    book = room.books[0]
    makers.make_loan(book, cast.ana)
    batch_id = start_batch(room.dee, kind="return", condition=default, now=NOON)
    done = scan_into_batch(room.dee, batch_id=batch_id, text=book.barcode, now=NOON)
    grade_batch_line(room.dee, line_id=done.line_id, condition="damaged", now=NOON)
    book.refresh_from_db()
    note = ConditionNote.objects.filter(item=book).latest("pk")
    assert (book.condition, note.condition, note.was) == ("damaged", "damaged", default or "good")
    undo_batch(room.dee, batch_id=batch_id, now=NOON)
    book.refresh_from_db()
    assert book.condition == "good"


def test_a_line_without_a_thing_has_no_condition(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = start_batch(room.dee, kind="return", now=NOON)
    done = scan_into_batch(room.dee, batch_id=batch_id, text="NO-SUCH-BOOK", now=NOON)
    with pytest.raises(Refused):
        grade_batch_line(room.dee, line_id=done.line_id, condition="damaged", now=NOON)

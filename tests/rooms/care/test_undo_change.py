"""undo_change: one act takes all of it back."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import stack

pytestmark = pytest.mark.django_db


def test_all_as_before(cast: Cast) -> None:
    books, dee = stack.books(cast), cast.actor(cast.dee)
    made = stack.done(cast, {"prefix": ["FIC", "MYS"]}, *(book.barcode for book in books), "nothing")
    actions.undo_change(dee, run_id=made, now=NOON)
    assert stack.outcomes(made) == [("undone", ""), ("undone", ""), ("left", "care.line_unknown")]
    for book in books:
        key = book.shelving_key
        book.refresh_from_db()
        assert (book.call_number, book.shelving_key) == ("FIC SAC", key)
    with pytest.raises(Refused, match="change_not_done"):
        actions.undo_change(dee, run_id=made, now=NOON)


def test_nobody_else_s_change_is_touched(cast: Cast) -> None:
    with pytest.raises(Refused, match="no_such_change"):
        actions.undo_change(cast.actor(cast.dee), run_id=10**9, now=NOON)

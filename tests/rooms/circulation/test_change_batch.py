"""change_batch: what all further returns get."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import change_batch, scan_into_batch, start_batch
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import room_of

pytestmark = pytest.mark.django_db


def test_further_returns_get_it_and_earlier_ones_do_not(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = start_batch(room.dee, kind="return", condition="good", now=NOON)
    one, two, _ = room.books
    scan_into_batch(room.dee, batch_id=batch_id, text=one.barcode, now=NOON)
    change_batch(room.dee, batch_id=batch_id, condition="worn", put_at=None, now=NOON)
    scan_into_batch(room.dee, batch_id=batch_id, text=two.barcode, now=NOON)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.condition, two.condition) == ("good", "worn")


def test_a_place_of_another_school_is_refused(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = start_batch(room.dee, kind="return", now=NOON)
    with pytest.raises(Refused):
        change_batch(room.dee, batch_id=batch_id, condition="", put_at=makers.make_place(cast.high).pk, now=NOON)

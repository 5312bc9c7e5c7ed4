"""put_on_disposal_list: by scanning, with a reason; an item stands on one open list at most."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions, queries
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def put(cast: Cast, list_id: int, number: str) -> actions.PutOn:
    return actions.put_on_disposal_list(
        cast.actor(cast.dee), list_id=list_id, number=number, reason="worn", note="Cover gone", now=NOON
    )


def test_scanned_twice_it_stands_there_once(cast: Cast) -> None:
    made, item = shelf.surplus(cast), shelf.item(cast)
    assert [put(cast, made, item.barcode).is_new for _ in range(2)] == [True, False]
    (line,) = queries.lines_of(made)
    assert (line.item_id, line.reason, line.note, shelf.state(item)) == (item.pk, "worn", "Cover gone", "available")


def test_refused(cast: Cast) -> None:
    item = shelf.item(cast)
    shelf.surplus(cast, item)
    made = shelf.surplus(cast)
    with pytest.raises(Refused, match="on_other_list"):
        put(cast, made, item.barcode)
    with pytest.raises(Refused, match="no_such_number"):
        put(cast, made, "nothing")
    with pytest.raises(Refused, match="other_site"):
        put(cast, made, makers.make_item(cast.high).barcode)
    out = shelf.item(cast)
    makers.make_loan(out, cast.ana)
    with pytest.raises(Refused, match="item_out"):
        put(cast, made, out.barcode)

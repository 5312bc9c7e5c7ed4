"""call_back_lent: the day has come, and what is lent to another school comes home."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_out
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Transfer, TransferLine
from carrel.rooms.moving.queries.transfers import to_call_back
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes, item_state

pytestmark = pytest.mark.django_db
UNTIL = TODAY + timedelta(days=30)


def lent(moving: Moving, *titles: str) -> tuple[int, list[object]]:
    transfer_id, items = moving.sent(*titles, until_on=UNTIL)
    for item in items:
        moving.count(transfer_id, item)
    actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    return transfer_id, list(items)


def test_the_other_school_gets_it_to_pack_and_it_comes_home(moving: Moving, cast: Cast) -> None:
    makers.make_policy()
    transfer_id, (first, second) = lent(moving, "Holes", "Hatchet")
    assert to_call_back(moving.middle.pk, TODAY) == []
    assert [each.items for each in to_call_back(moving.middle.pk, UNTIL)] == [2]
    check_out(moving.hana, patron_id=cast.fay.pk, item_id=second.pk, now=NOON)  # type: ignore[attr-defined]  # an item
    back_id, filled = actions.call_back_lent(moving.dee, transfer_id=transfer_id, now=NOON)
    assert (filled.count, [each.code for each in filled.refused]) == (1, ["circulation.send_on_loan"])
    back = Transfer.objects.get(pk=back_id)
    assert (back.from_site, back.to_site, back.returns_id) == (moving.high, moving.middle, transfer_id)
    assert [each.items for each in to_call_back(moving.middle.pk, UNTIL)] == [1]
    actions.send_transfer(moving.hana, transfer_id=back_id, now=NOON)
    counted = actions.count_transfer(moving.dee, transfer_id=back_id, number=first.barcode, now=NOON)  # type: ignore[attr-defined]  # an item
    assert [each.code for each in counted.tells] == ["circulation.arrived_home"]
    assert item_state(first) == "available"  # type: ignore[arg-type]  # an item
    assert TransferLine.objects.get(transfer_id=back_id).home_before is None


def test_what_went_for_good_or_is_home_is_not_called_back(moving: Moving) -> None:
    for_good, (item,) = moving.sent("Holes")
    moving.count(for_good, item)
    with pytest.raises(Refused) as refused:
        actions.call_back_lent(moving.dee, transfer_id=for_good, now=NOON)
    assert codes(refused.value) == {"nothing_to_call_back"}

"""settle_line: what did not come is missing, or went its own way."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in
from carrel.rooms.moving import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes, item_state

pytestmark = pytest.mark.django_db


def test_missing_closes_the_transfer_and_any_scan_finds_it(moving: Moving) -> None:
    transfer_id, (item,) = moving.sent("Holes")
    actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    line = moving.line(item)
    assert actions.settle_line(moving.hana, transfer_id=transfer_id, line_id=line.pk, now=NOON) == "missing"
    assert (item_state(item), moving.state(transfer_id)) == ("missing", "closed")
    assert "circulation.was_found" in {each.code for each in check_in(moving.dee, item_id=item.pk, now=NOON).tells}


def test_seen_at_a_third_school_and_called_off_there_it_went_its_own_way(moving: Moving, cast: Cast) -> None:
    transfer_id, (item,) = moving.sent("Holes")
    actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    from carrel.rooms.circulation.actions import cancel_transit
    from carrel.rooms.inventory.models import Transit

    cancel_transit(moving.dee, transit_id=Transit.objects.get(item=item).pk, now=NOON)
    ended = actions.settle_line(moving.hana, transfer_id=transfer_id, line_id=moving.line(item).pk, now=NOON)
    assert (ended, item_state(item)) == ("elsewhere", "available")


def test_only_after_the_count_and_once(moving: Moving) -> None:
    transfer_id, (item, _other) = moving.sent("Holes", "Hatchet")
    line = moving.line(item)
    with pytest.raises(Refused) as refused:
        actions.settle_line(moving.hana, transfer_id=transfer_id, line_id=line.pk, now=NOON)
    assert codes(refused.value) == {"count_first"}
    actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    actions.settle_line(moving.hana, transfer_id=transfer_id, line_id=line.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.settle_line(moving.hana, transfer_id=transfer_id, line_id=line.pk, now=NOON)
    assert codes(refused.value) == {"line_settled"}

"""take_out_of_transfer: a wrong one is taken out again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import TransferLine
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes

pytestmark = pytest.mark.django_db


def test_it_is_out_and_no_other_line_is_touched(moving: Moving) -> None:
    transfer_id, (first, second) = moving.packed("Holes", "Hatchet")
    line = moving.line(first)
    assert actions.take_out_of_transfer(moving.dee, transfer_id=transfer_id, line_id=line.pk, now=NOON) == "Holes"
    assert list(TransferLine.objects.values_list("item_id", flat=True)) == [second.pk]
    assert actions.take_out_of_transfer(moving.dee, transfer_id=transfer_id, line_id=line.pk, now=NOON) == ""


def test_not_after_it_has_left_and_not_by_the_other_school(moving: Moving) -> None:
    transfer_id, (item,) = moving.packed("Holes")
    line_id = moving.line(item).pk
    with pytest.raises(Refused) as refused:
        actions.take_out_of_transfer(moving.hana, transfer_id=transfer_id, line_id=line_id, now=NOON)
    assert codes(refused.value) == {"no_such_transfer"}
    actions.send_transfer(moving.dee, transfer_id=transfer_id, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.take_out_of_transfer(moving.dee, transfer_id=transfer_id, line_id=line_id, now=NOON)
    assert codes(refused.value) == {"transfer_left"}

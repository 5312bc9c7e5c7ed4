"""fill_transfer: so many copies of a title, or what a list finds."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Transfer, TransferLine
from carrel.rooms.moving.queries.transfers import copies_to_fill
from tests import makers
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes

pytestmark = pytest.mark.django_db


def test_so_many_copies_go_in_and_what_cannot_is_told(moving: Moving) -> None:
    record = makers.make_record("Holes")
    copies = [makers.make_item(moving.middle, record=record, copy_number=n) for n in range(1, 5)]
    lost = makers.make_item(moving.middle, record=record, state="lost")
    transfer_id = moving.begin()
    wanted = [lost.pk, *(each.pk for each in copies)]
    filled = actions.fill_transfer(moving.dee, transfer_id=transfer_id, item_ids=wanted, most=3, now=NOON)
    assert filled.count == 3
    assert [each.code for each in filled.refused] == ["circulation.send_not_found"]
    assert set(TransferLine.objects.values_list("item_id", flat=True)) == {each.pk for each in copies[:3]}


def test_only_copies_that_are_in_at_this_school_are_offered(moving: Moving) -> None:
    record = makers.make_record("Holes")
    here = makers.make_item(moving.middle, record=record)
    makers.make_item(moving.high, record=record)
    makers.make_item(moving.middle, record=record, state="on_loan")
    transfer = Transfer.objects.get(pk=moving.begin())
    assert copies_to_fill(transfer, record.pk) == [here.pk]


def test_what_lies_in_it_already_is_not_counted_again(moving: Moving) -> None:
    transfer_id, (item,) = moving.packed("Holes")
    filled = actions.fill_transfer(moving.dee, transfer_id=transfer_id, item_ids=[item.pk], now=NOON)
    assert (filled.count, filled.refused) == (0, ())


def test_not_after_it_has_left(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes")
    with pytest.raises(Refused) as refused:
        actions.fill_transfer(moving.dee, transfer_id=transfer_id, item_ids=[], now=NOON)
    assert codes(refused.value) == {"transfer_left"}

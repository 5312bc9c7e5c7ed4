"""add_to_transfer: one scan, one line; whatever the item is, the answer says it."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, check_out, place_hold
from carrel.rooms.inventory.models import Item
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import TransferLine
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes

pytestmark = pytest.mark.django_db


def refusal(moving: Moving, transfer_id: int, item: Item | str) -> set[str]:
    number = item if isinstance(item, str) else item.barcode
    with pytest.raises(Refused) as refused:
        actions.add_to_transfer(moving.dee, transfer_id=transfer_id, number=number, now=NOON)
    return codes(refused.value)


def test_scanned_twice_it_lies_there_once(moving: Moving) -> None:
    transfer_id, (item,) = moving.packed("Holes")
    again = actions.add_to_transfer(moving.dee, transfer_id=transfer_id, number=item.barcode, now=NOON)
    assert (again.title, again.is_new) == ("Holes", False)
    assert TransferLine.objects.count() == 1


def test_the_same_key_is_done_once(moving: Moving) -> None:
    transfer_id, item = moving.begin(), makers.make_item(moving.middle)
    for expected in (True, False):
        packed = actions.add_to_transfer(moving.dee, transfer_id=transfer_id, number=item.barcode, now=NOON, key="k")
        assert packed.is_new is expected


@pytest.mark.parametrize(
    ("state", "code"),
    [("lost", "send_not_found"), ("missing", "send_not_found"), ("withdrawn", "send_withdrawn"),
     ("in_repair", "send_in_repair"), ("in_transit", "send_on_its_way")],
)  # fmt: skip
def test_what_is_not_in_is_refused_with_the_reason(moving: Moving, state: str, code: str) -> None:
    assert refusal(moving, moving.begin(), makers.make_item(moving.middle, state=state)) == {code}


def test_what_a_reader_has_or_waits_for_is_refused(moving: Moving, cast: Cast) -> None:
    makers.make_policy()
    out, held = makers.make_item(moving.middle, "Out"), makers.make_item(moving.middle, "Held")
    check_out(moving.dee, patron_id=cast.ana.pk, item_id=out.pk, now=NOON)
    place_hold(moving.dee, record_id=held.record_id, patron_id=cast.ana.pk, pickup_site_id=moving.middle.pk, now=NOON)
    check_in(moving.dee, item_id=held.pk, now=NOON)
    transfer_id = moving.begin()
    assert refusal(moving, transfer_id, out) == {"send_on_loan"}
    assert refusal(moving, transfer_id, held) == {"send_held"}


def test_an_unknown_number_another_schools_item_and_one_packed_elsewhere_are_refused(moving: Moving) -> None:
    _other, (item,) = moving.packed("Holes")
    transfer_id = moving.begin()
    assert refusal(moving, transfer_id, "39990000") == {"no_such_number"}
    assert refusal(moving, transfer_id, item) == {"in_other_transfer"}
    assert refusal(moving, transfer_id, makers.make_item(moving.high)) == {"not_of_here", "send_is_there"}


def test_nothing_is_added_to_what_has_left(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes")
    assert refusal(moving, transfer_id, makers.make_item(moving.middle)) == {"transfer_left"}

"""count_transfer: expected against counted, one scan after the other."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, check_out, place_hold
from carrel.rooms.inventory.models import Item
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Stranger
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes, item_state

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def home(item: Item) -> int:
    return int(Item.objects.values_list("site_id", flat=True).get(pk=item.pk))


def test_for_good_it_belongs_there_when_it_arrives_and_not_before(moving: Moving) -> None:
    place = makers.make_place(moving.middle)
    transfer_id = moving.begin()
    item = makers.make_item(moving.middle, "Holes", place=place)
    actions.add_to_transfer(moving.dee, transfer_id=transfer_id, number=item.barcode, now=NOON)
    actions.send_transfer(moving.dee, transfer_id=transfer_id, now=NOON)
    assert home(item) == moving.middle.pk
    counted = moving.count(transfer_id, item)
    assert (counted.kind, counted.title) == ("expected", "Holes")
    assert [each.code for each in counted.tells] == ["circulation.arrived_home"]
    assert (home(item), item_state(item)) == (moving.high.pk, "available")
    assert Item.objects.get(pk=item.pk).place_id is None


def test_for_a_time_it_stays_through_a_loan_and_belongs_where_it_did(moving: Moving, cast: Cast) -> None:
    makers.make_policy()
    transfer_id, (item,) = moving.sent("Holes", until_on=TODAY + timedelta(days=60))
    assert [each.code for each in moving.count(transfer_id, item).tells] == ["circulation.sent_arrived"]
    assert home(item) == moving.middle.pk
    check_out(moving.hana, patron_id=cast.fay.pk, item_id=item.pk, now=LATER)
    back = check_in(moving.hana, item_id=item.pk, now=LATER + timedelta(days=1))
    assert (item_state(item), back.belongs_to) == ("available", None)
    astray = check_in(moving.dee, item_id=item.pk, now=LATER + timedelta(days=2))
    assert (item_state(item), astray.belongs_to) == ("in_transit", moving.high.pk)


def test_who_waits_comes_first(moving: Moving, cast: Cast) -> None:
    makers.make_policy()
    transfer_id, (item,) = moving.sent("Holes")
    place_hold(moving.hana, record_id=item.record_id, patron_id=cast.fay.pk, pickup_site_id=moving.high.pk, now=NOON)
    counted = moving.count(transfer_id, item)
    assert item_state(item) == "on_hold"
    assert any("hold" in each.code for each in counted.tells)


def test_twice_is_said_and_changes_nothing(moving: Moving) -> None:
    transfer_id, (item, _rest) = moving.sent("Holes", "Hatchet")
    moving.count(transfer_id, item)
    assert moving.count(transfer_id, item).kind == "again"


def test_an_item_of_another_transfer_to_here_is_counted_there(moving: Moving) -> None:
    first, _items = moving.sent("Holes")
    second, (item,) = moving.sent("Hatchet")
    counted = moving.count(first, item)
    assert (counted.kind, counted.transfer) == ("other_list", moving.code(second))
    assert not moving.line(item).is_open
    assert not Stranger.objects.exists()


def test_what_nobody_expected_is_noted_once(moving: Moving, cast: Cast) -> None:
    transfer_id, _items = moving.sent("Holes")
    astray = makers.make_item(moving.middle, "Astray")
    elsewhere = actions.begin_transfer(
        moving.dee, from_site_id=moving.middle.pk, to_site_id=cast.elementary.pk, now=NOON
    )
    actions.add_to_transfer(moving.dee, transfer_id=elsewhere, number=astray.barcode, now=NOON)
    stranger = makers.make_item(moving.middle, "Stranger")
    for number, kind in ((stranger.barcode, "unlisted"), (astray.barcode, "astray"), ("90909", "unknown")):
        for _twice in range(2):
            counted = moving.count(transfer_id, number)
            assert (counted.kind, counted.stranger) == ("stranger", kind)
    assert Stranger.objects.count() == 3
    assert item_state(stranger) == "available"


def test_what_has_not_left_is_not_counted_and_strangers_not_when_it_is_closed(moving: Moving) -> None:
    packing, (item,) = moving.packed("Holes")
    with pytest.raises(Refused) as refused:
        moving.count(packing, item)
    assert codes(refused.value) == {"transfer_not_sent"}
    closed, (missing,) = moving.sent("Hatchet")
    actions.receive_transfer(moving.hana, transfer_id=closed, now=NOON)
    actions.settle_line(moving.hana, transfer_id=closed, line_id=moving.line(missing).pk, now=NOON)
    with pytest.raises(Refused) as refused:
        moving.count(closed, "90909")
    assert codes(refused.value) == {"transfer_closed"}
    assert moving.count(closed, missing).kind == "found_late"
    assert (item_state(missing), home(missing)) == ("available", moving.high.pk)


def test_only_the_school_it_comes_to_counts(moving: Moving) -> None:
    transfer_id, (item,) = moving.sent("Holes")
    with pytest.raises(Refused) as refused:
        actions.count_transfer(moving.dee, transfer_id=transfer_id, number=item.barcode, now=NOON)
    assert codes(refused.value) == {"no_such_transfer"}

"""settle_stranger: added, sent on, or laid aside."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.queries.sending import standing_elsewhere
from carrel.rooms.inventory.models import Item
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Stranger
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes, item_state

pytestmark = pytest.mark.django_db


def settle(moving: Moving, transfer_id: int, number: str, how: str) -> None:
    stranger = Stranger.objects.get(number=number)
    actions.settle_stranger(moving.hana, transfer_id=transfer_id, stranger_id=stranger.pk, how=how, now=NOON)


def test_added_it_moves_for_good_as_the_others(moving: Moving) -> None:
    transfer_id, (item,) = moving.sent("Holes")
    more = makers.make_item(moving.middle, "More")
    moving.count(transfer_id, item)
    moving.count(transfer_id, more)
    assert not actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    settle(moving, transfer_id, more.barcode, "added")
    assert (moving.state(transfer_id), moving.line(more).box) == ("closed", 0)
    assert Item.objects.get(pk=more.pk).site_id == moving.high.pk


def test_added_for_a_time_it_stays_as_long_as_the_others(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes", until_on=TODAY + timedelta(days=30))
    more = makers.make_item(moving.middle, "More", state="in_transit")
    moving.count(transfer_id, more)
    settle(moving, transfer_id, more.barcode, "added")
    assert item_state(more) == "available"
    assert standing_elsewhere() == {more.pk: moving.high.pk}


def test_sent_on_it_goes_where_it_should_be(moving: Moving, cast: Cast) -> None:
    transfer_id, _items = moving.sent("Holes")
    astray = makers.make_item(cast.elementary, "Astray")
    moving.count(transfer_id, astray)
    settle(moving, transfer_id, astray.barcode, "sent_on")
    assert item_state(astray) == "in_transit"


def test_an_unknown_number_is_laid_aside_or_looked_up_once_more(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes")
    moving.count(transfer_id, "11111")
    moving.count(transfer_id, "22222")
    settle(moving, transfer_id, "11111", "aside")
    with pytest.raises(Refused) as refused:
        settle(moving, transfer_id, "11111", "aside")
    assert codes(refused.value) == {"stranger_settled"}
    with pytest.raises(Refused) as refused:
        settle(moving, transfer_id, "22222", "added")
    assert codes(refused.value) == {"stranger_unknown"}
    makers.make_item(moving.middle, "Found in the catalogue", barcode="22222")
    with pytest.raises(Refused) as refused:
        settle(moving, transfer_id, "22222", "aside")
    assert codes(refused.value) == {"stranger_known"}
    settle(moving, transfer_id, "22222", "added")


def test_what_another_list_expects_is_not_added_here(moving: Moving, cast: Cast) -> None:
    transfer_id, _items = moving.sent("Holes")
    astray = makers.make_item(moving.middle, "Astray")
    other = actions.begin_transfer(moving.dee, from_site_id=moving.middle.pk, to_site_id=cast.elementary.pk, now=NOON)
    actions.add_to_transfer(moving.dee, transfer_id=other, number=astray.barcode, now=NOON)
    moving.count(transfer_id, astray)
    with pytest.raises(Refused) as refused:
        settle(moving, transfer_id, astray.barcode, "added")
    assert codes(refused.value) == {"add_is_listed"}

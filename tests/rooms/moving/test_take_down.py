"""take_down: an ordinary return, in the order of the shelves."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, place_hold, undo
from carrel.rooms.moving import actions
from carrel.rooms.moving.queries.displays import shown_on
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes, item_state
from tests.rooms.moving.shown import opened, shown

pytestmark = pytest.mark.django_db


def test_scanned_it_is_in_again_and_undone_it_stands_there(moving: Moving) -> None:
    display_id, _place = opened(moving)
    item = shown(moving, display_id)
    returned = actions.take_down(moving.dee, display_id=display_id, number=item.barcode, now=NOON)
    assert (item_state(item), shown_on(display_id).count()) == ("available", 0)
    undo(moving.dee, act_id=returned.act_id, now=NOON)
    assert shown_on(display_id).count() == 1


def test_any_return_desk_takes_it_down(moving: Moving) -> None:
    display_id, _place = opened(moving)
    item = shown(moving, display_id)
    check_in(moving.dee, item_id=item.pk, now=NOON)
    assert not shown_on(display_id).exists()
    with pytest.raises(Refused) as refused:
        actions.take_down(moving.dee, display_id=display_id, number=item.barcode, now=NOON)
    assert codes(refused.value) == {"not_on_display"}


def test_who_waits_gets_it(moving: Moving, cast: Cast) -> None:
    makers.make_policy()
    display_id, _place = opened(moving)
    item = shown(moving, display_id)
    place_hold(moving.dee, record_id=item.record_id, patron_id=cast.ana.pk, pickup_site_id=moving.middle.pk, now=NOON)
    returned = actions.take_down(moving.dee, display_id=display_id, number=item.barcode, now=NOON)
    assert (returned.hold_id is not None, item_state(item)) == (True, "on_hold")


def test_the_list_is_in_the_order_of_the_places_and_shelves(moving: Moving) -> None:
    display_id, _place = opened(moving)
    late, early = (makers.make_place(moving.middle, name=name, sort=sort) for name, sort in (("B", 2), ("A", 1)))
    for title, place, call_number in (("3", late, "100"), ("2", early, "900"), ("1", early, "500")):
        shown(moving, display_id, title, place=place, call_number=call_number)
    assert [each.loan.item.record.title for each in shown_on(display_id)] == ["1", "2", "3"]

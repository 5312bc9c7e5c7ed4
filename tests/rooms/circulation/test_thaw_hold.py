"""thaw_hold: a frozen hold is filled again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, thaw_hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_it_is_filled_again(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    hold = makers.make_hold(item.record, cast.ana, is_frozen=True)
    thaw_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    assert check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON).hold_id == hold.pk


def test_one_that_is_over_stays_over(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana, status="expired", ended_at=NOON)
    with pytest.raises(Refused) as refused:
        thaw_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    assert refused.value.code == "circulation.hold_is_over"

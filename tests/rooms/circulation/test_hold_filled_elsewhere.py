"""A hold that another copy filled, and the loan taken back: the copy that was caught for it is kept for it again."""

from datetime import timedelta

import pytest

from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Hold
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("pickup", ["middle", "high"])
def test_the_caught_copy_is_kept_again(cast: Cast, pickup: str) -> None:
    makers.make_policy(length=14, length_unit="calendar_days")
    dee, site = cast.actor(cast.dee), getattr(cast, pickup)
    caught = makers.make_item(cast.middle, "Holes")
    other = makers.make_item(cast.middle, record=caught.record)
    makers.make_loan(caught, cast.ben)
    Item.objects.filter(pk=caught.pk).update(state="on_loan")
    hold = makers.make_hold(caught.record, cast.ana, pickup_site=site)
    actions.check_in(dee, item_id=caught.pk, now=NOON)
    hold.refresh_from_db()
    before = (hold.status, hold.captured_item_id, Item.objects.get(pk=caught.pk).state)
    assert before[0] in ("on_shelf", "in_transit")
    lent = actions.check_out(dee, patron_id=cast.ana.pk, item_id=other.pk, now=NOON + timedelta(minutes=1))
    assert Hold.objects.get(pk=hold.pk).status == "filled"
    actions.undo(dee, act_id=lent.act_id, now=NOON + timedelta(minutes=2))
    hold.refresh_from_db()
    assert (hold.status, hold.captured_item_id, Item.objects.get(pk=caught.pk).state) == before

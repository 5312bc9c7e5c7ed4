"""freeze_hold: a hold keeps its place and is passed over."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, freeze_hold
from carrel.rooms.circulation.models import Hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_it_is_passed_over_and_keeps_its_place(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    frozen = makers.make_hold(item.record, cast.ana, placed_at=NOON - timedelta(days=2))
    other = makers.make_hold(item.record, cast.ben)
    freeze_hold(cast.actor(cast.dee), hold_id=frozen.pk, now=NOON, until_on=TODAY + timedelta(days=7))
    assert check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON).hold_id == other.pk
    frozen.refresh_from_db()
    assert (frozen.status, frozen.is_frozen, frozen.placed_at) == ("waiting", True, NOON - timedelta(days=2))


def test_a_day_that_is_past_is_refused(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana)
    with pytest.raises(Refused) as refused:
        freeze_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON, until_on=TODAY - timedelta(days=1))
    assert refused.value.code == "circulation.hold_day_past"


def test_what_stands_ready_is_not_frozen(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    hold = makers.make_hold(item.record, cast.ana)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        freeze_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    assert refused.value.code == "circulation.hold_has_copy"


def test_a_copy_of_a_reservation_is_changed_with_it(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.clark, rank=Hold.RESERVED)
    reservation = makers.make_reservation(hold.record, cast.clark)
    Hold.objects.filter(pk=hold.pk).update(reservation=reservation)
    with pytest.raises(Refused) as refused:
        freeze_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    assert refused.value.code == "circulation.hold_is_reserved"

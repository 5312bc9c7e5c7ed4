"""cancel_reservation: what was kept goes to the next who waits."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import cancel_reservation, check_in
from carrel.rooms.circulation.models import Hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_what_was_kept_goes_on(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    reservation = makers.make_reservation(item.record, cast.clark)
    hold = makers.make_hold(item.record, cast.clark, rank=Hold.RESERVED, reservation=reservation)
    after = makers.make_hold(item.record, cast.ana)
    dee = cast.actor(cast.dee)
    assert check_in(dee, item_id=item.pk, now=NOON).hold_id == hold.pk
    cancel_reservation(dee, reservation_id=reservation.pk, now=NOON, reason="Other book")
    for each in (hold, after, reservation):
        each.refresh_from_db()
    assert (hold.status, after.status, reservation.status) == ("cancelled", "on_shelf", "cancelled")
    with pytest.raises(Refused) as refused:
        cancel_reservation(dee, reservation_id=reservation.pk, now=NOON)
    assert refused.value.code == "circulation.reservation_unknown"

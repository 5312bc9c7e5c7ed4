"""cancel_own_hold: a reader gives up their own place, and nobody else's."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import cancel_own_hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_ana_cancels_hers(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana)
    cancel_own_hold(cast.actor(cast.ana), hold_id=hold.pk, now=NOON)
    hold.refresh_from_db()
    assert hold.status == "cancelled"


@pytest.mark.parametrize("status", ["waiting", "cancelled"])
def test_bens_is_unknown_to_ana(cast: Cast, status: str) -> None:
    ended = NOON if status == "cancelled" else None
    hold = makers.make_hold(makers.make_record(), cast.ben, status=status, ended_at=ended)
    with pytest.raises(Refused) as refused:
        cancel_own_hold(cast.actor(cast.ana), hold_id=hold.pk, now=NOON)
    assert refused.value.code == "circulation.hold_unknown"
    hold.refresh_from_db()
    assert hold.status == status

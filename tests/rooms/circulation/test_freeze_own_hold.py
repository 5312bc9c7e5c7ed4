"""freeze_own_hold: for the reader's own hands, and on nobody else's hold."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import freeze_own_hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_on_ones_own(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana, is_frozen=False)
    freeze_own_hold(cast.actor(cast.ana), hold_id=hold.pk, now=NOON)
    hold.refresh_from_db()
    assert hold.is_frozen is True


def test_bens_is_unknown_to_ana(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ben)
    with pytest.raises(Refused) as refused:
        freeze_own_hold(cast.actor(cast.ana), hold_id=hold.pk, now=NOON)
    assert refused.value.code == "circulation.hold_unknown"

"""restore_hold: what was called off by mistake waits again at its old place."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import cancel_hold, restore_hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_it_waits_again_at_its_old_place(cast: Cast) -> None:
    record = makers.make_record()
    first = makers.make_hold(record, cast.ana, placed_at=NOON - timedelta(days=2))
    makers.make_hold(record, cast.ben, placed_at=NOON - timedelta(days=1))
    dee = cast.actor(cast.dee)
    cancel_hold(dee, hold_id=first.pk, now=NOON)
    restored = restore_hold(dee, hold_id=first.pk, now=NOON)
    first.refresh_from_db()
    assert (restored.position, first.status, first.ended_at) == (1, "waiting", None)


def test_a_filled_one_stays_filled(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana, status="filled", ended_at=NOON)
    with pytest.raises(Refused) as refused:
        restore_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    assert refused.value.code == "circulation.hold_is_over"


def test_a_forgotten_reader_waits_for_nothing(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana, status="cancelled", ended_at=NOON)
    type(hold).objects.update(patron=None)
    with pytest.raises(Refused) as refused:
        restore_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    assert refused.value.code == "circulation.hold_is_over"


def test_who_waits_again_meanwhile_waits_once(cast: Cast) -> None:
    record = makers.make_record()
    old = makers.make_hold(record, cast.ana, status="cancelled", ended_at=NOON)
    makers.make_hold(record, cast.ana)
    with pytest.raises(Refused) as refused:
        restore_hold(cast.actor(cast.dee), hold_id=old.pk, now=NOON)
    assert refused.value.code == "circulation.hold_waits_already"

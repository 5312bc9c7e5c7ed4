"""cancel_hold: nobody waits any more, and a copy that stood ready goes on."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import cancel_hold, check_in
from carrel.rooms.circulation.models import Hold
from carrel.rooms.inventory.models import Item, Transit
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def caught(cast: Cast, item: Item, *holds: Hold) -> None:
    """The copy comes back and stands on the hold shelf for the first who waits."""
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    item.refresh_from_db()
    assert item.state == "on_hold"
    for each in holds:
        each.refresh_from_db()


def test_it_leaves_the_queue(cast: Cast) -> None:
    item = makers.make_item(cast.middle, state="on_loan")
    hold = makers.make_hold(item.record, cast.ana)
    placed = cancel_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    hold.refresh_from_db()
    assert (placed.status, hold.status, hold.ended_at) == ("cancelled", "cancelled", NOON)


def test_the_next_in_the_queue_gets_the_copy(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    first, second = makers.make_hold(item.record, cast.ana), makers.make_hold(item.record, cast.ben)
    caught(cast, item, first)
    cancel_hold(cast.actor(cast.dee), hold_id=first.pk, now=NOON)
    second.refresh_from_db()
    item.refresh_from_db()
    assert (second.status, second.captured_item, item.state) == ("on_shelf", item, "on_hold")


def test_without_a_next_the_copy_is_in_again(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    hold = makers.make_hold(item.record, cast.ana)
    caught(cast, item, hold)
    cancel_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    item.refresh_from_db()
    assert item.state == "available"


def test_a_copy_of_another_school_goes_home(cast: Cast) -> None:
    item = makers.make_item(cast.high)
    hold = makers.make_hold(item.record, cast.ana)
    caught(cast, item, hold)
    cancel_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    item.refresh_from_db()
    transit = Transit.objects.get(item=item, ended_at=None)
    assert (item.state, transit.from_site, transit.to_site, transit.why) == (
        "in_transit", cast.middle, cast.high, "home",
    )  # fmt: skip


def test_one_that_is_over_is_over(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana, status="filled", ended_at=NOON)
    with pytest.raises(Refused) as refused:
        cancel_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    assert refused.value.code == "circulation.hold_is_over"


def test_a_hold_of_another_school_is_unknown(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.fay)
    with pytest.raises(Refused) as refused:
        cancel_hold(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    assert refused.value.code == "circulation.hold_unknown"

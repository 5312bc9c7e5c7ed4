"""cancel_transit: the item never left; who waited keeps their place."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import cancel_transit, check_in
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.inventory.queries import late_transit_count, transits_from, transits_to
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_it_stays_and_the_hold_waits_again(cast: Cast) -> None:
    makers.make_policy()
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    hold = makers.make_hold(item.record, cast.ana, pickup_site=cast.high)
    check_in(dee, item_id=item.pk, now=NOON)
    sent = Transit.objects.get()
    assert cancel_transit(dee, transit_id=sent.pk, now=NOON) == item.record.title
    hold.refresh_from_db()
    sent.refresh_from_db()
    assert (hold.status, hold.captured_item_id) == ("waiting", None)
    assert sent.ended_as == "cancelled"
    assert Item.objects.get(pk=item.pk).state == "available"
    with pytest.raises(Refused, match="transit_is_over"):
        cancel_transit(dee, transit_id=sent.pk, now=NOON)
    assert check_in(dee, item_id=item.pk, now=NOON).hold_id == hold.pk


def test_between_other_schools_and_by_others_it_is_refused(cast: Cast) -> None:
    sent = makers.make_transit(makers.make_item(cast.high), cast.elementary)
    with pytest.raises(Refused, match="transit_is_over"):
        cancel_transit(cast.actor(cast.dee), transit_id=sent.pk, now=NOON)
    with pytest.raises(NotAllowed):
        cancel_transit(cast.actor(cast.eli), transit_id=sent.pk, now=NOON)


def test_the_lists_know_how_long(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_transit(item, cast.high, sent_at=NOON - timedelta(days=9))
    (row,) = transits_from(cast.middle.pk, now=NOON, late_after=7)
    assert (row.days, row.is_late, row.to_site) == (9, True, "Cedar")
    assert [each.item_id for each in transits_to(cast.high.pk, now=NOON, late_after=10)] == [item.pk]
    assert not transits_to(cast.high.pk, now=NOON, late_after=10)[0].is_late
    assert late_transit_count(cast.high.pk, now=NOON, late_after=7) == 1
    assert late_transit_count(cast.elementary.pk, now=NOON, late_after=7) == 0

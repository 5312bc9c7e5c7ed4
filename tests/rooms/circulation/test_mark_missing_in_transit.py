"""mark_missing_in_transit: it did not arrive; a scan anywhere finds it again."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import check_in, mark_missing_in_transit
from carrel.rooms.inventory.models import Item, Transit
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_it_is_missing_until_somebody_scans_it(cast: Cast) -> None:
    makers.make_policy()
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    hold = makers.make_hold(item.record, cast.ana, pickup_site=cast.high)
    check_in(dee, item_id=item.pk, now=NOON)
    sent = Transit.objects.get()
    mark_missing_in_transit(dee, transit_id=sent.pk, now=NOON)
    hold.refresh_from_db()
    sent.refresh_from_db()
    assert (hold.status, sent.ended_as) == ("waiting", "missing")
    assert Item.objects.get(pk=item.pk).state == "missing"
    hold.delete()
    found = check_in(dee, item_id=item.pk, now=NOON)
    assert [each.code for each in found.tells] == ["circulation.was_found"]
    assert Item.objects.get(pk=item.pk).state == "available"


def test_what_is_over_or_others_is_refused(cast: Cast) -> None:
    sent = makers.make_transit(makers.make_item(cast.high), cast.elementary)
    with pytest.raises(Refused, match="transit_is_over"):
        mark_missing_in_transit(cast.actor(cast.dee), transit_id=sent.pk, now=NOON)
    with pytest.raises(NotAllowed):
        mark_missing_in_transit(cast.actor(cast.gus), transit_id=sent.pk, now=NOON)

"""take_back_missing: it is on its way after all."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, mark_missing_in_transit, send_item, take_back_missing
from carrel.rooms.inventory.models import Item, Transit
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_it_is_on_its_way_as_before(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle, "Holes"), cast.actor(cast.dee)
    sent = send_item(dee, item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    mark_missing_in_transit(dee, transit_id=sent.transit_id, now=NOON)
    assert take_back_missing(dee, transit_id=sent.transit_id, now=NOON) == "Holes"
    assert Item.objects.get().state == "in_transit"
    assert Transit.objects.get().ended_at is None


def test_found_since_or_never_missing_it_is_refused(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    sent = send_item(dee, item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    with pytest.raises(Refused, match="transit_is_over"):
        take_back_missing(dee, transit_id=sent.transit_id, now=NOON)
    mark_missing_in_transit(dee, transit_id=sent.transit_id, now=NOON)
    check_in(dee, item_id=item.pk, now=NOON)
    with pytest.raises(Refused, match="found_since"):
        take_back_missing(dee, transit_id=sent.transit_id, now=NOON)

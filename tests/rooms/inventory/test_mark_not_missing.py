"""Items stand in again since the moment since when they stood in before."""

import pytest

from carrel.rooms.inventory.actions import mark_missing, mark_not_missing
from carrel.rooms.inventory.models import Item
from tests.cast import Cast
from tests.makers import NOON, make_item

pytestmark = pytest.mark.django_db
LATER, LAST = NOON.replace(hour=22), NOON.replace(hour=23)


def test_what_is_missing_since_then_and_nothing_else(cast: Cast) -> None:
    dee, one, other = cast.actor(cast.dee), make_item(cast.middle), make_item(cast.middle)
    since = mark_missing(dee, item_ids=[one.pk, other.pk], site_id=cast.middle.pk, now=LATER, facts={})
    Item.objects.filter(pk=other.pk).update(state="withdrawn")
    back = mark_not_missing(dee, since=since, missing_since=LATER, site_id=cast.middle.pk, now=LAST, facts={})
    assert back == {one.pk}
    rows = Item.objects.order_by("pk").values_list("state", "state_since_at")
    assert list(rows) == [("available", NOON), ("withdrawn", LATER)]

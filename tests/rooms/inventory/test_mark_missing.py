"""Many items are marked as missing, each with its own line in its history."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.inventory.actions import mark_missing
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import history_of
from tests.cast import Cast
from tests.makers import NOON, make_item

pytestmark = pytest.mark.django_db
LATER = NOON.replace(hour=22)


def test_what_stands_in_and_nothing_else(cast: Cast) -> None:
    dee, inside, out = cast.actor(cast.dee), make_item(cast.middle), make_item(cast.middle)
    Item.objects.filter(pk=out.pk).update(state="on_loan")
    ids = [inside.pk, out.pk]
    since = mark_missing(dee, item_ids=ids, site_id=cast.middle.pk, now=LATER, facts={"count": "Bay 7"})
    assert since == {inside.pk: NOON}
    assert list(Item.objects.order_by("pk").values_list("state", "version")) == [("missing", 1), ("on_loan", 0)]
    (entry,) = history_of(inside.pk)
    assert entry.facts["state"] == "missing" and not list(history_of(out.pk))
    with pytest.raises(NotAllowed):
        mark_missing(cast.actor(cast.eli), item_ids=[], site_id=cast.middle.pk, now=LATER, facts={})

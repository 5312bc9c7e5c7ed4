"""A carton that never left: its copies are in as before. The journey of a carton is in test_send_packed."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation import actions
from carrel.rooms.inventory.models import Item, Transit
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_they_are_in_again(cast: Cast) -> None:
    item, other = makers.make_item(cast.middle), makers.make_item(cast.middle)
    sent = {"from_site_id": cast.high.pk, "to_site_id": cast.middle.pk, "now": makers.NOON}
    actions.send_packed(SYSTEM, item_ids=[item.pk], **sent)  # type: ignore[arg-type]  # by name
    assert actions.call_back_packed(SYSTEM, item_ids=[item.pk, other.pk], now=makers.NOON) == 1
    assert set(Item.objects.values_list("state", flat=True)) == {"available"}
    assert Transit.objects.get().ended_as == "cancelled"


def test_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.call_back_packed(cast.actor(cast.eli), item_ids=[], now=makers.NOON)

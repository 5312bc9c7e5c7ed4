"""A delivery written down by mistake goes, one that is packed stays."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import Delivery
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_gone_unless_packed() -> None:
    first, second = unpacking(), unpacking()
    first.scan(HOLES)
    actions.take_out_delivery(first.dee, delivery_id=first.delivery_id, now=makers.NOON)
    assert not Delivery.objects.filter(pk=first.delivery_id).exists()
    second.share(second.lines[0], 1, 2)
    second.scan(HOLES, HOLES, HOLES)
    second.carton()
    with pytest.raises(Refused) as caught:
        actions.take_out_delivery(second.dee, delivery_id=second.delivery_id, now=makers.NOON)
    assert caught.value.code == "intake.delivery_in_use"
    with pytest.raises(Refused):
        actions.take_out_delivery(second.lee, delivery_id=second.delivery_id, now=makers.NOON)

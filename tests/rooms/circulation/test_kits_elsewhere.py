"""Parts go along at a self-check station and in lists of many, as at the desk."""

import pytest

from carrel.rooms.circulation.actions import NewLine, do_batch_lines, self_check_out, start_batch, undo_batch
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import ANA_CARD, Cast
from tests.makers import NOON
from tests.rooms.circulation.stations import station

pytestmark = pytest.mark.django_db


def test_at_a_station(cast: Cast) -> None:
    makers.make_policy()
    kit, plug = makers.make_kit(cast.middle)
    lent = self_check_out(station(cast), person_id=cast.ana.pk, item_id=kit.pk, now=NOON)
    assert Loan.objects.get(item=plug).with_loan_id == lent.loan_id


def test_in_a_list_out_and_taken_back(cast: Cast) -> None:
    makers.make_policy()
    kit, plug = makers.make_kit(cast.middle)
    dee = cast.actor(cast.dee)
    batch = start_batch(dee, kind="list", lines=[NewLine(kit.barcode, who=ANA_CARD)], now=NOON)
    do_batch_lines(dee, batch_id=batch, now=NOON)
    assert Loan.objects.get(item=plug, returned_at=None).patron_id == cast.ana.pk
    undo_batch(dee, batch_id=batch, now=NOON)
    assert not Loan.objects.filter(returned_at=None).exists()
    assert set(Item.objects.filter(pk__in=[kit.pk, plug.pk]).values_list("state", flat=True)) == {"available"}

"""An import is taken out again, what was lent since excepted."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import Item
from tests import makers

pytestmark = pytest.mark.django_db


def test_take_out_items() -> None:
    for place in range(3):
        makers.make_item(imported_by_job=7, loan_count=int(place == 2))
    other = makers.make_item(imported_by_job=8)
    assert actions.take_out_items(SYSTEM, job_id=7, now=makers.NOON) == (2, 1)
    assert Item.objects.count() == 2
    assert Item.objects.filter(pk=other.pk).exists()

"""An import is taken out again, what was lent since excepted."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.care.models import CareCase
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


def test_an_item_on_which_something_hangs_stays() -> None:
    kept, gone = (makers.make_item(imported_by_job=7) for _ in range(2))
    CareCase.objects.create(
        item=kept, site=kept.site, kind="mending", what="Spine", state_before="available", begun_on=makers.TODAY,
        begun_at=makers.NOON,
    )  # fmt: skip
    assert actions.take_out_items(SYSTEM, job_id=7, now=makers.NOON) == (1, 1)
    assert list(Item.objects.filter(pk__in=[kept.pk, gone.pk])) == [kept]

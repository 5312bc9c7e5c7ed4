"""Items of an import go step by step; those lent since stay, and the next step goes on behind them."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import Item, ItemNumber
from tests import makers

pytestmark = pytest.mark.django_db


def test_step_by_step() -> None:
    items = [makers.make_item(title=f"T{number}", barcode=f"A{number}") for number in range(5)]
    Item.objects.filter(pk__in=[item.pk for item in items]).update(imported_by_job=7)
    Item.objects.filter(pk=items[1].pk).update(loan_count=1)
    other = makers.make_item(title="Other", barcode="B1")
    after = 0
    went: list[tuple[int, list[int]]] = []
    while True:
        out, stay, last = actions.take_out_next_items(SYSTEM, job_id=7, after=after, most=2, now=makers.NOON)
        if last is None:
            break
        went.append((out, stay))
        after = last
    assert went == [(1, [items[1].pk]), (2, []), (1, [])]
    assert set(Item.objects.values_list("pk", flat=True)) == {items[1].pk, other.pk}
    assert ItemNumber.objects.count() == 2


def test_who_may_not() -> None:
    with pytest.raises(NotAllowed):
        actions.take_out_next_items(makers.make_actor("student"), job_id=7, after=0, most=2, now=makers.NOON)

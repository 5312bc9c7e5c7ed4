"""count_collection: what each school owns, by night; the last count of a month stays."""

from __future__ import annotations

from datetime import date

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.inventory.models import Item
from carrel.rooms.reports.actions import count_collection
from carrel.rooms.reports.models import CollectionCount
from carrel.rooms.reports.queries.figures import figures_of
from carrel.rooms.reports.rules.periods import month_of
from tests import makers
from tests.cast import Cast
from tests.rooms.reports.month import DAY, TODAY, TONIGHT, lent, night


def test_items_value_age_and_use(cast: Cast) -> None:
    lent(makers.make_item(cast.middle, call_number="FIC SAC", price_minor=900, loan_count=1), cast.ana, TODAY, TODAY)
    makers.make_item(cast.middle, call_number="567 HUG", price_minor=1500, acquired_on=date(2024, 9, 1))
    makers.make_item(cast.middle, call_number="567 ABC")
    gone = makers.make_item(cast.middle, state="withdrawn")
    Item.objects.filter(pk=gone.pk).update(state_since_at=TONIGHT - DAY)
    makers.make_item(cast.high, price_minor=100)
    night()
    count_collection(SYSTEM, now=TONIGHT)
    found = figures_of(month_of(TODAY), cast.middle.pk, TONIGHT)
    stock = found.collection
    assert stock is not None and found.collection_on == TODAY
    assert (stock.items, stock.value_minor, stock.unpriced) == (3, 2400, 1)
    assert (stock.added, stock.withdrawn, stock.never_lent) == (2, 1, 2)
    assert stock.turnover == 0.3 and stock.mean_year == 1998
    ranges = {each.value: (each.items, each.turnover) for each in found.stock["range"]}
    assert ranges == {"500": (2, 0.0), "FIC": (1, 1.0), "": (0, None)}
    district = figures_of(month_of(TODAY), None, TONIGHT).collection
    assert district is not None and district.items == 4


def test_the_last_count_of_a_month_stays(cast: Cast) -> None:
    makers.make_item(cast.middle)
    count_collection(SYSTEM, now=TONIGHT)
    makers.make_item(cast.middle)
    count_collection(SYSTEM, now=TONIGHT + DAY * 9)
    makers.make_item(cast.middle)
    count_collection(SYSTEM, now=TONIGHT + DAY)
    rows = CollectionCount.objects.filter(by="all").order_by("month")
    assert [(row.month, row.items) for row in rows] == [(date(2026, 11, 1), 3), (date(2026, 12, 1), 2)]


def test_only_the_night_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        count_collection(cast.actor(cast.dee), now=TONIGHT)

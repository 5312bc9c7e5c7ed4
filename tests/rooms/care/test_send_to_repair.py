"""send_to_repair: with a vendor, a number, a day, a cost and a fund."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions, queries
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_sent_with_all_that_is_known(cast: Cast) -> None:
    item = shelf.item(cast, "Chromebook")
    found = shelf.case(shelf.repair(cast, item))
    assert (found.kind, found.vendor.name, found.rma, found.cost_minor) == ("repair", "Trafera", "RMA 4711", 8900)
    assert shelf.state(item) == "in_repair"


def test_costs_are_listed_by_fund_and_by_item(cast: Cast) -> None:
    first, second = shelf.item(cast, "Chromebook 1"), shelf.item(cast, "Chromebook 2")
    for item in (first, second):
        shelf.repair(cast, item)
    case_id = queries.open_cases(cast.middle.pk, "repair", today=TODAY)[0].case.pk
    actions.end_case(cast.actor(cast.dee), case_id=case_id, outcome="repaired", now=NOON, cost_minor=10_000)
    (fund,) = queries.costs_by_fund(cast.middle.pk, TODAY, TODAY)
    assert (fund.name, fund.code, fund.count, fund.minor) == ("Title I", "TITLE-I", 2, 18_900)
    items = queries.costs_by_item(cast.middle.pk, TODAY, TODAY)
    assert [(each.name, each.minor) for each in items] == [("Chromebook 1", 10_000), ("Chromebook 2", 8_900)]
    assert not queries.costs_by_fund(cast.high.pk, TODAY, TODAY)


def test_without_a_vendor_it_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="no_vendor"):
        actions.send_to_repair(cast.actor(cast.dee), item_id=shelf.item(cast).pk, words=shelf.LOOSE, now=NOON)

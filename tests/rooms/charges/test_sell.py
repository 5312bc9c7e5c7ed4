"""Printed pages and lanyards over the counter, to nobody by name."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.actions import Sold, Tender
from carrel.rooms.charges.models import (
    Article,
    CashDay,
    Receipt,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import refused

pytestmark = pytest.mark.django_db


def test_sold_with_a_receipt(cast: Cast, dee: Actor) -> None:
    page = Article.objects.create(site=cast.middle, name="Printed page", price_minor=10)
    lanyard = Article.objects.create(site=cast.middle, name="Lanyard", price_minor=300)
    sold = [Sold(page.pk, 4), Sold(lanyard.pk, 1), Sold(0, 9)]
    paid = actions.sell(dee, sold=sold, tender=Tender("cash", 500), now=makers.NOON, key="s")
    assert actions.sell(dee, sold=sold, tender=Tender("cash", 500), now=makers.NOON, key="s") == paid
    assert paid.change_minor == 160
    receipt = Receipt.objects.get()
    assert (receipt.amount_minor, receipt.person) == (340, None)
    assert receipt.items == [["Printed page", 4, 40], ["Lanyard", 1, 300]]
    actions.reverse_payment(dee, receipt_id=receipt.pk, reason="Broken", now=makers.NOON)
    assert queries.takings(CashDay.objects.get().pk) == {"cash": 0}
    with refused("charges.nothing_sold"):
        actions.sell(dee, sold=[Sold(page.pk, 0)], tender=Tender("cash"), now=makers.NOON)
    with refused("charges.too_little_tendered"):
        actions.sell(dee, sold=[Sold(page.pk, 2)], tender=Tender("cash", 19), now=makers.NOON)
    with pytest.raises(NotAllowed):
        actions.sell(cast.actor(cast.eli), sold=[], tender=Tender("cash"), now=makers.NOON)

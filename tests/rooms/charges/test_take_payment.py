"""Money is taken for named charges, else for the oldest first; a numbered receipt comes of it."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.actions import Paid, Tender
from carrel.rooms.charges.models import (
    CashDay,
    Receipt,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, pay, refused

pytestmark = pytest.mark.django_db


def test_the_oldest_first(cast: Cast, dee: Actor, charged: Charged) -> None:
    late, early = charged(minor=300), charged(minor=500, days=-9)
    paid = actions.take_payment(
        dee, person_id=cast.ben.pk, amount_minor=600, tender=Tender("cash", 1000), now=makers.NOON, key="k"
    )
    assert (paid.change_minor, paid.left_minor) == (400, 200)
    receipt = Receipt.objects.get()
    assert (receipt.amount_minor, receipt.tendered_minor, receipt.code) == (600, 1000, "2026/00001")
    lines = [(line.charge_id, line.amount_minor) for line in receipt.charge_lines.all()]
    assert lines == [(early.pk, -500), (late.pk, -100)]
    assert list(queries.violations()) == []


def test_named_charges_in_their_order_and_the_same_key_once(cast: Cast, dee: Actor, charged: Charged) -> None:
    first, second = charged(minor=300, days=-9), charged(minor=500)
    for _ in range(2):
        paid = actions.take_payment(
            dee, person_id=cast.ben.pk, amount_minor=600, tender=Tender("cheque", reference="1044"),
            charge_ids=[second.pk, first.pk], now=makers.NOON, key="k",
        )  # fmt: skip
    assert paid == Paid(Receipt.objects.get().pk, 0, 200)
    second.refresh_from_db()
    assert second.left_minor == 0


def test_numbers_run_by_site_and_cash_opens_a_drawer_by_itself(cast: Cast, dee: Actor, charged: Charged) -> None:
    charged(minor=500)
    for _ in range(2):
        pay(dee, cast.ben.pk, 100)
    assert queries.takings(CashDay.objects.get().pk) == {"cash": 200}
    pay(cast.actor(cast.boss).at(cast.high.pk), cast.ben.pk, 100)
    assert list(Receipt.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 1]


@pytest.mark.parametrize(
    ("amount", "tender", "code"),
    [
        (501, Tender("cash"), "charges.beyond_left"),
        (0, Tender("cash"), "charges.amount_missing"),
        (500, Tender("cash", 499), "charges.too_little_tendered"),
        (500, Tender("card"), "charges.reference_missing"),
        (500, Tender("cheque", None, " "), "charges.reference_missing"),
    ],
)
def test_refusals(cast: Cast, dee: Actor, charged: Charged, amount: int, tender: Tender, code: str) -> None:
    charged(minor=500)
    with refused(code):
        actions.take_payment(dee, person_id=cast.ben.pk, amount_minor=amount, tender=tender, now=makers.NOON)
    assert not Receipt.objects.exists()


def test_a_reversed_charge_takes_no_payment(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(minor=500)
    actions.reverse_charge(dee, charge_id=charge.pk, reason="Found", now=makers.NOON)
    for named in (charge, None):
        with refused("charges.nothing_to_pay"):
            pay(dee, cast.ben.pk, 1, named)


def test_by_whom_and_for_whom(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(minor=500)
    with refused("charges.unknown"):
        pay(dee, cast.ana.pk, 1, charge)
    with pytest.raises(NotAllowed):
        pay(cast.actor(cast.eli), cast.ben.pk, 1)
    with pytest.raises(ValueError, match="Not a means of money"):
        pay(dee, cast.ben.pk, 1, means="work")

"""What the tests of charges start from: Ben of the cast, and a charge of his that came from another system."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.charges import actions
from carrel.rooms.charges.actions import Tender
from carrel.rooms.charges.models import Charge, ChargeLine, Credit
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast

Bring = Callable[..., Charge]


@pytest.fixture
def dee(cast: Cast) -> Actor:
    return cast.actor(cast.dee)


@pytest.fixture
def new(cast: Cast) -> NewCharge:
    return NewCharge(
        cast.ben.pk, cast.middle.pk, "lost", 1899, 1899, date(2026, 5, 4), "Lost", "31234000010064", "Holes", "koha:1"
    )


@pytest.fixture
def for_loan(cast: Cast) -> NewCharge:
    """What circulation charges for a loan that was declared lost."""
    return NewCharge(
        cast.ben.pk, cast.middle.pk, "lost", 2500, 2500, makers.TODAY, "Lost", "31234000010064", "Holes",
        loan_id=41, item_id=17, basis={"rule": "replacement", "price_minor": 2500},
    )  # fmt: skip


def add_line(charge: Charge, kind: str, minor: int) -> ChargeLine:
    """A line as a payment or a waiver appends it."""
    line = ChargeLine.objects.create(charge=charge, kind=kind, amount_minor=minor, at=makers.NOON, act_id=0)
    charge.refresh_from_db()
    left = charge.left_minor + minor
    Charge.objects.filter(pk=charge.pk).update(left_minor=left, settled_at=None if left else makers.NOON)
    return line


@pytest.fixture
def bring(dee: Actor, new: NewCharge) -> Bring:
    def brought(job_id: int | None = 7, **changes: object) -> Charge:
        row = replace(new, **changes)  # type: ignore[arg-type]  # handed on to the dataclass
        [pk] = actions.bring_charges(dee, rows=[row], brought_from="fines.csv", now=makers.NOON, job_id=job_id)
        return Charge.objects.get(pk=pk)

    return brought


Charged = Callable[..., Charge]


@pytest.fixture
def charged(cast: Cast, dee: Actor) -> Charged:
    """Puts a charge on Ben's name: so much, so many days from today, of a kind."""

    def made(minor: int = 500, days: int = 0, kind: str = "fee") -> Charge:
        day = makers.TODAY + timedelta(days=days)
        new = NewCharge(cast.ben.pk, cast.middle.pk, kind, minor, minor, day, "Torn cover")
        return Charge.objects.get(pk=actions.charge(dee, new=new, now=makers.NOON))

    return made


def pay(actor: Actor, person_id: int, minor: int, charge: Charge | None = None, **tender: Any) -> int:
    """A payment in cash, unless told otherwise; returns the receipt's id."""
    paid = actions.take_payment(
        actor, person_id=person_id, amount_minor=minor, tender=Tender(**{"means": "cash"} | tender),
        charge_ids=[charge.pk] if charge else [], now=makers.NOON,
    )  # fmt: skip
    return paid.receipt_id


@pytest.fixture
def credit(cast: Cast, dee: Actor, charged: Charged) -> Credit:
    """Ben paid five dollars for something and gets them back."""
    charge = charged(minor=500)
    pay(dee, cast.ben.pk, 500, charge)
    pk = actions.refund_charge(dee, charge_id=charge.pk, amount_minor=500, reason="It was fine", now=makers.NOON)
    return Credit.objects.get(pk=pk)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Something is refused, and this is why."""
    with pytest.raises(Refused) as found:
        yield
    assert found.value.code == code

"""What a register brought goes again, as far as nothing stands on it."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.catalogue.models import Record
from carrel.rooms.charges import queries as charges
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.registers import actions
from tests import makers
from tests.cast import ANA_CARD, BEN_CARD
from tests.rooms.registers.conftest import Registers

pytestmark = pytest.mark.django_db

ITEMS = "Barcode,Title\nT1,Holes\nT2,Hatchet\nT3,Dogsong\nT4,Dogsong\n"
LOANS = (
    "Card number,Barcode,Due date,Checkout date,Return date,Fine\n"
    f"{ANA_CARD},T1,2026-12-01,2026-11-02,,1.00\n{BEN_CARD},T2,2026-12-01,2026-11-02,,\n"
    f"{BEN_CARD},T3,2026-03-01,2026-02-02,2026-02-20,\n"
)


def test_items_go_but_those_lent_since(registers: Registers) -> None:
    job = registers.bring("items", ITEMS)
    makers.make_loan(Item.objects.get(barcode="T3"), registers.cast.ana)
    back = registers.take_back(job)
    assert back.report == {"items_out": 3, "items_stay": 1, "records_out": 2, "records_stay": 1}
    assert list(Item.objects.values_list("barcode", flat=True)) == ["T3"]
    assert Record.objects.count() == 1


def test_loans_go_and_their_fines_are_reversed_and_then_the_items_go_too(registers: Registers) -> None:
    of_items = registers.bring("items", ITEMS)
    Item.objects.filter(barcode="T2").update(state="lost")
    job = registers.bring("loans", LOANS)
    back = registers.take_back(job)
    assert back.report == {"loans_out": 3, "loans_stay": 0, "charges_reversed": 1, "charges_settled": 0}
    assert not Loan.objects.exists()
    assert dict(Item.objects.values_list("barcode", "state")) == {
        "T1": "available", "T2": "lost", "T3": "available", "T4": "available",
    }  # fmt: skip
    assert charges.owed_by(registers.cast.ana.pk) == 0
    assert registers.take_back(of_items).report["items_out"] == 4


def test_loans_returned_or_renewed_here_stay(registers: Registers) -> None:
    registers.bring("items", ITEMS)
    job = registers.bring("loans", LOANS)
    circulation.check_in(registers.dee, item_id=Item.objects.get(barcode="T1").pk, now=makers.NOON)
    back = registers.take_back(job)
    assert (back.report["loans_out"], back.report["loans_stay"]) == (2, 1)
    assert Loan.objects.get().item.barcode == "T1"
    # What was reversed may come again.
    again = registers.bring("loans", LOANS)
    assert again.report["counts"]["fines"] == 1


def test_only_once_and_only_what_is_over(registers: Registers) -> None:
    job = registers.bring("items", ITEMS)
    registers.take_back(job)
    with pytest.raises(Refused) as refused:
        actions.take_back_register(registers.dee, job_id=job.pk, now=makers.NOON)
    assert refused.value.code == "registers.taken_back_already"
    check = registers.check("items", ITEMS)
    waiting = actions.import_register(registers.dee, job_id=check.pk, now=makers.NOON)
    with pytest.raises(Refused) as refused:
        actions.take_back_register(registers.dee, job_id=waiting, now=makers.NOON)
    assert refused.value.code == "registers.not_over"

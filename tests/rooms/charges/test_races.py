"""Two hands at one charge: one payment goes through, and no number of a receipt is given twice or left out."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.actions import Tender
from carrel.rooms.charges.models import CashDay, Receipt
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import raise_the_curtain
from tests.rooms.circulation.test_races import at_once


@pytest.mark.django_db(transaction=True)
def test_a_charge_is_paid_once() -> None:
    cast = raise_the_curtain()
    dee, ben = cast.actor(cast.dee), cast.ben.pk
    new = NewCharge(ben, cast.middle.pk, "fee", 500, 500, makers.TODAY, "New card")
    charge_id = actions.charge(dee, new=new, now=makers.NOON)

    def pay() -> object:
        return actions.take_payment(
            dee, person_id=ben, amount_minor=500, tender=Tender("cash"), charge_ids=[charge_id], now=makers.NOON
        )

    answers = at_once([pay] * 2)
    assert sum(isinstance(each, Refused) for each in answers) == 1, answers
    assert (queries.owed_by(ben), Receipt.objects.count(), CashDay.objects.count()) == (0, 1, 1)
    assert list(queries.violations()) == []


@pytest.mark.django_db(transaction=True)
def test_receipts_of_two_persons_at_once_get_two_numbers_and_one_drawer() -> None:
    cast = raise_the_curtain()
    dee = cast.actor(cast.dee)
    for person in (cast.ana, cast.ben):
        new = NewCharge(person.pk, cast.middle.pk, "fee", 500, 500, makers.TODAY, "New card")
        actions.charge(dee, new=new, now=makers.NOON)

    def pay(person_id: int) -> object:
        return actions.take_payment(dee, person_id=person_id, amount_minor=100, tender=Tender("cash"), now=makers.NOON)

    answers = at_once([lambda: pay(cast.ana.pk), lambda: pay(cast.ben.pk)])
    assert not any(isinstance(each, Exception) for each in answers), answers
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2]
    assert CashDay.objects.count() == 1

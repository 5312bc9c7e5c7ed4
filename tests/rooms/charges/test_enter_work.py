"""Hours settle charges as a payment does, seen by somebody; what is beyond the debt is not counted."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.actions import Worked
from carrel.rooms.charges.models import (
    Receipt,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


def worked(minutes: int = 60, what: str = "Shelving", by: str = "Dee Novak", days: int = 0) -> Worked:
    return Worked(makers.TODAY + timedelta(days=days), minutes, what, by)


@pytest.fixture
def agreement(cast: Cast, dee: Actor) -> int:
    return actions.agree_work(dee, person_id=cast.ben.pk, agreed_with="Ms Okoye", now=makers.NOON)


def test_hours_by_the_rate(cast: Cast, dee: Actor, charged: Charged, agreement: int) -> None:
    charge = charged(minor=2500)
    paid = actions.enter_work(dee, agreement_id=agreement, worked=worked(), now=makers.NOON, key="w")
    assert actions.enter_work(dee, agreement_id=agreement, worked=worked(), now=makers.NOON, key="w") == paid
    assert paid.left_minor == 900
    receipt = Receipt.objects.get()
    assert (receipt.means, receipt.amount_minor, receipt.cash_day) == ("work", 1600, None)
    assert (receipt.work.supervised_by, receipt.work.minutes) == ("Dee Novak", 60)
    actions.enter_work(dee, agreement_id=agreement, worked=worked(240), now=makers.NOON)
    assert queries.owed_by(cast.ben.pk) == 0
    assert [line.kind for line in charge.lines.all()] == ["charged", "worked", "worked"]
    with refused("charges.nothing_to_pay"):
        actions.enter_work(dee, agreement_id=agreement, worked=worked(), now=makers.NOON)
    actions.reverse_payment(dee, receipt_id=receipt.pk, reason="Was not there", now=makers.NOON)
    assert queries.owed_by(cast.ben.pk) == 1600


@pytest.mark.parametrize("entry", [worked(0), worked(601), worked(what=" "), worked(by=" "), worked(days=1)])
def test_a_day_a_time_a_deed_and_a_witness(dee: Actor, charged: Charged, agreement: int, entry: Worked) -> None:
    charged(minor=500)
    with refused("charges.work_unsaid"):
        actions.enter_work(dee, agreement_id=agreement, worked=entry, now=makers.NOON)


def test_a_sale_is_not_worked_off(dee: Actor, charged: Charged, agreement: int) -> None:
    charged(minor=500, kind="sale")
    with refused("charges.no_work_for_this"):
        actions.enter_work(dee, agreement_id=agreement, worked=worked(), now=makers.NOON)

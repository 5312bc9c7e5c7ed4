"""A drawer is closed with what was counted; over and short are said."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions
from carrel.rooms.charges.models import (
    CashDay,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, pay, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("counted", "over"), [(2500, 0), (2600, 100), (2400, -100)])
def test_over_and_short(cast: Cast, dee: Actor, charged: Charged, counted: int, over: int) -> None:
    charged(minor=900)
    pk = actions.open_cash_day(dee, float_minor=2000, now=makers.NOON)
    pay(dee, cast.ben.pk, 500)
    pay(dee, cast.ben.pk, 400, means="card", reference="A1")
    note = "A coin rolled away" if over else ""
    assert actions.close_cash_day(dee, cash_day_id=pk, counted_minor=counted, note=note, now=makers.NOON) == over
    closed = CashDay.objects.get()
    assert (closed.counted_minor, closed.cash_minor, closed.closed_by) == (counted, 500, dee.name)
    with refused("charges.cash_day_closed"):
        actions.close_cash_day(dee, cash_day_id=pk, counted_minor=0, note="", now=makers.NOON)


def test_refusals(dee: Actor) -> None:
    pk = actions.open_cash_day(dee, float_minor=2000, now=makers.NOON)
    for known, note, code in ((pk, " ", "cash_day_note_missing"), (0, "x", "cash_day_unknown")):
        with refused(f"charges.{code}"):
            actions.close_cash_day(dee, cash_day_id=known, counted_minor=1, note=note, now=makers.NOON)

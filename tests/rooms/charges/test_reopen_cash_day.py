"""A closed drawer is opened again while no other is open there."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions
from carrel.rooms.charges.models import (
    CashDay,
)
from tests import makers
from tests.rooms.charges.conftest import refused

pytestmark = pytest.mark.django_db


def test_opened_again(dee: Actor) -> None:
    pk = actions.open_cash_day(dee, float_minor=0, now=makers.NOON)
    with refused("charges.cash_day_not_closed"):
        actions.reopen_cash_day(dee, cash_day_id=pk, now=makers.NOON)
    actions.close_cash_day(dee, cash_day_id=pk, counted_minor=0, note="", now=makers.NOON)
    actions.reopen_cash_day(dee, cash_day_id=pk, now=makers.NOON)
    assert CashDay.objects.get().closed_at is None
    actions.close_cash_day(dee, cash_day_id=pk, counted_minor=0, note="", now=makers.NOON)
    actions.open_cash_day(dee, float_minor=0, now=makers.NOON)
    with refused("charges.cash_day_open"):
        actions.reopen_cash_day(dee, cash_day_id=pk, now=makers.NOON)

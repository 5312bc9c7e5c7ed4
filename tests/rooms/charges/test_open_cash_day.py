"""The drawer of a desk is opened with its float, one at a time."""

from dataclasses import replace

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions
from carrel.rooms.charges.models import (
    CashDay,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import refused

pytestmark = pytest.mark.django_db


def test_one_at_a_desk(cast: Cast, dee: Actor) -> None:
    actions.open_cash_day(dee, float_minor=2000, now=makers.NOON)
    opened = CashDay.objects.get()
    assert (opened.float_minor, opened.day, opened.opened_by) == (2000, makers.TODAY, dee.name)
    with refused("charges.cash_day_open"):
        actions.open_cash_day(dee, float_minor=0, now=makers.NOON)
    actions.open_cash_day(cast.actor(cast.boss).at(cast.high.pk), float_minor=0, now=makers.NOON)
    with refused("charges.no_site"):
        actions.open_cash_day(replace(dee, site_id=None), float_minor=0, now=makers.NOON)

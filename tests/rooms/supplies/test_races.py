"""Two hands and the last toner: one gets it."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.supplies import actions, queries
from carrel.rooms.supplies.models import Supply
from tests import makers
from tests.cast import raise_the_curtain
from tests.rooms.circulation.test_races import at_once


@pytest.mark.django_db(transaction=True)
def test_the_last_one_is_used_once() -> None:
    cast = raise_the_curtain()
    supply, dee = makers.make_supply(cast.middle, on_hand=1), cast.actor(cast.dee)
    answers = at_once([lambda: actions.use_supply(dee, supply_id=supply.pk, now=makers.NOON)] * 2)
    assert sum(isinstance(each, Refused) for each in answers) == 1, answers
    assert Supply.objects.get().on_hand == 0 and list(queries.violations()) == []

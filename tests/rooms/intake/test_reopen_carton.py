"""A received carton is counted once more."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions, queries
from tests import makers
from tests.rooms.intake.unpacking import a_sent_carton

pytestmark = pytest.mark.django_db


def test_open_again() -> None:
    work, carton = a_sent_carton()
    with pytest.raises(Refused):
        actions.reopen_carton(work.lee, carton_id=carton, now=makers.NOON)
    actions.receive_carton(work.lee, carton_id=carton, now=makers.NOON)
    actions.reopen_carton(work.lee, carton_id=carton, now=makers.NOON)
    assert [each.pk for each in queries.cartons_coming(work.lee)] == [carton]
    with pytest.raises(Refused):
        actions.reopen_carton(work.dee, carton_id=carton, now=makers.NOON)

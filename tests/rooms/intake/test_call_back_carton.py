"""A carton that did not leave is called back, unless its school counts it."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from tests import makers
from tests.rooms.intake.unpacking import HOLES, a_sent_carton

pytestmark = pytest.mark.django_db


def test_called_back_unless_counted() -> None:
    work, carton = a_sent_carton()
    actions.call_back_carton(work.dee, carton_id=carton, now=makers.NOON)
    with pytest.raises(Refused):
        actions.call_back_carton(work.dee, carton_id=carton, now=makers.NOON)
    actions.send_carton(work.dee, carton_id=carton, now=makers.NOON)
    actions.count_carton(work.lee, carton_id=carton, text=HOLES, now=makers.NOON)
    with pytest.raises(Refused) as caught:
        actions.call_back_carton(work.dee, carton_id=carton, now=makers.NOON)
    assert caught.value.code == "intake.carton_counted"

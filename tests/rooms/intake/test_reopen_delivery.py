"""A closed delivery is opened again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_open_again() -> None:
    work = unpacking()
    actions.close_delivery(work.dee, delivery_id=work.delivery_id, now=makers.NOON)
    actions.reopen_delivery(work.dee, delivery_id=work.delivery_id, now=makers.NOON)
    assert work.scan(HOLES).came == 1
    with pytest.raises(Refused):
        actions.reopen_delivery(work.dee, delivery_id=work.delivery_id, now=makers.NOON)

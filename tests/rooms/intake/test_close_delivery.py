"""Closed, nothing of it is counted any more, and what is short stays named."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions, queries
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_closed() -> None:
    work = unpacking()
    work.scan(HOLES)
    actions.close_delivery(work.dee, delivery_id=work.delivery_id, now=makers.NOON)
    with pytest.raises(Refused) as caught:
        work.scan(HOLES)
    assert caught.value.code == "intake.delivery_closed"
    assert queries.totals_of(queries.lines_of(work.delivery_id)).short == 4

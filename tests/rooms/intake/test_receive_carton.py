"""A carton is received as counted, or whole in one word."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions, queries
from tests import makers
from tests.rooms.intake.unpacking import a_sent_carton

pytestmark = pytest.mark.django_db


def test_as_counted_or_whole() -> None:
    work, carton = a_sent_carton()
    actions.receive_carton(work.lee, carton_id=carton, now=makers.NOON, all_there=True)
    assert queries.lines_in(carton)[0].counted == 2
    assert not queries.cartons_coming(work.lee)
    with pytest.raises(Refused) as caught:
        actions.receive_carton(work.lee, carton_id=carton, now=makers.NOON)
    assert caught.value.code == "intake.carton_received"

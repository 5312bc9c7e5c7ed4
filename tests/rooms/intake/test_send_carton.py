"""A packed carton leaves, once."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions, queries
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_sent_once_and_not_empty() -> None:
    work = unpacking()
    empty = work.carton(fill=False)
    with pytest.raises(Refused) as caught:
        actions.send_carton(work.dee, carton_id=empty, now=makers.NOON)
    assert caught.value.code == "intake.carton_empty"
    work.scan(HOLES)
    work.share(work.lines[0], 0, 3)
    full = work.carton()
    actions.send_carton(work.dee, carton_id=full, now=makers.NOON)
    assert [each.pk for each in queries.cartons_coming(work.lee)] == [full]
    assert not queries.cartons_coming(work.dee)
    with pytest.raises(Refused) as caught:
        actions.send_carton(work.dee, carton_id=full, now=makers.NOON)
    assert caught.value.code == "intake.carton_sent"

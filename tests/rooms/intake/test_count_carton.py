"""At its school a carton is counted by scans or by typed numbers."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions, queries
from tests import makers
from tests.rooms.intake.unpacking import GIVER, HOLES, a_sent_carton

pytestmark = pytest.mark.django_db


def test_by_scans_and_by_numbers() -> None:
    work, carton = a_sent_carton()
    for _ in range(2):
        actions.count_carton(work.lee, carton_id=carton, text=HOLES, key="k", now=makers.NOON)
    (row,) = queries.lines_in(carton)
    assert (row.packed, row.counted) == (2, 1)
    actions.count_carton(work.lee, carton_id=carton, counts={row.line_id: 5}, now=makers.NOON)
    assert queries.lines_in(carton)[0].counted == 5


def test_what_is_not_in_it_and_who_does_not_work_there() -> None:
    work, carton = a_sent_carton()
    for actor, text, code in (
        (work.lee, GIVER, "intake.not_in_carton"),
        (work.lee, " ", "intake.scan_blank"),
        (work.dee, HOLES, "intake.no_such_carton"),
    ):
        with pytest.raises(Refused) as caught:
            actions.count_carton(actor, carton_id=carton, text=text, now=makers.NOON)
        assert caught.value.code == code
    actions.call_back_carton(work.dee, carton_id=carton, now=makers.NOON)
    with pytest.raises(Refused) as caught:
        actions.count_carton(work.lee, carton_id=carton, text=HOLES, now=makers.NOON)
    assert caught.value.code == "intake.carton_not_sent"

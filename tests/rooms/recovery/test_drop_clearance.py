"""A clearance begun by mistake."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.queries.clearing import clearances_of
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee

pytestmark = pytest.mark.django_db


def test_drop_clearance(cast: Cast) -> None:
    row = actions.begin_clearance(dee(cast), person_id=cast.ana.pk, now=NOON)
    actions.drop_clearance(dee(cast), clearance_id=row, now=NOON)
    assert not clearances_of(dee(cast)).exists()
    with pytest.raises(Refused, match=r"recovery\.clearance_unknown"):
        actions.drop_clearance(dee(cast), clearance_id=row, now=NOON)
    assert actions.begin_clearance(dee(cast), person_id=cast.ana.pk, now=NOON) != row

"""A department has a claim after all."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Clearance
from carrel.rooms.recovery.rules.clearing import DEPARTMENTS
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee

pytestmark = pytest.mark.django_db


def test_take_back_sign_off(cast: Cast) -> None:
    row = actions.begin_clearance(dee(cast), person_id=cast.ana.pk, now=NOON)
    for department in DEPARTMENTS:
        actions.sign_off(dee(cast), clearance_id=row, department=department, name="Dee Novak", now=NOON)
    actions.take_back_sign_off(dee(cast), clearance_id=row, department="library", now=NOON)
    assert Clearance.objects.get().ended_at is None
    with pytest.raises(Refused, match=r"recovery\.not_signed"):
        actions.take_back_sign_off(dee(cast), clearance_id=row, department="library", now=NOON)
    actions.sign_off(dee(cast), clearance_id=row, department="library", name="Dee Novak", now=NOON)
    actions.begin_clearance(dee(cast), person_id=cast.ana.pk, now=NOON)
    with pytest.raises(Refused, match=r"recovery\.clearance_over"):
        actions.take_back_sign_off(dee(cast), clearance_id=row, department="library", now=NOON)

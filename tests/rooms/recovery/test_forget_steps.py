"""Steps go with the loans they were taken for, notices after a school year."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Notice, StepTaken
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_late

pytestmark = pytest.mark.django_db


def test_forget_steps(cast: Cast) -> None:
    (loan,) = make_late(cast.ana)
    make_late(cast.ben)
    actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk)
    type(loan).objects.filter(pk=loan.pk).update(returned_at=NOON)
    assert actions.forget_steps(SYSTEM, now=NOON) == 1
    assert (StepTaken.objects.count(), Notice.objects.count()) == (1, 2)
    actions.forget_steps(SYSTEM, now=NOON + timedelta(days=401))
    assert not Notice.objects.exists()

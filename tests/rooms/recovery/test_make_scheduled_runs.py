"""Notices are made by themselves on the days a school has chosen, once a day."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Run
from carrel.rooms.recovery.rules.ladder import DEFAULT
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_late

pytestmark = pytest.mark.django_db


def test_make_scheduled_runs(cast: Cast) -> None:
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=DEFAULT, now=NOON, weekdays="0")
    assert actions.make_scheduled_runs(SYSTEM, now=NOON - timedelta(days=1)) == 0  # a Sunday
    assert actions.make_scheduled_runs(SYSTEM, now=NOON) == 0  # nobody is late
    make_late(cast.ana)
    make_late(cast.fay)
    assert actions.make_scheduled_runs(SYSTEM, now=NOON) == 0  # it has run today
    monday = NOON + timedelta(days=7)
    assert actions.make_scheduled_runs(SYSTEM, now=monday) == 1
    run = Run.objects.get()
    assert (run.site, run.is_scheduled, run.notices.count()) == (cast.middle, True, 1)

"""untick_stop: a stop of a day."""

import pytest

from carrel.rooms.moving import actions
from carrel.rooms.moving.models import StopTick
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving

pytestmark = pytest.mark.django_db


def test_it_is_not_made(moving: Moving) -> None:
    ends = [moving.middle.pk, moving.high.pk]
    run_id = actions.keep_run(moving.dee, name="North", weekdays="1000000", stops=ends, now=NOON)
    actions.tick_stop(moving.dee, run_id=run_id, site_id=ends[0], day=TODAY, now=NOON)
    assert actions.untick_stop(moving.dee, run_id=run_id, site_id=ends[0], day=TODAY, now=NOON)
    assert not StopTick.objects.exists()
    assert not actions.untick_stop(moving.dee, run_id=run_id, site_id=ends[0], day=TODAY, now=NOON)

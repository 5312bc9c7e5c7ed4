"""tick_stop: a stop of a day."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import StopTick
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes

pytestmark = pytest.mark.django_db


def test_it_is_made_once(moving: Moving) -> None:
    ends = [moving.middle.pk, moving.high.pk]
    run_id = actions.keep_run(moving.dee, name="North", weekdays="1000000", stops=ends, now=NOON)
    for is_new in (True, False):
        assert actions.tick_stop(moving.dee, run_id=run_id, site_id=ends[0], day=TODAY, now=NOON) is is_new
    assert StopTick.objects.count() == 1


def test_only_a_stop_of_the_round(moving: Moving) -> None:
    ends = [moving.middle.pk, moving.high.pk]
    run_id = actions.keep_run(moving.dee, name="North", weekdays="1000000", stops=ends, now=NOON)
    for run, site_id, code in ((run_id, 0, "no_such_stop"), (run_id + 1, ends[0], "no_such_run")):
        with pytest.raises(Refused) as refused:
            actions.tick_stop(moving.dee, run_id=run, site_id=site_id, day=TODAY, now=NOON)
        assert codes(refused.value) == {code}

"""The papers are on their way."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Notice
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_late

pytestmark = pytest.mark.django_db


def test_give_out(cast: Cast) -> None:
    make_late(cast.ana)
    run = actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk).run_id
    assert actions.give_out(dee(cast), run_id=run, now=NOON) == 1
    assert actions.give_out(dee(cast), run_id=run, now=NOON) == 0
    assert Notice.objects.get().given_out_at == NOON
    with pytest.raises(Refused, match=r"recovery\.run_unknown"):
        actions.give_out(cast.actor(cast.dee).at(cast.middle.pk), run_id=0, now=NOON)

"""A number nobody knows is settled."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.stocktake import actions
from carrel.rooms.stocktake.models import Stray
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.stocktake.walkers import begin

pytestmark = pytest.mark.django_db


def test_settled_once(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    count = begin(dee)
    for _ in range(2):
        assert actions.scan(dee, count_id=count, text="99", now=NOON).outcome == "unknown"
    stray = Stray.objects.get()
    actions.drop_stray(dee, stray_id=stray.pk, now=NOON)
    assert not Stray.objects.exists()
    with pytest.raises(Refused) as refused:
        actions.drop_stray(dee, stray_id=stray.pk, now=NOON)
    assert refused.value.code == "stocktake.no_such_scan"

"""remove_hard_due_date: only what no row uses."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import remove_hard_due_date, save_hard_due_date
from carrel.rooms.circulation.models import HardDueDate, PolicyRow
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_a_series_in_use_stays_until_no_row_names_it(cast: Cast) -> None:
    boss = cast.actor(cast.boss)
    series = save_hard_due_date(boss, name="Term", days=[], now=NOON)
    makers.make_policy(hard_due_date_id=series)
    with pytest.raises(Refused) as refused:
        remove_hard_due_date(boss, series_id=series, now=NOON)
    assert (refused.value.code, refused.value.objections[0].facts["count"]) == ("circulation.hard_due_date_in_use", 1)
    PolicyRow.objects.all().delete()
    remove_hard_due_date(boss, series_id=series, now=NOON)
    assert not HardDueDate.objects.exists()

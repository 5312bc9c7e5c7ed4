from datetime import date

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools import actions, queries
from tests.cast import Cast
from tests.makers import NOON

DAY = {"first_on": date(2026, 11, 26), "last_on": date(2026, 11, 26), "now": NOON}


def test_cleared_days_are_as_their_weekday_again(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    actions.mark_days(dee, site_ids=[cast.middle.pk], kind="closed", **DAY)
    cleared = actions.clear_days(dee, site_ids=[cast.middle.pk], **DAY)
    assert cleared.days == 1
    assert queries.calendar_of(cast.middle.pk).is_open(date(2026, 11, 26))


def test_clearing_twice_changes_nothing_more(cast: Cast) -> None:
    assert actions.clear_days(cast.actor(cast.dee), site_ids=[cast.middle.pk], **DAY).days == 0


def test_nobody_clears_another_school(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.clear_days(cast.actor(cast.dee), site_ids=[cast.high.pk], **DAY)
    with pytest.raises(NotAllowed):
        actions.clear_days(cast.actor(cast.clark), site_ids=[cast.middle.pk], **DAY)

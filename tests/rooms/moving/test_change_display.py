"""change_display: another name, another last day for all that stands there."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.models import Loan
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Display
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes
from tests.rooms.moving.shown import LAST, opened, shown

pytestmark = pytest.mark.django_db


def test_what_stands_there_is_due_on_the_new_day(moving: Moving) -> None:
    display_id, _place = opened(moving)
    item = shown(moving, display_id)
    later = LAST + timedelta(days=7)
    actions.change_display(moving.dee, display_id=display_id, name="Winter", until_on=later, now=NOON)
    assert (Display.objects.get().name, Display.objects.get().until_on) == ("Winter", later)
    due = Loan.objects.get(item=item).due_at - timedelta(hours=8)
    assert due.date() == later


def test_not_to_a_day_that_is_past_nor_once_it_is_down(moving: Moving) -> None:
    display_id, _place = opened(moving)
    with pytest.raises(Refused) as refused:
        yesterday = TODAY - timedelta(days=1)
        actions.change_display(moving.dee, display_id=display_id, name="X", until_on=yesterday, now=NOON)
    assert codes(refused.value) == {"display_day_past"}
    actions.end_display(moving.dee, display_id=display_id, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.change_display(moving.dee, display_id=display_id, name="X", until_on=LAST, now=NOON)
    assert codes(refused.value) == {"display_ended"}

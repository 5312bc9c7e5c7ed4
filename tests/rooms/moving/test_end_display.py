"""end_display: taken down, once nothing stands there."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Display
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes
from tests.rooms.moving.shown import opened, shown

pytestmark = pytest.mark.django_db


def test_only_when_nothing_stands_there_and_once(moving: Moving) -> None:
    display_id, _place = opened(moving)
    item = shown(moving, display_id)
    with pytest.raises(Refused) as refused:
        actions.end_display(moving.dee, display_id=display_id, now=NOON)
    assert codes(refused.value) == {"display_not_empty"}
    actions.take_down(moving.dee, display_id=display_id, number=item.barcode, now=NOON)
    actions.end_display(moving.dee, display_id=display_id, now=NOON)
    assert Display.objects.get().ended_at == NOON
    with pytest.raises(Refused) as refused:
        actions.end_display(moving.dee, display_id=display_id, now=NOON)
    assert codes(refused.value) == {"display_ended"}


def test_not_by_another_school(moving: Moving) -> None:
    display_id, _place = opened(moving)
    with pytest.raises(Refused) as refused:
        actions.end_display(moving.hana, display_id=display_id, now=NOON)
    assert codes(refused.value) == {"no_such_display"}

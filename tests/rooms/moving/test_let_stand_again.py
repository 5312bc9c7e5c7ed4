"""let_stand_again: a return that is undone brings a display back that was taken down meanwhile."""

import pytest

from carrel.rooms.circulation.actions import undo
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Display
from carrel.rooms.moving.queries.displays import shown_on
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving
from tests.rooms.moving.shown import opened, shown

pytestmark = pytest.mark.django_db


def test_what_stands_there_again_stands_on_a_display(moving: Moving) -> None:
    display_id, place = opened(moving)
    item = shown(moving, display_id)
    returned = actions.take_down(moving.dee, display_id=display_id, number=item.barcode, now=NOON)
    actions.end_display(moving.dee, display_id=display_id, now=NOON)
    other = actions.open_display(moving.dee, place_id=place.pk, name="Poetry", until_on=NOON.date(), now=NOON)
    actions.end_display(moving.dee, display_id=other, now=NOON)
    undo(moving.dee, act_id=returned.act_id, now=NOON)
    assert dict(Display.objects.values_list("pk", "ended_at")) == {display_id: None, other: NOON}
    assert shown_on(display_id).count() == 1

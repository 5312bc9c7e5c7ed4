"""undo_change_lines: an item changed again since keeps what it has, and is listed."""

import pytest

from carrel.rooms.care import actions
from carrel.rooms.inventory.models import Item
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import stack

pytestmark = pytest.mark.django_db


def test_what_was_changed_again_stays(cast: Cast) -> None:
    first, second = stack.books(cast)
    made = stack.done(cast, {"condition": "worn"}, first.barcode, second.barcode)
    Item.objects.filter(pk=first.pk).update(condition="damaged")
    dee = cast.actor(cast.dee)
    actions.undo_change(dee, run_id=made, now=NOON)
    assert stack.outcomes(made) == [("left", "care.line_moved_on"), ("undone", "")]
    assert actions.undo_change_lines(dee, run_id=made, now=NOON) == 0

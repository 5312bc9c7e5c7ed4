"""do_change_lines: a step is one transaction; an item changed meanwhile is left."""

import pytest

from carrel.rooms.care import actions
from carrel.rooms.inventory.models import Item
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import stack

pytestmark = pytest.mark.django_db


def test_what_changed_meanwhile_is_left(cast: Cast) -> None:
    first, second = stack.books(cast)
    made = stack.looked(cast, {"condition": "worn"}, first.barcode, second.barcode)
    Item.objects.filter(pk=first.pk).update(condition="damaged")
    dee = cast.actor(cast.dee)
    actions.do_change(dee, run_id=made, now=NOON)
    assert stack.outcomes(made) == [("left", "care.line_moved_on"), ("done", "")]
    first.refresh_from_db()
    assert first.condition == "damaged"
    assert actions.do_change_lines(dee, run_id=made, now=NOON) == 0

"""Displays as the tests of moving open them."""

from datetime import date, timedelta

from carrel.rooms.inventory.models import Item
from carrel.rooms.moving import actions
from carrel.rooms.schools.models import Place
from tests import makers
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving

LAST = TODAY + timedelta(days=14)


def opened(moving: Moving, name: str = "New Year", until_on: date = LAST) -> tuple[int, Place]:
    """A display in the glass case of the middle school."""
    place = makers.make_place(moving.middle, name="Glass case", kind="display")
    return actions.open_display(moving.dee, place_id=place.pk, name=name, until_on=until_on, now=NOON), place


def shown(moving: Moving, display_id: int, title: str = "Holes", **values: object) -> Item:
    """A copy on the display."""
    item = makers.make_item(moving.middle, title, **values)
    actions.show_on_display(moving.dee, display_id=display_id, number=item.barcode, now=NOON)
    return item

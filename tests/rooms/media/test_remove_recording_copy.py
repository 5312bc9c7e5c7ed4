"""An item is no copy of a recording after all."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.models import Item
from carrel.rooms.media import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_it_is_an_item_as_any_other_again(cast: Cast, dee: Actor, record: Record, item: Item) -> None:
    made = record()
    copy = makers.make_item(cast.middle, record=item.record)
    actions.add_recording_copy(dee, recording_id=made.pk, item_id=copy.pk, now=at(RECORDED))
    actions.remove_recording_copy(dee, recording_id=made.pk, item_id=copy.pk, now=at(RECORDED))
    assert queries.recording_of_item(copy.pk, at(RECORDED)) is None
    assert not queries.is_recorded(copy.pk)

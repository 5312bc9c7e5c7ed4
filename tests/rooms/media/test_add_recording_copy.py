"""A further copy with its own label stands under the limits of the recording."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.media import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_a_labelled_copy_leads_to_the_recording(cast: Cast, dee: Actor, record: Record, item: Item) -> None:
    made = record()
    copy = makers.make_item(cast.middle, record=item.record)
    actions.add_recording_copy(dee, recording_id=made.pk, item_id=copy.pk, now=at(RECORDED))
    found = queries.recording_of_item(copy.pk, at(RECORDED))
    assert found is not None
    assert (found.recording_id, found.further) == (made.pk, ((copy.pk, copy.barcode),))
    for other in (copy, item):
        with pytest.raises(Refused) as refused:
            actions.add_recording_copy(dee, recording_id=made.pk, item_id=other.pk, now=at(RECORDED))
        assert refused.value.code == "media.item_recorded_already"
    with pytest.raises(NotAllowed):
        actions.add_recording_copy(cast.actor(cast.eli), recording_id=made.pk, item_id=copy.pk, now=at(RECORDED))

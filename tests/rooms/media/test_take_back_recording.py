"""An entry made by mistake is taken back; one that was shown or erased stays."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory.actions import take_out_item
from carrel.rooms.inventory.models import Item
from carrel.rooms.media import actions
from carrel.rooms.media.models import Recording
from tests.cast import Cast
from tests.rooms.media.conftest import LAST, RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_the_entry_goes_and_the_item_stays(dee: Actor, record: Record, item: Item) -> None:
    made = record()
    with pytest.raises(Refused) as refused:
        take_out_item(dee, item_id=item.pk, now=at(RECORDED))
    assert refused.value.code == "inventory.item_has_entries"
    actions.take_back_recording(dee, recording_id=made.pk, now=at(RECORDED))
    assert not Recording.objects.exists()
    take_out_item(dee, item_id=item.pk, now=at(RECORDED))
    assert not Item.objects.exists()


def test_refusals(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    done = actions.enter_showing(
        dee, recording_id=made.pk, teacher_id=cast.clark.pk, on=RECORDED, kind="showing", now=at(RECORDED)
    )
    with pytest.raises(Refused) as refused:
        actions.take_back_recording(dee, recording_id=made.pk, now=at(RECORDED))
    assert refused.value.code == "media.shown_since"
    actions.take_back_showing(dee, showing_id=done.showing_id, now=at(RECORDED))
    actions.erase_recording(dee, recording_id=made.pk, now=at(LAST))
    with pytest.raises(Refused) as refused:
        actions.take_back_recording(dee, recording_id=made.pk, now=at(LAST))
    assert refused.value.code == "media.is_erased"
    with pytest.raises(NotAllowed):
        actions.take_back_recording(cast.actor(cast.eli), recording_id=made.pk, now=at(LAST))

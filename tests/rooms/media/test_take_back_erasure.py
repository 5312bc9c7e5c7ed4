"""A wrong tick is put right on the same day, with a reason; afterwards what is erased is gone."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.media import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import LAST, RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_on_the_same_day_everything_is_as_before(cast: Cast, dee: Actor, record: Record, item: Item) -> None:
    made = record()
    copy = makers.make_item(cast.middle, record=item.record, state="missing")
    actions.add_recording_copy(dee, recording_id=made.pk, item_id=copy.pk, now=at(RECORDED))
    actions.erase_recording(dee, recording_id=made.pk, now=at(LAST, 8))
    actions.take_back_erasure(dee, recording_id=made.pk, reason="The wrong line", now=at(LAST, 9))
    item.refresh_from_db()
    copy.refresh_from_db()
    assert (item.state, copy.state) == ("available", "missing")
    assert len(queries.to_erase(cast.middle.pk, at(LAST))) == 1


@pytest.mark.parametrize(
    ("erased", "reason", "later", "code"),
    [
        (False, "x", 0, "media.not_erased"),
        (True, " ", 0, "media.reason_missing"),
        (True, "x", 1, "media.erased_for_good"),
    ],
)
def test_refusals(dee: Actor, record: Record, erased: bool, reason: str, later: int, code: str) -> None:
    made = record()
    if erased:
        actions.erase_recording(dee, recording_id=made.pk, now=at(LAST))
    with pytest.raises(Refused) as refused:
        actions.take_back_erasure(dee, recording_id=made.pk, reason=reason, now=at(LAST + timedelta(days=later)))
    assert refused.value.code == code


def test_only_who_may(cast: Cast, record: Record) -> None:
    made = record()
    with pytest.raises(NotAllowed):
        actions.take_back_erasure(cast.actor(cast.eli), recording_id=made.pk, reason="x", now=at(LAST))

"""Copies without a label are counted, under the limits of the recording."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions
from tests.cast import Cast
from tests.rooms.media.conftest import LAST, RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_counted_and_not_after_the_erasure(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    actions.count_recording_copies(dee, recording_id=made.pk, copies=3, now=at(RECORDED))
    made.refresh_from_db()
    assert made.copies == 3
    actions.erase_recording(dee, recording_id=made.pk, now=at(LAST))
    with pytest.raises(Refused) as refused:
        actions.count_recording_copies(dee, recording_id=made.pk, copies=1, now=at(LAST))
    assert refused.value.code == "media.is_erased"
    with pytest.raises(NotAllowed):
        actions.count_recording_copies(cast.actor(cast.eli), recording_id=made.pk, copies=1, now=at(LAST))

"""A showing that never was counts no more."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions, queries
from tests.cast import Cast
from tests.rooms.media.conftest import RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_it_counts_no_more(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    done = actions.enter_showing(
        dee, recording_id=made.pk, teacher_id=cast.clark.pk, on=RECORDED, kind="showing", now=at(RECORDED)
    )
    with pytest.raises(NotAllowed):
        actions.take_back_showing(cast.actor(cast.clark), showing_id=done.showing_id, now=at(RECORDED))
    assert actions.take_back_showing(dee, showing_id=done.showing_id, now=at(RECORDED)) == made.pk
    assert queries.shown_by(made.pk, cast.clark.pk) == (0, 0)
    with pytest.raises(Refused) as refused:
        actions.take_back_showing(dee, showing_id=done.showing_id, now=at(RECORDED))
    assert refused.value.code == "media.unknown"

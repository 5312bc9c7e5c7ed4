"""A tick is taken off again; a copy that had left is in processing once more."""

import pytest

from carrel.rooms.intake import actions
from tests import makers
from tests.rooms.intake.making_ready import making_ready

pytestmark = pytest.mark.django_db


def test_back_into_the_queue() -> None:
    batch = making_ready()
    for step in batch.steps:
        batch.tick(step)
    first, last = batch.lines[0], batch.steps[-1]
    gone = actions.untick_step(
        batch.dee, batch_id=batch.batch_id, step_id=last.pk, line_ids=[first.pk], now=makers.NOON
    )
    assert gone == 1
    assert batch.places() == ["PROCESSING", "FIC", ""]
    assert actions.untick_step(batch.dee, batch_id=batch.batch_id, step_id=last.pk, now=makers.NOON) == 2
    batch.tick(last)
    assert batch.places() == ["FIC", "FIC", ""]

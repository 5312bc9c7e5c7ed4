"""The next copy of a title gets its label, and the step that gives it is ticked."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import StepDone
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.making_ready import making_ready

pytestmark = pytest.mark.django_db


def test_labelled_and_ticked() -> None:
    batch = making_ready()
    record_id = batch.items[0].record_id

    def label(number: str) -> int:
        return actions.label_copy(
            batch.dee, batch_id=batch.batch_id, record_id=record_id, number=number, now=makers.NOON
        )

    assert label("a1") == batch.lines[2].pk
    assert Item.objects.get(pk=batch.items[2].pk).barcode == "A1"
    done = StepDone.objects.get()
    assert (done.line_id, done.step.name) == (batch.lines[2].pk, "Barcode")
    with pytest.raises(Refused) as caught:
        label("a2")
    assert caught.value.code == "intake.all_labelled"

"""A step is ticked for all or for one; the last one puts a copy to its place."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import queries
from carrel.rooms.intake.models import ProcessingStep, StepDone
from tests import makers
from tests.rooms.intake.making_ready import making_ready

pytestmark = pytest.mark.django_db


def test_for_all_and_for_one_and_the_last_one_leaves() -> None:
    batch = making_ready()
    stamp, *rest = batch.steps
    assert batch.tick(stamp, batch.lines[0]) == 1
    assert batch.tick(stamp) == 2
    done = StepDone.objects.filter(step=stamp)
    assert {(each.who, each.at) for each in done} == {("Sam Staff", makers.NOON)}
    for step in rest[:-1]:
        batch.tick(step)
    batch.tick(rest[-1], batch.lines[0])
    assert batch.places() == ["FIC", "PROCESSING", "PROCESSING"]
    (shown,) = queries.processing_batches(batch.dee)
    assert (shown.line_count, shown.left_count) == (3, 2)
    batch.tick(rest[-1])
    assert batch.places() == ["FIC", "FIC", ""]
    steps = queries.steps_shown(batch.steps, queries.lines_in_batch(batch.batch_id))
    assert {(each.left, each.done, each.who) for each in steps} == {(0, 3, "Sam Staff")}


def test_a_step_of_another_site_and_another_sites_batch_are_refused() -> None:
    batch = making_ready()
    other = ProcessingStep.objects.create(site=makers.make_site(), name="Stamp")
    with pytest.raises(Refused) as caught:
        batch.tick(other)
    assert caught.value.code == "intake.no_such_step"
    batch.dee = makers.make_actor("technician", makers.make_site())
    with pytest.raises(Refused) as caught:
        batch.tick(batch.steps[0])
    assert caught.value.code == "intake.no_such_batch"


def test_an_assistant_takes_a_copy_through_to_its_shelf() -> None:
    batch = making_ready()
    batch.dee = makers.make_actor("assistant", batch.site)
    for step in batch.steps:
        batch.tick(step)
    assert batch.places() == ["FIC", "FIC", ""]

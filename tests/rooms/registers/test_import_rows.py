"""A step of a register asks for permission itself, and is stored whole or not at all."""

import pytest

from carrel.cellar.jobs.actions import JobRun, Superseded, begin
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cellar.tables.reading import Row
from carrel.rooms.inventory.models import Item
from carrel.rooms.registers import actions
from carrel.rooms.registers.queries import file_of
from carrel.rooms.registers.tasks import _progress
from tests import makers
from tests.rooms.registers.conftest import Registers

pytestmark = pytest.mark.django_db


def begun(registers: Registers) -> tuple[JobRun, object]:
    check = registers.check("items", "Barcode,Title\nT1,Holes\n")
    run = begin(actions.import_register(registers.dee, job_id=check.pk, now=makers.NOON), now=makers.NOON)
    assert run is not None
    stored = file_of(run.params)
    assert stored is not None
    return run, _progress(run, stored)


def test_a_step_that_was_superseded_stores_nothing(registers: Registers) -> None:
    run, progress = begun(registers)
    begin(run.job_id, now=makers.NOON)
    old = JobRun(run.job_id, run.run_no - 1, run.actor, run.params, {}, {}, 0)
    rows = [Row(2, {"barcode": "T1", "title": "Holes"})]
    with pytest.raises(Superseded):
        actions.import_rows(
            registers.dee, run=old, rows=rows, mapping={"barcode": "Barcode", "title": "Title"},
            progress=progress, now=makers.NOON,  # type: ignore[arg-type]  # a Progress
        )  # fmt: skip
    assert not Item.objects.exists()


def test_who_may(registers: Registers) -> None:
    run, progress = begun(registers)
    with pytest.raises(NotAllowed):
        actions.import_rows(
            registers.cast.actor(registers.cast.clark), run=run, rows=[], mapping={}, progress=progress,  # type: ignore[arg-type]  # a Progress
            now=makers.NOON,
        )  # fmt: skip

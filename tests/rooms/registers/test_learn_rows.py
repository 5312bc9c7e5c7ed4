"""A run that is taken up again learns what the earlier one brought; that is shown whole in test_import_register."""

from datetime import datetime

import pytest

from carrel.cellar.jobs.actions import resume
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.registers import actions, tasks
from tests import makers
from tests.cast import ANA_CARD
from tests.rooms.registers.conftest import Registers, counts
from tests.rooms.registers.test_import_rows import begun

pytestmark = pytest.mark.django_db


def test_who_may(registers: Registers) -> None:
    _, progress = begun(registers)
    with pytest.raises(NotAllowed):
        actions.learn_rows(
            registers.cast.actor(registers.cast.clark),
            rows=[],
            mapping={},
            now=makers.NOON,
            progress=progress,  # type: ignore[arg-type]  # a Progress
        )


@pytest.mark.parametrize("kind", ["items", "loans"])
def test_a_look_taken_up_again_remembers_what_came_before(
    registers: Registers, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 1)
    makers.make_item(registers.cast.middle, "Out", barcode="T1")
    lines = {
        "items": ("Barcode,Title,Place", "A1,Holes,Attic", "A2,Hatchet,", "A1,Again,"),
        "loans": ("Card number,Barcode,Due date", f"{ANA_CARD},T1,2026-12-01", ",,", f"{ANA_CARD},T1,2026-12-01"),
    }[kind]
    job_id = registers.send(kind, registers.table(*lines))
    kept, steps = actions.import_rows, []

    def failing(*arguments: object, **named: object) -> None:
        steps.append(1)
        if len(steps) == 2:
            raise OSError("the disk is full")
        kept(*arguments, **named)  # type: ignore[arg-type]  # handed on

    with monkeypatch.context() as patch:
        patch.setattr(actions, "import_rows", failing)
        with pytest.raises(OSError, match="disk is full"):
            run_now(job_id)
    resume(registers.dee, job_id=job_id, now=datetime.now(makers.NOON.tzinfo))
    job = run_now(job_id)
    assert [code for _, code in registers.said(job)][-1] in {"registers.number_twice", "registers.out_twice"}
    assert counts(job, "refused") == (1,)
    assert job.report["unknown"]["places"] == ({"Attic": 1} if kind == "items" else {})

"""The same file is looked into with other columns; what was chosen is remembered for the next file of its kind."""

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.registers import actions
from tests import makers
from tests.rooms.registers.conftest import Registers, counts

pytestmark = pytest.mark.django_db

NUMBERED = "###*FT01/3001/3002/3003/\r\nT1\tHoles\t1/2/2026\r\n"


def test_columns_are_chosen_by_hand_and_remembered(registers: Registers) -> None:
    first = registers.check("items", NUMBERED)
    assert first.report["fault"]["code"] == "registers.columns_missing"
    chosen = {"barcode": "3001", "title": "3002", "acquired_on": "3003", "nonsense": "3001", "author": "gone"}
    again = run_now(
        actions.check_again(
            registers.dee, job_id=first.pk, mapping=chosen, order="day_first", owner=None, now=makers.NOON
        )
    )
    assert again.params["mapping"] == {"barcode": "3001", "title": "3002", "acquired_on": "3003"}
    assert (again.report["order"], counts(again, "new", "refused")) == ("day_first", (1, 0))
    run_now(actions.import_register(registers.dee, job_id=again.pk, now=makers.NOON))
    next_file = Job.objects.get(pk=registers.send("items", NUMBERED))
    assert next_file.params["remembered"]
    assert next_file.params["mapping"] == again.params["mapping"]


def test_refusals(registers: Registers) -> None:
    with pytest.raises(Refused) as refused:
        actions.check_again(registers.dee, job_id=0, mapping={}, order="", owner=None, now=makers.NOON)
    assert refused.value.code == "registers.no_such_register"
    job = registers.check("items", NUMBERED)
    Job.objects.filter(pk=job.pk).update(params={**job.params, "file_id": 0})
    with pytest.raises(Refused) as refused:
        actions.check_again(registers.dee, job_id=job.pk, mapping={}, order="", owner=None, now=makers.NOON)
    assert refused.value.code == "registers.no_such_file"

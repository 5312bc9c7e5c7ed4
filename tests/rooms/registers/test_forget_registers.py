"""Files that say who has what are let go after thirty days; their reports stay."""

from datetime import timedelta

import pytest

from carrel.cellar.files.models import StoredFile
from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.registers import actions
from tests import makers
from tests.rooms.registers.conftest import Registers, counts

pytestmark = pytest.mark.django_db


def test_thirty_days(registers: Registers) -> None:
    job = registers.bring("items", "Barcode,Title\nT1,Holes\n")
    assert actions.forget_registers(SYSTEM, now=makers.NOON + timedelta(days=29)) == 0
    assert actions.forget_registers(SYSTEM, now=makers.NOON + timedelta(days=31)) == 1
    assert actions.forget_registers(SYSTEM, now=makers.NOON + timedelta(days=31)) == 0
    assert not StoredFile.objects.exists()
    job.refresh_from_db()
    assert counts(job, "read") == (1,)

"""A step of taking back asks for permission itself; what it does is shown whole in test_holds."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.registers import actions
from tests import makers
from tests.rooms.registers.conftest import Registers
from tests.rooms.registers.test_import_rows import begun

pytestmark = pytest.mark.django_db


def test_who_may(registers: Registers) -> None:
    run, _ = begun(registers)
    clark = registers.cast.actor(registers.cast.clark)
    with pytest.raises(NotAllowed):
        actions.take_back_holds(clark, run=run, hold_ids=[], caught_ids=(), done=0, counts={}, now=makers.NOON)

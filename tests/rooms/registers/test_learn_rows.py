"""A run that is taken up again learns what the earlier one brought; that is shown whole in test_import_register."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.registers import actions
from tests.rooms.registers.conftest import Registers
from tests.rooms.registers.test_import_rows import begun

pytestmark = pytest.mark.django_db


def test_who_may(registers: Registers) -> None:
    _, progress = begun(registers)
    with pytest.raises(NotAllowed):
        actions.learn_rows(
            registers.cast.actor(registers.cast.clark),
            rows=[],
            mapping={},
            progress=progress,  # type: ignore[arg-type]  # a Progress
        )

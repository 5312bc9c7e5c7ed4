"""A carton that has not left is taken out, and those after it move up."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import Carton
from tests import makers
from tests.rooms.intake.unpacking import unpacking

pytestmark = pytest.mark.django_db


def test_taken_out() -> None:
    work = unpacking()
    first, second = work.carton(fill=False), work.carton(fill=False)
    actions.take_out_carton(work.dee, carton_id=first, now=makers.NOON)
    assert Carton.objects.get().pk == second
    assert Carton.objects.get().number == 1
    with pytest.raises(Refused):
        actions.take_out_carton(work.lee, carton_id=second, now=makers.NOON)

"""So many of each line go in, never more than are there for the school."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import CartonLine
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_packed_and_back() -> None:
    work = unpacking()
    work.scan(HOLES, HOLES, HOLES)
    work.share(work.lines[0], 1, 2)
    carton, line = work.carton(fill=False), work.lines[2]
    assert line.site_id == work.there.pk
    before = actions.pack_carton(work.dee, carton_id=carton, counts={line.pk: 2}, now=makers.NOON)
    assert CartonLine.objects.get().packed == 2
    with pytest.raises(Refused) as caught:
        actions.pack_carton(work.dee, carton_id=carton, counts={line.pk: 3}, now=makers.NOON)
    assert caught.value.code == "intake.more_than_there"
    actions.pack_carton(work.dee, carton_id=carton, counts=before, now=makers.NOON)
    assert not CartonLine.objects.exists()

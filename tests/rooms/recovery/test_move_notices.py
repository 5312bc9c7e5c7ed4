"""Notices and clearances follow a merged person."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Clearance, Notice
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_late

pytestmark = pytest.mark.django_db


def test_move_notices(cast: Cast) -> None:
    make_late(cast.ana)
    actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk)
    for person in (cast.ana, cast.ben):
        actions.begin_clearance(dee(cast), person_id=person.pk, now=NOON)
    moved = actions.move_notices(SYSTEM, from_person_id=cast.ana.pk, to_person_id=cast.ben.pk, now=NOON)
    assert moved == 1 and Notice.objects.get().person == cast.ben
    assert set(Clearance.objects.values_list("person", flat=True)) == {cast.ben.pk}
    assert Clearance.objects.filter(dropped_at=None).count() == 1

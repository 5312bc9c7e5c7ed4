"""drop_clearances_of_returned: who has not left after all needs no slip, unless somebody has begun to sign it."""

from __future__ import annotations

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cellar.post.models import Mail
from carrel.rooms.people.models import Person
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Clearance
from carrel.rooms.recovery.rules.ladder import DEFAULT
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.recovery.late import dee, make_late

pytestmark = pytest.mark.django_db


def test_what_nobody_has_touched_goes(cast: Cast) -> None:
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=DEFAULT, now=NOON, office_email="office@alder.example")
    gone = [cast.ana, cast.ben, cast.mateo]
    for each in gone:
        make_late(each)
    by_hand = actions.begin_clearance(dee(cast), person_id=cast.mateo.pk, now=NOON)
    Person.objects.filter(pk__in=[each.pk for each in gone]).update(left_on=TODAY)
    assert actions.begin_clearances_of_leavers(SYSTEM, now=NOON) == 2
    signed = Clearance.objects.get(person=cast.ben)
    actions.sign_off(dee(cast), clearance_id=signed.pk, department="media", name="Dee Novak", now=NOON)
    assert actions.drop_clearances_of_returned(SYSTEM, now=NOON) == 0
    Person.objects.update(left_on=None)
    assert actions.drop_clearances_of_returned(SYSTEM, now=NOON) == 1
    assert set(Clearance.objects.filter(dropped_at=None).values_list("pk", flat=True)) == {by_hand, signed.pk}
    assert Mail.objects.get(about_id=Clearance.objects.get(person=cast.ana).pk).state == "taken_off"


def test_only_the_program_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.drop_clearances_of_returned(cast.actor(cast.clark), now=NOON)

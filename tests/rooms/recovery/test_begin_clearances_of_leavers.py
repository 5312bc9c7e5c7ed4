"""Whom a roster lets leave with something gets a slip by themselves, and the office hears of it."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.post.models import Mail
from carrel.rooms.people.models import Person
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Clearance
from carrel.rooms.recovery.rules.ladder import DEFAULT
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.recovery.late import dee, make_late

pytestmark = pytest.mark.django_db


def test_begin_clearances_of_leavers(cast: Cast) -> None:
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=DEFAULT, now=NOON, office_email="office@alder.example")
    make_late(cast.ana, "Are You There God?")
    makers.make_charge(cast.ben, 300)
    everybody = Person.objects.filter(pk__in=[cast.ana.pk, cast.ben.pk, cast.mateo.pk])
    assert actions.begin_clearances_of_leavers(SYSTEM, now=NOON) == 0
    everybody.update(left_on=TODAY)
    assert actions.begin_clearances_of_leavers(SYSTEM, now=NOON) == 2
    assert actions.begin_clearances_of_leavers(SYSTEM, now=NOON + timedelta(days=1)) == 0
    assert set(Clearance.objects.values_list("person__given_name", flat=True)) == {"Ana", "Ben"}
    said = "\n".join(Mail.objects.values_list("body", flat=True))
    assert "Ana Garcia" in said and "Still out: 1" in said and "God" not in said


def test_a_slip_begun_before_the_last_day_is_gone_on_with(cast: Cast) -> None:
    make_late(cast.ana)
    known = actions.begin_clearance(dee(cast), person_id=cast.ana.pk, now=NOON - timedelta(days=5))
    Person.objects.filter(pk=cast.ana.pk).update(left_on=TODAY)
    assert actions.begin_clearances_of_leavers(SYSTEM, now=NOON) == 0
    assert Clearance.objects.get().pk == known


def test_it_begins_on_the_schools_own_day(cast: Cast) -> None:
    make_late(cast.ana)
    Person.objects.filter(pk=cast.ana.pk).update(left_on=TODAY + timedelta(days=1))
    late_in_the_evening = NOON + timedelta(hours=9)  # tomorrow already in Greenwich
    assert late_in_the_evening.date() == TODAY + timedelta(days=1)
    assert actions.begin_clearances_of_leavers(SYSTEM, now=late_in_the_evening) == 0
    assert actions.begin_clearances_of_leavers(SYSTEM, now=NOON + timedelta(hours=14)) == 1

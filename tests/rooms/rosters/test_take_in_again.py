"""The file of an earlier import is the way back."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.rosters.tasks import run_dry_run
from carrel.rooms.schools.models import Site
from tests.makers import NOON
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import roster, student, zipped


@pytest.mark.django_db
def test_the_roster_of_the_day_before_brings_everybody_back(bring: Bring) -> None:
    first = bring(roster(student("1"), student("2", "Ben", "Okoye")))
    bring(roster(student("1", family="Ruiz")), now=NOON + timedelta(days=1))
    assert Person.objects.exclude(left_on=None).count() == 1
    again = RosterImport.objects.get(
        pk=actions.take_in_again(SYSTEM, import_id=first.import_id, now=NOON + timedelta(days=2))
    )
    assert again.job_id is not None
    run_dry_run.func(again.job_id)
    actions.apply_roster(SYSTEM, import_id=again.pk, now=NOON + timedelta(days=2))
    assert Person.objects.filter(left_on=None).count() == 2
    assert Person.objects.get(roster_id="u1").family_name == "Garcia"


@pytest.mark.django_db
def test_one_that_is_not_in_is_put_aside_by_it(middle: Site) -> None:
    seen = actions.dry_run_roster(SYSTEM, source=zipped(roster(student("1"))), source_name="a.zip", now=NOON)
    actions.take_in_again(SYSTEM, import_id=seen.import_id, now=NOON)
    assert RosterImport.objects.get(pk=seen.import_id).status == "dropped"


@pytest.mark.django_db
def test_a_forgotten_file_cannot_be_taken_again(bring: Bring) -> None:
    applied = bring(roster(student("1")))
    RosterImport.objects.update(file=None)
    with pytest.raises(Refused) as refused:
        actions.take_in_again(SYSTEM, import_id=applied.import_id, now=NOON)
    assert refused.value.code == "rosters.forgotten"

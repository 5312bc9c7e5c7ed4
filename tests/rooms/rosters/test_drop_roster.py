"""A roster put aside brings nobody in, and can be compared again."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.schools.models import Site
from tests.makers import NOON
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import roster, student, zipped


@pytest.mark.django_db
def test_put_aside_and_taken_up_again(middle: Site) -> None:
    seen = actions.dry_run_roster(SYSTEM, source=zipped(roster(student("1"))), source_name="a.zip", now=NOON)
    actions.drop_roster(SYSTEM, import_id=seen.import_id, now=NOON)
    assert RosterImport.objects.get().status == "dropped"
    with pytest.raises(Refused) as refused:
        actions.apply_roster(SYSTEM, import_id=seen.import_id, now=NOON)
    assert refused.value.code == "rosters.not_compared"
    assert not Person.objects.exists()
    assert actions.compare_roster(SYSTEM, import_id=seen.import_id, now=NOON).status == "compared"


@pytest.mark.django_db
def test_what_is_in_cannot_be_put_aside(bring: Bring) -> None:
    applied = bring(roster(student("1")))
    with pytest.raises(Refused) as refused:
        actions.drop_roster(SYSTEM, import_id=applied.import_id, now=NOON)
    assert refused.value.code == "rosters.already_in"

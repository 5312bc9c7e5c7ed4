"""Comparing again follows what is known now; what is in is not compared any more."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions, queries
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import roster, student, zipped


@pytest.mark.django_db
def test_comparing_again_replaces_the_report(bring: Bring) -> None:
    bring(roster(student("1"), student("2", "Ben", "Okoye")))
    package = zipped(roster(student("1", family="Ruiz"), student("2", "Ben", "Okoye")))
    seen = actions.dry_run_roster(SYSTEM, source=package, source_name="a.zip", now=NOON)
    Person.objects.filter(roster_id="u1").update(family_name="Ruiz")
    moved: list[int] = []
    again = actions.compare_roster(SYSTEM, import_id=seen.import_id, now=NOON, moved=moved.append)
    assert moved == [1]
    assert again.counts["all"] == 0
    assert queries.kind_counts(seen.import_id) == {}
    actions.apply_roster(SYSTEM, import_id=seen.import_id, now=NOON)


@pytest.mark.django_db
def test_an_import_that_is_in_is_not_compared_again(bring: Bring) -> None:
    applied = bring(roster(student("1")))
    with pytest.raises(Refused) as refused:
        actions.compare_roster(SYSTEM, import_id=applied.import_id, now=NOON)
    assert refused.value.code == "rosters.already_in"


@pytest.mark.django_db
def test_an_import_of_another_school_is_not_there(middle: Site, high: Site) -> None:
    lena = makers.make_actor("librarian", high)
    seen = actions.dry_run_roster(lena, source=zipped(roster(student("1"))), source_name="a.zip", now=NOON)
    with pytest.raises(Refused) as refused:
        actions.compare_roster(makers.make_actor("technician", middle), import_id=seen.import_id, now=NOON)
    assert refused.value.code == "rosters.no_such_import"

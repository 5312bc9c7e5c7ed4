"""Which column is which is said once, and the next file with the same headings is read so."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.rosters.tasks import run_dry_run
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON

LIST = b"Nr.,Vorname,Nachname\n201,Ana,Garcia\n"
COLUMNS = {"number": "Nr.", "given_name": "Vorname", "family_name": "Nachname"}


def sent(data: bytes = LIST) -> RosterImport:
    seen = actions.dry_run_roster(SYSTEM, source=data, source_name="liste.csv", now=NOON)
    return RosterImport.objects.get(pk=seen.import_id)


@pytest.mark.django_db
def test_what_was_said_is_used_and_remembered(middle: Site) -> None:
    run = sent()
    assert run.status == "refused"
    job_id = actions.map_people_list(SYSTEM, import_id=run.pk, columns=COLUMNS, is_whole=True, now=NOON)
    run_dry_run.func(job_id)
    run.refresh_from_db()
    assert (run.status, run.report["counts"]["new"], run.reading["whole"]) == ("compared", 1, True)
    actions.apply_roster(SYSTEM, import_id=run.pk, now=NOON)
    assert Person.objects.get().display_name == "Ana Garcia"
    assert sent().report["counts"]["all"] == 0


@pytest.mark.django_db
def test_headings_that_the_file_has_not_are_left_out(middle: Site) -> None:
    run = sent()
    actions.map_people_list(SYSTEM, import_id=run.pk, columns={"number": "Id"}, is_whole=False, now=NOON)
    run.refresh_from_db()
    assert run.reading["columns"] == {}


@pytest.mark.django_db
def test_what_is_in_already_stays_as_it_is(middle: Site) -> None:
    run = sent(b"Number,Name\n201,Ana Garcia\n")
    actions.apply_roster(SYSTEM, import_id=run.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.map_people_list(SYSTEM, import_id=run.pk, columns=COLUMNS, is_whole=False, now=NOON)
    assert refused.value.code == "rosters.already_in"


@pytest.mark.django_db
def test_who_may_not_is_told(middle: Site) -> None:
    run = sent()
    with pytest.raises(NotAllowed):
        actions.map_people_list(
            makers.make_actor("assistant", middle), import_id=run.pk, columns=COLUMNS, is_whole=False, now=NOON
        )

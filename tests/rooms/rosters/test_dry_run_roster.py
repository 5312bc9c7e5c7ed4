"""A dry run tells every difference and changes nothing."""

from pathlib import Path

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.oneroster import package_files, package_zip
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions, queries
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON
from tests.rooms.rosters.conftest import Bring
from tests.rooms.rosters.small import homeroom, place, roster, student, zipped


@pytest.mark.django_db
def test_it_changes_nothing(middle: Site) -> None:
    seen = actions.dry_run_roster(SYSTEM, source=zipped(roster(student("1"))), source_name="a.zip", now=NOON)
    assert seen.status == "compared"
    assert seen.counts["new_student"] == 1
    assert not Person.objects.exists()
    middle.refresh_from_db()
    assert middle.roster_id is None


@pytest.mark.django_db
def test_every_difference_is_kept_with_old_and_new(bring: Bring) -> None:
    bring(roster(student("1"), student("2", "Ben", "Okoye"), classes=(homeroom(),), places=(place("u1"), place("u2"))))
    changed = roster(
        student("1", family="Ruiz", grades=("08",)), student("3", "Zoe"), classes=(homeroom(),), places=(place("u1"),)
    )
    seen = actions.dry_run_roster(SYSTEM, source=zipped(changed), source_name="b.zip", now=NOON)
    assert queries.kind_counts(seen.import_id) == {"new": 1, "changed": 1, "left": 1, "class_members": 1}
    (row,) = queries.differences_of(seen.import_id, "changed")
    assert row["name"] == "Ana Garcia"
    assert row["fields"] == [["family_name", "Garcia", "Ruiz"], ["grade", "7", "8"]]
    (gone,) = queries.differences_of(seen.import_id, "left")
    assert (gone["name"], gone["site_name"]) == ("Ben Okoye", "Alder Creek Middle School")
    (members,) = queries.differences_of(seen.import_id, "class_members")
    assert members["fields"] == [["gone", "", "1"]]


@pytest.mark.django_db
def test_a_wrong_package_is_refused_whole_with_its_places(middle: Site) -> None:
    files = package_files(roster(student("1"), student("2", "Ben", "Okoye")))
    files["users.csv"] = files["users.csv"].replace(b"Okoye", b"").replace(b",student,", b",pupil,", 1)
    seen = actions.dry_run_roster(SYSTEM, source=package_zip(files), source_name="wrong.zip", now=NOON)
    assert seen.status == "refused"
    assert [(fault.file, fault.line, fault.column) for fault in seen.faults] == [
        ("users.csv", 2, "role"),
        ("users.csv", 3, "familyName"),
    ]
    kept = RosterImport.objects.get().report["faults"]
    assert [fault["line"] for fault in kept] == [2, 3]
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_name_too_long_for_us_is_a_fault_with_its_place(middle: Site) -> None:
    package = zipped(roster(student("1", given="A" * 81)))
    seen = actions.dry_run_roster(SYSTEM, source=package, source_name="long.zip", now=NOON)
    assert [(f.file, f.line, f.column, f.code) for f in seen.faults] == [
        ("users.csv", 2, "givenName", "oneroster.too_long")
    ]


@pytest.mark.django_db
def test_a_folder_is_read_like_a_zip(middle: Site, tmp_path: Path) -> None:
    for name, content in package_files(roster(student("1"))).items():
        (tmp_path / name).write_bytes(content)
    seen = actions.dry_run_roster(SYSTEM, source=tmp_path, source_name="folder", now=NOON)
    assert seen.counts["new_student"] == 1


@pytest.mark.django_db
def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        actions.dry_run_roster(SYSTEM, source=tmp_path / "no.zip", source_name="no.zip", now=NOON)
    assert refused.value.code == "rosters.no_package"


@pytest.mark.django_db
def test_schools_that_are_no_sites_are_told_and_left_out(middle: Site) -> None:
    package = zipped(roster(student("1"), student("2", orgs=("s2",))))
    seen = actions.dry_run_roster(SYSTEM, source=package, source_name="a.zip", now=NOON)
    assert [each.code for each in seen.objections] == ["rosters.school_unknown"]
    assert seen.objections[0].facts["schools"] == "Cedar High School"
    assert seen.counts["new"] == 1


@pytest.mark.django_db
def test_without_any_known_school_it_cannot_come_in(db: None) -> None:
    makers.make_site(name="Birch Elementary School")
    seen = actions.dry_run_roster(SYSTEM, source=zipped(roster(student("1"))), source_name="a.zip", now=NOON)
    assert (seen.status, seen.objections[0].code) == ("refused", "rosters.no_school_known")


@pytest.mark.django_db
def test_who_may_not_is_told(middle: Site) -> None:
    with pytest.raises(NotAllowed):
        actions.dry_run_roster(
            makers.make_actor("assistant", middle), source=zipped(roster()), source_name="a.zip", now=NOON
        )

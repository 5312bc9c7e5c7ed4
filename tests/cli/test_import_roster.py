"""`carrel import-roster`: compares, tells, lets in; says every fault with its place and ends with an error then."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from carrel.cellar.oneroster import package_files, package_zip
from carrel.rooms.people.models import Person
from tests import makers
from tests.rooms.rosters.small import roster, student, zipped


@pytest.fixture(autouse=True)
def school(db: None) -> None:
    makers.make_site(code="ACM", name="Alder Creek Middle School")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_roster", *arguments, stdout=out)
    return out.getvalue()


def put(folder: Path, package: bytes) -> str:
    path = folder / "roster.zip"
    path.write_bytes(package)
    return str(path)


def test_it_lets_a_roster_in_and_nothing_the_second_time(tmp_path: Path) -> None:
    path = put(tmp_path, zipped(roster(student("1"), student("2", "Ben", "Okoye"))))
    said = run(path)
    assert "new persons: 2" in said
    assert said.endswith("Came in.\n")
    assert "Nothing differs from what is known." in run(path)
    assert Person.objects.count() == 2


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    assert "new persons: 1" in run(put(tmp_path, zipped(roster(student("1")))), "--dry-run")
    assert not Person.objects.exists()


def test_a_folder_will_do(tmp_path: Path) -> None:
    for name, content in package_files(roster(student("1"))).items():
        (tmp_path / name).write_bytes(content)
    run(str(tmp_path))
    assert Person.objects.get().display_name == "Ana Garcia"


def test_faults_are_told_with_their_places(tmp_path: Path) -> None:
    files = package_files(roster(student("1")))
    files["users.csv"] = files["users.csv"].replace(b",student,", b",pupil,")
    with pytest.raises(CommandError) as refused:
        run(put(tmp_path, package_zip(files)))
    assert "users.csv, line 2, role: ‹pupil› is none of" in str(refused.value)


def test_many_leavers_stop_it_until_a_reason_is_given(tmp_path: Path) -> None:
    run(put(tmp_path, zipped(roster(*(student(str(number)) for number in range(20))))))
    fewer = put(tmp_path, zipped(roster(*(student(str(number)) for number in range(10)))))
    with pytest.raises(CommandError, match="--accept-leavers"):
        run(fewer)
    assert Person.objects.filter(left_on=None).count() == 20
    run(fewer, "--accept-leavers", "--reason", "They moved.")
    assert Person.objects.filter(left_on=None).count() == 10


def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no roster"):
        run(str(tmp_path / "missing.zip"))


def test_no_school_known_is_told(tmp_path: Path) -> None:
    elsewhere = [org._replace(name="Pine School", identifier="P") for org in roster().orgs]
    with pytest.raises(CommandError, match="Nothing came in"):
        run(put(tmp_path, zipped(roster(student("1"), orgs=elsewhere))))


def test_a_whole_list_of_people_says_who_left(tmp_path: Path) -> None:
    both, one = tmp_path / "both.csv", tmp_path / "one.csv"
    both.write_text("Number,Name\n201,Ana Garcia\n202,Ben Okoye\n")
    one.write_text("Number,Name\n201,Ana Garcia\n")
    run(str(both))
    assert "Nothing differs" in run(str(one), "--dry-run")
    assert "leave" in run(str(one), "--whole")
    assert Person.objects.exclude(left_on=None).get().local_number == "202"

"""The folder of a student system is looked into: what is new comes once, and in where nothing stands against it."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.oneroster import package_files
from carrel.rooms.people.models import Person
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.models import RosterImport, RosterSchedule
from carrel.rooms.schools.models import Site
from tests import makers
from tests.makers import NOON
from tests.rooms.rosters.small import roster, student, zipped


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, middle: Site) -> Path:
    monkeypatch.setattr(settings, "CARREL_ROSTERS", tmp_path)
    return tmp_path


def on(*, lets_in: bool = True, hour: int = 0) -> None:
    actions.keep_roster_schedule(SYSTEM, is_on=True, lets_in=lets_in, hour=hour, leavers_in_a_hundred=10, now=NOON)


def put(path: Path, content: bytes, *, age: float = 600) -> None:
    path.write_bytes(content)
    moment = NOON.timestamp() - age
    os.utime(path, (moment, moment))


def look(*, at_once: bool = False) -> actions.Fetched:
    return actions.fetch_roster(SYSTEM, now=NOON, at_once=at_once)


@pytest.mark.django_db
def test_it_looks_only_when_told_to_and_not_before_the_hour(folder: Path) -> None:
    put(folder / "roster.zip", zipped(roster(student("1"))))
    assert look().code == "off"
    on(hour=23)
    assert look().code == "early"
    assert look(at_once=True).code == "came_in"


@pytest.mark.django_db
def test_a_roster_comes_in_once(folder: Path) -> None:
    on()
    put(folder / "roster.zip", zipped(roster(student("1"))))
    assert [look().code, look().code] == ["came_in", "known"]
    assert (Person.objects.count(), RosterImport.objects.count()) == (1, 1)
    assert RosterSchedule.objects.get().fetched_at == NOON


@pytest.mark.django_db
def test_the_newest_of_several_is_taken_and_one_still_being_written_is_left(folder: Path) -> None:
    on()
    put(folder / "old.zip", zipped(roster(student("1"))), age=9000)
    put(folder / "new.zip", zipped(roster(student("2"))))
    look()
    assert Person.objects.get().roster_id == "u2"
    put(folder / "newer.zip", b"half", age=5)
    assert look().code == "unfinished"


@pytest.mark.django_db
@pytest.mark.parametrize("below", ["", "export"])
def test_csv_files_in_the_folder_or_in_one_below_are_one_roster(folder: Path, below: str) -> None:
    on()
    (folder / below).mkdir(exist_ok=True)
    for name, content in package_files(roster(student("1"))).items():
        put(folder / below / name, content)
    assert look().code == "came_in"
    assert look().code == "known"


@pytest.mark.django_db
def test_what_has_to_be_looked_at_waits(folder: Path) -> None:
    on()
    put(folder / "roster.zip", zipped(roster(*(student(str(number)) for number in range(40)))))
    look()
    put(folder / "roster.zip", zipped(roster(*(student(str(number)) for number in range(20)))), age=100)
    assert look().code == "waits"
    assert Person.objects.filter(left_on=None).count() == 40
    assert RosterImport.objects.filter(status="compared").count() == 1


@pytest.mark.django_db
def test_without_letting_in_everything_waits(folder: Path) -> None:
    on(lets_in=False)
    put(folder / "roster.zip", zipped(roster(student("1"))))
    assert look().code == "waits"
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_wrong_file_is_told_and_not_tried_again(folder: Path) -> None:
    on()
    put(folder / "roster.zip", b"\xff\xd8\xff picture")
    assert [look().code, look().code] == ["refused", "known"]
    assert RosterSchedule.objects.get().trouble["code"] == "files.not_archive"
    put(folder / "other.zip", b"PK\x03\x04 broken", age=100)
    assert look().code == "refused"
    assert RosterImport.objects.get().report["faults"][0]["code"] == "oneroster.not_a_zip"


@pytest.mark.django_db
def test_links_and_hidden_files_and_an_empty_folder(folder: Path) -> None:
    on()
    assert look().code == "empty"
    put(folder / "secret.txt", b"x")
    (folder / "roster.zip").symlink_to(folder / "secret.txt")
    put(folder / ".hidden.zip", b"x")
    assert look().code == "empty"
    folder.rename(folder.with_name("gone"))
    assert look().code == "empty"


@pytest.mark.django_db
def test_it_is_the_districts_and_no_schools(folder: Path, middle: Site) -> None:
    with pytest.raises(Refused, match="for_the_district"):
        actions.fetch_roster(makers.make_actor("librarian", middle), now=NOON)


@pytest.mark.django_db
def test_who_may_not_is_told(middle: Site) -> None:
    with pytest.raises(NotAllowed):
        actions.fetch_roster(makers.make_actor("assistant", middle), now=NOON)

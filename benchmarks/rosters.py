"""A district's roster of any size, and how long its dry run, its coming in and the next night's run take.

python -m benchmarks.rosters STUDENTS [FOLDER [DATABASE_URL]]
"""

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import Figure, table
from carrel.cellar.oneroster import (
    AcademicSession,
    Course,
    Enrollment,
    Manifest,
    Org,
    Roster,
    SchoolClass,
    User,
    package_files,
    package_zip,
)

A_SCHOOL = 750
A_CLASS = 25
LESSONS = 6
GRADES = tuple(f"{grade:02}" for grade in range(6, 9))
_GIVEN = (
    "Ana",
    "Ben",
    "Carla",
    "Đức",
    "Eli",
    "Fatima",
    "Grace",
    "Hüseyin",
    "Ines",
    "Juan",
    "Kai",
    "Lan",
    "Mateo",
    "Zoë",
)
_FAMILY = ("Abdi", "Brown", "Clark", "Díaz", "Evans", "Garcia", "Hale", "Khan", "Lê", "Moua", "Nguyen", "Okoye", "Park")


def roster(students: int, seed: int = 1) -> Roster:
    """A district of middle schools: families with one to three children, a homeroom and six lessons for everybody."""
    return _Making(students, random.Random(seed)).roster()


class _Making:
    """Makes the rows of one district, school by school."""

    def __init__(self, students: int, dice: random.Random) -> None:
        self.students, self.dice = students, dice
        self.users: list[User] = []
        self.classes: list[SchoolClass] = []
        self.enrollments: list[Enrollment] = []
        self.orgs = [Org("d", "Great District", "district")]
        self.numbers = count(100_000)

    def roster(self) -> Roster:
        for number in range(-(-self.students // A_SCHOOL)):
            self._school(number, min(A_SCHOOL, self.students - number * A_SCHOOL))
        begins, ends = date(2026, 8, 17), date(2027, 6, 11)
        return Roster(
            manifest=Manifest(source_name="Great system"),
            orgs=tuple(self.orgs),
            academic_sessions=(AcademicSession("y", "2026–27", "schoolYear", begins, ends, "", 2027),),
            courses=(Course("k", "Everything", "d"),),
            classes=tuple(self.classes),
            enrollments=tuple(self.enrollments),
            users=tuple(self.users),
        )

    def _school(self, number: int, students: int) -> None:
        org = f"org-{number}"
        self.orgs.append(Org(org, f"School {number}", "school", f"S{number}", "d"))
        teachers = [self._user("teacher", org) for _ in range(max(1, students // A_CLASS))]
        pupils: list[str] = []
        while len(pupils) < students:
            pupils += self._family(org, min(self.dice.choices((1, 2, 3), (62, 30, 8))[0], students - len(pupils)))
        for place in range(0, students, A_CLASS):
            self._section(org, number, place, pupils[place : place + A_CLASS], teachers)

    def _family(self, org: str, children: int) -> list[str]:
        family = self.dice.choice(_FAMILY)
        guardians = tuple(self._user("parent", org, family) for _ in range(self.dice.choice((1, 2))))
        return [self._user("student", org, family, guardians) for _ in range(children)]

    def _user(self, role: str, org: str, family: str = "", agents: tuple[str, ...] = ()) -> str:
        number = next(self.numbers)
        self.users.append(
            User(
                sourced_id=f"00000000-0000-4000-8000-{number:012d}",
                role=role,
                given_name=self.dice.choice(_GIVEN),
                family_name=family or self.dice.choice(_FAMILY),
                orgs=(org,),
                username=f"u{number}",
                identifier="" if role == "parent" else f"{number}",
                email=f"u{number}@mail.example",
                agents=agents,
                grades=(self.dice.choice(GRADES),) if role == "student" else (),
                metadata={"homeLanguage": self.dice.choice(("en", "es", "vi"))},
            )
        )
        return self.users[-1].sourced_id

    def _section(self, org: str, school: int, place: int, pupils: list[str], teachers: list[str]) -> None:
        for lesson in range(LESSONS + 1):
            number = f"c-{school}-{place}-{lesson}"
            kind, name = ("scheduled", f"Lesson {lesson}") if lesson else ("homeroom", f"H{place}")
            self.classes.append(
                SchoolClass(number, name, kind, org, "k", terms=("y",), periods=(str(lesson),) if lesson else ())
            )
            teacher = teachers[(place // A_CLASS + lesson) % len(teachers)]
            for user, role in ((teacher, "teacher"), *((pupil, "student") for pupil in pupils)):
                self.enrollments.append(
                    Enrollment(
                        f"e-{number}-{user[-9:]}", number, org, user, role, role == "teacher", date(2026, 8, 17),
                        date(2027, 6, 11),
                    )
                )  # fmt: skip


def measure(students: int) -> dict[str, Any]:
    """Dry run of an empty district, coming in, dry run of the same again. Times in seconds, memory in MB."""
    from django.core.management import call_command

    from carrel.cellar.kernel.actors import SYSTEM
    from carrel.rooms.rosters import actions
    from tests import makers

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    made = roster(students)
    for org in made.orgs[1:]:
        makers.make_site(code=org.identifier, name=org.name)
    package, rows = package_zip(package_files(made)), len(made.users) + len(made.enrollments)
    del made
    found: dict[str, Any] = {"rows": rows, "package": len(package) / 1e6, "before_mb": _memory()}

    def dry_run(name: str) -> int:
        began, spent = time.monotonic(), time.process_time()
        seen = actions.dry_run_roster(SYSTEM, source=package, source_name="roster.zip", now=datetime.now(UTC))
        found[name], found[f"{name}_all"] = time.monotonic() - began, seen.counts["all"]
        found[f"{name}_cpu"] = time.process_time() - spent
        return seen.import_id

    import_id = dry_run("first")
    began = time.monotonic()
    actions.apply_roster(SYSTEM, import_id=import_id, now=datetime.now(UTC))
    found["applied"] = time.monotonic() - began
    dry_run("second")
    found["peak_mb"] = _memory()
    return found


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def figures(found: dict[str, Any], students: int, store: str) -> Iterator[Figure]:
    """What was measured, beside its targets."""
    what = f"Roster of {students:,} students, {store}"
    for name, said in (("first", "dry run, all new"), ("second", "dry run, the next night")):
        seconds = found[name]
        spent = f"{found['rows']:,} rows, processor {found[f'{name}_cpu']:.1f} s"
        yield Figure(f"{what}: {said}", f"{seconds:.1f} s", spent, "", "30 s", seconds < 30)
    yield Figure(f"{what}: coming in", f"{found['applied']:.1f} s")
    again = found["second_all"]
    yield Figure(f"{what}: differences the second time", str(again), "", "", "0", again == 0)
    yield Figure(f"{what}: memory at most", f"{found['peak_mb']:.0f} MB")


def main(words: list[str]) -> None:
    """Measure in this process and print a line of JSON and the table."""
    students = int(words[0]) if words else 100_000
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as name:
        district.open_house(Path(words[1] if len(words) > 1 else name), words[2] if len(words) > 2 else "")
        found = measure(students)
    print(table(figures(found, students, "PostgreSQL" if len(words) > 2 else "SQLite")))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])

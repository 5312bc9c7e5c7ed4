"""A small roster of two schools, built row by row."""

from collections.abc import Iterable
from datetime import date

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

ORGS = (
    Org("d", "Alder Creek Unified", "district"),
    Org("s1", "Alder Creek Middle School", "school", "ACM", "d"),
    Org("s2", "Cedar High School", "school", "CED", "d"),
)
YEAR = AcademicSession("y", "2026–27", "schoolYear", date(2026, 8, 17), date(2027, 6, 11), "", 2027)
FALL = AcademicSession("t", "Fall 2026", "semester", date(2026, 8, 17), date(2026, 12, 18), "y", 2027)
COURSE = Course("k", "Everything", "d")
BULK = dict.fromkeys(("orgs", "academicSessions", "users", "courses", "classes", "enrollments"), "bulk")


def student(number: str, given: str = "Ana", family: str = "Garcia", **more: object) -> User:
    """A student of the middle school, grade 7, whose student number is their roster number without its letter."""
    values: dict[str, object] = {"orgs": ("s1",), "grades": ("07",), "identifier": f"20{number}"}
    return User(f"u{number}", "student", given, family, **(values | more))  # type: ignore[arg-type]  # a maker's freedom


def teacher(number: str, given: str = "Joan", family: str = "Clark", **more: object) -> User:
    return User(f"w{number}", "teacher", given, family, **({"orgs": ("s1",)} | more))  # type: ignore[arg-type]  # as above


def guardian(number: str, of: tuple[str, ...], given: str = "Carla", family: str = "Garcia", **more: object) -> User:
    return User(f"g{number}", "parent", given, family, ("s1",), agents=of, **more)  # type: ignore[arg-type]  # as above


def homeroom(name: str = "7B", school: str = "s1") -> SchoolClass:
    return SchoolClass(f"c-{name}", name, "homeroom", school, "k", name, ("07",), "", ("y",))


def lesson(name: str = "English 7B", periods: tuple[str, ...] = ("2",)) -> SchoolClass:
    return SchoolClass(f"c-{name}", name, "scheduled", "s1", "k", "", ("07",), "", ("t",), ("English",), (), periods)


def place(user: str, school_class: str = "c-7B", role: str = "student", **more: object) -> Enrollment:
    """An enrolment for the school year."""
    values: dict[str, object] = {"begins_on": date(2026, 8, 17), "ends_on": date(2027, 6, 11)}
    number = f"{school_class}-{user}"
    return Enrollment(number, school_class, "s1", user, role, **(values | more))  # type: ignore[arg-type]  # as above


def roster(
    *users: User, classes: Iterable[SchoolClass] = (), places: Iterable[Enrollment] = (), orgs: Iterable[Org] = ORGS
) -> Roster:
    """A package that speaks of everything: what is not in it is not so."""
    return Roster(
        manifest=Manifest(source_name="Sample SIS", modes=BULK),
        orgs=tuple(orgs),
        academic_sessions=(YEAR, FALL),
        courses=(COURSE,),
        classes=tuple(classes),
        enrollments=tuple(places),
        users=users,
    )


def zipped(package: Roster) -> bytes:
    return package_zip(package_files(package))

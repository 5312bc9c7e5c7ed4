"""What the demo district is: its schools, their grades and sections, its school year, and the cast. Facts, no dice."""

from datetime import date, timedelta
from typing import NamedTuple

DISTRICT = "org-1"
DISTRICT_NAME = "Alder Creek Unified School District"
SECTIONS = "ABCDE"
PERIODS = ("1", "2", "3", "4", "5", "6")


class School(NamedTuple):
    """One school: its number in the roster, students of each grade, sections of a grade, subjects beside homeroom."""

    org: str
    name: str
    identifier: str
    students: tuple[tuple[str, int], ...]
    sections: int
    subjects: tuple[str, ...]

    @property
    def is_elementary(self) -> bool:
        return self.sections == 3

    @property
    def grades(self) -> tuple[str, ...]:
        return tuple(grade for grade, _ in self.students)


class Seat(NamedTuple):
    """A student's place: school, grade, section ("7B")."""

    school: School
    grade: str
    section: str


# The third subject is taught by the A section's homeroom teacher, and so on: see `timetable.period_day`.
BIRCH = School(
    "org-11",
    "Birch Elementary School",
    "0601",
    tuple((grade, 75) for grade in ("KG", "01", "02", "03", "04", "05")),
    3,
    ("PE", "Music", "Art"),
)
MIDDLE = School(
    "org-12",
    "Alder Creek Middle School",
    "0602",
    (("06", 140), ("07", 140), ("08", 140)),
    5,
    ("English", "Science", "Spanish", "History", "Mathematics", "PE"),
)
CEDAR = School(
    "org-13",
    "Cedar High School",
    "0603",
    (("09", 133), ("10", 133), ("11", 132), ("12", 132)),
    5,
    ("English", "Biology", "Spanish", "World History", "Mathematics", "PE"),
)
SCHOOLS = (BIRCH, MIDDLE, CEDAR)


class Member(NamedTuple):
    """Someone whom pages, pictures and the guide name: the same number and place in every demo."""

    key: str
    sourced_id: str
    identifier: str
    given: str
    family: str
    language: str = "en"
    section: str = ""
    preferred: str = ""


STUDENTS = (
    Member("ana", "u-200001", "200001", "Ana", "Garcia", "es", "7B"),
    Member("ben", "u-200002", "200002", "Benjamin", "Okoye", "en", "8A", "Ben"),
    Member("mateo", "u-200003", "200003", "Mateo", "Reyes", "es", "8A"),
    Member("eli", "u-200004", "200004", "Eli", "Park", "ko", "8A"),
    Member("fay", "u-200005", "200005", "Fay", "Lindqvist", "en", "10D"),
)
TEACHERS = (
    Member("clark", "u-100001", "900001", "Joan", "Clark", section="7B"),
    Member("haddad", "u-100002", "900002", "Sami", "Haddad", "ar", section="8A"),
    Member("lee", "u-100003", "900003", "Grace", "Lee", section="6C"),
)
DEE = Member("dee", "u-100004", "900004", "Dee", "Novak")
CAST_IDS = {member.key: member.sourced_id for member in (*STUDENTS, *TEACHERS, DEE)}
"""Roster numbers of the cast, by the key that tests and pictures use."""


def school_year_of(day: date) -> int:
    """The year in which the school year of a day begins: until June it is the year before."""
    return day.year if day.month >= 7 else day.year - 1


def first_day(year: int) -> date:
    """The third Monday of August."""
    earliest = date(year, 8, 15)
    return earliest + timedelta(days=-earliest.weekday() % 7)


def last_day(year: int) -> date:
    """The second Friday of June of the year after."""
    earliest = date(year + 1, 6, 8)
    return earliest + timedelta(days=(4 - earliest.weekday()) % 7)


def shown(grade: str) -> str:
    """A grade as people say it: K, 1, 12."""
    return "K" if grade == "KG" else str(int(grade))


def sections_of(school: School, grade: str) -> tuple[str, ...]:
    return tuple(f"{shown(grade)}{letter}" for letter in SECTIONS[: school.sections])


def school_of(grade: str) -> School:
    return next(school for school in SCHOOLS if grade in school.grades)


def seats() -> list[Seat]:
    """Every student's place, spread evenly over the sections of a grade."""
    return [
        Seat(school, grade, sections_of(school, grade)[number % school.sections])
        for school in SCHOOLS
        for grade, students in school.students
        for number in range(students)
    ]

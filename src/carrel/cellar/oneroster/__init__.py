"""OneRoster 1.1 CSV: a package of files ↔ frozen typed rows. Pure; knows nothing of libraries, databases or Django.

`read(source)` gives a `Roster`, or raises `RosterRefused` with every fault found: a package comes in whole or not at
all.
`package_files(roster)` and `package_zip(roster)` write one again.
"""

from carrel.cellar.oneroster.faults import Fault, Remark, RosterRefused
from carrel.cellar.oneroster.grades import GRADES, grade_order, next_grade, plain_grade
from carrel.cellar.oneroster.reader import read
from carrel.cellar.oneroster.rows import (
    AcademicSession,
    Course,
    Enrollment,
    Manifest,
    Org,
    Roster,
    SchoolClass,
    User,
)
from carrel.cellar.oneroster.writer import package_files, package_zip

__all__ = [
    "GRADES",
    "AcademicSession",
    "Course",
    "Enrollment",
    "Fault",
    "Manifest",
    "Org",
    "Remark",
    "Roster",
    "RosterRefused",
    "SchoolClass",
    "User",
    "grade_order",
    "next_grade",
    "package_files",
    "package_zip",
    "plain_grade",
    "read",
]

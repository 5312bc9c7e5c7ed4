"""OneRoster 1.1 and 1.2 CSV: a package of files ↔ frozen typed rows. Pure; knows nothing of libraries or databases.

`read(source)` gives a `Roster`, or raises `RosterRefused` with every fault found: a package comes in whole or not at
all.
`users_on(roster, day)` puts the roles of version 1.2 back beside their users.
`package_files(roster)` and `package_zip(roster)` write one again.
"""

from carrel.cellar.oneroster.faults import Fault, Remark, RosterRefused
from carrel.cellar.oneroster.grades import GRADES, grade_order, next_grade, plain_grade
from carrel.cellar.oneroster.reader import read
from carrel.cellar.oneroster.roles import users_on
from carrel.cellar.oneroster.rows import (
    AcademicSession,
    Course,
    Enrollment,
    Manifest,
    Org,
    Role,
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
    "Role",
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
    "users_on",
]

"""The rows of a OneRoster package as frozen tuples. Ids are opaque texts; nothing is ever read out of them.

Demographics, passwords and grades of work are no part of a row: a library does not need them, so they are never kept.
`line` is where the row stood in its file (0 when it was made here); it is no part of what the row says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from carrel.cellar.oneroster.faults import Remark

NOTHING: Mapping[str, str] = MappingProxyType({})


class Org(NamedTuple):
    """A district, a school, or a part of one; `type` is one of department, school, district, local, state, national."""

    sourced_id: str
    name: str
    type: str
    identifier: str = ""
    parent: str = ""
    metadata: Mapping[str, str] = NOTHING
    line: int = 0


class AcademicSession(NamedTuple):
    """A school year or a part of it; `school_year` is the year in which it ends. Dates as written in the file."""

    sourced_id: str
    title: str
    type: str
    starts_on: date
    ends_on: date
    parent: str = ""
    school_year: int | None = None
    metadata: Mapping[str, str] = NOTHING
    line: int = 0


class Course(NamedTuple):
    """What is taught, apart from when and by whom."""

    sourced_id: str
    title: str
    org: str
    school_year: str = ""
    code: str = ""
    grades: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    subject_codes: tuple[str, ...] = ()
    metadata: Mapping[str, str] = NOTHING
    line: int = 0


class SchoolClass(NamedTuple):
    """A class or a homeroom at one school; `type` is homeroom or scheduled, `periods` names of bell periods."""

    sourced_id: str
    title: str
    type: str
    school: str
    course: str = ""
    code: str = ""
    grades: tuple[str, ...] = ()
    location: str = ""
    terms: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    subject_codes: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    metadata: Mapping[str, str] = NOTHING
    line: int = 0


class Enrollment(NamedTuple):
    """One user in one class; `role` as written (student, teacher, or another, which counts as staff)."""

    sourced_id: str
    class_id: str
    school: str
    user: str
    role: str
    primary: bool = False
    begins_on: date | None = None
    ends_on: date | None = None
    metadata: Mapping[str, str] = NOTHING
    line: int = 0


class Role(NamedTuple):
    """What a user is at one school between two days (version 1.2); `kind` is primary or secondary."""

    sourced_id: str
    user: str
    role: str
    org: str
    kind: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    metadata: Mapping[str, str] = NOTHING
    line: int = 0


class User(NamedTuple):
    """One human being; `agents` are the ids of guardians (on a student) or of students (on a guardian).

    In version 1.2 `role` and `orgs` are not in the users' file: `roles.users_on` fills them for a day, and `roles` with
    every role that counts then.
    """

    sourced_id: str
    role: str
    given_name: str
    family_name: str
    orgs: tuple[str, ...] = ()
    enabled: bool = True
    username: str = ""
    user_ids: tuple[tuple[str, str], ...] = ()
    middle_name: str = ""
    identifier: str = ""
    email: str = ""
    sms: str = ""
    phone: str = ""
    agents: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    preferred_given: str = ""
    preferred_middle: str = ""
    preferred_family: str = ""
    primary_org: str = ""
    pronouns: str = ""
    roles: tuple[str, ...] = ()
    metadata: Mapping[str, str] = NOTHING
    line: int = 0


@dataclass(frozen=True)
class Manifest:
    """What the package says of itself; `modes` maps a file's name without `.csv` to `bulk`, `delta` or `absent`."""

    version: str = "1.1"
    source_name: str = ""
    source_code: str = ""
    modes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Roster:
    """A package whose rows agree with each other: every reference that matters leads to a row in here.

    In a partial file (`delta`) rows may lead to rows that are not in the package; `deleted` holds, by file and id, the
    rows it takes back (None where not enough of the row was there to read it).
    """

    manifest: Manifest
    orgs: tuple[Org, ...] = ()
    academic_sessions: tuple[AcademicSession, ...] = ()
    courses: tuple[Course, ...] = ()
    classes: tuple[SchoolClass, ...] = ()
    enrollments: tuple[Enrollment, ...] = ()
    users: tuple[User, ...] = ()
    roles: tuple[Role, ...] = ()
    deleted: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether some file holds changes only, so that what is not in the package is not gone.

        A manifest that says all files are absent says that nothing changed.
        """
        modes = set(self.manifest.modes.values())
        return "delta" in modes or modes == {"absent"}

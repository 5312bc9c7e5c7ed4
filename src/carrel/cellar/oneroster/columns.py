"""The files of OneRoster 1.1 and their columns, as data: reader, references and writer all follow these tables.

Source: 1EdTech OneRoster 1.1 CSV tables. Two columns that the standard requires are only *expected* here, because many
student systems leave them empty and nothing in a library hangs on them: `enabledUser` (empty counts as true) and
`username`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from carrel.cellar.oneroster.rows import AcademicSession, Course, Enrollment, Org, SchoolClass, User


class Kind(Enum):
    """How the text of a cell is read."""

    TEXT = "text"
    ID = "id"
    IDS = "ids"
    LIST = "list"
    WORD = "word"
    OPEN_WORD = "open word"
    DATE = "date"
    YEAR = "year"
    BOOLEAN = "boolean"
    USER_IDS = "user ids"
    NEVER_READ = "never read"


class Need(Enum):
    """What an empty cell means: a fault, a remark, or nothing."""

    REQUIRED = "required"
    EXPECTED = "expected"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Column:
    """One column: its header, the field of the row, how it is read, where its ids lead and whether they must."""

    name: str
    field: str
    kind: Kind = Kind.TEXT
    need: Need = Need.OPTIONAL
    words: tuple[str, ...] = ()
    refers_to: str = ""
    must_exist: bool = True
    longest: int = 255

    @property
    def when_empty(self) -> object:
        """The value of an empty cell: nothing of its kind, but a user without `enabledUser` is enabled."""
        if self.kind is Kind.BOOLEAN:
            return self.need is Need.EXPECTED
        return _NOTHING.get(self.kind, "")


_NOTHING: dict[Kind, object] = {Kind.IDS: (), Kind.LIST: (), Kind.USER_IDS: (), Kind.DATE: None, Kind.YEAR: None}


class FileTable(NamedTuple):
    """One CSV file: its name without `.csv`, the kind of row, its columns in the standard's order."""

    name: str
    row: type[Any]
    columns: tuple[Column, ...]


R = Need.REQUIRED
STATUS_WORDS = {"": True, "active": True, "tobedeleted": False, "inactive": False}
LEADING = ("sourcedId", "status", "dateLastModified")

ORGS = FileTable(
    "orgs",
    Org,
    (
        Column("name", "name", need=R),
        Column("type", "type", Kind.WORD, R, ("department", "school", "district", "local", "state", "national")),
        Column("identifier", "identifier"),
        Column("parentSourcedId", "parent", Kind.ID, refers_to="orgs", must_exist=False),
    ),
)
ACADEMIC_SESSIONS = FileTable(
    "academicSessions",
    AcademicSession,
    (
        Column("title", "title", need=R),
        Column("type", "type", Kind.WORD, R, ("gradingPeriod", "semester", "schoolYear", "term")),
        Column("startDate", "starts_on", Kind.DATE, R),
        Column("endDate", "ends_on", Kind.DATE, R),
        Column("parentSourcedId", "parent", Kind.ID, refers_to="academicSessions", must_exist=False),
        Column("schoolYear", "school_year", Kind.YEAR, R),
    ),
)
COURSES = FileTable(
    "courses",
    Course,
    (
        Column("schoolYearSourcedId", "school_year", Kind.ID, refers_to="academicSessions", must_exist=False),
        Column("title", "title", need=R),
        Column("courseCode", "code"),
        Column("grades", "grades", Kind.LIST),
        Column("orgSourcedId", "org", Kind.ID, R, refers_to="orgs"),
        Column("subjects", "subjects", Kind.LIST, longest=2000),
        Column("subjectCodes", "subject_codes", Kind.LIST, longest=2000),
    ),
)
CLASSES = FileTable(
    "classes",
    SchoolClass,
    (
        Column("title", "title", need=R),
        Column("grades", "grades", Kind.LIST),
        Column("courseSourcedId", "course", Kind.ID, R, refers_to="courses"),
        Column("classCode", "code"),
        Column("classType", "type", Kind.WORD, R, ("homeroom", "scheduled")),
        Column("location", "location"),
        Column("schoolSourcedId", "school", Kind.ID, R, refers_to="orgs"),
        Column("termSourcedIds", "terms", Kind.IDS, R, refers_to="academicSessions", longest=2000),
        Column("subjects", "subjects", Kind.LIST, longest=2000),
        Column("subjectCodes", "subject_codes", Kind.LIST, longest=2000),
        Column("periods", "periods", Kind.LIST),
    ),
)
ENROLLMENTS = FileTable(
    "enrollments",
    Enrollment,
    (
        Column("classSourcedId", "class_id", Kind.ID, R, refers_to="classes"),
        Column("schoolSourcedId", "school", Kind.ID, R, refers_to="orgs"),
        Column("userSourcedId", "user", Kind.ID, R, refers_to="users"),
        Column("role", "role", Kind.OPEN_WORD, R, ("administrator", "proctor", "student", "teacher")),
        Column("primary", "primary", Kind.BOOLEAN),
        Column("beginDate", "begins_on", Kind.DATE),
        Column("endDate", "ends_on", Kind.DATE),
    ),
)
USER_ROLES = ("administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher")
USERS = FileTable(
    "users",
    User,
    (
        Column("enabledUser", "enabled", Kind.BOOLEAN, Need.EXPECTED),
        Column("orgSourcedIds", "orgs", Kind.IDS, R, refers_to="orgs", longest=2000),
        Column("role", "role", Kind.WORD, R, USER_ROLES),
        Column("username", "username", need=Need.EXPECTED),
        Column("userIds", "user_ids", Kind.USER_IDS, longest=2000),
        Column("givenName", "given_name", need=R),
        Column("familyName", "family_name", need=R),
        Column("middleName", "middle_name"),
        Column("identifier", "identifier"),
        Column("email", "email"),
        Column("sms", "sms"),
        Column("phone", "phone"),
        Column("agentSourcedIds", "agents", Kind.IDS, refers_to="users", must_exist=False, longest=4000),
        Column("grades", "grades", Kind.LIST),
        Column("password", "", Kind.NEVER_READ),
    ),
)

# In the order in which they are read and written: what is referred to comes before what refers to it.
FILES = (ORGS, ACADEMIC_SESSIONS, USERS, COURSES, CLASSES, ENROLLMENTS)
FILE_BY_NAME = {table.name: table for table in FILES}
NEEDED_FILES = ("orgs", "users")
# What leads into these files is taken on trust when the manifest says they are not in the package.
SPARED_FILES = ("academicSessions", "courses")
OTHER_FILES = (
    "categories",
    "classResources",
    "courseResources",
    "demographics",
    "lineItems",
    "resources",
    "results",
)
EVERY_FILE = tuple(sorted([*FILE_BY_NAME, *OTHER_FILES], key=str.lower))

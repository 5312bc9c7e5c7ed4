"""The files of OneRoster 1.1 and 1.2 and their columns, as data: reader, references and writer all follow these tables.

Source: 1EdTech OneRoster 1.1 and 1.2 CSV tables. Some columns that the standard requires are only *expected* here,
because many student systems leave them empty and nothing in a library hangs on them: `enabledUser` (empty counts as
true), `username`, the course and the terms of a class, the number of a school year.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from carrel.cellar.oneroster.rows import AcademicSession, Course, Enrollment, Org, Role, SchoolClass, User


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
    """One column: its header, the field of the row, how it is read, where its ids lead and whether they must.

    `words` may be joined by words that begin with `ext:`. `other_names` are spellings that real files have instead.
    """

    name: str
    field: str
    kind: Kind = Kind.TEXT
    need: Need = Need.OPTIONAL
    words: tuple[str, ...] = ()
    refers_to: str = ""
    must_exist: bool = True
    longest: int = 255
    other_names: tuple[str, ...] = ()

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
        Column("schoolYear", "school_year", Kind.YEAR, Need.EXPECTED),
    ),
)
COURSES = FileTable(
    "courses",
    Course,
    (
        Column("schoolYearSourcedId", "school_year", Kind.ID, refers_to="academicSessions", must_exist=False),
        Column("title", "title", need=R),
        Column("courseCode", "code"),
        Column("grades", "grades", Kind.LIST, other_names=("grade",)),
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
        Column("grades", "grades", Kind.LIST, other_names=("grade",)),
        Column("courseSourcedId", "course", Kind.ID, Need.EXPECTED, refers_to="courses", must_exist=False),
        Column("classCode", "code"),
        Column("classType", "type", Kind.WORD, R, ("homeroom", "scheduled")),
        Column("location", "location"),
        Column("schoolSourcedId", "school", Kind.ID, R, refers_to="orgs"),
        Column(
            "termSourcedIds",
            "terms",
            Kind.IDS,
            Need.EXPECTED,
            refers_to="academicSessions",
            must_exist=False,
            longest=2000,
        ),
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
_ENABLED = Column("enabledUser", "enabled", Kind.BOOLEAN, Need.EXPECTED)
_ABOUT_USER = (
    Column("username", "username", need=Need.EXPECTED),
    Column("userIds", "user_ids", Kind.USER_IDS, longest=2000),
    Column("givenName", "given_name", need=R),
    Column("familyName", "family_name", need=R),
    Column("middleName", "middle_name"),
    Column("identifier", "identifier"),
    Column("email", "email"),
    Column("sms", "sms"),
    Column("phone", "phone"),
    Column(
        "agentSourcedIds",
        "agents",
        Kind.IDS,
        refers_to="users",
        must_exist=False,
        longest=4000,
        other_names=("agents",),
    ),
    Column("grades", "grades", Kind.LIST, other_names=("grade",)),
    Column("password", "", Kind.NEVER_READ),
)
USERS_1_1 = FileTable(
    "users",
    User,
    (
        _ENABLED,
        Column("orgSourcedIds", "orgs", Kind.IDS, R, refers_to="orgs", longest=2000),
        Column("role", "role", Kind.WORD, R, USER_ROLES),
        *_ABOUT_USER,
    ),
)
USERS_1_2 = FileTable(
    "users",
    User,
    (
        _ENABLED,
        *_ABOUT_USER,
        Column("userMasterIdentifier", "", Kind.NEVER_READ),
        Column("preferredGivenName", "preferred_given", other_names=("preferredFirstName", "prefferedGivenName")),
        Column("preferredMiddleName", "preferred_middle", other_names=("prefferedMiddleName",)),
        Column("preferredFamilyName", "preferred_family", other_names=("preferredLastName", "prefferedFamilyName")),
        Column("primaryOrgSourcedId", "primary_org", Kind.ID, refers_to="orgs", must_exist=False),
        Column("pronouns", "pronouns"),
    ),
)
ROLES = FileTable(
    "roles",
    Role,
    (
        Column("userSourcedId", "user", Kind.ID, R, refers_to="users"),
        Column("roleType", "kind", Kind.WORD, Need.EXPECTED, ("primary", "secondary")),
        Column("role", "role", Kind.OPEN_WORD, R, (
            "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative",
            "siteAdministrator", "student", "systemAdministrator", "teacher",
        )),
        Column("beginDate", "begins_on", Kind.DATE),
        Column("endDate", "ends_on", Kind.DATE),
        Column("orgSourcedId", "org", Kind.ID, R, refers_to="orgs"),
        Column("userProfileSourcedId", "", Kind.NEVER_READ),
    ),
)  # fmt: skip

# In the order in which they are read and written: what is referred to comes before what refers to it.
FILES_OF: dict[str, tuple[FileTable, ...]] = {
    "1.1": (ORGS, ACADEMIC_SESSIONS, USERS_1_1, COURSES, CLASSES, ENROLLMENTS),
    "1.2": (ORGS, ACADEMIC_SESSIONS, USERS_1_2, ROLES, COURSES, CLASSES, ENROLLMENTS),
}
NEEDED_FILES = {"1.1": ("orgs", "users"), "1.2": ("orgs", "users", "roles")}
# What leads into these files is taken on trust when the manifest says they are not in the package.
SPARED_FILES = ("academicSessions", "courses")
_OTHER_FILES_1_1 = (
    "categories", "classResources", "courseResources", "demographics", "lineItems", "resources", "results",
)  # fmt: skip
_OTHER_FILES = {
    "1.1": _OTHER_FILES_1_1,
    "1.2": (
        *_OTHER_FILES_1_1, "lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds",
        "resultScoreScales", "scoreScales", "userProfiles", "userResources",
    ),
}  # fmt: skip
EVERY_FILE = {
    version: tuple(sorted([*(table.name for table in tables), *_OTHER_FILES[version]], key=str.lower))
    for version, tables in FILES_OF.items()
}
"""The names of all files of a version, those that a library has no use for among them."""

"""A `Roster` of the codec → what Carrel should hold: persons, classes, enrolments, guardianships, sessions."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from carrel.cellar.kernel.texts import fold
from carrel.cellar.oneroster import AcademicSession, Enrollment, Roster, SchoolClass, User, grade_order, plain_grade
from carrel.cellar.oneroster.faults import Fault, Findings, Remark
from carrel.rooms.people.rules import normalise_number
from carrel.rooms.rosters.rules.facts import GUARDIAN, STAFF, STUDENT, TEACHER

_GUARDIANS = frozenset({"parent", "guardian", "relative"})
_LANGUAGES = {
    "english": "en", "spanish": "es", "vietnamese": "vi", "hmong": "hmn", "somali": "so", "arabic": "ar",
    "tagalog": "tl", "filipino": "tl", "pilipino": "tl", "chinese": "zh", "mandarin": "zh", "cantonese": "zh",
    "punjabi": "pa", "korean": "ko", "russian": "ru", "ukrainian": "uk", "armenian": "hy", "farsi": "fa",
    "persian": "fa", "portuguese": "pt", "french": "fr", "german": "de", "japanese": "ja", "khmer": "km", "hindi": "hi",
}  # fmt: skip
_LANGUAGE_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
_PREFERRED = ("preferredgivenname", "preferredfirstname", "nickname")
_HOME_LANGUAGE = ("homelanguage", "primarylanguage", "languagespokenathome", "language")
_LONGEST = {"given_name": 80, "family_name": 80, "sourced_id": 100, "identifier": 40}


class WantedPerson(NamedTuple):
    """A person as the roster has them. Blank means the roster does not say, and takes nothing away."""

    roster_id: str
    given_name: str
    family_name: str
    preferred_given: str
    pronouns: str
    local_number: str
    grade: str
    category: str
    site: int | None
    homeroom: str
    home_language: str
    email: str
    further: frozenset[int]
    card: str

    @property
    def handle(self) -> str:
        return self.roster_id

    @property
    def name(self) -> str:
        return f"{self.preferred_given or self.given_name} {self.family_name}".strip()


class WantedClass(NamedTuple):
    """A class or homeroom at a matched school."""

    roster_id: str
    site: int
    name: str
    kind: str
    grade: str
    subject: str
    periods: str
    term: str


class WantedEnrolment(NamedTuple):
    """One person in one class; roles other than student count as teacher."""

    school_class: str
    person: str
    role: str
    starts_on: date | None
    ends_on: date | None


class WantedSession(NamedTuple):
    """A school year, or a term with the roster number of its year."""

    roster_id: str
    name: str
    starts_on: date
    ends_on: date
    year: str = ""


@dataclass(frozen=True)
class Wanted:
    """What a package says of the schools that are sites. `listed` are all its user ids: who is listed is no leaver.

    `has_classes` and `has_enrolments` tell whether the package speaks of them at all.
    """

    persons: tuple[WantedPerson, ...]
    classes: tuple[WantedClass, ...]
    enrolments: tuple[WantedEnrolment, ...]
    guardianships: Mapping[tuple[str, str], str]
    years: tuple[WantedSession, ...]
    terms: tuple[WantedSession, ...]
    listed: frozenset[str]
    has_classes: bool
    has_enrolments: bool
    remarks: tuple[Remark, ...]


def room_faults(roster: Roster) -> tuple[Fault, ...]:
    """What the standard allows and Carrel cannot hold: numbers and names that are too long, a year without a day."""
    findings = Findings()
    for user in roster.users:
        for name, limit in _LONGEST.items():
            if len(getattr(user, name)) > limit:
                column = {"given_name": "givenName", "family_name": "familyName", "sourced_id": "sourcedId"}.get(
                    name, name
                )
                length = len(getattr(user, name))
                findings.fault("too_long", "users.csv", user.line, column, length=length, limit=limit)
    long_ids = (
        ("orgs.csv", roster.orgs),
        ("classes.csv", roster.classes),
        ("academicSessions.csv", roster.academic_sessions),
    )
    for file, rows in long_ids:
        for row in rows:
            if len(row.sourced_id) > 100:
                findings.fault("too_long", file, row.line, "sourcedId", length=len(row.sourced_id), limit=100)
    return findings.faults


def wanted_from(roster: Roster, sites: Mapping[str, int], *, today: date, with_district: bool) -> Wanted:
    """What the package wants of all schools that are sites; `sites` leads from orgs to sites.

    `with_district` takes in staff who belong to no school. Guardians come in with a student of theirs only.
    """
    findings = Findings()
    classes = {row.sourced_id: row for row in roster.classes if row.school in sites}
    enrolments = _enrolments(roster.enrollments, classes)
    homerooms = _homerooms(enrolments, classes, today)
    kinds = {org.sourced_id: org.type for org in roster.orgs}
    members = {user.sourced_id: user for user in roster.users if user.role not in _GUARDIANS}
    persons = [
        _person(user, _sites_of(user, sites), homerooms.get(user.sourced_id, ""), findings)
        for user in members.values()
        if _sites_of(user, sites) or (with_district and _is_of_district(user, kinds))
    ]
    students = {person.roster_id: person for person in persons if person.category == STUDENT}
    guardianships = _guardianships(roster.users, students)
    persons += _guardians(roster.users, guardianships, students, findings)
    years, terms = _sessions(roster.academic_sessions)
    return Wanted(
        persons=tuple(persons),
        classes=tuple(_class(row, sites[row.school], {term.roster_id for term in terms}) for row in classes.values()),
        enrolments=enrolments,
        guardianships=guardianships,
        years=years,
        terms=terms,
        listed=frozenset(user.sourced_id for user in roster.users),
        has_classes=roster.manifest.modes.get("classes") == "bulk",
        has_enrolments=roster.manifest.modes.get("enrollments") == "bulk",
        remarks=findings.remarks,
    )


def _sites_of(user: User, sites: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(sites[org] for org in user.orgs if org in sites))


def _is_of_district(user: User, kinds: Mapping[str, str]) -> bool:
    """Whether somebody works for the district and for no school."""
    return user.role != "student" and all(kinds.get(org) in {"district", "local", "state"} for org in user.orgs)


def _person(user: User, own_sites: tuple[int, ...], homeroom: str, findings: Findings) -> WantedPerson:
    category = {"student": STUDENT, "teacher": TEACHER}.get(user.role, STAFF)
    if not user.enabled:
        findings.remark(
            "not_enabled", "users.csv", user.line, "enabledUser", name=f"{user.given_name} {user.family_name}"
        )
    return WantedPerson(
        roster_id=user.sourced_id,
        given_name=user.given_name,
        family_name=user.family_name,
        preferred_given=_said(user, _PREFERRED)[:80],
        pronouns=_said(user, ("pronouns",))[:40],
        local_number=normalise_number(user.identifier),
        grade=_grade(user, findings) if category == STUDENT else "",
        category=category,
        site=own_sites[0] if own_sites else None,
        homeroom=homeroom if category == STUDENT else "",
        home_language=_language(user),
        email=user.email if "@" in user.email and len(user.email) <= 254 else "",
        further=frozenset(own_sites[1:]),
        card=normalise_number(user.identifier),
    )


def _said(user: User, names: Collection[str]) -> str:
    for name, text in user.metadata.items():
        if name.lower().replace("_", "").replace(" ", "") in names:
            return text
    return ""


def _language(user: User) -> str:
    """The two or three letters of the language: as written (es, es-MX), else by its English name."""
    said = _said(user, _HOME_LANGUAGE).strip().lower()
    code = _LANGUAGE_CODE.fullmatch(said)
    return code[1] if code else _LANGUAGES.get(fold(said), "")


def grade_said(grade: str) -> str:
    """A plain grade as people say it: 7 for 07, K for KG."""
    if grade == "KG":
        return "K"
    return str(int(grade)) if grade.isdigit() else grade


def _grade(user: User, findings: Findings) -> str:
    """The highest of the grades; a code that is not known is kept as it is written, with a remark."""
    plain = [plain_grade(text) for text in user.grades]
    known = sorted((grade for grade in plain if grade), key=grade_order)
    if known:
        return grade_said(known[-1])
    if user.grades:
        findings.remark("grade_unknown", "users.csv", user.line, "grades", value=user.grades[0])
        return user.grades[0][:10]
    return ""


# Classes


def _class(row: SchoolClass, site: int, terms: Collection[str]) -> WantedClass:
    of_terms = [term for term in row.terms if term in terms]
    grades = sorted({plain_grade(text) or text for text in row.grades}, key=grade_order)
    return WantedClass(
        roster_id=row.sourced_id,
        site=site,
        name=row.title[:100],
        kind="homeroom" if row.type == "homeroom" else "class",
        grade=", ".join(grade_said(grade) for grade in grades)[:40],
        subject=", ".join(row.subjects)[:80],
        periods=",".join(row.periods)[:80],
        term=of_terms[0] if len(row.terms) == 1 and of_terms else "",
    )


def _enrolments(rows: Iterable[Enrollment], classes: Mapping[str, SchoolClass]) -> tuple[WantedEnrolment, ...]:
    """One enrolment for each class, person and role: rows of the same three become one, from first day to last."""
    found: dict[tuple[str, str, str], WantedEnrolment] = {}
    for row in rows:
        if row.class_id not in classes:
            continue
        role = "student" if row.role == "student" else "teacher"
        new = WantedEnrolment(row.class_id, row.user, role, row.begins_on, row.ends_on)
        key = row.class_id, row.user, role
        found[key] = _joined(found[key], new) if key in found else new
    return tuple(found.values())


def _joined(one: WantedEnrolment, other: WantedEnrolment) -> WantedEnrolment:
    begins = None if None in {one.starts_on, other.starts_on} else min(one.starts_on, other.starts_on)  # type: ignore[type-var]  # both are dates here
    ends = None if None in {one.ends_on, other.ends_on} else max(one.ends_on, other.ends_on)  # type: ignore[type-var]  # both are dates here
    return one._replace(starts_on=begins, ends_on=ends)


def _homerooms(
    enrolments: Iterable[WantedEnrolment], classes: Mapping[str, SchoolClass], today: date
) -> dict[str, str]:
    """The homeroom of each student: among those not over, one that has begun before one to come, then the newest."""
    best: dict[str, tuple[tuple[bool, date], str]] = {}
    for row in enrolments:
        if row.role != "student" or classes[row.school_class].type != "homeroom":
            continue
        if row.ends_on is not None and row.ends_on < today:
            continue
        begins = row.starts_on or date.min
        rank = (begins <= today, begins)
        if row.person not in best or rank >= best[row.person][0]:
            best[row.person] = (rank, row.school_class)
    return {person: school_class for person, (_, school_class) in best.items()}


# Guardians


def _guardianships(users: Iterable[User], students: Mapping[str, WantedPerson]) -> dict[tuple[str, str], str]:
    """(student, guardian) → relation; the relation counts when either side names it."""
    users = list(users)
    guardians = {user.sourced_id: user.role for user in users if user.role in _GUARDIANS}
    found: dict[tuple[str, str], str] = {}
    for user in users:
        for agent in user.agents:
            if user.sourced_id in students and agent in guardians:
                found[user.sourced_id, agent] = guardians[agent]
            elif user.sourced_id in guardians and agent in students:
                found[agent, user.sourced_id] = guardians[user.sourced_id]
    return found


def _guardians(
    users: Iterable[User],
    guardianships: Mapping[tuple[str, str], str],
    students: Mapping[str, WantedPerson],
    findings: Findings,
) -> list[WantedPerson]:
    """Guardians with the schools of their children."""
    sites: dict[str, list[int]] = {}
    for student, guardian in guardianships:
        site = students[student].site
        if site is not None:
            sites.setdefault(guardian, []).append(site)
    return [
        _person(user, tuple(dict.fromkeys(sites[user.sourced_id])), "", findings)._replace(category=GUARDIAN, card="")
        for user in users
        if user.sourced_id in sites
    ]


def _sessions(rows: Iterable[AcademicSession]) -> tuple[tuple[WantedSession, ...], tuple[WantedSession, ...]]:
    """School years, and the semesters and terms within them; grading periods are no matter of a library."""
    rows = [row for row in rows if row.ends_on > row.starts_on and len(row.title) > 0]
    by_id = {row.sourced_id: row for row in rows}
    years = [
        WantedSession(row.sourced_id, row.title[:40], row.starts_on, row.ends_on)
        for row in rows
        if row.type == "schoolYear"
    ]
    terms = [
        WantedSession(row.sourced_id, row.title[:40], row.starts_on, row.ends_on, row.parent)
        for row in rows
        if row.type in {"semester", "term"} and row.parent in by_id and by_id[row.parent].type == "schoolYear"
    ]
    return tuple(years), tuple(terms)

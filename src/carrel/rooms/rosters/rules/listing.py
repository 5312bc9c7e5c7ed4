"""The rows of a plain list of people, with what is known → a roster of changes, so that all else is as for any roster.

Somebody with a known student number is that person. Who is new gets a number of ours, `list-` and the student number:
when a student system comes later, it meets them again by student number.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from carrel.cellar.kernel.texts import fold
from carrel.cellar.oneroster import Enrollment, Manifest, Org, Roster, SchoolClass, User
from carrel.cellar.oneroster.faults import Findings
from carrel.rooms.rosters.rules.facts import GUARDIAN, Known, KnownPerson, KnownSite, Membership
from carrel.rooms.rosters.rules.people_list import GuardianRow, PersonRow
from carrel.rooms.rosters.rules.saying import category_of
from carrel.rooms.rosters.rules.schools import SchoolMatch

_MODES = {"users": "delta", "classes": "delta", "enrollments": "delta"}


def org_of(site: KnownSite) -> str:
    """The number by which the rows of a list name a site."""
    return f"site-{site.id}"


def match_own(sites: Sequence[KnownSite], allowed: Iterable[int] | None) -> SchoolMatch:
    """The sites of the importer, matched with themselves."""
    mine = [site for site in sites if allowed is None or site.id in set(allowed)]
    return SchoolMatch(
        sites={org_of(site): site.id for site in mine},
        matched=tuple((Org(site.roster_id, site.name, "school", site.code), site) for site in mine),
        unknown=(),
        elsewhere=(),
    )


class Listing:
    """Makes a roster of a list's rows. `sites` are the importer's; where there is one, no row need name a school."""

    def __init__(
        self, file: str, known: Known, sites: Sequence[KnownSite], findings: Findings, *, today: date, is_whole: bool
    ) -> None:
        self.file, self.known, self.sites, self.findings = file, known, sites, findings
        self.today, self.is_whole = today, is_whole
        self.by_number = _unambiguous(known.persons)
        self.by_handle = {person.handle: person for person in known.persons}
        self.by_school = {fold(text): site for site in sites for text in (site.name, site.code)}
        self.homerooms = {
            (row.said.site, fold(row.said.name)): row.said
            for row in known.classes
            if row.said.kind == "homeroom" and not row.has_ended
        }
        self.places: dict[str, list[Membership]] = {}
        rooms = {row.roster_id for row in self.homerooms.values()}
        for each in known.enrolments:
            if each.said.school_class in rooms and each.said.role == "student" and each.from_roster:
                self.places.setdefault(each.said.person, []).append(each.said)
        self.guardians: dict[tuple[str, str], str] = {}
        self.wards: dict[str, list[str]] = {}
        for relation in known.guardianships:
            guardian = self.by_handle.get(relation.guardian)
            if guardian is not None and guardian.roster_id:
                name = fold(f"{guardian.said.given_name} {guardian.said.family_name}")
                self.guardians[relation.student, name] = guardian.roster_id
                self.wards.setdefault(relation.student, []).append(guardian.roster_id)
        self.users: dict[str, User] = {}
        self.classes: dict[str, SchoolClass] = {}
        self.enrollments: dict[str, Enrollment] = {}
        self.taken_back: dict[str, Enrollment] = {}
        self.handles: dict[str, str] = {}

    def roster(self, rows: Iterable[PersonRow]) -> Roster:
        """The roster these rows make. Numbers of theirs are in `handles` afterwards, by student number."""
        for row in rows:
            self._take(row)
        deleted: dict[str, Mapping[str, Any]] = {"enrollments": self.taken_back}
        if self.is_whole:
            deleted["users"] = dict.fromkeys(self._left())
        return Roster(
            manifest=Manifest(source_name="", modes=_MODES),
            users=tuple(self.users.values()),
            classes=tuple(self.classes.values()),
            enrollments=tuple(self.enrollments.values()),
            deleted=deleted,
        )

    def _take(self, row: PersonRow) -> None:
        have = self.by_number.get(row.number)
        site = self._site(row, have)
        if site is None:
            self.findings.remark("row_of_no_site", self.file, row.line, "school", value=row.school)
            return
        number = have.roster_id if have and have.roster_id else f"list-{row.number}"
        handle = have.handle if have else number
        self.handles[row.number] = number
        about = {"homeLanguage": row.home_language, "directoryOptOut": "true" if row.directory_opt_out else ""}
        is_student = (row.role or "student") == "student" and (have is None or have.said.category in {"student", ""})
        self.users[number] = User(
            sourced_id=number,
            role=row.role or ("" if have else "student"),
            given_name=row.given_name,
            family_name=row.family_name,
            orgs=(org_of(site),) if row.school or have is None else (),
            identifier=row.number,
            email=row.email,
            agents=self._agents(row, number, handle, site) if is_student else (),
            grades=(row.grade,) if row.grade else (),
            preferred_given=row.preferred_given,
            preferred_family=row.preferred_family,
            pronouns=row.pronouns,
            metadata={name: text for name, text in about.items() if text},
            line=row.line,
        )
        if row.homeroom and is_student:
            self._place(row, number, handle, site)

    def _site(self, row: PersonRow, have: KnownPerson | None) -> KnownSite | None:
        if row.school:
            return self.by_school.get(fold(row.school))
        if have is not None:
            return next((site for site in self.sites if site.id == have.said.site), None)
        return self.sites[0] if len(self.sites) == 1 else None

    # Guardians

    def _agents(self, row: PersonRow, number: str, handle: str, site: KnownSite) -> tuple[str, ...]:
        """The student's guardians: those known stay, for a list rarely has all of them."""
        named = [self._guardian(each, number, handle, site) for each in row.guardians]
        return tuple(dict.fromkeys([*self.wards.get(handle, ()), *named])) if named else ()

    def _guardian(self, row: GuardianRow, student: str, handle: str, site: KnownSite) -> str:
        """The guardian's number: of the one known by that name, else one that brothers and sisters share.

        It is made of the name and the e-mail address, or without an address of the name and the student.
        """
        name = fold(f"{row.given_name} {row.family_name}")
        whose = fold(row.email) or student
        digest = hashlib.sha256(f"{name}\x1f{whose}".encode()).hexdigest()[:24]
        number = self.guardians.get((handle, name)) or f"list-g-{digest}"
        have = self.users.get(number)
        agents = (*have.agents, student) if have else (student,)
        self.users[number] = User(
            number,
            row.relation,
            row.given_name,
            row.family_name,
            (org_of(site),),
            email=row.email,
            phone=row.phone,
            agents=agents,
        )
        return number

    # Homerooms

    def _place(self, row: PersonRow, number: str, handle: str, site: KnownSite) -> None:
        """A place in the homeroom; the one before it is taken back."""
        room = self.homerooms.get((site.id, fold(row.homeroom)))
        class_id = room.roster_id if room else f"list-{site.id}-{fold(row.homeroom)}"[:100]
        before = self.places.get(handle, [])
        same = next((each for each in before if each.school_class == class_id), None)
        open_now = same is not None and (same.ends_on is None or same.ends_on >= self.today)
        if same is not None and open_now:
            begins, ends = same.starts_on, same.ends_on
        else:
            begins, ends = self.today, None
        if room is None and class_id not in self.classes:
            self.classes[class_id] = SchoolClass(class_id, row.homeroom, "homeroom", org_of(site), line=row.line)
        key = f"{class_id}\x1f{number}"
        self.enrollments[key] = Enrollment(
            key, class_id, org_of(site), number, "student", begins_on=begins, ends_on=ends, line=row.line
        )
        for each in before:
            if each is not same and (each.ends_on is None or each.ends_on >= self.today):
                gone = f"{each.school_class}\x1f{handle}"
                self.taken_back[gone] = Enrollment(gone, each.school_class, org_of(site), handle, "student")

    def _left(self) -> list[str]:
        """Who is known by a roster, of the kinds and schools the list speaks of, and is not in it."""
        kinds = {category_of(user.role or "student") for user in self.users.values()} - {GUARDIAN}
        spoken = {site.id for site in self.sites if any(org_of(site) in user.orgs for user in self.users.values())}
        spoken |= {
            site
            for user in self.users.values()
            if (have := self.by_handle.get(user.sourced_id)) and (site := have.said.site) is not None
        }
        return [
            person.roster_id
            for person in self.known.persons
            if person.roster_id
            and not person.has_left
            and person.roster_id not in self.users
            and person.said.category in kinds
            and person.said.site in spoken
        ]


def _unambiguous(persons: Iterable[KnownPerson]) -> dict[str, KnownPerson]:
    """Persons by student number, where only one has it."""
    found: dict[str, KnownPerson] = {}
    twice: set[str] = set()
    for person in persons:
        number = person.said.local_number
        if number and person.said.category != GUARDIAN:
            if number in found:
                twice.add(number)
            found[number] = person
    return {number: person for number, person in found.items() if number not in twice}

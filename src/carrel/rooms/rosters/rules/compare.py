"""How what the roster wants differs from what we know. Nothing is decided here; nothing is written."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from carrel.cellar.oneroster.faults import Findings, Remark
from carrel.rooms.rosters.rules.facts import Known, KnownClass, KnownEnrolment, KnownGuardianship, KnownSession
from carrel.rooms.rosters.rules.persons import CHANGED, NEW, PersonChange, PersonComparison, paired, without_merged
from carrel.rooms.rosters.rules.reading import Wanted, WantedClass, WantedEnrolment, WantedSession


class ClassChange(NamedTuple):
    """What happens to one class: new, changed, ended, or only its members; `joined` and `gone` count enrolments."""

    kind: str
    known: KnownClass | None
    wanted: WantedClass | None
    fields: tuple[tuple[str, str, str], ...] = ()
    joined: int = 0
    gone: int = 0


class SessionChange(NamedTuple):
    """A school year or term that is new (`known` is None) or has another name or other days."""

    known: KnownSession | None
    wanted: WantedSession


@dataclass(frozen=True)
class Changes:
    """Everything an import would do."""

    persons: tuple[PersonChange, ...] = ()
    classes: tuple[ClassChange, ...] = ()
    enrolments_new: tuple[WantedEnrolment, ...] = ()
    enrolments_changed: tuple[tuple[KnownEnrolment, WantedEnrolment], ...] = ()
    enrolments_gone: tuple[KnownEnrolment, ...] = ()
    guardianships_new: tuple[tuple[str, str, str], ...] = ()
    guardianships_gone: tuple[KnownGuardianship, ...] = ()
    years: tuple[SessionChange, ...] = ()
    terms: tuple[SessionChange, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def of(self, kind: str) -> tuple[PersonChange, ...]:
        return tuple(change for change in self.persons if change.kind == kind)

    @property
    def is_empty(self) -> bool:
        return not any(
            (
                self.persons,
                self.classes,
                self.enrolments_new,
                self.enrolments_changed,
                self.enrolments_gone,
                self.guardianships_new,
                self.guardianships_gone,
                self.years,
                self.terms,
            )
        )


def compare(known: Known, wanted: Wanted, *, site_ids: frozenset[int], today: date) -> Changes:
    """The differences within the sites of `site_ids`; a second comparison after applying them finds none."""
    findings = Findings()
    wanted = without_merged(known, wanted, findings)
    pairs = paired(known, wanted, findings)
    persons = PersonComparison(known, wanted, findings).changes(pairs, site_ids)
    handles = dict(known.merged) | {pair.want.handle: pair.have.handle for pair in pairs if pair.have}
    enrolments = [row._replace(person=handles.get(row.person, row.person)) for row in wanted.enrolments]
    new, changed, gone = _enrolments(known, enrolments, wanted, site_ids, today)
    return Changes(
        persons=persons,
        classes=tuple(_classes(known, wanted, site_ids, new, gone)),
        enrolments_new=new,
        enrolments_changed=changed,
        enrolments_gone=gone,
        guardianships_new=_guardianships_new(known, wanted, handles, persons),
        guardianships_gone=_guardianships_gone(known, wanted, handles),
        years=tuple(_sessions(known.years, wanted.years)),
        terms=tuple(_sessions(known.terms, wanted.terms)),
        remarks=(*wanted.remarks, *findings.remarks),
    )


def fingerprint(changes: Changes) -> str:
    """A text that is the same for the same differences: what was shown is what is applied."""
    digest = hashlib.sha256()
    for part in (changes.persons, changes.classes, changes.enrolments_new, changes.enrolments_changed):
        digest.update(repr(part).encode())
    for rest in (
        changes.enrolments_gone,
        changes.guardianships_new,
        changes.guardianships_gone,
        changes.years,
        changes.terms,
    ):
        digest.update(repr(rest).encode())
    return digest.hexdigest()


# Classes


def _classes(
    known: Known,
    wanted: Wanted,
    site_ids: frozenset[int],
    new: Iterable[WantedEnrolment],
    gone: Iterable[KnownEnrolment],
) -> Iterable[ClassChange]:
    joined, left = _counted(new), _counted(gone)
    have = {row.roster_id: row for row in known.classes}
    for row in wanted.classes:
        known_row = have.get(row.roster_id)
        members = joined.get(row.roster_id, 0), left.get(row.roster_id, 0)
        if known_row is None:
            yield ClassChange(NEW, None, row, (), *members)
            continue
        fields = tuple(
            (field, str(getattr(known_row, field)), str(getattr(row, field)))
            for field in ("site", "name", "kind", "grade", "subject", "periods", "term")
            if getattr(known_row, field) != getattr(row, field)
        )
        if fields or known_row.has_ended or any(members):
            yield ClassChange(CHANGED if fields or known_row.has_ended else "members", known_row, row, fields, *members)
    if wanted.has_classes:
        listed = {row.roster_id for row in wanted.classes}
        for old in known.classes:
            if old.roster_id not in listed and not old.has_ended and old.site in site_ids:
                yield ClassChange("ended", old, None, (), 0, left.get(old.roster_id, 0))


def _counted(rows: Iterable[WantedEnrolment | KnownEnrolment]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.school_class] = counts.get(row.school_class, 0) + 1
    return counts


def _enrolments(
    known: Known, enrolments: Iterable[WantedEnrolment], wanted: Wanted, site_ids: frozenset[int], today: date
) -> tuple[tuple[WantedEnrolment, ...], tuple[tuple[KnownEnrolment, WantedEnrolment], ...], tuple[KnownEnrolment, ...]]:
    """New ones, ones with other days, and ones that the roster has no more and that are not over yet."""
    if not wanted.has_enrolments:
        return (), (), ()
    have = {(row.school_class, row.person, row.role): row for row in known.enrolments}
    listed = {(row.school_class, row.person, row.role): row for row in enrolments}
    changed = tuple(
        (have[key], row)
        for key, row in listed.items()
        if key in have and (have[key].starts_on, have[key].ends_on) != (row.starts_on, row.ends_on)
    )
    ours = {row.roster_id for row in known.classes if row.site in site_ids}
    gone = tuple(
        row
        for key, row in have.items()
        if key not in listed
        and row.from_roster
        and row.school_class in ours
        and (row.ends_on is None or row.ends_on >= today)
    )
    return tuple(row for key, row in listed.items() if key not in have), changed, gone


# Guardians and sessions


def _guardianships_new(
    known: Known, wanted: Wanted, handles: Mapping[str, str], changes: Iterable[PersonChange]
) -> tuple[tuple[str, str, str], ...]:
    """Relations that are not there yet between persons who are, or who come in now."""
    have = {(row.student, row.guardian) for row in known.guardianships}
    there = {person.handle for person in known.persons} | {change.handle for change in changes}
    listed = _by_handle(wanted, handles)
    return tuple((*pair, listed[pair]) for pair in listed if pair not in have and there.issuperset(pair))


def _guardianships_gone(known: Known, wanted: Wanted, handles: Mapping[str, str]) -> tuple[KnownGuardianship, ...]:
    """Relations of students who are in the roster with a guardian from a roster, which it does not name any more."""
    listed = _by_handle(wanted, handles)
    students = {handles.get(person.handle, person.handle) for person in wanted.persons}
    return tuple(
        row
        for row in known.guardianships
        if row.is_of_roster and row.student in students and (row.student, row.guardian) not in listed
    )


def _by_handle(wanted: Wanted, handles: Mapping[str, str]) -> dict[tuple[str, str], str]:
    return {
        (handles.get(student, student), handles.get(guardian, guardian)): relation
        for (student, guardian), relation in wanted.guardianships.items()
    }


def _sessions(known: Iterable[KnownSession], wanted: Iterable[WantedSession]) -> Iterable[SessionChange]:
    """Matched by number, else by name or by the same days; a session of ours that the roster has not is left alone."""
    known = list(known)
    by_number = {row.roster_id: row for row in known if row.roster_id}
    free = [row for row in known if not row.roster_id]
    for row in wanted:
        have = by_number.get(row.roster_id) or next((each for each in free if _is_same(each, row)), None)
        same = have and (have.roster_id, have.name, have.starts_on, have.ends_on) == row[:4]
        if not same:
            yield SessionChange(have, row)


def _is_same(have: KnownSession, want: WantedSession) -> bool:
    return have.name == want.name or (have.starts_on, have.ends_on) == (want.starts_on, want.ends_on)

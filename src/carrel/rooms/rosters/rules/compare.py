"""How what the roster wants differs from what we know. Nothing is decided here; nothing is written."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from carrel.cellar.oneroster.faults import Findings, Remark
from carrel.rooms.rosters.rules.facts import (
    CLASS_FIELDS,
    ClassSaid,
    Known,
    KnownClass,
    KnownGuardianship,
    KnownMembership,
    KnownSession,
    Membership,
    WantedSession,
)
from carrel.rooms.rosters.rules.persons import CHANGED, NEW, PersonChange, PersonComparison, paired, without_merged
from carrel.rooms.rosters.rules.wanted import Wanted


class ClassChange(NamedTuple):
    """What happens to one class: new, changed, ended, or only its members; `joined` and `gone` count enrolments."""

    kind: str
    known: KnownClass | None
    wanted: ClassSaid | None
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
    enrolments_new: tuple[Membership, ...] = ()
    enrolments_changed: tuple[tuple[KnownMembership, Membership], ...] = ()
    enrolments_gone: tuple[KnownMembership, ...] = ()
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
    handles = dict(known.merged) | {
        pair.want.handle: pair.have.handle for pair in pairs if pair.have and pair.have.handle != pair.want.handle
    }
    enrolments = [
        row._replace(person=handles[row.person]) if row.person in handles else row for row in wanted.enrolments
    ]
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
    parts: tuple[Iterable[object], ...] = (
        changes.persons, changes.classes, changes.enrolments_new, changes.enrolments_changed, changes.enrolments_gone,
        changes.guardianships_new, changes.guardianships_gone, changes.years, changes.terms,
    )  # fmt: skip
    for part in parts:
        rest = iter(part)
        while some := list(islice(rest, 1000)):
            digest.update(_ENCODER.encode(some).encode())
        digest.update(b"\x1e")
    return digest.hexdigest()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


_ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=True, check_circular=False)


# Classes


def _classes(
    known: Known,
    wanted: Wanted,
    site_ids: frozenset[int],
    new: Iterable[Membership],
    gone: Iterable[KnownMembership],
) -> Iterable[ClassChange]:
    joined, left = _counted(new), _counted(row.said for row in gone)
    have = {row.said.roster_id: row for row in known.classes}
    for row in wanted.classes:
        known_row = have.get(row.roster_id)
        members = joined.get(row.roster_id, 0), left.get(row.roster_id, 0)
        if known_row is None:
            yield ClassChange(NEW, None, row, (), *members)
            continue
        fields = tuple(
            (field, str(old), str(new_value))
            for field, old, new_value in zip(CLASS_FIELDS, known_row.said[1:], row[1:], strict=True)
            if old != new_value
        )
        if fields or known_row.has_ended or any(members):
            yield ClassChange(CHANGED if fields or known_row.has_ended else "members", known_row, row, fields, *members)
    if wanted.has_classes:
        listed = {row.roster_id for row in wanted.classes}
        for old_row in known.classes:
            number = old_row.said.roster_id
            if number not in listed and not old_row.has_ended and old_row.said.site in site_ids:
                yield ClassChange("ended", old_row, None, (), 0, left.get(number, 0))


def _counted(rows: Iterable[Membership]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.school_class] = counts.get(row.school_class, 0) + 1
    return counts


def _enrolments(
    known: Known, enrolments: Iterable[Membership], wanted: Wanted, site_ids: frozenset[int], today: date
) -> tuple[tuple[Membership, ...], tuple[tuple[KnownMembership, Membership], ...], tuple[KnownMembership, ...]]:
    """New ones, ones with other days, and ones that the roster has no more and that are not over yet."""
    if not wanted.has_enrolments:
        return (), (), ()
    have = {row.said[:3]: row for row in known.enrolments}
    listed = {row[:3]: row for row in enrolments}
    changed = tuple((have[key], row) for key, row in listed.items() if key in have and have[key].said != row)
    ours = {row.said.roster_id for row in known.classes if row.said.site in site_ids}
    gone = tuple(
        row
        for key, row in have.items()
        if key not in listed
        and row.from_roster
        and row.said.school_class in ours
        and (row.said.ends_on is None or row.said.ends_on >= today)
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
    """Matched by number, else by name or by the same days; a session of ours that the roster has not is left alone.

    One that the roster numbered anew is met again by its days alone: every year has a term of the same name.
    """
    known, wanted = list(known), list(wanted)
    listed = {row.said.roster_id for row in wanted}
    by_number = {row.said.roster_id: row for row in known if row.said.roster_id}
    free = [row for row in known if row.said.roster_id not in listed]
    for row in wanted:
        have = by_number.get(row.said.roster_id) or next((each for each in free if _is_same(each, row)), None)
        if have is None or have.said != row.said:
            yield SessionChange(have, row)


def _is_same(have: KnownSession, want: WantedSession) -> bool:
    same_days = (have.said.starts_on, have.said.ends_on) == (want.said.starts_on, want.said.ends_on)
    return same_days or (not have.said.roster_id and have.said.name == want.said.name)

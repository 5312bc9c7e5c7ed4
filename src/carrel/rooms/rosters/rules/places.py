"""Who is in which class, and which homeroom that makes theirs."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from carrel.cellar.oneroster import Enrollment
from carrel.rooms.rosters.rules.facts import ClassSaid, Membership


def membership_of(row: Enrollment) -> Membership:
    """An enrolment in our words: whoever is in a class and no student stands before it."""
    role = "student" if row.role == "student" else "teacher"
    return Membership(row.class_id, row.user, role, row.begins_on, row.ends_on)


def enrolments_of(rows: Iterable[Enrollment], classes: Collection[str]) -> tuple[Membership, ...]:
    """One enrolment for each class, person and role: rows of the same three become one, from first day to last."""
    found: dict[tuple[str, str, str], Membership] = {}
    for row in rows:
        if row.class_id in classes:
            new = membership_of(row)
            have = found.setdefault(new[:3], new)
            if have is not new:
                found[new[:3]] = _joined(have, new)
    return tuple(found.values())


def _joined(one: Membership, other: Membership) -> Membership:
    begins = None if None in {one.starts_on, other.starts_on} else min(one.starts_on, other.starts_on)  # type: ignore[type-var]  # both are dates here
    ends = None if None in {one.ends_on, other.ends_on} else max(one.ends_on, other.ends_on)  # type: ignore[type-var]  # both are dates here
    return one._replace(starts_on=begins, ends_on=ends)


def homerooms_of(enrolments: Iterable[Membership], classes: Mapping[str, ClassSaid], today: date) -> dict[str, str]:
    """The homeroom of each student: among those not over, one that has begun before one to come, then the newest."""
    homerooms = {number for number, row in classes.items() if row.kind == "homeroom"}
    best: dict[str, tuple[tuple[bool, date], str]] = {}
    for school_class, person, role, starts_on, ends_on in enrolments:
        if role != "student" or school_class not in homerooms:
            continue
        if ends_on is not None and ends_on < today:
            continue
        begins = starts_on or date.min
        rank = (begins <= today, begins)
        if person not in best or rank >= best[person][0]:
            best[person] = (rank, school_class)
    return {person: school_class for person, (_, school_class) in best.items()}

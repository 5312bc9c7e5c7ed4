"""Moving everybody up a grade without a student system: who moves where, and what stands against it."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from carrel.cellar.kernel.verdicts import Objection, Source, Verdict, Weight
from carrel.cellar.oneroster import grade_order, next_grade, plain_grade
from carrel.rooms.rosters.rules.saying import grade_said

SOON_AGAIN = 200
"""Days within which a second roll-over is asked about: a school year is longer."""


class Pupil(NamedTuple):
    """A student as a roll-over sees them."""

    id: int
    number: str
    grade: str
    site: int | None
    homeroom: int | None


class Move(NamedTuple):
    """What becomes of a student: `grade` and `site` afterwards, or that they leave."""

    pupil: Pupil
    grade: str
    site: int | None
    leaves: bool = False


class Step(NamedTuple):
    """One grade of one site: where its students go. `students` counts them."""

    site: int
    grade: str
    next_grade: str
    students: int
    is_last: bool


def grade_after(grade: str) -> str:
    """The grade as people say it after a year: 8 for 7, 1 for K, blank after 12; what is no grade stays as it is."""
    plain = plain_grade(grade)
    return grade_said(next_grade(plain)) if plain else grade


def steps_of(pupils: Iterable[Pupil]) -> list[Step]:
    """Each grade of each site with its students, youngest first; the last grade of a site is marked.

    From it students go on to another school, or leave.
    """
    counts: dict[tuple[int, str], int] = {}
    for pupil in pupils:
        if pupil.site is not None:
            counts[pupil.site, pupil.grade] = counts.get((pupil.site, pupil.grade), 0) + 1
    oldest: dict[int, int] = {}
    for site, grade in counts:
        if grade_after(grade) != grade:
            oldest[site] = max(oldest.get(site, 0), grade_order(plain_grade(grade)))
    steps = [
        Step(site, grade, grade_after(grade), count, grade_after(grade) != grade and _order(grade) == oldest[site])
        for (site, grade), count in counts.items()
    ]
    return sorted(steps, key=lambda step: (step.site, _order(step.grade), step.grade))


def _order(grade: str) -> int:
    return grade_order(plain_grade(grade))


def moves_of(pupils: Iterable[Pupil], *, goes_to: Mapping[int, int | None], stays: Collection[str]) -> list[Move]:
    """What becomes of each: those in `stays` (student numbers) repeat their grade; a site's last grade goes to
    `goes_to[site]`, or leaves where that is None.

    Ungraded students and grades that are not known stay as they are and are left out here.
    """
    pupils = list(pupils)
    last = {(step.site, step.grade) for step in steps_of(pupils) if step.is_last}
    moves = []
    for pupil in pupils:
        after = grade_after(pupil.grade)
        if pupil.number in stays or after == pupil.grade:
            continue
        if (pupil.site, pupil.grade) in last and pupil.site is not None:
            target = goes_to.get(pupil.site)
            leaves = target is None or not after
            moves.append(Move(pupil, pupil.grade if leaves else after, pupil.site if leaves else target, leaves))
        else:
            moves.append(Move(pupil, after, pupil.site))
    return moves


def roll_over_objections(
    *, moves: Collection[Move], unknown_numbers: Collection[str], days_since: int | None
) -> Verdict:
    """What stands against moving everybody up. `days_since` counts from the last time, None for never."""
    found = []
    if not moves:
        found.append(Objection("rosters.nobody_moves", Weight.REFUSE))
    if unknown_numbers:
        facts = {"numbers": ", ".join(sorted(unknown_numbers)[:20]), "count": len(unknown_numbers)}
        found.append(Objection("rosters.stays_unknown", Weight.REFUSE, facts))
    if days_since is not None and days_since < SOON_AGAIN:
        source = Source("fact", "roll-over")
        facts = {"days": days_since}
        found.append(Objection("rosters.rolled_over_lately", Weight.ASK, facts, source, "rosters.roll_over_grades"))
    return Verdict.of(found)


def undo_roll_over_objections(*, is_undone: bool, roster_since: str, later: bool) -> Verdict:
    """What stands against taking a roll-over back; `roster_since` names a roster that came in after it."""
    found = []
    if is_undone:
        found.append(Objection("rosters.roll_over_undone", Weight.REFUSE))
    if roster_since:
        found.append(Objection("rosters.roster_since_roll_over", Weight.REFUSE, {"name": roster_since}))
    if later:
        found.append(Objection("rosters.later_roll_over", Weight.REFUSE))
    return Verdict.of(found)

"""What a run would make: who gets which notice in which way, counted before anything is made."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.recovery.queries.families import Families, Guardian, families
from carrel.rooms.recovery.queries.ladders import Asking, asking_of
from carrel.rooms.recovery.queries.languages import tongues
from carrel.rooms.recovery.queries.late import (
    EVERYBODY,
    Narrowed,
    Student,
    Thing,
    due_soon,
    late_students,
    with_charges,
    with_what_else,
)
from carrel.rooms.recovery.rules.families import language_of
from carrel.rooms.recovery.rules.ladder import BILL, BY_POST, EMAIL, LIST, REMINDER, SLIP, SMS, Step


@dataclass(frozen=True, slots=True)
class Planned:
    """One notice that would be made: for whom, which step, how, to which addresses, for which things."""

    student: Student
    step: Step
    way: str
    addresses: tuple[str, ...]
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes together: one student, or a family."""

    planned: tuple[Planned, ...]
    guardians: tuple[Guardian, ...]
    language: str

    @property
    def way(self) -> str:
        return self.planned[0].way

    @property
    def step(self) -> Step:
        """The furthest step of anybody on it decides how it is worded."""
        return max((each.step for each in self.planned), key=lambda each: each.days)

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for planned in self.planned for each in planned.addresses))


@dataclass(frozen=True, slots=True)
class Plan:
    """A run before it is made. `on_paper_instead` are notices that have no address to go to."""

    sheets: tuple[Sheet, ...]
    asking: Asking
    on_paper_instead: int = 0

    @property
    def planned(self) -> list[Planned]:
        return [each for sheet in self.sheets for each in sheet.planned]

    @property
    def by_step(self) -> dict[str, int]:
        return dict(Counter(each.step.code for each in self.planned))

    @property
    def by_way(self) -> dict[str, int]:
        return dict(Counter(each.way for each in self.planned))

    @property
    def by_language(self) -> dict[str, int]:
        return dict(Counter(sheet.language for sheet in self.sheets))

    @property
    def items(self) -> int:
        return sum(len(each.things) for each in self.planned)


def plan_of(
    actor: Actor, now: datetime, *, steps: Collection[str] = (), narrowed: Narrowed = EVERYBODY,
    per_family: bool | None = None,
) -> Plan:  # fmt: skip
    """What would be made now of these steps (of all that are due without any). Never what was made before."""
    asking = asking_of(narrowed.site_id or actor.site_id)
    late = [each for each in late_students(actor, now, asking.steps, narrowed) if each.step is not None]
    late += due_soon(actor, now, asking.steps, narrowed)
    wanted = [each for each in late if each.step is not None and (not steps or each.step.step.code in steps)]
    if asking.tells_loans:
        wanted = with_what_else(actor, now, wanted, narrowed)
    if any(each.step is not None and each.step.step.kind == BILL for each in wanted):
        wanted = with_charges(wanted)
    known = families({each.person_id for each in wanted})
    planned, instead = [], 0
    for each in wanted:
        made, is_instead = _planned(each, known) if asking.tells_families else _planned_for_student(each)
        planned.append(made)
        instead += is_instead
    together = asking.per_family if per_family is None else per_family
    return Plan(tuple(_sheets(planned, known, together)), asking, instead)


def _planned(student: Student, known: Families) -> tuple[Planned, bool]:
    """The notice of one student; without an address a mail becomes a slip."""
    assert student.step is not None
    step = student.step.step
    addresses = _addresses(student, step, known)
    way = SLIP if step.way in BY_POST and not addresses else step.way
    return Planned(student, step, way, addresses, student.things), way != step.way


def _planned_for_student(student: Student) -> tuple[Planned, bool]:
    """The notice of one student where families are told nothing: by mail to the student, or a folded slip."""
    assert student.step is not None
    step = student.step.step
    addresses = (student.email,) if step.way == EMAIL and student.email else ()
    way = step.way if addresses or step.way == LIST else SLIP
    return Planned(student, step, way, addresses, student.things), False


def _addresses(student: Student, step: Step, known: Families) -> tuple[str, ...]:
    guardians = known.of(student.person_id)
    if step.way == SMS:
        return tuple(dict.fromkeys(each.phone for each in guardians if each.phone))
    if step.way != EMAIL:
        return ()
    own = (student.email,) if student.email else ()
    of_family = tuple(dict.fromkeys(each.email for each in guardians if each.email))
    return own or of_family if step.kind == REMINDER else of_family


def _sheets(planned: Iterable[Planned], known: Families, per_family: bool) -> Iterable[Sheet]:
    """Slips and lists are for one student; letters, mails and calls go to the family when that is wanted."""
    groups: dict[tuple[str, int, bool, bool], list[Planned]] = {}
    languages = tongues()
    for each in planned:
        person_id = each.student.person_id
        is_reminder = each.step.kind == REMINDER
        goes_together = per_family and each.way not in {SLIP, LIST} and not is_reminder
        family = known.family.get(person_id, person_id) if goes_together else person_id
        groups.setdefault((each.way, family, goes_together, is_reminder), []).append(each)
    for own in groups.values():
        guardians = tuple({each.person_id: each for one in own for each in known.of(one.student.person_id)}.values())
        spoken = [each.student.language for each in own] + [each.language for each in guardians]
        yield Sheet(tuple(own), guardians, language_of([each for each in spoken if each], languages))

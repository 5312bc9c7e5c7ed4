"""The ladder: dated steps by which what is missing is asked for. Pure; docs/rules/notices.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from carrel.cellar.kernel.verdicts import Objection, Weight

REMINDER, NOTICE, LETTER, CALL, BILL, OFFICE = "reminder", "notice", "letter", "call", "bill", "office"
KINDS = (REMINDER, NOTICE, LETTER, CALL, BILL, OFFICE)
SLIP, PAPER, EMAIL, SMS, BY_PHONE, LIST = "slip", "paper", "email", "sms", "phone", "list"
WAYS = (SLIP, PAPER, EMAIL, SMS, BY_PHONE, LIST)
WAYS_OF: Mapping[str, tuple[str, ...]] = {
    REMINDER: (EMAIL, SMS, SLIP),
    NOTICE: (SLIP, PAPER, EMAIL, SMS),
    LETTER: (PAPER, EMAIL),
    CALL: (BY_PHONE,),
    BILL: (PAPER, EMAIL),
    OFFICE: (LIST,),
}
"""How a step of each kind can be taken. A call is a line of the call list, the office gets a list."""
ON_PAPER = frozenset({SLIP, PAPER, LIST})
BY_POST = frozenset({EMAIL, SMS})
MOST_STEPS, MOST_DAYS = 12, 720
CODE_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `days` after the due day (before it when below nothing), `way` how it is taken.

    `code` stays when the step is moved or its days change: what was taken is remembered by it.
    """

    code: str
    kind: str
    days: int
    way: str


Ladder = tuple[Step, ...]

DEFAULT: Ladder = (
    Step("reminder", REMINDER, -2, EMAIL),
    Step("notice-1", NOTICE, 1, SLIP),
    Step("notice-2", NOTICE, 14, SLIP),
    Step("letter", LETTER, 28, PAPER),
    Step("call", CALL, 42, BY_PHONE),
    Step("bill", BILL, 56, PAPER),
    Step("office", OFFICE, 84, LIST),
)
"""What holds until a school says otherwise: a slip the day after, the family after four weeks, a bill after eight."""


@dataclass(frozen=True, slots=True)
class Rung:
    """The step that comes next for one loan, and the first day on which it may be taken."""

    step: Step
    on: date


def climbing(ladder: Ladder) -> Ladder:
    """The steps after the due day, in order."""
    return tuple(sorted((each for each in ladder if each.days > 0), key=lambda each: each.days))


def next_rung(ladder: Ladder, taken: Mapping[str, date], due_on: date) -> Rung | None:
    """The next step for a loan due on this day, given the steps taken for it so far; None at the top.

    Steps are climbed one by one, each as many days after the one before as the ladder has between them: who was
    forgotten for months gets a first notice, and not the bill.
    """
    steps = climbing(ladder)
    reached = max((place for place, each in enumerate(steps) if each.code in taken), default=-1)
    if reached + 1 >= len(steps):
        return None
    step = steps[reached + 1]
    on = due_on + timedelta(days=step.days)
    if reached >= 0:
        before = steps[reached]
        on = max(on, taken[before.code] + timedelta(days=step.days - before.days))
    return Rung(step, on)


def reminder_of(ladder: Ladder, taken: Mapping[str, date], due_on: date, today: date) -> Step | None:
    """The reminder that may go today for a loan that is not late yet; the latest of several, never twice."""
    fit = [
        each for each in ladder if each.days <= 0 and due_on + timedelta(days=each.days) <= today <= due_on
    ]  # fmt: skip
    step = max(fit, key=lambda each: each.days, default=None)
    return step if step is not None and step.code not in taken else None


def highest(rungs: Iterable[Rung], today: date) -> Rung | None:
    """Of a student's loans the one furthest up whose step may be taken today: that notice goes, for all of them."""
    return max((each for each in rungs if each.on <= today), key=lambda each: each.step.days, default=None)


def step_of(ladder: Ladder, code: str) -> Step | None:
    """The step of this code."""
    return next((each for each in ladder if each.code == code), None)


def ladder_objections(steps: Sequence[Step]) -> tuple[Objection, ...]:
    """What stands against a ladder: no step, too many, a day twice, a code twice, a way that cannot be."""
    found = []
    if not steps:
        found.append(Objection("recovery.ladder_empty", Weight.REFUSE))
    if len(steps) > MOST_STEPS:
        found.append(Objection("recovery.ladder_too_long", Weight.REFUSE, {"most": MOST_STEPS}))
    days = [each.days for each in steps]
    if len(set(days)) < len(days) or len({each.code for each in steps}) < len(steps):
        found.append(Objection("recovery.ladder_same_day", Weight.REFUSE))
    for each in steps:
        if each.way not in WAYS_OF.get(each.kind, ()):
            found.append(Objection("recovery.ladder_way", Weight.REFUSE, {"kind": each.kind, "way": each.way}))
        if (each.kind == REMINDER) != (each.days <= 0) or abs(each.days) > MOST_DAYS:
            found.append(Objection("recovery.ladder_days", Weight.REFUSE, {"days": each.days}))
    return tuple(found)


def to_rows(steps: Iterable[Step]) -> list[dict[str, object]]:
    """A ladder as it is stored."""
    return [{"code": each.code, "kind": each.kind, "days": each.days, "way": each.way} for each in steps]


def from_rows(rows: Iterable[Mapping[str, object]]) -> Ladder:
    """A stored ladder, by day."""
    steps = (Step(str(row["code"]), str(row["kind"]), int(str(row["days"])), str(row["way"])) for row in rows)
    return tuple(sorted(steps, key=lambda each: each.days))

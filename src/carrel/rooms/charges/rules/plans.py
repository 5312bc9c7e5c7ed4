"""Payment plans: parts with dates, and how a plan stands. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Weight

KEPT, LATE, DONE, ENDED = "kept", "late", "done", "ended"
MOST_PARTS, MOST_MINUTES = 24, 600


@dataclass(frozen=True, slots=True)
class Part:
    """So much by this day."""

    due_on: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan stands: the word, what should have come by today, what is due next and when."""

    word: str
    behind_minor: int
    next_on: date | None
    next_minor: int


def equal_parts(total_minor: int, days: Sequence[date]) -> list[Part]:
    """The total in equal parts, the odd units on the first."""
    each, odd = divmod(total_minor, len(days))
    return [Part(day, each + (odd if at == 0 else 0)) for at, day in enumerate(days)]


def plan_standing(parts: Sequence[Part], *, paid_minor: int, left_minor: int, today: date, is_ended: bool) -> Standing:
    """Kept while what was due by yesterday has come; late otherwise; done when nothing is left."""
    if is_ended:
        return Standing(ENDED, 0, None, 0)
    if not left_minor:
        return Standing(DONE, 0, None, 0)
    due = sum(part.amount_minor for part in parts if part.due_on < today)
    reached = 0
    following: Part | None = None
    for part in sorted(parts, key=lambda part: part.due_on):
        reached += part.amount_minor
        if reached > paid_minor:
            following = Part(part.due_on, min(reached - paid_minor, left_minor))
            break
    behind = max(0, min(due - paid_minor, left_minor))
    word = LATE if behind else KEPT
    return Standing(word, behind, following.due_on if following else None, following.amount_minor if following else 0)


def make_plan_objections(*, parts: Sequence[Part], left_minor: int, has_plan: bool) -> tuple[Objection, ...]:
    """What stands against a plan: nothing left, no parts or too many, a sum that is not what is left, another plan."""
    found = []
    if not left_minor:
        found.append(Objection("charges.nothing_to_pay", Weight.REFUSE))
    if not 1 <= len(parts) <= MOST_PARTS or any(part.amount_minor < 1 for part in parts):
        found.append(Objection("charges.plan_parts", Weight.REFUSE, {"most": MOST_PARTS}))
    elif sum(part.amount_minor for part in parts) != left_minor:
        found.append(Objection("charges.plan_sum", Weight.REFUSE))
    if has_plan:
        found.append(Objection("charges.plan_is_there", Weight.REFUSE))
    return tuple(found)


def enter_work_objections(
    *, minutes: int, on: date, today: date, what: str, supervised_by: str
) -> tuple[Objection, ...]:
    """What stands against an entry of work: it needs a day that has been, a time, a deed and a witness."""
    said = 1 <= minutes <= MOST_MINUTES and on <= today and what.strip() and supervised_by.strip()
    return () if said else (Objection("charges.work_unsaid", Weight.REFUSE),)

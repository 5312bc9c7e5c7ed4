"""What stands against opening a display, showing something, and ending it (features, row 144)."""

from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Weight

NAME_LENGTH = 80


def no_such_display() -> Objection:
    """There is none, or it is another school's."""
    return Objection("moving.no_such_display", Weight.REFUSE, {})


def display_objections(*, name: str, until_on: date, today: date) -> tuple[Objection, ...]:
    """What stands against a display as it is written down."""
    found = []
    if not name:
        found.append(Objection("moving.display_unnamed", Weight.REFUSE, {}))
    if until_on < today:
        found.append(Objection("moving.display_day_past", Weight.REFUSE, {"until": until_on}))
    return tuple(found)


def show_objections(*, name: str, is_over: bool, until_on: date, today: date) -> tuple[Objection, ...]:
    """What stands against showing something more."""
    facts: dict[str, object] = {"display": name, "until": until_on}
    if is_over:
        return (Objection("moving.display_ended", Weight.REFUSE, facts),)
    return (Objection("moving.display_is_over", Weight.REFUSE, facts),) if until_on < today else ()


def take_down_objections(*, number: str, name: str, is_shown: bool) -> tuple[Objection, ...]:
    """What stands against taking a scanned number off a display: it does not stand there."""
    facts: dict[str, object] = {"number": number, "display": name}
    return () if is_shown else (Objection("moving.not_on_display", Weight.REFUSE, facts),)


def end_display_objections(*, name: str, shown: int, is_over: bool) -> tuple[Objection, ...]:
    """What stands against ending a display: things stand there still, or it has ended."""
    facts: dict[str, object] = {"display": name, "count": shown}
    if is_over:
        return (Objection("moving.display_ended", Weight.REFUSE, facts),)
    return (Objection("moving.display_not_empty", Weight.REFUSE, facts),) if shown else ()


def reopen_display_objections(*, name: str, is_over: bool) -> tuple[Objection, ...]:
    """What stands against opening a display again."""
    return () if is_over else (Objection("moving.display_not_ended", Weight.REFUSE, {"display": name}),)

"""What stands against a run of labels, and where the next one begins."""

from collections.abc import Collection
from datetime import timedelta

from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.papers.label_sheets import Sheet

MOST_LINES = 1_000
"""Lines of a run: a thousand labels are made in a second, and 34 sheets are as much as a tray holds beside others."""
MOST_NUMBERS = 500
CARDS_KEPT_FOR = timedelta(days=30)
"""How long a run of cards keeps its names: long enough to print a spoilt sheet again."""
OPEN, PRINTED, TAKEN_BACK = "open", "printed", "taken_back"
AS_SCANNED, SHELF_ORDER = "scanned", "shelf"
ORDERS = (AS_SCANNED, SHELF_ORDER)


def state_of(*, is_printed: bool, is_taken_back: bool) -> str:
    """Where a run stands."""
    return TAKEN_BACK if is_taken_back else PRINTED if is_printed else OPEN


def change_objections(state: str) -> tuple[Objection, ...]:
    """What stands against putting lines into a run, or out of it."""
    if state == OPEN:
        return ()
    return (Objection(f"labels.run_{state}", Weight.REFUSE),)


def take_back_objections(state: str, *, used: Collection[str] = ()) -> tuple[Objection, ...]:
    """What stands against taking a run back: it is, or numbers of it are on items by now."""
    if state == TAKEN_BACK:
        return (Objection("labels.run_taken_back", Weight.REFUSE),)
    if used:
        facts = {"count": len(used), "number": min(used)}
        return (Objection("labels.numbers_used", Weight.REFUSE, facts),)
    return ()


def print_objections(*, lines: int, problems: Collection[Objection]) -> tuple[Objection, ...]:
    """What stands against printing: nothing to print, or lines that cannot be printed so."""
    if not lines:
        return (Objection("labels.run_empty", Weight.REFUSE),)
    return tuple(problems)


def next_cell(sheet: Sheet, start: int, labels: int) -> int:
    """The first free label after a run; 0 when its last page is full, and always on a roll."""
    return (start + labels) % sheet.cells

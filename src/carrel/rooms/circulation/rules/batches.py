"""Batches: what a pasted or uploaded list means, and what stands against one as a whole. Lines obey lending's rules."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from carrel.cellar.kernel.texts import fold, squeeze
from carrel.cellar.kernel.verdicts import Objection, Source, Weight

MOST_LINES = 5000
"""A school's whole stock of one textbook, and more than anybody scans before saving."""
AT_ONCE = 50
"""So many lines are done while the page waits; more are a job that can be watched and left."""
LEND, RETURN, PLACE = ("list", "hand_out", "class"), "return", "place"
LONGEST = 200
_CELLS = re.compile(r"[\t;,]")
_NUMBER_HEADS = ("barcode", "item barcode", "copy barcode", "item", "copy", "number", "asset tag", "item number")
_WHO_HEADS = (
    "card", "card number", "student number", "student id", "patron barcode", "patron", "reader", "student", "id",
    "patron id", "local id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a list: the number of a thing, and the card or student number beside it, if there is one."""

    number: str
    who: str = ""


def pairs_of_text(text: str) -> tuple[Pair, ...]:
    """A pasted or scanned list, a line each: `number`, or `card number` parted by tab, comma or semicolon.

    Under headings that are known, in the order they give.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return ()
    # A sheet copied whole brings its headings; they say what parts its cells, too: a name may hold a comma.
    parting = next((sign for sign in "\t;," if sign in lines[0]), "\t")
    places = _places([cell.strip().strip("\"'") for cell in lines[0].split(parting)])
    if places is not None:
        return tuple(pair for line in lines[1:] if (pair := _pair_at(line.split(parting), *places)))
    return tuple(pair for line in lines if (pair := _pair(_CELLS.split(line))))


def _places(heads: Sequence[str]) -> tuple[int, int | None] | None:
    """Where the number and the reader stand, when the first line is one of known headings."""
    keys = [fold(head) for head in heads]
    number = next((place for place, key in enumerate(keys) if key in _NUMBER_HEADS), None)
    if number is None:
        return None
    return number, next((place for place, key in enumerate(keys) if key in _WHO_HEADS), None)


def _pair_at(cells: Sequence[str], number: int, who: int | None) -> Pair | None:
    found = [squeeze(cell, LONGEST).strip("\"'") for cell in cells]
    if number >= len(found) or not found[number]:
        return None
    return Pair(found[number], found[who][:64] if who is not None and who < len(found) else "")


def _pair(cells: Sequence[str]) -> Pair | None:
    found = [squeeze(cell, LONGEST) for cell in cells]
    found = [cell.strip("\"'") for cell in found if cell.strip("\"'")]
    if not found:
        return None
    return Pair(found[0]) if len(found) == 1 else Pair(found[1], found[0][:64])


def pairs_of_table(heads: Sequence[str], rows: Iterable[Mapping[str, str]]) -> tuple[Pair, ...]:
    """The same from a table: by its headings when one of them is known, else the first row counts as a line too."""
    keys = [fold(head) for head in heads]
    number = next((key for key in keys if key in _NUMBER_HEADS), "")
    if number:
        who = next((key for key in keys if key in _WHO_HEADS), "")
        found = (Pair(squeeze(row.get(number, ""), LONGEST), squeeze(row.get(who, ""), 64)) for row in rows)
        return tuple(pair for pair in found if pair.number)
    lines = [list(heads), *(list(row.values()) for row in rows)]
    return tuple(pair for cells in lines if (pair := _pair(cells)))


def with_readers(pairs: Sequence[Pair], cards: Iterable[str]) -> tuple[Pair, ...]:
    """A list in one column with `cards` among its numbers: each card stands for the lines after it.

    So a pile can be scanned as at the desk: a card, its books, the next card.
    """
    known, who, found = set(cards), "", []
    for pair in pairs:
        if not pair.who and pair.number in known:
            who = pair.number
        else:
            found.append(pair if pair.who else Pair(pair.number, who))
    return tuple(found)


def start_batch_objections(*, kind: str, lines: int, at_site: bool, has_target: bool) -> tuple[Objection, ...]:
    """What stands against beginning: nothing to do, too much of it, no school, nobody to lend to."""
    found = []
    source = Source("fact", "", "list")
    if not at_site:
        found.append(Objection("circulation.batch_no_site", Weight.REFUSE, {}, source))
    if not has_target:
        found.append(Objection("circulation.batch_for_nobody", Weight.REFUSE, {}, source))
    if kind in ("list", "class") and not lines:
        found.append(Objection("circulation.batch_empty", Weight.REFUSE, {}, source))
    if lines > MOST_LINES:
        facts = {"lines": lines, "most": MOST_LINES}
        found.append(Objection("circulation.batch_too_long", Weight.REFUSE, facts, source))
    return tuple(found)


def batch_unknown() -> Objection:
    """There is no such batch, or not at this school."""
    return Objection("circulation.batch_unknown", Weight.REFUSE, {}, Source("fact", "", "batch"))


def batch_is_over() -> Objection:
    """It was ended or taken back."""
    return Objection("circulation.batch_is_over", Weight.REFUSE, {}, Source("fact", "", "batch"))


def scanned_before(title: str, number: str) -> Objection:
    """The same thing twice in one batch is a double scan."""
    facts = {"title": title, "number": number}
    return Objection("circulation.batch_scanned_before", Weight.REFUSE, facts, Source("fact", "", "batch"))


def other_title(title: str) -> Objection:
    """A copy of another title than the batch hands out."""
    source = Source("fact", "", "batch")
    return Objection("circulation.batch_other_title", Weight.ASK, {"title": title}, source, "circulation.check_out")


def nobody_waits() -> Objection:
    """Everybody on the roster has had their turn."""
    return Objection("circulation.batch_nobody_waits", Weight.REFUSE, {}, Source("fact", "", "batch"))


def line_forgotten() -> Objection:
    """What this line was about is no longer on record."""
    return Objection("circulation.batch_line_forgotten", Weight.REFUSE, {}, Source("fact", "", "batch"))

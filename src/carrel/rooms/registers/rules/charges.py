"""What becomes of one row of a charges register. Pure."""

from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.texts import fold
from carrel.rooms.charges.rules import DAMAGED, FEE, LARGEST_MINOR, LOST, OTHER, OVERDUE
from carrel.rooms.inventory.rules import normalise_number
from carrel.rooms.people.rules import normalise_number as normalise_card
from carrel.rooms.registers.rules.loans import key_of
from carrel.rooms.registers.rules.sheet import Cells

CHARGED, SETTLED = "charged", "settled"
"""A row that is owed, and one on which nothing is left: it is counted and stays where it was."""
_KINDS = (
    (OVERDUE, ("overdue", "late", "fine", "f", "fu", "o", "tarde", "multa")),
    (LOST, ("lost", "l", "replacement", "perdido", "processing")),
    (DAMAGED, ("damage", "damaged", "danado", "barcode", "water", "torn")),
    (FEE, ("fee", "rent", "card", "print", "printing", "copy", "copies", "account", "n", "a", "m", "sundry", "manual")),
)


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge as the file says it, amounts in minor units."""

    person_number: str
    kind: str
    text: str
    amount_minor: int
    left_minor: int
    charged_on: date
    barcode: str
    title: str
    number: str


def charge_row(cells: Cells) -> ChargeRow:
    """The charge of a row; what stands against it is in `cells.objections`."""
    left, amount = cells.minor("left"), cells.minor("amount")
    if left is None and not cells.text("left") and amount is not None:
        left = amount
    if amount is None:
        amount = left
    if left is None or amount is None:
        if not cells.objections:
            cells.refuse("registers.no_amount", column="left", text=cells.text("left"))
        left = amount = 0
    elif left < 0 or amount < 0:
        cells.refuse("registers.is_credit")
    elif max(left, amount) > LARGEST_MINOR:
        cells.refuse("registers.no_amount", column="amount", text=cells.text("amount") or cells.text("left"))
    elif left > amount:
        cells.tell("registers.left_over_amount")
        amount = left
    charged_on = cells.day("charged_on")
    return ChargeRow(
        person_number=normalise_card(cells.text("person_number")),
        kind=kind_of(cells.text("kind"), cells.text("text")),
        text=cells.text("text"),
        amount_minor=amount,
        left_minor=left,
        charged_on=charged_on or cells.sheet.today,
        barcode=normalise_number(cells.text("barcode")),
        title=cells.text("title"),
        number=cells.text("number"),
    )


def kind_of(word: str, text: str) -> str:
    """The kind of a charge by another system's word for it, else by the words of its description."""
    for said in (word, text):
        words = set(fold(said).split())
        for kind, names in _KINDS:
            # One-letter codes are codes only where they stand alone.
            if any(name in words and (len(name) > 1 or len(words) == 1) for name in names):
                return kind
    return OTHER


def judge_charge(cells: Cells, row: ChargeRow, *, person_id: int | None) -> None:
    """Add to `cells.objections` what stands against a charge."""
    if not row.person_number:
        cells.refuse("registers.no_person")
    elif person_id is None:
        cells.refuse("registers.unknown_person", number=row.person_number)
    if row.charged_on > cells.sheet.today:
        cells.refuse("registers.in_future")


def charge_key(row: ChargeRow, person_id: int, occurrence: int) -> str:
    """What a charge is recognised by when its file comes again: its number there, else all it says.

    `occurrence` tells equal lines of one file apart.
    """
    if row.number:
        return key_of("number", person_id, row.number, row.amount_minor)
    said = (row.kind, row.amount_minor, row.charged_on, row.barcode, row.title, row.text)
    return key_of("said", person_id, *said, occurrence)

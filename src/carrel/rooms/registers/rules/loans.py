"""What becomes of one row of a loans register. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, time

from carrel.rooms.inventory.rules import LOST, MISSING, WITHDRAWN, normalise_number
from carrel.rooms.people.rules import normalise_number as normalise_card
from carrel.rooms.registers.rules.sheet import Cells
from carrel.rooms.registers.rules.values import END_OF_DAY

OPEN, RETURNED, NOBODY = "open", "returned", "nobody"
"""A loan that is still out, one that came back, and a row in which nobody has the thing."""
MOST_RENEWALS = 1000


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A loan as the file says it. `due_kind` is day or moment; `fine_minor` is what the file says is owed for it."""

    person_number: str
    barcode: str
    lent_at: datetime | None
    due_at: datetime | None
    due_kind: str
    returned_at: datetime | None
    renewals: int
    fine_minor: int
    fine_text: str

    @property
    def is_nobodys(self) -> bool:
        return not self.person_number and self.due_at is None and self.lent_at is None


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """An item a loan names: what it is, its state, and whose loan holds it now."""

    item_id: int
    title: str
    state: str
    site_id: int
    in_sight: bool
    holder_id: int | None = None


def loan_row(cells: Cells) -> LoanRow:
    """The loan of a row; days without a time are due at their end. What cannot be read is in `cells.objections`."""
    lent, due, returned = cells.moment("lent"), cells.moment("due"), cells.moment("returned")
    fine = cells.minor("fine") or 0
    renewals = cells.text("renewals")
    return LoanRow(
        person_number=normalise_card(cells.text("person_number")),
        barcode=normalise_number(cells.text("barcode")),
        lent_at=lent[0] if lent else None,
        due_at=_due_at(*due) if due else None,
        due_kind="moment" if due and _is_moment(*due) else "day",
        returned_at=returned[0] if returned else None,
        renewals=min(int(renewals), MOST_RENEWALS) if renewals.isascii() and renewals.isdigit() else 0,
        fine_minor=max(fine, 0),
        fine_text=cells.text("fine_text"),
    )


def _is_moment(at: datetime, has_time: bool) -> bool:
    return has_time and at.time().replace(second=0, microsecond=0) not in (time(), time(23, 59))


def _due_at(at: datetime, has_time: bool) -> datetime:
    return at if _is_moment(at, has_time) else datetime.combine(at.date(), END_OF_DAY, at.tzinfo)


def judge_loan(
    cells: Cells, row: LoanRow, *, person_id: int | None, item: ItemStanding | None, earlier: int | None, now: datetime
) -> None:
    """Add to `cells.objections` what stands against a loan. `earlier` is the line where the same thing is out already.

    Of a person who is not found nothing else is said: a report never names a reader and a thing together.
    """
    if not row.person_number:
        cells.refuse("registers.no_person")
    elif person_id is None:
        cells.refuse("registers.unknown_person", number=row.person_number)
    elif not row.barcode:
        cells.refuse("registers.no_barcode")
    elif item is None or not item.in_sight:
        cells.refuse("registers.unknown_item", number=row.barcode)
    else:
        _judge_dates(cells, row, now)
        if row.returned_at is None and earlier is not None:
            cells.refuse("registers.out_twice", title=item.title, first=earlier)
        elif row.returned_at is None and item.holder_id not in (None, person_id):
            cells.refuse("registers.lent_to_another", title=item.title)
        elif row.returned_at is None and item.state == WITHDRAWN:
            cells.refuse("registers.withdrawn_is_out", title=item.title)
        elif row.returned_at is None and item.holder_id is None and item.state in (LOST, MISSING):
            cells.tell("registers.was_lost", title=item.title)


def _judge_dates(cells: Cells, row: LoanRow, now: datetime) -> None:
    if row.due_at is None:
        # A day that could not be read has been refused as such.
        if not cells.text("due"):
            cells.refuse("registers.no_due")
        return
    if row.lent_at is None:
        if not cells.text("lent"):
            cells.tell("registers.no_lent")
        return
    if row.due_at < row.lent_at:
        cells.refuse("registers.due_before_lent")
    if row.lent_at > now:
        cells.refuse("registers.in_future")
    if row.returned_at is not None and (row.returned_at < row.lent_at or row.returned_at > now):
        cells.refuse("registers.returned_when")


def lent_at_of(row: LoanRow, now: datetime) -> datetime:
    """When it was lent: as the file says, else the beginning of the day it is due, and never after now."""
    assert row.due_at is not None
    if row.lent_at is not None:
        return row.lent_at
    return min(datetime.combine(row.due_at.date(), time(), row.due_at.tzinfo), now)


def key_of(*parts: object) -> str:
    """A key that is the same whenever the same is brought; it tells nothing of what it is made of."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()

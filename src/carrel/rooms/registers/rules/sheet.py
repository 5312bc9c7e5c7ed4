"""What all rows of a register are read with: the order of its days, zone, currency; and what is said of one row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.rooms.registers.rules import values

READ, KNOWN, REFUSED, TOLD = "read", "known", "refused", "told"
"""Counted in every register: rows read, rows whose matter is here already, rows not taken, remarks on rows taken."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the cells of one file are to be read. `today` is the day of the district."""

    order: str
    zone: ZoneInfo
    currency: str
    today: date


class Cells:
    """The cells of one row under our names, read one after the other; what cannot be read becomes an objection."""

    def __init__(self, cells: Mapping[str, str], sheet: Sheet) -> None:
        self.cells, self.sheet = cells, sheet
        self.objections: list[Objection] = []

    def text(self, name: str) -> str:
        """A cell as it stands; what databases write for nothing is nothing."""
        found = self.cells.get(name, "").strip()
        return "" if values.is_nothing(found) else found

    def day(self, name: str) -> date | None:
        """The day in a cell."""
        text = self.text(name)
        if not text:
            return None
        try:
            return values.read_day(text, self.sheet.order)
        except ValueError:
            self.refuse("registers.no_day", column=name, text=text)
            return None

    def moment(self, name: str) -> tuple[datetime, bool] | None:
        """The moment in a cell, by the clock of the district, and whether it says a time of day."""
        text = self.text(name)
        if not text:
            return None
        try:
            at, has_time = values.read_moment(text, self.sheet.zone, self.sheet.order)
            return at.astimezone(self.sheet.zone), has_time
        except (ValueError, OverflowError):
            self.refuse("registers.no_day", column=name, text=text)
            return None

    def minor(self, name: str) -> int | None:
        """The amount in a cell, in minor units; it may be below nothing."""
        text = self.text(name)
        if not text:
            return None
        try:
            return values.read_minor(text, self.sheet.currency)
        except ValueError:
            self.refuse("registers.no_amount", column=name, text=text)
            return None

    def refuse(self, code: str, **facts: object) -> None:
        """The row does not come in."""
        self.objections.append(Objection(code, Weight.REFUSE, facts))

    def tell(self, code: str, **facts: object) -> None:
        """The row comes in, with a remark."""
        self.objections.append(Objection(code, Weight.TELL, facts))

    @property
    def is_refused(self) -> bool:
        return any(each.weight is Weight.REFUSE for each in self.objections)

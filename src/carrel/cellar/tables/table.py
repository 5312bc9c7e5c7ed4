"""A list as every page hands it on: to CSV, to XLSX, to paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TEXT, CODE, NUMBER, MONEY, DATE, MOMENT = "text", "code", "number", "money", "date", "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and what its cells are.

    text and code take strings (a code, such as a barcode, never becomes a number), number takes int or float, money an
    amount in minor units, date a date, moment an aware datetime. None is an empty cell everywhere.
    """

    label: str
    kind: str = TEXT
    width: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A titled list. `rows` may be a generator: it is read once. `zone` is the time zone moments are shown in."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    zone: str = "UTC"
    decimals: int = 2

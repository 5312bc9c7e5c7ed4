"""The figures of a month or a year as plain values, as they are shown and as they are kept. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from carrel.rooms.reports.rules.counting import OTHER
from carrel.rooms.reports.rules.periods import MONTH, Period

CLAIMS = ("claimed", "claims_found", "claims_lost")
_GRADES = ("IT", "PR", "PK", "TK", "KG", "K", "00")


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a dimension with what was done under it. `label` is the name it had when it was counted."""

    value: str
    label: str
    loans: int = 0
    returns: int = 0
    renewals: int = 0
    uses: int = 0

    @property
    def deeds(self) -> tuple[int, int, int, int]:
        return self.loans, self.returns, self.renewals, self.uses


@dataclass(frozen=True, slots=True)
class Stock:
    """What a school owns of one value of a dimension, and how often it was lent within a year."""

    value: str
    label: str
    items: int = 0
    value_minor: int = 0
    unpriced: int = 0
    added: int = 0
    withdrawn: int = 0
    never_lent: int = 0
    dated: int = 0
    years: int = 0
    lent: int | None = None

    @property
    def turnover(self) -> float | None:
        """Loans of a year for each item, to one decimal."""
        return round(self.lent / self.items, 1) if self.lent is not None and self.items else None

    @property
    def mean_year(self) -> int | None:
        """The year the titles came out in, on the average of those that tell it."""
        return round(self.years / self.dated) if self.dated else None

    def age_in(self, year: int) -> int | None:
        """How many years old the titles are on the average in a year."""
        return None if self.mean_year is None else max(0, year - self.mean_year)


@dataclass(frozen=True, slots=True)
class Sum:
    """Money of one kind: how many charges or entries, and what they come to in minor units."""

    kind: str
    count: int
    minor: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All of a month or a year at a school, or in the district without one.

    `through` is the last day that is counted for good; what came later is counted as the page is shown. `standing` is
    how things stood when the page was made: empty for a time that is over and was not kept. `claims` are those that
    were made in the period ("claimed"), and those that ended in it, found or lost.
    """

    period: Period
    site_id: int | None
    through: date | None
    totals: Line
    by: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    standing: Mapping[str, int] = field(default_factory=dict)
    charged: tuple[Sum, ...] = ()
    settled: tuple[Sum, ...] = ()
    claims: Mapping[str, int] = field(default_factory=dict)
    collection: Stock | None = None
    collection_on: date | None = None
    stock: Mapping[str, tuple[Stock, ...]] = field(default_factory=dict)

    def as_plain(self) -> dict[str, Any]:
        """As it is kept: only texts and numbers."""
        plain = asdict(self)
        plain["period"] = [self.period.first.isoformat(), self.period.last.isoformat(), self.period.kind]
        for name in ("through", "collection_on"):
            plain[name] = plain[name].isoformat() if plain[name] else None
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """As it was kept."""
        first, last, kind = plain["period"]
        return cls(
            period=Period(date.fromisoformat(first), date.fromisoformat(last), kind),
            site_id=plain["site_id"],
            through=_day(plain["through"]),
            totals=Line(**plain["totals"]),
            by={name: tuple(Line(**each) for each in lines) for name, lines in plain["by"].items()},
            standing=plain["standing"],
            charged=tuple(Sum(**each) for each in plain["charged"]),
            settled=tuple(Sum(**each) for each in plain["settled"]),
            claims=plain.get("claims", {}),
            collection=Stock(**plain["collection"]) if plain["collection"] else None,
            collection_on=_day(plain["collection_on"]),
            stock={name: tuple(Stock(**each) for each in lines) for name, lines in plain["stock"].items()},
        )

    def figure(self, name: str) -> int | None:
        """One figure by its name, for comparing years; None where it was not counted."""
        if name in ("loans", "returns", "renewals", "uses"):
            return int(getattr(self.totals, name))
        if name == "charged":
            return sum(each.minor for each in self.charged)
        if name in CLAIMS:
            return self.claims.get(name)
        if name in self.standing:
            return self.standing[name]
        told = getattr(self.collection, name, None)
        return None if told is None else int(told)

    @property
    def is_whole(self) -> bool:
        """Whether all of its days were counted for good."""
        return self.through is not None and self.through >= self.period.last

    @property
    def is_month(self) -> bool:
        return self.period.kind == MONTH


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def in_order(by: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The values of a dimension as people expect them; what is not told comes last."""
    return tuple(sorted(lines, key=lambda line: place_of(by, line.value, line.label)))


def place_of(by: str, value: str, label: str) -> tuple[object, ...]:
    """What a value sorts by within its dimension."""
    if not value:
        return (2, 0, "")
    if by == "grade":
        return (0, *_grade(value))
    if by == "range":
        return (1 if value == OTHER else 0, 0 if value[:1].isdigit() else 1, value)
    if by in ("day", "hour", "age"):
        return (0, 0, value)
    return (0, 0, label.casefold(), value)


def _grade(value: str) -> tuple[int, str]:
    if value.isdigit():
        return int(value), ""
    return (_GRADES.index(value) - len(_GRADES), "") if value in _GRADES else (99, value)

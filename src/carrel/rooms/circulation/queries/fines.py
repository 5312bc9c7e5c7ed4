"""What lateness costs now: asked from grid, due date and calendar, and stored nowhere until it is charged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from carrel.rooms.charges.rules import OVERDUE
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import grid_now, zone_named
from carrel.rooms.circulation.queries.grid import Grid
from carrel.rooms.circulation.queries.prices import price_of, usual_prices
from carrel.rooms.circulation.queries.protection import never_billed
from carrel.rooms.circulation.rules.fines import (
    Fine,
    FineRule,
    Suspension,
    basis_of,
    fine_for,
    fine_rule,
    is_long_overdue,
    suspension_for,
    units_late,
)
from carrel.rooms.circulation.rules.policies import Policy
from carrel.rooms.schools.queries import calendar_of
from carrel.rooms.schools.rules import Calendar

NOTHING = Fine(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Accrued:
    """What one loan has cost until a moment: the fine with its sum, and what a charge keeps of it."""

    loan_id: int
    until: datetime
    fine: Fine = NOTHING
    rule: FineRule | None = None
    basis: Mapping[str, object] = field(default_factory=dict)

    @property
    def amount_minor(self) -> int:
        return self.fine.amount_minor


@dataclass(frozen=True, slots=True)
class Due:
    """What a fine is reckoned from, of one open loan: plain values, so that twenty thousand of them are no burden."""

    loan_id: int
    patron_id: int | None
    due_at: datetime
    claimed_on: date | None
    category_id: int | None
    item_id: int
    record_id: int
    item_type_id: int
    site_id: int
    timezone: str
    price_minor: int | None
    usual_minor: int | None
    """What things of its kind usually cost."""


DUE_COLUMNS = (
    "pk", "patron_id", "due_at", "claimed_on", "category_id", "item_id", "item__record_id", "item__item_type_id",
    "item__site_id", "item__site__timezone", "item__price_minor", "item__item_type__default_price_minor",
)  # fmt: skip
"""The columns of a loan that make a Due, in its order."""


def due_of(loan: Loan) -> Due:
    """The same of a stored loan; item, site and type loaded."""
    item = loan.item
    return Due(
        loan.pk, loan.patron_id, loan.due_at, loan.claimed_on, loan.category_id, item.pk, item.record_id,
        item.item_type_id, item.site_id, item.site.timezone, item.price_minor, item.item_type.default_price_minor,
    )  # fmt: skip


@dataclass(slots=True)
class Reckoning:
    """Sums for many loans: grid, rules, calendars and days late are each looked up once."""

    grid: Grid
    calendars: dict[int, Calendar] = field(default_factory=dict)
    rules: dict[int, FineRule | None] = field(default_factory=dict)
    late: dict[tuple[object, ...], int] = field(default_factory=dict)
    unbilled: frozenset[int] | None = None

    def policy(self, due: Due) -> Policy:
        """The policy of a loan: of the item's site, and the category its reader had when it was lent."""
        return self.grid.policy(due.site_id, due.category_id, due.item_type_id)

    def rule(self, due: Due) -> FineRule | None:
        """The rule of fines for a loan. Nobody owes for what a cart or a room has, or who is not billed."""
        if due.patron_id is None:
            return None
        policy = self.policy(due)
        if id(policy) not in self.rules:
            self.rules[id(policy)] = fine_rule(policy)
        rule = self.rules[id(policy)]
        if rule is not None and self.unbilled is None:
            self.unbilled = never_billed(OVERDUE)
        return None if rule is None or due.patron_id in (self.unbilled or ()) else rule

    def calendar(self, site_id: int) -> Calendar:
        """The calendar of a site."""
        if site_id not in self.calendars:
            self.calendars[site_id] = calendar_of(site_id)
        return self.calendars[site_id]

    def units(self, due: Due, rule: FineRule, until: datetime) -> int:
        """How late, in the units of the rule."""
        key = (due.site_id, rule.unit, rule.open_only, due.due_at, until)
        if key not in self.late:
            zone, calendar = zone_named(due.timezone), self.calendar(due.site_id)
            self.late[key] = units_late(
                due_at=due.due_at, until=until, zone=zone, calendar=calendar, unit=rule.unit, open_only=rule.open_only
            )
        return self.late[key]

    def fine(self, due: Due, until: datetime, price_minor: int | None) -> Fine:
        """The fine of a loan until a moment, or until the day its reader says they brought it back."""
        rule = self.rule(due)
        until = until_claimed(due, until)
        if rule is None or until <= due.due_at:
            return NOTHING
        return fine_for(rule, late=self.units(due, rule, until), price_minor=price_minor)


def reckoning(grid: Grid | None = None) -> Reckoning:
    """A reckoning by the grid as it is now, or by one that is at hand."""
    return Reckoning(grid or grid_now())


def fine_of(loan: Loan, *, until: datetime, for_ledger: bool = False) -> Accrued:
    """The fine of one loan until a moment, or the day its reader says they brought it back; item and site loaded.

    `for_ledger`: of who is not billed as well, since the charge that is made of it is waived as it is made.
    """
    sums, due = reckoning(), due_of(loan)
    if for_ledger:
        sums.unbilled = frozenset()
    end, rule = until_claimed(due, until), sums.rule(due)
    if rule is None:
        return Accrued(loan.pk, end)
    price = price_of(loan.item) if rule.cap_at_price else None
    fine = sums.fine(due, end, price.minor if price else None)
    rows = sums.policy(due).row_ids
    basis = basis_of(rule, fine, due_at=loan.due_at, until=end, rows=rows) if fine.amount_minor else {}
    if price is not None and basis:
        basis["price"] = price.minor
    return Accrued(loan.pk, end, fine, rule, basis)


def fines_of(loans: Iterable[Due], now: datetime, grid: Grid | None = None) -> Mapping[int, int]:
    """What each of these open loans has cost until now, in minor units; those that cost nothing are left out.

    One statement for each site, and one where a price caps a fine and some things have none of their own.
    """
    sums = reckoning(grid)
    if not any(row.values.get("fine_minor") for row in sums.grid.rows):
        return {}
    late = [each for each in loans if each.due_at < now]
    capped = [each for each in late if (rule := sums.rule(each)) is not None and rule.cap_at_price]
    prices = usual_prices((each.item_id, each.record_id, each.price_minor, each.usual_minor) for each in capped)
    found: dict[int, int] = {}
    for each in late:
        if minor := sums.fine(each, now, prices.get(each.item_id)).amount_minor:
            found[each.loan_id] = minor
    return found


def suspension_of(loan: Loan, *, returned_on: date) -> Suspension | None:
    """How long the reader of a loan may not borrow when it comes back on this day; None where no row says so."""
    sums = reckoning()
    due_on = loan.due_at.astimezone(zone_named(loan.item.site.timezone)).date()
    if loan.patron_id is None or returned_on <= due_on:
        return None
    calendar = sums.calendar(loan.item.site_id)
    return suspension_for(sums.policy(due_of(loan)), due_on=due_on, returned_on=returned_on, calendar=calendar)


def long_overdue(loans: Iterable[Due], now: datetime, grid: Grid | None = None) -> frozenset[int]:
    """Those of these open loans that are long overdue by their policy."""
    sums = reckoning(grid)
    if not any(row.values.get("long_overdue_days") for row in sums.grid.rows):
        return frozenset()
    found, days = set(), dict[tuple[datetime, str], int]()
    for each in loans:
        key = (each.due_at, each.timezone)
        if key not in days:
            zone = zone_named(each.timezone)
            days[key] = (now.astimezone(zone).date() - each.due_at.astimezone(zone).date()).days
        if is_long_overdue(sums.policy(each), days[key]):
            found.add(each.loan_id)
    return frozenset(found)


def until_claimed(due: Due, until: datetime) -> datetime:
    """The moment, or the end of the day on which the reader says they brought it back if that is earlier."""
    if due.claimed_on is None:
        return until
    return min(until, datetime.combine(due.claimed_on, time(23, 59, 59), zone_named(due.timezone)))

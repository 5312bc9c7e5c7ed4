"""What lateness costs now: asked from grid, due date and calendar, and stored nowhere until it is charged."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import grid_now, zone_named
from carrel.rooms.circulation.queries.grid import Grid
from carrel.rooms.circulation.queries.prices import price_of, prices_of
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


@dataclass(slots=True)
class Reckoning:
    """Sums for many loans: grid, rules, calendars and days late are each looked up once."""

    grid: Grid
    calendars: dict[int, Calendar] = field(default_factory=dict)
    rules: dict[int, FineRule | None] = field(default_factory=dict)
    late: dict[tuple[object, ...], int] = field(default_factory=dict)

    def policy(self, loan: Loan) -> Policy:
        """The policy of a loan, its item loaded: the item's site, and the reader's category when it was lent."""
        return self.grid.policy(loan.item.site_id, loan.category_id, loan.item.item_type_id)

    def rule(self, policy: Policy) -> FineRule | None:
        """The rule of fines of a policy."""
        if id(policy) not in self.rules:
            self.rules[id(policy)] = fine_rule(policy)
        return self.rules[id(policy)]

    def calendar(self, site_id: int) -> Calendar:
        """The calendar of a site."""
        if site_id not in self.calendars:
            self.calendars[site_id] = calendar_of(site_id)
        return self.calendars[site_id]

    def units(self, loan: Loan, rule: FineRule, until: datetime) -> int:
        """How late, in the units of the rule."""
        site = loan.item.site
        zone = zone_named(site.timezone)
        asked = {"zone": zone, "calendar": self.calendar(site.pk), "unit": rule.unit, "open_only": rule.open_only}
        key: tuple[object, ...] = (site.pk, rule.unit, rule.open_only, loan.due_at, until)
        if key not in self.late:
            self.late[key] = units_late(due_at=loan.due_at, until=until, **asked)  # type: ignore[arg-type]  # by name
        return self.late[key]

    def fine(self, loan: Loan, until: datetime, price_minor: int | None) -> Fine:
        """The fine of a loan until a moment. Nobody owes for what a cart or a room has."""
        rule = self.rule(self.policy(loan)) if loan.patron_id is not None else None
        if rule is None or until <= loan.due_at:
            return NOTHING
        return fine_for(rule, late=self.units(loan, rule, until), price_minor=price_minor)

    def needs_price(self, loan: Loan) -> bool:
        """Whether the price of the thing caps its fine."""
        rule = self.rule(self.policy(loan))
        return rule is not None and rule.cap_at_price


def reckoning(grid: Grid | None = None) -> Reckoning:
    """A reckoning by the grid as it is now, or by one that is at hand."""
    return Reckoning(grid or grid_now())


def fine_of(loan: Loan, *, until: datetime) -> Accrued:
    """The fine of one loan until a moment, or the day its reader says they brought it back; item and site loaded."""
    sums = reckoning()
    end = until_claimed(loan, until)
    rule = sums.rule(sums.policy(loan))
    if rule is None or loan.patron_id is None:
        return Accrued(loan.pk, end)
    price = price_of(loan.item) if rule.cap_at_price else None
    fine = sums.fine(loan, end, price.minor if price else None)
    policy = sums.policy(loan)
    basis = basis_of(rule, fine, due_at=loan.due_at, until=end, rows=policy.row_ids) if fine.amount_minor else {}
    if price is not None and basis:
        basis["price"] = price.minor
    return Accrued(loan.pk, end, fine, rule, basis)


def fines_of(loans: Collection[Loan], now: datetime, grid: Grid | None = None) -> Mapping[int, int]:
    """What each of these open loans has cost until now, in minor units; those that cost nothing are left out.

    Items, sites and types are loaded. One statement, one more for each site, and one where a price caps a fine and some
    things have none of their own.
    """
    sums = reckoning(grid)
    if not any(row.values.get("fine_minor") for row in sums.grid.rows):
        return {}
    late = [each for each in loans if each.due_at < now]
    prices = prices_of([each.item for each in late if sums.needs_price(each)])
    found: dict[int, int] = {}
    for loan in late:
        price = prices.get(loan.item_id)
        if minor := sums.fine(loan, until_claimed(loan, now), price.minor if price else None).amount_minor:
            found[loan.pk] = minor
    return found


def suspension_of(loan: Loan, *, returned_on: date) -> Suspension | None:
    """How long the reader of a loan may not borrow when it comes back on this day; None where no row says so."""
    sums = reckoning()
    due_on = loan.due_at.astimezone(zone_named(loan.item.site.timezone)).date()
    if loan.patron_id is None or returned_on <= due_on:
        return None
    calendar = sums.calendar(loan.item.site_id)
    return suspension_for(sums.policy(loan), due_on=due_on, returned_on=returned_on, calendar=calendar)


def long_overdue(loans: Iterable[Loan], now: datetime, grid: Grid | None = None) -> frozenset[int]:
    """Those of these open loans that are long overdue by their policy; items and sites loaded."""
    sums = reckoning(grid)
    if not any(row.values.get("long_overdue_days") for row in sums.grid.rows):
        return frozenset()
    found = set()
    for loan in loans:
        zone = zone_named(loan.item.site.timezone)
        days = (now.astimezone(zone).date() - loan.due_at.astimezone(zone).date()).days
        if is_long_overdue(sums.policy(loan), days):
            found.add(loan.pk)
    return frozenset(found)


def until_claimed(loan: Loan, until: datetime) -> datetime:
    """The moment, or the end of the day on which the reader says they brought it back if that is earlier."""
    return until if loan.claimed_on is None else min(until, end_of_day(loan.claimed_on, loan))


def end_of_day(day: date, loan: Loan) -> datetime:
    """The last second of a day at the site of the loan's item, which is loaded."""
    return datetime.combine(day, time(23, 59, 59), zone_named(loan.item.site.timezone))

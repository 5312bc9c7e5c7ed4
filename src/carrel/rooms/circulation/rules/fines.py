"""What lateness costs: a fine that grows until the return, or days without borrowing. Pure; docs/rules/fines.md.

The order of the sum is Koha's: late units, grace, intervals, amount, cap. Money is in minor units.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from carrel.rooms.circulation.rules.policies import Policy
from carrel.rooms.schools.rules import Calendar, NoOpenDay

DAYS, HOURS = "days", "hours"
START, END = "start", "end"
FROM_DUE, FROM_GRACE_END = "due", "grace_end"
OPEN_ONLY, ALL_DAYS = "open", "all"
CAPPED_BY_ITEM, CAPPED_BY_PRICE = "cap", "price"
FINE_SETTINGS = (
    "fine_minor", "fine_every", "fine_unit", "fine_at", "fine_grace", "fine_from", "fine_days", "fine_cap_minor",
    "fine_cap_price",
)  # fmt: skip
_AN_HOUR, _A_DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FineRule:
    """How a fine grows: `amount_minor` for each `every` units (days or hours) late, after `grace` units.

    `at` says whether an interval counts when it begins or when it is over, `runs_from` whether the grace is charged
    once it is exceeded, `open_only` whether closed days count for nobody. Caps are for one item.
    """

    amount_minor: int
    every: int = 1
    unit: str = DAYS
    at: str = END
    grace: int = 0
    runs_from: str = FROM_DUE
    open_only: bool = True
    cap_minor: int | None = None
    cap_at_price: bool = False


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine with the sum it came from: units late, those that count, intervals, and what the cap left of it."""

    amount_minor: int
    late: int
    counted: int
    periods: int
    before_cap_minor: int
    capped_by: str = ""


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days without borrowing: how many, and the last of them."""

    days: int
    until_on: date


def fine_rule(policy: Policy) -> FineRule | None:
    """The rule of a fine that this policy gives, or None where lateness costs nothing: the default."""
    amount = policy.number("fine_minor")
    if not amount:
        return None
    return FineRule(
        amount_minor=amount,
        every=max(1, policy.number("fine_every") or 1),
        unit=str(policy.value("fine_unit")),
        at=str(policy.value("fine_at")),
        grace=policy.number("fine_grace") or 0,
        runs_from=str(policy.value("fine_from")),
        open_only=policy.value("fine_days") == OPEN_ONLY,
        cap_minor=policy.number("fine_cap_minor"),
        cap_at_price=policy.value("fine_cap_price") is True,
    )


def units_late(
    *, due_at: datetime, until: datetime, zone: tzinfo, calendar: Calendar, unit: str = DAYS, open_only: bool = True
) -> int:
    """Whole days or hours between the due moment and `until`, with or without closed days; 0 when it is in time."""
    if until <= due_at:
        return 0
    due, end = due_at.astimezone(zone), until.astimezone(zone)
    if unit == HOURS:
        return _open_hours(due, end, calendar) if open_only else (until - due_at) // _AN_HOUR
    return days_late(due.date(), end.date(), calendar, open_only=open_only)


def days_late(due_on: date, until_on: date, calendar: Calendar, *, open_only: bool) -> int:
    """Days after the due day, up to and with `until_on`."""
    if until_on <= due_on:
        return 0
    return calendar.open_days_between(due_on, until_on) if open_only else (until_on - due_on).days


def _open_hours(due: datetime, end: datetime, calendar: Calendar) -> int:
    """Hours late, without those of days the library is closed."""
    late, day = end - due, due.date()
    while day <= end.date():
        if not calendar.is_open(day):
            begins = datetime.combine(day, time.min, due.tzinfo)
            late -= max(timedelta(), min(end, begins + _A_DAY) - max(due, begins))
        day += _A_DAY
    return max(0, late // _AN_HOUR)


def fine_for(rule: FineRule | None, *, late: int, price_minor: int | None = None) -> Fine:
    """The fine for so many units late. Source: Koha, C4::Overdues::CalcFine.

    Nothing within the grace; once that is exceeded it is charged too, or not, as `runs_from` says. A price of nothing
    is no price: it caps nothing.
    """
    if rule is None:
        return Fine(0, late, 0, 0, 0)
    after = late - rule.grace
    if after <= 0:
        return Fine(0, late, 0, 0, 0)
    counted = late if rule.runs_from == FROM_DUE else after
    periods = -(-counted // rule.every) if rule.at == START else counted // rule.every
    amount, capped_by = rule.amount_minor * periods, ""
    whole = amount
    if rule.cap_minor is not None and amount > rule.cap_minor:
        amount, capped_by = rule.cap_minor, CAPPED_BY_ITEM
    if rule.cap_at_price and price_minor and amount > price_minor:
        amount, capped_by = price_minor, CAPPED_BY_PRICE
    return Fine(amount, late, counted, periods, whole, capped_by)


def basis_of(
    rule: FineRule, fine: Fine, *, due_at: datetime, until: datetime, rows: Mapping[str, int]
) -> dict[str, object]:
    """What a charge for lateness keeps of its sum: the rule, the figures, and the rows of the grid it came from."""
    return {
        "rule": "fine",
        "amount": rule.amount_minor,
        "every": rule.every,
        "unit": rule.unit,
        "at": rule.at,
        "grace": rule.grace,
        "from": rule.runs_from,
        "days": OPEN_ONLY if rule.open_only else ALL_DAYS,
        "late": fine.late,
        "counted": fine.counted,
        "periods": fine.periods,
        "before_cap": fine.before_cap_minor,
        "capped_by": fine.capped_by,
        "cap": rule.cap_minor,
        "due": due_at.isoformat(),
        "until": until.isoformat(),
        "rows": {name: row for name, row in rows.items() if name in FINE_SETTINGS},
    }


def suspension_for(policy: Policy, *, due_on: date, returned_on: date, calendar: Calendar) -> Suspension | None:
    """How long somebody who was late may not borrow, or None. Source: Koha, C4::Circulation::_calculate_new_debar_dt.

    The grace is a threshold and is not subtracted. Late days and days without borrowing are counted alike: open days
    only, or all.
    """
    days = policy.number("suspend_days")
    if not days:
        return None
    open_only = policy.value("fine_days") == OPEN_ONLY
    late = days_late(due_on, returned_on, calendar, open_only=open_only)
    if late <= grace_in_days(policy):
        return None
    every, most = policy.number("suspend_every") or 1, policy.number("suspend_max")
    length = late * days // every if every > 1 else late * days
    length = length if most is None else min(length, most)
    return Suspension(length, suspended_until(returned_on, length, calendar, open_only=open_only)) if length else None


def grace_in_days(policy: Policy) -> int:
    """The grace as whole days."""
    grace = policy.number("fine_grace") or 0
    return grace // 24 if policy.value("fine_unit") == HOURS else grace


def suspended_until(returned_on: date, days: int, calendar: Calendar, *, open_only: bool) -> date:
    """The last day without borrowing. Where the calendar has no such open day, all days count: a block must end."""
    every_day = returned_on + timedelta(days=days)
    try:
        return calendar.add_open_days(returned_on, days) if open_only else every_day
    except NoOpenDay:
        return every_day


def is_long_overdue(policy: Policy, late_days: int) -> bool:
    """Whether something is late for so long that the desk stops hoping; by calendar days."""
    after = policy.number("long_overdue_days")
    return bool(after) and late_days >= (after or 0)


def is_lost_by_time(policy: Policy, late_days: int) -> bool:
    """Whether the policy takes it for lost by now; by calendar days."""
    after = policy.number("lost_days")
    return bool(after) and late_days >= (after or 0)

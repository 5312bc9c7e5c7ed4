"""Which loans fall due on days that are closed, or would be, and where they would move."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.circulation.queries.ceilings import COLUMNS, Ceilings, Movable, movable
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.rules.due_dates import Due, Step, moved_off_closed, stays_on_closed
from carrel.rooms.schools.rules import Calendar, NoOpenDay

MOVE = "circulation.move_due_dates"
DATED = (
    "renew", "auto_renew", "change_due", "move_due",
    "undo_renew", "undo_auto_renew", "undo_change_due", "undo_move_due",
)  # fmt: skip
_COLUMNS = ("with_loan_id", "item__record__title", "item__barcode", "due_kind", "due_at", "why", *COLUMNS)


@dataclass(frozen=True, slots=True)
class ClosedDue:
    """An open loan due on a closed day. `to_at` is where it moves; None when it stays, and `stays` says why.

    No patron is named: the page lists what moves, not who has it.
    """

    loan_id: int
    site_id: int
    title: str
    barcode: str
    due_kind: str
    from_at: datetime
    from_on: date
    to_at: datetime | None
    to_on: date | None
    stays: str = ""


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """All that is due on one closed day: how many move, to which days, and how many stay."""

    day: date
    moving: int
    to: tuple[date, ...]
    staying: int


def dues_on_closed(calendars: Mapping[int, Calendar], days: Mapping[int, Collection[date]]) -> tuple[ClosedDue, ...]:
    """The open loans of these sites' items due on one of `days` that `calendars` has closed, the earliest first.

    Three statements, whatever the number of sites, and four for each title among them that a class has reserved. Days
    and dates are of the item's site. What would be due after its hard due date, its reader's last day, or the day from
    which copies are kept for a class, stays.
    """
    closed = {site: {day for day in own if not calendars[site].is_open(day)} for site, own in days.items()}
    every = [day for own in closed.values() for day in own]
    if not every:
        return ()
    # A day more on either side: the sites' zones differ from UTC by less than that.
    first, last = min(every) - timedelta(days=1), max(every) + timedelta(days=2)
    between = (datetime.combine(each, time(0), zone_named("UTC")) for each in (first, last))
    found = Loan.objects.filter(returned_at=None, due_at__range=tuple(between), item__site__in=[*closed])
    rows = found.order_by("due_at", "pk").values_list("pk", "item__site_id", "item__site__timezone", *_COLUMNS)
    dues, zones, parts = list[ClosedDue](), dict[int, str](), dict[int, int]()
    limits = dict[int, Movable]()
    for loan_id, site_id, timezone, with_loan, title, barcode, kind, due_at, why, *rest in rows:
        zones[site_id], zone = timezone, zone_named(timezone)
        day = due_at.astimezone(zone).date()
        if day in closed[site_id]:
            stays, to_at = _where_to(why, due_at, kind, zone, calendars[site_id])
            to_on = to_at.astimezone(zone).date() if to_at else None
            dues.append(ClosedDue(loan_id, site_id, title, barcode, kind, due_at, day, to_at, to_on, stays))
            limits[loan_id] = movable(loan_id, site_id, day, why, zone, tuple(rest))
            if with_loan is not None:
                parts[loan_id] = with_loan
    return _held_back(dues, limits, Ceilings(calendars, zones), parts)


def _held_back(
    dues: Sequence[ClosedDue], limits: Mapping[int, Movable], ceilings: Ceilings, parts: Mapping[int, int]
) -> tuple[ClosedDue, ...]:
    """The same, where what would pass a ceiling stays as it is and says why; a kit's parts do as their kit does."""
    ceilings.look_up(limits.values())
    found: dict[int, ClosedDue] = {}
    for each in sorted(dues, key=lambda one: one.loan_id in parts):
        kit = found.get(parts.get(each.loan_id, 0))
        if kit is not None:
            found[each.loan_id] = replace(each, to_at=kit.to_at, to_on=kit.to_on, stays=kit.stays)
            continue
        stays = ""
        if each.to_at is not None and each.to_on is not None:
            stays = ceilings.holding(limits[each.loan_id], Due(each.to_on, each.to_at, each.due_kind))
        found[each.loan_id] = replace(each, to_at=None, to_on=None, stays=stays) if stays else each
    return tuple(found[each.loan_id] for each in dues)


def _where_to(
    why: Mapping[str, Any], due_at: datetime, kind: str, zone: ZoneInfo, calendar: Calendar
) -> tuple[str, datetime | None]:
    stays = stays_on_closed(str(step[0]) for step in why.get("steps", []) if step[3])
    if stays:
        return stays, None
    try:
        return "", moved_off_closed(due_at, kind, zone=zone, calendar=calendar)
    except NoOpenDay:
        return "never", None


def by_closed_day(dues: Iterable[ClosedDue]) -> tuple[ClosedDay, ...]:
    """These loans counted by the day they are due on."""
    found: dict[date, list[ClosedDue]] = {}
    for each in dues:
        found.setdefault(each.from_on, []).append(each)
    return tuple(_closed_day(day, own) for day, own in sorted(found.items()))


def _closed_day(day: date, own: Sequence[ClosedDue]) -> ClosedDay:
    to = sorted({each.to_on for each in own if each.to_on is not None})
    moving = sum(1 for each in own if each.to_on is not None)
    return ClosedDay(day, moving, tuple(to), len(own) - moving)


def staying_by_reason(dues: Iterable[ClosedDue]) -> tuple[tuple[str, int], ...]:
    """How many of these loans stay, by the code of the reason, the most frequent first."""
    return tuple(Counter(each.stays for each in dues if each.to_on is None).most_common())


def last_move(about: tuple[str, int]) -> int | None:
    """The act that moved due dates because of this (a calendar file) and was not taken back; None without one."""
    kind, key = about
    acts = AuditEntry.objects.filter(about_kind=kind, about_id=key, code__in=[MOVE, f"{MOVE}_back"]).order_by("-pk")
    last = acts.values_list("pk", "code").first()
    return last[0] if last is not None and last[1] == MOVE else None


def moved_step(loan: Loan) -> Step | None:
    """The line of the sum for a date that was moved off a closed day and not changed since; else None."""
    standing: list[LoanChange] = []
    for each in LoanChange.objects.filter(loan=loan, kind__in=DATED):
        if each.kind.startswith("undo_"):
            standing = standing[:-1]
        else:
            standing.append(each)
    if not standing or standing[-1].kind != "move_due":
        return None
    zone = zone_named(loan.item.site.timezone)
    closed, to = (each.astimezone(zone).date() for each in (standing[-1].from_due_at, standing[-1].to_due_at))
    return Step("closed_since", to, {"closed": closed.isoformat()})

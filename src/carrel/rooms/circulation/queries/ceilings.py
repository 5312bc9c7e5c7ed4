"""How far a due date may move off a closed day: what it must not pass, for each of many loans at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from carrel.rooms.circulation.models import Hold, Loan, Reservation
from carrel.rooms.circulation.queries.facts import grid_now, last_day_of, zone_named
from carrel.rooms.circulation.queries.grid import Grid
from carrel.rooms.circulation.queries.reservations import copies_to_reserve, reserved
from carrel.rooms.circulation.rules.due_dates import Compare, Due, Unit, hard_day_for
from carrel.rooms.circulation.rules.reservations import LoanAhead, Reserved, ceiling_for
from carrel.rooms.schools.rules import Calendar

Title = tuple[int, int]
"""A record and the site of its copies."""


@dataclass(frozen=True, slots=True)
class Movable:
    """An open loan on a closed day, with what limits its date. Numbers and days only: no reader is named."""

    loan_id: int
    site_id: int
    record_id: int
    item_type_id: int
    category_id: int | None
    home_site_id: int | None
    grade: str
    last_day: date | None
    counted_from: date
    hold_id: int | None
    due_on: date


COLUMNS = (
    "item__record_id", "item__item_type_id", "patron__category_id", "category_id", "patron__home_site_id",
    "patron__grade", "patron__expires_on", "patron__left_on", "lent_at",
)  # fmt: skip


def movable(
    loan_id: int, site_id: int, due_on: date, why: Mapping[str, object], zone: ZoneInfo, row: tuple[object, ...]
) -> Movable:
    """One loan from the columns above. A hard due date is that of the day its sum was counted from, as at lending."""
    record_id, type_id, category_now, category_then, home_id, grade, expires, left, lent_at = row
    steps, hold = why.get("steps"), why.get("hold")
    category_id = _number(category_now) or _number(category_then)
    counted = lent_at.astimezone(zone).date() if isinstance(lent_at, datetime) else due_on
    if isinstance(steps, list) and steps:
        counted = date.fromisoformat(str(steps[0][1]))
    return Movable(
        loan_id, site_id, _number(record_id) or 0, _number(type_id) or 0, category_id,
        _number(home_id), str(grade or ""), last_day_of(_day(expires), _day(left)), min(counted, due_on),
        _number(hold.get("id")) if isinstance(hold, dict) else None, due_on,
    )  # fmt: skip


@dataclass(slots=True)
class Ceilings:
    """What holds the dates of these loans back, asked loan by loan; whoever moves is counted at their new day.

    One statement for the reservations of all titles; four more for each title that has one. None names a reader.
    """

    calendars: Mapping[int, Calendar]
    zones: Mapping[int, str]
    grid: Grid = field(default_factory=grid_now)
    _titles: frozenset[Title] = frozenset()
    _coming: dict[Title, tuple[Reserved, ...]] = field(default_factory=dict)
    _due: dict[Title, dict[int, date]] = field(default_factory=dict)
    _copies: dict[Title, int] = field(default_factory=dict)

    def look_up(self, loans: Collection[Movable]) -> None:
        """Read which of these loans' titles are reserved at all."""
        sites = {each.site_id for each in loans}
        found = Reservation.objects.filter(site__in=sites, status="active").values_list("record_id", "site_id")
        self._titles = frozenset(found) & {(each.record_id, each.site_id) for each in loans}

    def holding(self, loan: Movable, to: Due) -> str:
        """Why this loan may not be due then, "" when it may; in that case it is counted there from now on.

        A limit that is past already, or that the date lies beyond already, holds nothing back.
        """
        if self._beyond(self._hard_days(loan), loan, to):
            return "hard_ahead"
        if self._beyond([loan.last_day] if loan.last_day is not None else [], loan, to):
            return "expiry_ahead"
        title = (loan.record_id, loan.site_id)
        if title not in self._titles:
            return ""
        if self._is_reserved(loan, title, to):
            return "reserved"
        self._dues_of(title)[loan.loan_id] = to.on
        return ""

    def _beyond(self, limits: Collection[date], loan: Movable, to: Due) -> bool:
        return any(loan.due_on <= limit < to.on for limit in limits)

    def _hard_days(self, loan: Movable) -> list[date]:
        """The ceilings among the hard due dates: of the row, and of the grade's cut-offs whatever they compare."""
        policy = self.grid.policy(loan.site_id, loan.category_id, loan.item_type_id)
        own = hard_day_for(self.grid.hard_days(policy), loan.counted_from)
        is_named = policy.value("length_unit") == Unit.NAMED_DATE
        found = [own] if own is not None and (is_named or own.compare is not Compare.AFTER) else []
        cutoffs = self.grid.cutoffs(loan.home_site_id, loan.grade)
        return [each.on for each in (*found, *(hard_day_for(cut, loan.counted_from) for cut in cutoffs)) if each]

    def _is_reserved(self, loan: Movable, title: Title, to: Due) -> bool:
        coming, own_id = self._reserved(title), _reservation_of(loan.hold_id)
        own = next((each for each in coming if each.id == own_id), None)
        if own is not None:
            return own.until_on < to.on
        others = {pk: day for pk, day in self._dues_of(title).items() if pk != loan.loan_id}
        ahead = LoanAhead(
            today=loan.due_on, zone=zone_named(self.zones[loan.site_id]), calendar=self.calendars[loan.site_id],
            copies_here=self._copies[title], due_days=tuple(others.values()),
        )  # fmt: skip
        found = ceiling_for(to, coming, ahead)
        return found is not None and found[1].kept_from > loan.due_on

    def _reserved(self, title: Title) -> tuple[Reserved, ...]:
        if title not in self._coming:
            self._coming[title] = reserved(*title, still_wanted=True)
            self._copies[title] = copies_to_reserve(*title)
        return self._coming[title]

    def _dues_of(self, title: Title) -> dict[int, date]:
        if title not in self._due:
            record_id, site_id = title
            zone = zone_named(self.zones[site_id])
            found = Loan.objects.filter(item__record=record_id, item__site=site_id, returned_at=None)
            self._due[title] = {pk: at.astimezone(zone).date() for pk, at in found.values_list("pk", "due_at")}
        return self._due[title]


def _reservation_of(hold_id: int | None) -> int | None:
    if hold_id is None:
        return None
    return Hold.objects.filter(pk=hold_id).values_list("reservation_id", flat=True).first()


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None

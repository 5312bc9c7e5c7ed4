"""Reservations: so many copies of a title for a class, from day to day; what they need, what they keep others from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.rules.due_dates import DAY, Due, Step, end_of
from carrel.rooms.schools.rules import Calendar, NoOpenDay

DAY_LONG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation as rules see it: copies are kept from `days_ahead` days before `from_on` until `until_on`."""

    id: int
    copies: int
    from_on: date
    until_on: date
    days_ahead: int = 0
    class_name: str = ""

    @property
    def kept_from(self) -> date:
        """The first day on which copies are kept."""
        return self.from_on - timedelta(days=self.days_ahead)

    def meets(self, other: "Reserved") -> bool:
        """Whether both want copies on one day."""
        return self.kept_from <= other.until_on and other.kept_from <= self.until_on


@dataclass(frozen=True, slots=True)
class ReserveFacts:
    """What a reservation is decided from: the copies the site has to lend, and what is reserved already."""

    title: str
    today: date
    wanted: Reserved
    copies_here: int
    others: tuple[Reserved, ...] = ()


def reservation_objections(facts: ReserveFacts) -> tuple[Objection, ...]:
    """All that stands against a reservation: a day that is past, or more copies than there are on one of its days."""
    wanted, source = facts.wanted, Source("fact", "", "reservations")
    base: dict[str, object] = {"title": facts.title, "from": wanted.from_on, "until": wanted.until_on}
    if wanted.until_on < wanted.from_on:
        return (Objection("circulation.reservation_ends_early", Weight.REFUSE, base, source),)
    if wanted.until_on < facts.today:
        return (Objection("circulation.reservation_past", Weight.REFUSE, base, source),)
    day, taken = busiest_day(wanted, facts.others)
    if taken + wanted.copies > facts.copies_here:
        base |= {"day": day, "free": max(facts.copies_here - taken, 0), "copies": wanted.copies}
        return (Objection("circulation.reservation_too_many", Weight.REFUSE, base, source),)
    return ()


def busiest_day(wanted: Reserved, others: Iterable[Reserved]) -> tuple[date, int]:
    """The day of `wanted` on which others keep most copies, and how many; some reservation begins on it."""
    meeting = [each for each in others if each.meets(wanted)]
    days = {wanted.kept_from, *(each.kept_from for each in meeting if each.kept_from >= wanted.kept_from)}
    taken = {day: sum(each.copies for each in meeting if each.kept_from <= day <= each.until_on) for day in days}
    best = max(sorted(taken), key=lambda day: taken[day])
    return best, taken[best]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row on which equally many copies are free: the first, the last, how many."""

    first: date
    last: date
    free: int


def free_by_day(wanted: Reserved, others: Iterable[Reserved], copies_here: int) -> tuple[Stretch, ...]:
    """How many copies are free on the days on which `wanted` would keep some, in stretches, the first day first."""
    meeting = [each for each in others if each.meets(wanted)]
    turns = {wanted.kept_from, *(each.kept_from for each in meeting), *(each.until_on + DAY_LONG for each in meeting)}
    first_days = sorted(day for day in turns if wanted.kept_from <= day <= wanted.until_on)
    found: list[Stretch] = []
    for first, following in zip(first_days, [*first_days[1:], wanted.until_on + DAY_LONG], strict=True):
        taken = sum(each.copies for each in meeting if each.kept_from <= first <= each.until_on)
        free, last = max(copies_here - taken, 0), following - DAY_LONG
        if found and found[-1].free == free:
            found[-1] = replace(found[-1], last=last)
        else:
            found.append(Stretch(first, last, free))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class LoanAhead:
    """A loan about to be made of a reserved title: the open loans of its other copies at the site, by their due day."""

    today: date
    zone: tzinfo
    calendar: Calendar
    copies_here: int
    due_days: tuple[date, ...] = ()


def ceiling_for(due: Due, reservations: Iterable[Reserved], ahead: LoanAhead) -> tuple[date, Reserved] | None:
    """The last day a loan may last so that reservations find their copies, and the one that says so; None: no such day.

    It holds only where the copies left would not do. It is the last open day before copies are kept, and never past;
    the very day before where no day of a year before it is open.
    """
    found: tuple[date, Reserved] | None = None
    for each in sorted(reservations, key=lambda one: one.kept_from):
        if each.copies < 1 or each.until_on < ahead.today or due.on < each.kept_from:
            continue
        still_out = sum(day >= each.kept_from for day in ahead.due_days) + 1
        if ahead.copies_here - still_out >= each.copies:
            continue
        last = max(_last_open_before(each.kept_from, ahead.calendar), ahead.today)
        if found is None or last < found[0]:
            found = (last, each)
    return found


def _last_open_before(day: date, calendar: Calendar) -> date:
    before = day - timedelta(days=1)
    try:
        return calendar.previous_open_on(before)
    except NoOpenDay:
        return before


def within(due: Due, last: date, reservation: Reserved, zone: tzinfo, *, for_its_class: bool = False) -> Due:
    """The due date brought forward to a day, with the step that says why; one that is earlier stays."""
    code = "reservation_ends" if for_its_class else "reserved"
    facts: dict[str, object] = {
        "from": reservation.from_on.isoformat(), "until": reservation.until_on.isoformat(),
        "class": reservation.class_name, "reservation": reservation.id,
    }  # fmt: skip
    if due.on <= last:
        return replace(due, steps=(*due.steps, Step(code, due.on, facts, changed=False)))
    return Due(last, end_of(last, zone), DAY, (*due.steps, Step(code, last, facts)), due.objections)


def renewed_beside(
    due: Due, coming: Iterable[Reserved], ahead: LoanAhead, *, old_due_at: datetime, own: Reserved | None = None
) -> tuple[Due, Reserved | None]:
    """The date of a renewal as reservations leave it, and the one that leaves it nothing to gain, if one does.

    The rule of check-out: back before the copies are kept; a loan of the class itself at the end of its reservation
    (`own`). Where copies are kept already, or that day is no later than the date it has, the date is left as the policy
    gives it and the reservation asks. `ahead` counts the other copies' loans, not this one.
    """
    if own is not None:
        return within(due, own.until_on, own, ahead.zone, for_its_class=True), None
    found = ceiling_for(due, coming, ahead)
    if found is None:
        return due, None
    last, reservation = found
    shorter = within(due, last, reservation, ahead.zone)
    if reservation.kept_from <= ahead.today or shorter.at <= old_due_at:
        return due, reservation
    return shorter, None


def reserved_now(reservation: Reserved, title: str, patron: str) -> Objection:
    """Copies are kept for a class today, and this loan would take one of them."""
    facts: dict[str, object] = {
        "title": title, "patron": patron, "class": reservation.class_name, "from": reservation.from_on,
        "until": reservation.until_on,
    }  # fmt: skip
    source = Source("fact", reservation.class_name, f"reservation:{reservation.id}")
    return Objection("circulation.reserved_for_class", Weight.ASK, facts, source, "circulation.override_hold")


def reservation_unknown() -> Objection:
    """There is no such reservation, or it is over, or another school's."""
    return Objection("circulation.reservation_unknown", Weight.REFUSE, {}, Source("fact", "", "reservation"))

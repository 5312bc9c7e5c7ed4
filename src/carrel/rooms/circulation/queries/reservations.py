"""Reservations: what is reserved when, and what it means for a loan that is about to be made."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, Value

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection
from carrel.rooms.circulation.models import CAPTURED, Hold, Loan, Reservation
from carrel.rooms.circulation.queries.reading import CheckOutRead
from carrel.rooms.circulation.rules.due_dates import Due
from carrel.rooms.circulation.rules.holds import GONE
from carrel.rooms.circulation.rules.reservations import (
    LoanAhead,
    Reserved,
    Stretch,
    ceiling_for,
    free_by_day,
    renewed_beside,
    reserved_now,
    within,
)
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Enrolment
from carrel.rooms.schools.rules import Calendar


def reserved(
    record_id: int, site_id: int, *, leave_out: int | None = None, still_wanted: bool = False
) -> tuple[Reserved, ...]:
    """The active reservations of a title at a site, the first to begin first.

    With `still_wanted` a reservation counts only the copies it has not lent yet: those out are out whoever has them.
    """
    found = Reservation.objects.filter(record=record_id, site=site_id, status="active").exclude(pk=leave_out or 0)
    lent = Count("holds", filter=Q(holds__status="filled")) if still_wanted else Value(0)
    rows = found.order_by("from_on", "pk").values_list(
        "pk", F("copies") - lent, "from_on", "until_on", "days_ahead", "school_class__name"
    )
    return tuple(Reserved(pk, copies, first, last, ahead, name or "") for pk, copies, first, last, ahead, name in rows)


def copies_to_reserve(record_id: int, site_id: int) -> int:
    """How many copies of a title a site has that are neither lost, missing nor withdrawn."""
    return Item.objects.filter(record=record_id, site=site_id).exclude(state__in=GONE).count()


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What a reservation meets: how many copies are free on which of its days, and the reservations that have the rest.

    `others` is empty for who may not see what is reserved for whom.
    """

    stretches: tuple[Stretch, ...]
    others: tuple[Reserved, ...]


def in_the_way(
    actor: Actor, *, record_id: int, site_id: int, from_on: date, until_on: date, days_ahead: int, leave_out: int = 0
) -> InTheWay:
    """What stands in the way of a reservation on these days; `leave_out` is the one that is changed. Two statements."""
    wanted = Reserved(leave_out, 0, from_on, until_on, days_ahead)
    others = tuple(each for each in reserved(record_id, site_id, leave_out=leave_out) if each.meets(wanted))
    stretches = free_by_day(wanted, others, copies_to_reserve(record_id, site_id))
    return InTheWay(stretches, others if actor.may("circulation.view_holds") else ())


@dataclass(frozen=True, slots=True)
class ReservationShown:
    """A reservation for its page. `kept` copies stand ready, `lent` were lent, of `copies`."""

    reservation_id: int
    record_id: int
    title: str
    class_name: str
    teacher: str
    copies: int
    kept: int
    lent: int
    from_on: date
    until_on: date
    days_ahead: int
    status: str
    note: str


def reservations_of(actor: Actor, site_id: int, *, record_id: int | None = None) -> tuple[ReservationShown, ...]:
    """The reservations of a site that are not over, the first to begin first. Two statements."""
    found = Reservation.objects.filter(site=site_id, status="active")
    found = found.filter(record=record_id) if record_id is not None else found
    found = found.select_related("record", "school_class", "teacher")
    rows = list(found.order_by("from_on", "pk"))
    kept: dict[int, int] = {}
    lent: dict[int, int] = {}
    holds = Hold.objects.filter(reservation__in=[each.pk for each in rows])
    for reservation_id, status in holds.values_list("reservation_id", "status"):
        assert reservation_id is not None
        counted = kept if status in CAPTURED else lent if status == "filled" else None
        if counted is not None:
            counted[reservation_id] = counted.get(reservation_id, 0) + 1
    return tuple(
        ReservationShown(
            each.pk,
            each.record_id,
            each.record.title,
            each.school_class.name if each.school_class else "",
            each.teacher.display_name if each.teacher else "",
            each.copies,
            kept.get(each.pk, 0),
            lent.get(each.pk, 0),
            each.from_on,
            each.until_on,
            each.days_ahead,
            each.status,
            each.note,
        )
        for each in rows
    )


def with_class_hold(read: CheckOutRead, *, now: datetime) -> CheckOutRead:
    """The facts of a check-out with the reservation of the patron's class counted as their own hold."""
    if not read.is_reserved:
        return read
    today = now.astimezone(ZoneInfo(read.timezone)).date()
    classes = _classes_of(read.patron_id, today)
    holds = Hold.objects.filter(reservation__record=read.record_id, reservation__status="active").filter(
        Q(reservation__school_class__in=classes) | Q(patron=read.patron_id), reservation__isnull=False
    )
    if read.captured_hold_id is not None and holds.filter(pk=read.captured_hold_id).exists():
        return replace(read, captured_for_id=read.patron_id, own_hold_id=read.captured_hold_id)
    if read.own_hold_id is not None:
        return read
    # Each student of the class takes one; whoever has one already takes none from the others.
    if Loan.objects.filter(patron=read.patron_id, item__record=read.record_id, returned_at=None).exists():
        return read
    free = holds.filter(status="waiting", reservation__site=read.item_site_id).order_by("pk")
    own = free.values_list("pk", flat=True).first()
    return replace(read, own_hold_id=own) if own is not None else read


def _classes_of(person_id: int, today: date) -> list[int]:
    held = Enrolment.objects.filter(person=person_id).filter(
        Q(starts_on=None) | Q(starts_on__lte=today), Q(ends_on=None) | Q(ends_on__gte=today)
    )
    return list(held.values_list("school_class_id", flat=True))


def due_beside_reservations(
    read: CheckOutRead, due: Due, *, today: date, zone: ZoneInfo, calendar: Calendar
) -> tuple[Due, tuple[Objection, ...]]:
    """The due date as reservations of the title leave it, and what asks when copies are kept today already."""
    mine = _reservation_of(read.own_hold_id)
    if mine is not None:
        coming = reserved(read.record_id, read.item_site_id, still_wanted=True)
        own = next((each for each in coming if each.id == mine), None)
        return (within(due, own.until_on, own, zone, for_its_class=True), ()) if own else (due, ())
    return due_beside_others(
        due, record_id=read.record_id, site_id=read.item_site_id, title=read.title, who=read.patron_name, today=today,
        zone=zone, calendar=calendar,
    )  # fmt: skip


def due_beside_others(
    due: Due,
    *,
    record_id: int,
    site_id: int,
    title: str,
    who: str,
    today: date,
    zone: ZoneInfo,
    calendar: Calendar,
) -> tuple[Due, tuple[Objection, ...]]:
    """The due date for whoever has reserved nothing of the title, a reader or a place by the name of `who`.

    Reservations bring it forward; where copies are kept today already they ask. Three statements, one without any.
    """
    coming = reserved(record_id, site_id, still_wanted=True)
    if not coming:
        return due, ()
    found = ceiling_for(due, coming, _ahead(record_id, site_id, today=today, zone=zone, calendar=calendar))
    if found is None:
        return due, ()
    last, reservation = found
    if reservation.kept_from <= today:
        return due, (reserved_now(reservation, title, who),)
    return within(due, last, reservation, zone), ()


def renewal_beside_reservations(
    loan: Loan, due: Due, *, today: date, zone: ZoneInfo, calendar: Calendar
) -> tuple[Due, Reserved | None]:
    """The date of a renewal as reservations of the title leave it, and the one that leaves it nothing.

    The loan has its item loaded.
    """
    record_id, site_id = loan.item.record_id, loan.item.site_id
    coming = reserved(record_id, site_id, still_wanted=True)
    if not coming or due.at <= loan.due_at:
        return due, None
    mine = _reservation_of((loan.why.get("hold") or {}).get("id"))
    own = next((each for each in coming if each.id == mine), None)
    ahead = _ahead(record_id, site_id, today=today, zone=zone, calendar=calendar, leave_out=loan.pk)
    return renewed_beside(due, coming, ahead, old_due_at=loan.due_at, own=own)


def _ahead(
    record_id: int, site_id: int, *, today: date, zone: ZoneInfo, calendar: Calendar, leave_out: int = 0
) -> LoanAhead:
    open_loans = Loan.objects.filter(item__record=record_id, item__site=site_id, returned_at=None).exclude(pk=leave_out)
    return LoanAhead(
        today=today,
        zone=zone,
        calendar=calendar,
        copies_here=copies_to_reserve(record_id, site_id),
        due_days=tuple(at.astimezone(zone).date() for at in open_loans.values_list("due_at", flat=True)),
    )


def _reservation_of(hold_id: int | None) -> int | None:
    if hold_id is None:
        return None
    return Hold.objects.filter(pk=hold_id).values_list("reservation_id", flat=True).first()

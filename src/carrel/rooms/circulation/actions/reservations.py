"""place_reservation, change_reservation, cancel_reservation, end_reservations: copies for a class, from day to day."""

from datetime import date, datetime, timedelta

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.models import Record
from carrel.rooms.circulation.actions.catching import end_hold, held_still, let_go
from carrel.rooms.circulation.models import ACTIVE, CAPTURED, Hold, Reservation
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.queries.reservations import copies_to_reserve, reserved
from carrel.rooms.circulation.rules import reservations as rules
from carrel.rooms.circulation.rules.lending import patron_unknown
from carrel.rooms.people.models import Person
from carrel.rooms.schools.models import Site

PLACE = "circulation.place_reservation"
CHANGE = "circulation.change_reservation"
CANCEL = "circulation.cancel_reservation"
END = "circulation.end_reservations"


def place_reservation(
    actor: Actor,
    *,
    record_id: int,
    site_id: int,
    teacher_id: int,
    copies: int,
    from_on: date,
    until_on: date,
    now: datetime,
    class_id: int | None = None,
    days_ahead: int = 3,
    note: str = "",
    key: str = "",
) -> int:
    """Reserve copies of a title for a class and its teacher; returns the reservation's key.

    From `days_ahead` days before `from_on` on, copies that come in are kept for it before anybody else.
    Raises NotAllowed, KeyReused, and Refused for days that are past or more copies than are free on one of them.
    Inverse: cancel_reservation.
    """
    require(actor, PLACE)
    with writing():
        kept = kept_answer(key, PLACE, actor)
        if kept is not None:
            return int(kept["reservation"])
        # Two teachers must not both get the last copies: whoever reserves holds the title still.
        record = Record.objects.select_for_update(of=("self",)).filter(pk=record_id).first()
        site = Site.objects.filter(pk=site_id).first()
        teacher = Person.objects.filter(pk=teacher_id).first()
        if record is None or site is None or not actor.sees_site(site_id):
            raise Refused(rules.reservation_unknown())
        if teacher is None:
            raise Refused(patron_unknown())
        _check(record, site, rules.Reserved(0, copies, from_on, until_on, days_ahead), now, leave_out=None)
        reservation = Reservation.objects.create(
            record=record,
            site=site,
            school_class_id=class_id,
            teacher=teacher,
            copies=copies,
            from_on=from_on,
            until_on=until_on,
            days_ahead=days_ahead,
            placed_at=now,
            note=squeeze(note, 200),
        )
        _fill_up(reservation, now)
        record_act(actor, PLACE, about=("reservation", reservation.pk), at=now, site_id=site_id)
        keep_answer(key, actor, PLACE, {"reservation": reservation.pk}, now)
    return reservation.pk


def change_reservation(
    actor: Actor,
    *,
    reservation_id: int,
    copies: int,
    from_on: date,
    until_on: date,
    now: datetime,
    days_ahead: int = 3,
    note: str = "",
) -> None:
    """Give a reservation other days or another number of copies; copies that were lent already stay counted.

    Raises NotAllowed, and Refused as place_reservation does.
    Inverse: change_reservation with what the audit says was before.
    """
    require(actor, CHANGE)
    with writing():
        found = _found(actor, reservation_id)
        record = Record.objects.select_for_update(of=("self",)).get(pk=found.record_id)
        wanted = rules.Reserved(found.pk, copies, from_on, until_on, days_ahead)
        _check(record, found.site, wanted, now, leave_out=found.pk)
        before = {
            "copies": found.copies, "from": found.from_on.isoformat(), "until": found.until_on.isoformat(),
            "days_ahead": found.days_ahead,
        }  # fmt: skip
        found.copies, found.from_on, found.until_on, found.days_ahead = copies, from_on, until_on, days_ahead
        found.note = squeeze(note, 200)
        found.save()
        waiting = Hold.objects.filter(reservation=found, status="waiting")
        waiting.update(frozen_until_on=_kept_from(found), is_frozen=True, expires_on=until_on)
        _fill_up(found, now)
        _take_off(found, now)
        site_id = found.site_id
        record_act(actor, CHANGE, about=("reservation", found.pk), at=now, facts={"before": before}, site_id=site_id)


def cancel_reservation(actor: Actor, *, reservation_id: int, now: datetime, reason: str = "") -> None:
    """Give a reservation up; copies that were kept go to the next in the queue, or back. Loans stay as they are.

    Raises NotAllowed, and Refused for one that is unknown or over.
    Inverse: place_reservation.
    """
    require(actor, CANCEL)
    with writing():
        found = _found(actor, reservation_id)
        _end(found, "cancelled", now)
        record_act(actor, CANCEL, about=("reservation", found.pk), at=now, reason=reason, site_id=found.site_id)


def end_reservations(actor: Actor, *, now: datetime) -> int:
    """End reservations whose last day is past, by the day of their site; returns how many. For every night.

    No inverse: its days are over; a new one is placed.
    """
    require(actor, END)
    ended = 0
    for found in Reservation.objects.filter(status="active", until_on__lte=now.date()).select_related("site"):
        if found.until_on >= now.astimezone(zone_named(found.site.timezone)).date():
            continue
        with writing():
            _end(found, "done", now)
            record_act(actor, END, about=("reservation", found.pk), at=now, site_id=found.site_id)
        ended += 1
    return ended


def _check(record: Record, site: Site, wanted: rules.Reserved, now: datetime, *, leave_out: int | None) -> None:
    facts = rules.ReserveFacts(
        title=record.title,
        today=now.astimezone(zone_named(site.timezone)).date(),
        wanted=wanted,
        copies_here=copies_to_reserve(record.pk, site.pk),
        others=reserved(record.pk, site.pk, leave_out=leave_out),
    )
    refusals = Verdict.of(rules.reservation_objections(facts)).refusals
    if refusals:
        raise Refused(*refusals)


def _found(actor: Actor, reservation_id: int) -> Reservation:
    found = Reservation.objects.select_for_update(of=("self",)).select_related("site").filter(pk=reservation_id).first()
    if found is None or found.status != "active" or not actor.sees_site(found.site_id):
        raise Refused(rules.reservation_unknown())
    return found


def _kept_from(found: Reservation) -> date:
    return found.from_on - timedelta(days=found.days_ahead)


def _fill_up(found: Reservation, now: datetime) -> None:
    """As many holds as copies are wanted and not there yet; they wait frozen until copies are kept."""
    there = Hold.objects.filter(reservation=found, status__in=("waiting", *CAPTURED, "filled")).count()
    teacher = found.teacher
    assert teacher is not None
    Hold.objects.bulk_create(
        Hold(
            record_id=found.record_id,
            reservation=found,
            patron=teacher,
            home_site_id=teacher.home_site_id,
            pickup_site_id=found.site_id,
            rank=Hold.RESERVED,
            placed_at=now,
            is_frozen=True,
            frozen_until_on=_kept_from(found),
            expires_on=found.until_on,
        )
        for _ in range(found.copies - there)
    )


def _take_off(found: Reservation, now: datetime) -> None:
    """Fewer copies than before: those that still wait go first, then those that were kept."""
    holds = held_still(Hold.objects.filter(reservation=found, status__in=(*ACTIVE, "filled")))
    order = {"waiting": 0, "in_transit": 1, "on_shelf": 2, "filled": 3}
    surplus = max(len(holds) - found.copies, 0)
    less = sorted(holds, key=lambda each: (order[each.status], -each.pk))[:surplus]
    _end_these([each for each in less if each.status != "filled"], "cancelled", now)


def _end(found: Reservation, status: str, now: datetime) -> None:
    holds = held_still(Hold.objects.filter(reservation=found, status__in=ACTIVE))
    _end_these(holds, "expired" if status == "done" else "cancelled", now)
    Reservation.objects.filter(pk=found.pk).update(status=status)


def _end_these(holds: list[Hold], status: str, now: datetime) -> None:
    """All of them end before the first copy is free: else it would be caught for the next of them, and stand there."""
    for hold in holds:
        end_hold(hold.pk, status=status, now=now)
    for hold in holds:
        if hold.status == "on_shelf" and hold.captured_item_id is not None:
            let_go(hold.captured_item_id, site_id=hold.pickup_site_id, now=now)

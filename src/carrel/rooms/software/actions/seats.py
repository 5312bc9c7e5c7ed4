"""Seats are given, taken back and given again; codes come in; names are forgotten and follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.people import queries as people
from carrel.rooms.schools import queries as schools
from carrel.rooms.software import queries, rules
from carrel.rooms.software.models import Licence, Seat, SeatCode

if TYPE_CHECKING:
    from carrel.rooms.catalogue.actions import RecordsMerged, RecordsUnmerged


@dataclass(frozen=True, slots=True)
class Given:
    """A seat that was given, with its code if the licence has codes, and what was told about it."""

    seat_id: int
    code: str = ""
    tells: tuple[Objection, ...] = ()


def give_seat(
    actor: Actor,
    *,
    licence_id: int,
    now: datetime,
    person_id: int | None = None,
    place_id: int | None = None,
    item_id: int | None = None,
    key: str = "",
) -> Given:
    """Give a seat to a person, a place or a device; where the licence has codes, the next free one goes with it.

    The licence is held while it is done, so that two desks never give the last seat twice. Raises Refused with
    everything that stands against it. Inverse: take_back_seat.
    """
    require(actor, "software.give_seat")
    with writing():
        if answer := kept_answer(key, "software.give_seat", actor):
            return Given(answer["seat_id"])
        found = queries.licence_held(actor, licence_id)
        holder = {"person_id": person_id, "place_id": place_id, "item_id": item_id}
        chosen = {name: value for name, value in holder.items() if value is not None}
        if len(chosen) != 1:
            raise Refused(Objection("software.holder_missing", Weight.REFUSE))
        tells = _must_do(found, _holder_name(actor, chosen), chosen, now)
        code = queries.free_codes(found.pk).first()
        today = schools.today_at(found.site_id, now)
        seat = Seat.objects.create(licence=found, code=code, from_on=today, given_at=now, **chosen)
        Licence.objects.filter(pk=found.pk).update(seats_open=F("seats_open") + 1)
        _act(actor, "software.give_seat", found, seat, now)
        keep_answer(key, actor, "software.give_seat", {"seat_id": seat.pk}, now)
    return Given(seat.pk, code.code if code else "", tells)


def take_back_seat(actor: Actor, *, seat_id: int, now: datetime) -> int:
    """Take a seat back from who or what holds it; returns its licence. Twice is the same as once.

    Raises Refused software.unknown. Inverse: restore_seat.
    """
    require(actor, "software.take_back_seat")
    with writing():
        seat, found = queries.seat_held(actor, seat_id)
        if seat.taken_back_at is None:
            seat.taken_back_at = now
            seat.save(update_fields=["taken_back_at"])
            Licence.objects.filter(pk=found.pk).update(seats_open=F("seats_open") - 1)
            _act(actor, "software.take_back_seat", found, seat, now)
    return found.pk


def restore_seat(actor: Actor, *, seat_id: int, now: datetime) -> int:
    """Undo a taking back: the same holder has the seat again, with the same code if it is free; returns the licence.

    Raises Refused as give_seat does, and software.unknown when the holder is forgotten. Inverse: take_back_seat.
    """
    require(actor, "software.take_back_seat")
    with writing():
        seat, found = queries.seat_held(actor, seat_id)
        holder = {"person_id": seat.person_id, "place_id": seat.place_id, "item_id": seat.item_id}
        chosen = {name: value for name, value in holder.items() if value is not None}
        if not chosen:
            raise Refused(Objection("software.unknown", Weight.REFUSE))
        if seat.taken_back_at is None:
            raise Refused(Objection("software.seat_is_open", Weight.REFUSE))
        _must_do(found, _holder_name(actor, chosen), chosen, now)
        free = queries.free_codes(found.pk)
        if seat.code_id is not None and not free.filter(pk=seat.code_id).exists():
            seat.code = free.first()
        seat.taken_back_at = None
        seat.save(update_fields=["taken_back_at", "code"])
        Licence.objects.filter(pk=found.pk).update(seats_open=F("seats_open") + 1)
        _act(actor, "software.restore_seat", found, seat, now)
    return found.pk


def add_codes(actor: Actor, *, licence_id: int, codes: Sequence[str], now: datetime) -> int:
    """Add codes to a licence, each a seat by itself; those it has already are passed over. Returns how many came.

    Raises Refused software.unknown. Inverse: remove_code, one by one.
    """
    require(actor, "software.add_codes")
    with writing():
        found = queries.licence_held(actor, licence_id)
        known = set(SeatCode.objects.filter(licence=found).values_list("code", flat=True))
        fresh = [code for code in dict.fromkeys(codes) if code and code not in known]
        SeatCode.objects.bulk_create((SeatCode(licence=found, code=code) for code in fresh), batch_size=500)
        record_act(
            actor, "software.add_codes", about=("licence", found.pk), at=now, facts={"count": len(fresh)},
            site_id=found.site_id,
        )  # fmt: skip
    return len(fresh)


def remove_code(actor: Actor, *, code_id: int, now: datetime) -> int:
    """Take a code away that nobody holds; returns its licence. Seats that had it once lose it with their past.

    Raises Refused: software.unknown, software.code_is_held. Inverse: add_codes.
    """
    require(actor, "software.remove_code")
    with writing():
        licence_id = SeatCode.objects.filter(pk=code_id).values_list("licence_id", flat=True).first()
        found = queries.licence_held(actor, licence_id or 0)
        if Seat.objects.filter(code=code_id, taken_back_at=None).exists():
            raise Refused(Objection("software.code_is_held", Weight.REFUSE, {"title": found.product}))
        Seat.objects.filter(code=code_id).update(code=None)
        SeatCode.objects.filter(pk=code_id).delete()
        record_act(actor, "software.remove_code", about=("licence", found.pk), at=now, site_id=found.site_id)
    return found.pk


def forget_holders(actor: Actor, *, now: datetime) -> int:
    """Let seats taken back some time ago forget who held them; returns how many. The timetable calls it.

    No inverse: what is forgotten is meant to be gone.
    """
    require(actor, "software.forget_holders")
    with writing():
        old = Seat.objects.filter(taken_back_at__lt=now - rules.FORGET_AFTER, person__isnull=False)
        count = old.update(person=None)
        if count:
            record_act(actor, "software.forget_holders", about=("seats", None), at=now, facts={"count": count})
    return count


def move_seats(actor: Actor, *, from_person_id: int, to_person_id: int, now: datetime) -> int:
    """Let the seats of a merged person follow to the one that is kept; of two seats of a licence one is taken back.

    Returns how many moved. No inverse: a merging is taken apart by hand, seat by seat.
    """
    require(actor, "software.move_seats")
    with writing():
        kept = set(Seat.objects.filter(person=to_person_id, taken_back_at=None).values_list("licence_id", flat=True))
        for seat in Seat.objects.filter(person=from_person_id, taken_back_at=None, licence__in=kept):
            Licence.objects.filter(pk=seat.licence_id).update(seats_open=F("seats_open") - 1)
            seat.taken_back_at = now
            seat.save(update_fields=["taken_back_at"])
        moved = Seat.objects.filter(person=from_person_id).update(person=to_person_id)
        facts = {"seats": moved, "from": from_person_id}
        record_act(actor, "software.move_seats", about=("person", to_person_id), at=now, facts=facts)
    return moved


def move_licences_of_merged(news: RecordsMerged) -> None:
    """Hang the licences of the record that gave way on the one that stays.

    Heard of catalogue.merge_records, whose permission covers it. Inverse: move_licences_back.
    """
    with writing():
        moved = Licence.objects.filter(record=news.loser_id)
        facts = {"licences": list(moved.values_list("pk", flat=True)), "to": news.winner_id}
        moved.update(record=news.winner_id)
        record_act(news.actor, "software.move_licences", about=("record", news.loser_id), at=news.at, facts=facts)


def move_licences_back(news: RecordsUnmerged) -> None:
    """Give a record its licences back as the merging found them.

    Heard of catalogue.unmerge_records, whose permission covers it. Inverse: move_licences_of_merged.
    """
    with writing():
        entries = AuditEntry.objects.filter(about_kind="record", about_id=news.loser_id, code="software.move_licences")
        entry = entries.order_by("-at", "-pk").first()
        if entry is None:
            return
        back = Licence.objects.filter(pk__in=entry.facts["licences"], record=news.winner_id)
        back.update(record=news.loser_id)
        facts = {"to": news.loser_id}
        record_act(news.actor, "software.move_licences_back", about=("record", news.loser_id), at=news.at, facts=facts)


def _holder_name(actor: Actor, chosen: dict[str, int]) -> str:
    """How the holder is called. Raises Refused software.holder_missing for one that is not there."""
    found = ""
    if "person_id" in chosen:
        person = people.person_found(chosen["person_id"])
        found = person.name if person else ""
    elif "place_id" in chosen:
        place = schools.places_of(actor).filter(pk=chosen["place_id"]).first()
        found = place.name if place else ""
    else:
        item = inventory.item_by_id(chosen["item_id"])
        found = item.record.title if item and actor.sees_site(item.site_id) else ""
    if not found:
        raise Refused(Objection("software.holder_missing", Weight.REFUSE))
    return found


def _must_do(found: Licence, holder: str, chosen: dict[str, int], now: datetime) -> tuple[Objection, ...]:
    """The seat can be given; returns what is only told."""
    codes, free = queries.code_counts(found.pk)
    today = schools.today_at(found.site_id, now)
    facts = rules.SeatFacts(
        title=found.product,
        holder=holder,
        seats=found.seats,
        seats_open=found.seats_open,
        holds_one=Seat.objects.filter(licence=found, taken_back_at=None, **chosen).exists(),
        standing=rules.standing_of(
            starts_on=found.starts_on, expires_on=found.expires_on, is_ended=found.ended_at is not None, today=today
        ),
        expires_on=found.expires_on,
        has_codes=bool(codes),
        codes_left=free,
    )
    objections = rules.give_seat_objections(facts)
    if any(each.weight is Weight.REFUSE for each in objections):
        raise Refused(*objections)
    return objections


def _act(actor: Actor, code: str, found: Licence, seat: Seat, now: datetime) -> None:
    facts = {"seat": seat.pk}
    record_act(actor, code, about=("licence", found.pk), at=now, facts=facts, site_id=found.site_id)

"""Cartons: packed for a school, sent, counted there against what was packed, received."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F, Max, Sum

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.actions.news import CartonCalledBack, CartonSent, CartonUnpacked
from carrel.rooms.intake.models import Carton, CartonLine, DeliveryLine


def add_carton(actor: Actor, *, delivery_id: int, site_id: int, now: datetime, fill: bool = False) -> int:
    """Begin the next carton for a school and return it; with `fill` all that is there for the school goes in.

    Inverse: take_out_carton.
    """
    require(actor, "intake.add_carton")
    with writing():
        found = queries.delivery_for(actor, delivery_id, is_open=False)
        last = found.cartons.filter(site_id=site_id).aggregate(last=Max("number"))["last"] or 0
        carton = Carton.objects.create(delivery=found, site_id=site_id, number=last + 1)
        if fill:
            rows = [(line, count) for line, count in queries.left_for(carton).items() if count > 0]
            CartonLine.objects.bulk_create(
                CartonLine(carton=carton, line_id=line, packed=count) for line, count in rows
            )
        record_act(actor, "intake.add_carton", about=("carton", carton.pk), at=now, facts={"delivery": delivery_id})
    return carton.pk


def take_out_carton(actor: Actor, *, carton_id: int, now: datetime) -> None:
    """Take a carton out that has not left; what was in it is to be packed again. Inverse: add_carton."""
    require(actor, "intake.take_out_carton")
    with writing():
        carton = _unpacked_here(actor, carton_id)
        if carton.sent_at is not None:
            raise Refused(Objection("intake.carton_sent", Weight.REFUSE))
        facts = {"delivery": carton.delivery_id, "site": carton.site_id, "number": carton.number}
        carton.delete()
        later = Carton.objects.filter(delivery_id=facts["delivery"], site_id=facts["site"], number__gt=facts["number"])
        for each in later.filter(sent_at=None).order_by("number"):
            # The number of the one before may be that of a carton that left: its label is on it, so it keeps it.
            free = not Carton.objects.filter(
                delivery_id=each.delivery_id, site_id=each.site_id, number=each.number - 1
            ).exists()
            if free:
                Carton.objects.filter(pk=each.pk).update(number=each.number - 1)
        record_act(actor, "intake.take_out_carton", about=("carton", carton_id), at=now, facts=facts)


def _unpacked_here(actor: Actor, carton_id: int) -> Carton:
    """A carton of a delivery that the actor unpacks; a school it goes to may count it, not change it."""
    carton = queries.carton_for(actor, carton_id)
    if not actor.sees_site(carton.delivery.site_id):
        raise Refused(Objection("intake.no_such_carton", Weight.REFUSE))
    return carton


def pack_carton(actor: Actor, *, carton_id: int, counts: Mapping[int, int], now: datetime) -> dict[int, int]:
    """Say how many of each line are in a carton (line → copies, 0 takes it out) and return what was before.

    Raises Refused when it has left, or more is packed than is there for its school. Inverse: pack_carton, with what it
    returned.
    """
    require(actor, "intake.pack_carton")
    with writing():
        carton = _unpacked_here(actor, carton_id)
        left = queries.left_for(carton)
        wanted = {line: count for line, count in counts.items() if line in left}
        titles = {line.pk: str(line) for line in DeliveryLine.objects.filter(pk__in=wanted)}
        standing = rules.pack_objections(wanted, titles=titles, left=left, is_sent=carton.sent_at is not None)
        if standing:
            raise Refused(*standing)
        before = dict(carton.lines.values_list("line_id", "packed"))
        for line, count in wanted.items():
            if count:
                CartonLine.objects.update_or_create(carton=carton, line_id=line, defaults={"packed": count})
        carton.lines.filter(line_id__in=[line for line, count in wanted.items() if not count]).delete()
        facts = {"before": {str(line): count for line, count in before.items()}}
        record_act(actor, "intake.pack_carton", about=("carton", carton_id), at=now, facts=facts)
    return {line: before.get(line, 0) for line in wanted}


def send_carton(actor: Actor, *, carton_id: int, now: datetime) -> None:
    """Say that a carton has left for its school; its copies that are items are on their way with it.

    Raises Refused when it is empty. Inverse: call_back_carton.
    """
    require(actor, "intake.send_carton")
    with writing():
        carton = _unpacked_here(actor, carton_id)
        if carton.sent_at is not None:
            raise Refused(Objection("intake.carton_sent", Weight.REFUSE))
        if not carton.lines.exists():
            raise Refused(Objection("intake.carton_empty", Weight.REFUSE))
        if copies := tuple(queries.copies_to_send(carton)):
            announce(CartonSent(carton_id, copies, carton.delivery.site_id, carton.site_id, now))
        Carton.objects.filter(pk=carton_id).update(sent_at=now)
        facts = {"items": len(copies)}
        record_act(actor, "intake.send_carton", about=("carton", carton_id), at=now, facts=facts)


def call_back_carton(actor: Actor, *, carton_id: int, now: datetime) -> None:
    """Say that a carton did not leave. Raises Refused when its school has begun to count it. Inverse: send_carton."""
    require(actor, "intake.call_back_carton")
    with writing():
        carton = _unpacked_here(actor, carton_id)
        if carton.sent_at is None:
            raise Refused(Objection("intake.carton_not_sent", Weight.REFUSE))
        if carton.received_at is not None or carton.lines.aggregate(all=Sum("counted"))["all"]:
            raise Refused(Objection("intake.carton_counted", Weight.REFUSE))
        if copies := tuple(queries.copies_under_way(carton)):
            announce(CartonCalledBack(carton_id, copies, now))
        Carton.objects.filter(pk=carton_id).update(sent_at=None)
        record_act(actor, "intake.call_back_carton", about=("carton", carton_id), at=now)


def count_carton(
    actor: Actor,
    *,
    carton_id: int,
    now: datetime,
    text: str = "",
    counts: Mapping[int, int] | None = None,
    key: str = "",
) -> None:
    """Count what is in a carton at its school: one copy by a scan of its ISBN, or numbers as typed (line → copies).

    Raises Refused when it is not on its way, or a number is not in it. Inverse: count_carton, with the numbers of
    before, which the audit entry holds.
    """
    require(actor, "intake.count_carton")
    with writing():
        if kept_answer(key, "intake.count_carton", actor) is not None:
            return
        carton = _to_count(actor, carton_id)
        rows = queries.lines_in(carton_id)
        before = {str(row.line_id): row.counted for row in rows}
        if counts is not None:
            for row in rows:
                if row.line_id in counts:
                    CartonLine.objects.filter(pk=row.pk).update(counted=max(0, counts[row.line_id]))
        else:
            number = rules.number_of_line(text)
            line = rules.line_counted([(row.pk, row.line.isbn, row.packed, row.counted) for row in rows], number)
            if line is None:
                code = "intake.not_in_carton" if number else "intake.scan_blank"
                raise Refused(Objection(code, Weight.REFUSE, {"number": number}))
            CartonLine.objects.filter(pk=line).update(counted=F("counted") + 1)
        facts = {"before": before}
        record_act(
            actor, "intake.count_carton", about=("carton", carton_id), at=now, facts=facts, site_id=carton.site_id
        )
        keep_answer(key, actor, "intake.count_carton", {}, now)


def _to_count(actor: Actor, carton_id: int) -> Carton:
    carton = queries.carton_for(actor, carton_id)
    if not actor.sees_site(carton.site_id):
        raise Refused(Objection("intake.no_such_carton", Weight.REFUSE))
    if carton.sent_at is None:
        raise Refused(Objection("intake.carton_not_sent", Weight.REFUSE))
    if carton.received_at is not None:
        raise Refused(Objection("intake.carton_received", Weight.REFUSE))
    return carton


def receive_carton(actor: Actor, *, carton_id: int, now: datetime, all_there: bool = False) -> None:
    """Say that a carton is received at its school; with `all_there` all that was packed counts as found in it.

    Copies that are items have arrived and are put away, or wait for whoever waits for them. What was packed and not
    counted stays named as missing, and on its way until somebody says more. Inverse: reopen_carton; what has arrived
    stays arrived.
    """
    require(actor, "intake.receive_carton")
    with writing():
        carton = _to_count(actor, carton_id)
        if all_there:
            carton.lines.update(counted=F("packed"))
        if copies := tuple(queries.copies_found(carton)):
            announce(CartonUnpacked(carton_id, copies, carton.site_id, now))
        Carton.objects.filter(pk=carton_id).update(received_at=now)
        facts = {"all_there": all_there, "items": len(copies)}
        record_act(
            actor, "intake.receive_carton", about=("carton", carton_id), at=now, facts=facts, site_id=carton.site_id
        )


def reopen_carton(actor: Actor, *, carton_id: int, now: datetime) -> None:
    """Count a received carton once more; its counts stay. Inverse: receive_carton."""
    require(actor, "intake.reopen_carton")
    with writing():
        carton = queries.carton_for(actor, carton_id)
        if not actor.sees_site(carton.site_id):
            raise Refused(Objection("intake.no_such_carton", Weight.REFUSE))
        if carton.received_at is None:
            raise Refused(Objection("intake.carton_not_received", Weight.REFUSE))
        Carton.objects.filter(pk=carton_id).update(received_at=None)
        record_act(actor, "intake.reopen_carton", about=("carton", carton_id), at=now, site_id=carton.site_id)

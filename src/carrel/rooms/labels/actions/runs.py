"""A run is begun, filled by scanning or from a list, changed, and emptied."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.labels import queries, rules
from carrel.rooms.labels.actions.storing import cell_of, store_run
from carrel.rooms.labels.models import CardLine, LabelPrinter, LabelRun, RunLine
from carrel.rooms.people import queries as people


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan put into a run: its line, what it is called, whether it was there already."""

    line_id: int
    name: str
    was_there: bool = False


def start_run(
    actor: Actor,
    *,
    kind: str,
    now: datetime,
    printer_id: int | None = None,
    sheet: str = "",
    start: tuple[int, int] | None = None,
    order: str = rules.AS_SCANNED,
) -> int:
    """Begin a run of one kind of label at the actor's site and return its number.

    Without a sheet it is the printer's; `start` is row and column from 1, without one the first label left on the
    sheet. Raises Refused for a sheet or a label that is not there. Inverse: take_back_run.
    """
    require(actor, "labels.start_run")
    with writing():
        run = store_run(
            site_id=actor.site_id or 0, by=actor.account_id, kind=kind, printer_id=printer_id, sheet=sheet, start=start,
            order=order, now=now,
        )  # fmt: skip
        record_act(actor, "labels.start_run", about=("label_run", run.pk), at=now, facts={"kind": kind})
    return run.pk


def _open_run(actor: Actor, run_id: int) -> LabelRun:
    run = queries.run_for(actor, run_id, lock=True)
    refusals = rules.change_objections(run.state)
    if refusals:
        raise Refused(*refusals)
    return run


def _must_have_room(run: LabelRun, more: int) -> None:
    if queries.line_count(run) + more > rules.MOST_LINES:
        raise Refused(Objection("labels.run_full", Weight.REFUSE, {"most": rules.MOST_LINES}))


def scan_into_run(actor: Actor, *, run_id: int, text: str, now: datetime, key: str = "") -> Scanned:
    """Put what was scanned into a run: an item by any of its numbers, for cards a person by card or student number.

    The same thing twice is one line. Raises Refused when nothing has the number, or it is another school's.
    Inverse: remove_lines.
    """
    require(actor, "labels.scan_into_run")
    with writing():
        run = _open_run(actor, run_id)
        if answer := kept_answer(key, "labels.scan_into_run", actor):
            return Scanned(int(answer["line_id"]), "", was_there=True)
        if run.kind in rules.ITEM_KINDS:
            done = _scan_item(actor, run, text)
        elif run.kind == rules.PATRON_CARD:
            done = _scan_person(actor, run, text)
        else:
            raise Refused(Objection("labels.wrong_kind", Weight.REFUSE))
        keep_answer(key, actor, "labels.scan_into_run", {"line_id": done.line_id}, now)
        if not done.was_there:
            record_act(actor, "labels.scan_into_run", about=("label_run", run_id), at=now)
    return done


def _scan_item(actor: Actor, run: LabelRun, text: str) -> Scanned:
    found = inventory.item_of_number(text, site_id=run.site_id)
    if found is None:
        raise Refused(Objection("labels.not_found", Weight.REFUSE, {"number": text.strip()[:64]}))
    if found.site_id != run.site_id and not actor.is_district:
        raise Refused(Objection("labels.other_site", Weight.REFUSE, {"title": found.title}))
    there = run.lines.filter(item_id=found.item_id).first()
    if there is not None:
        return Scanned(there.pk, found.title, was_there=True)
    _must_have_room(run, 1)
    return Scanned(run.lines.create(item_id=found.item_id).pk, found.title)


def _scan_person(actor: Actor, run: LabelRun, text: str) -> Scanned:
    card = people.person_of_card(text)
    if card is None or not people.may_see_person(actor, card.person_id):
        raise Refused(Objection("labels.not_found", Weight.REFUSE, {"number": text.strip()[:64]}))
    person = people.person_found(card.person_id)
    name = person.name if person else ""
    there = run.cards.filter(person_id=card.person_id).first()
    if there is not None:
        return Scanned(there.pk, name, was_there=True)
    _must_have_room(run, 1)
    return Scanned(run.cards.create(person_id=card.person_id).pk, name)


def add_items_to_run(actor: Actor, *, run_id: int, wanted: queries.Wanted, now: datetime) -> int:
    """Put the items of a list into a run in shelf order, those that are in it left out; returns how many came.

    Raises Refused when they are more than a run holds. Inverse: remove_lines.
    """
    require(actor, "labels.add_items_to_run")
    with writing():
        run = _open_run(actor, run_id)
        if run.kind not in rules.ITEM_KINDS:
            raise Refused(Objection("labels.wrong_kind", Weight.REFUSE))
        there = queries.item_ids_in(run)
        found = queries.items_wanted(run.site_id, wanted, run.kind).values_list("pk", flat=True)
        ids = [pk for pk in found[: rules.MOST_LINES + len(there) + 1] if pk not in there]
        _must_have_room(run, len(ids))
        RunLine.objects.bulk_create([RunLine(run=run, item_id=pk) for pk in ids], batch_size=500)
        record_act(actor, "labels.add_items_to_run", about=("label_run", run_id), at=now, facts={"count": len(ids)})
    return len(ids)


def add_persons_to_run(actor: Actor, *, run_id: int, person_ids: Sequence[int], now: datetime) -> int:
    """Put persons into a run of cards in the order given, those whom the actor may not see left out.

    Returns how many came. Inverse: remove_lines.
    """
    require(actor, "labels.add_persons_to_run")
    with writing():
        run = _open_run(actor, run_id)
        if run.kind != rules.PATRON_CARD:
            raise Refused(Objection("labels.wrong_kind", Weight.REFUSE))
        there = queries.person_ids_in(run)
        ids = [pk for pk in dict.fromkeys(person_ids) if pk not in there and people.may_see_person(actor, pk)]
        _must_have_room(run, len(ids))
        CardLine.objects.bulk_create([CardLine(run=run, person_id=pk) for pk in ids], batch_size=500)
        record_act(actor, "labels.add_persons_to_run", about=("label_run", run_id), at=now, facts={"count": len(ids)})
    return len(ids)


def remove_lines(actor: Actor, *, run_id: int, line_ids: Collection[int], now: datetime) -> int:
    """Take lines out of an open run; returns how many went. Inverse: scan_into_run."""
    require(actor, "labels.remove_lines")
    with writing():
        run = _open_run(actor, run_id)
        if run.kind == rules.BLANK:
            gone = run.lines.filter(pk__in=list(line_ids)).values("number")
            run.numbers.filter(number__in=gone).delete()
        lines = run.cards if run.kind == rules.PATRON_CARD else run.lines
        count, _ = lines.filter(pk__in=list(line_ids)).delete()
        record_act(actor, "labels.remove_lines", about=("label_run", run_id), at=now, facts={"count": count})
    return count


def change_run(
    actor: Actor,
    *,
    run_id: int,
    now: datetime,
    printer_id: int | None,
    sheet: str,
    start: tuple[int, int] | None = None,
    order: str = rules.AS_SCANNED,
    outlines: bool = False,
) -> None:
    """Choose another printer, sheet, first label or order for an open run, or print the outlines of labels as a test.

    Inverse: change_run, with the values of before, which the audit entry holds.
    """
    require(actor, "labels.change_run")
    with writing():
        run = _open_run(actor, run_id)
        before = {"sheet": run.sheet, "start": run.start, "printer": run.printer_id, "order": run.order}
        printer = LabelPrinter.objects.filter(site_id=run.site_id, pk=printer_id or 0).first()
        found = queries.sheet_of(sheet, run.site_id)
        if found is None:
            raise Refused(Objection("labels.no_sheet", Weight.REFUSE))
        run.printer, run.sheet, run.outlines = printer, found.code, outlines
        run.start = cell_of(found, start) if start else queries.next_cell_of(printer, found)
        run.order = order if order in rules.ORDERS else rules.AS_SCANNED
        run.save(update_fields=["printer", "sheet", "start", "order", "outlines"])
        record_act(actor, "labels.change_run", about=("label_run", run_id), at=now, facts={"before": before})


def repeat_run(actor: Actor, *, run_id: int, now: datetime) -> int:
    """Begin a run with the lines of an earlier one, at the first label that is left; returns its number.

    New numbers are not printed again by it: labels of theirs that were spoilt are printed from the old run.
    Inverse: take_back_run.
    """
    require(actor, "labels.repeat_run")
    with writing():
        old = queries.run_for(actor, run_id)
        if old.kind == rules.BLANK:
            raise Refused(Objection("labels.wrong_kind", Weight.REFUSE))
        run = store_run(
            site_id=old.site_id, by=actor.account_id, kind=old.kind, printer_id=old.printer_id, sheet=old.sheet,
            start=None, order=old.order, content=old.content, now=now,
        )  # fmt: skip
        RunLine.objects.bulk_create(
            [RunLine(run=run, item_id=each.item_id, number=each.number) for each in queries.lines_of(old)],
            batch_size=500,
        )
        CardLine.objects.bulk_create(
            [CardLine(run=run, person_id=each.person_id) for each in queries.cards_of(old)], batch_size=500
        )
        record_act(actor, "labels.repeat_run", about=("label_run", run.pk), at=now, facts={"of": run_id})
    return run.pk

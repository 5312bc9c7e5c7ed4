"""A run goes to paper, is sent to a queue, or is taken back; numbers and cartons are printed without any item."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.module_loading import import_string

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.papers.models import Printer
from carrel.cellar.papers.sending import send_document
from carrel.rooms.labels import queries, rules
from carrel.rooms.labels.actions.storing import store_run
from carrel.rooms.labels.models import LabelPrinter, LabelRun, PrintedNumber, RunLine

TASK = "carrel.rooms.labels.tasks.send_labels"
LONGEST_TEXT, MOST_CONTENTS, MOST_CARTONS = 120, 8, 200


def print_run(actor: Actor, *, run_id: int, now: datetime) -> int:
    """Close a run as printed and remember which label of its sheet comes next; returns how many labels it has.

    Raises Refused, naming each line that cannot be printed so, when there is one. A printed run may be printed again
    by whoever opens its PDF. Inverse: take_back_run.
    """
    require(actor, "labels.print_run")
    with writing():
        run = queries.run_for(actor, run_id, lock=True)
        ready = queries.made_ready(run)
        found = list(rules.change_objections(run.state))
        if ready.is_sheet_gone:
            found.append(Objection("labels.no_sheet", Weight.REFUSE))
        found += rules.print_objections(lines=len(ready.lines), problems=ready.problems)
        if found:
            raise Refused(*Verdict.of(found).objections)
        run.printed_at = now
        if run.printer is not None:
            run.left_at = queries.next_cell_of(run.printer, ready.sheet)
            _remember(run.printer, run.sheet, ready.next_cell)
        run.save(update_fields=["printed_at", "left_at"])
        record_act(
            actor, "labels.print_run", about=("label_run", run_id), at=now,
            facts={"kind": run.kind, "labels": len(ready.labels), "sheet": run.sheet},
        )  # fmt: skip
    return len(ready.labels)


def _remember(printer: LabelPrinter, sheet: str, cell: int) -> None:
    printer.next_cells = {**printer.next_cells, sheet: cell}
    printer.save(update_fields=["next_cells"])


def take_back_run(actor: Actor, *, run_id: int, now: datetime) -> None:
    """Take a run back as if it had not been printed: its items count as unlabelled, its numbers are free again.

    The sheet stands again where it stood, unless a later run went on from there. Raises Refused when a number of it is
    on an item by now. Inverse: repeat_run.
    """
    require(actor, "labels.take_back_run")
    with writing():
        run = queries.run_for(actor, run_id, lock=True)
        refusals = rules.take_back_objections(run.state, used=queries.numbers_used(run))
        if refusals:
            raise Refused(*refusals)
        if run.printer is not None and run.printed_at is not None:
            ready = queries.made_ready(run)
            if queries.next_cell_of(run.printer, ready.sheet) == ready.next_cell:
                _remember(run.printer, run.sheet, run.left_at)
        run.numbers.all().delete()
        run.taken_back_at = now
        run.save(update_fields=["taken_back_at"])
        record_act(actor, "labels.take_back_run", about=("label_run", run_id), at=now)


def print_numbers(
    actor: Actor,
    *,
    count: int,
    now: datetime,
    printer_id: int | None = None,
    sheet: str = "",
    start: tuple[int, int] | None = None,
) -> int:
    """Begin a run of the site's next numbers, for things that have yet to come, and return the run's number.

    The numbers are kept: none is offered again. Raises Refused when the site does not say how its numbers are made, or
    they end before. Inverse: take_back_run.
    """
    require(actor, "labels.print_numbers")
    with writing():
        site_id = actor.site_id or 0
        numbers = queries.next_numbers(site_id, min(count, rules.MOST_NUMBERS))
        if not numbers:
            raise Refused(Objection("labels.no_template", Weight.REFUSE))
        if len(numbers) < min(count, rules.MOST_NUMBERS):
            raise Refused(Objection("labels.numbers_end", Weight.REFUSE, {"left": len(numbers)}))
        run = store_run(
            site_id=site_id, by=actor.account_id, kind=rules.BLANK, printer_id=printer_id, sheet=sheet, start=start,
            now=now,
        )  # fmt: skip
        PrintedNumber.objects.bulk_create(
            [PrintedNumber(site_id=site_id, run=run, number=number) for number in numbers], batch_size=500
        )
        RunLine.objects.bulk_create([RunLine(run=run, number=number) for number in numbers], batch_size=500)
        record_act(
            actor, "labels.print_numbers", about=("label_run", run.pk), at=now,
            facts={"first": numbers[0], "last": numbers[-1], "count": len(numbers)},
        )  # fmt: skip
    return run.pk


def print_cartons(
    actor: Actor,
    *,
    now: datetime,
    to: str = "",
    count: int = 1,
    sender: str = "",
    contents: Sequence[str] = (),
    packed: Sequence[rules.PackedCarton] = (),
    printer_id: int | None = None,
    sheet: str = "",
    start: tuple[int, int] | None = None,
) -> int:
    """Begin a run of labels for so many cartons to one receiver; all texts are plain words. Returns the run's number.

    With `packed` it is a run for just these cartons, each with its own receiver, number and bars. Raises Refused for
    more of them than a run holds. Inverse: take_back_run.
    """
    require(actor, "labels.print_cartons")
    with writing():
        if len(packed) > MOST_CARTONS:
            raise Refused(Objection("labels.run_full", Weight.REFUSE, {"most": MOST_CARTONS}))
        content: dict[str, object] = {
            "to": to[:LONGEST_TEXT],
            "sender": sender[:LONGEST_TEXT],
            "contents": [each[:LONGEST_TEXT] for each in contents[:MOST_CONTENTS]],
        }
        if packed:
            content = {"packed": {each.code: _said_of(each) for each in packed}}
        run = store_run(
            site_id=actor.site_id or 0, by=actor.account_id, kind=rules.CARTON_LABEL, printer_id=printer_id,
            sheet=sheet, start=start, content=content, now=now,
        )  # fmt: skip
        numbers = [each.code for each in packed] or [str(each + 1) for each in range(max(1, min(count, MOST_CARTONS)))]
        RunLine.objects.bulk_create([RunLine(run=run, number=number) for number in numbers])
        record_act(actor, "labels.print_cartons", about=("label_run", run.pk), at=now, facts={"count": len(numbers)})
    return run.pk


def _said_of(carton: rules.PackedCarton) -> dict[str, object]:
    """What a run keeps of a packed carton."""
    return {
        "to": carton.to[:LONGEST_TEXT],
        "number": carton.number,
        "of": carton.of,
        "sender": carton.sender[:LONGEST_TEXT],
        "contents": [each[:LONGEST_TEXT] for each in carton.contents[:MOST_CONTENTS]],
    }


def send_run(actor: Actor, *, run_id: int, now: datetime) -> None:
    """Let the worker send a printed run to its printer's queue. No inverse: paper is paper."""
    require(actor, "labels.send_run")
    with writing():
        run = queries.run_for(actor, run_id, lock=True)
        if run.state != rules.PRINTED:
            raise Refused(Objection("labels.not_printed", Weight.REFUSE))
        _queue_of(run)
        run.sent_at, run.fault = None, {}
        run.save(update_fields=["sent_at", "fault"])
        record_act(actor, "labels.send_run", about=("label_run", run_id), at=now)
        import_string(TASK).enqueue(run_id)  # tasks stand above actions


def send_run_now(actor: Actor, *, run_id: int, now: datetime) -> bool:
    """Send a run to its queue; a fault is kept in words on the run. Returns whether the queue took it.

    The worker calls it, outside of a transaction. No inverse: paper is paper.
    """
    require(actor, "labels.send_run")
    run = queries.run_for(actor, run_id)
    fault: dict[str, object] = {}
    try:
        queue = _queue_of(run)
        send_document(queue, queries.made_ready(run).pdf(str(run)), str(run))
    except Refused as refused:
        fault = {"code": refused.code, "facts": dict(refused.objections[0].facts)}
    with writing():
        LabelRun.objects.filter(pk=run_id).update(fault=fault, sent_at=None if fault else now)
    return not fault


def _queue_of(run: LabelRun) -> Printer:
    queue = run.printer.queue if run.printer else None
    if queue is None or queue.kind != Printer.Kind.CUPS or not queue.is_active:
        name = run.printer.name if run.printer else "–"
        raise Refused(Objection("labels.no_queue", Weight.REFUSE, {"printer": name}))
    return queue

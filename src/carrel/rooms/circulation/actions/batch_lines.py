"""scan_into_batch, do_batch_lines, mark_batch_line, retry_batch_lines, undo_batch: the lines of a batch.

Each line is lent or returned by the action the desk calls, under a key of its own: after a kill the same line is asked
again, and what was done is found done. A refused line takes nothing else back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import NotAllowed, Objection, Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.batches import batch_for
from carrel.rooms.circulation.actions.conditions import note_condition
from carrel.rooms.circulation.actions.lending import check_out
from carrel.rooms.circulation.actions.places import check_out_to_place
from carrel.rooms.circulation.actions.returning import check_in
from carrel.rooms.circulation.actions.undoing import undo
from carrel.rooms.circulation.models import Batch, BatchLine
from carrel.rooms.circulation.queries.batches import due_day, line_for_title, line_of_item, lines_of_batch
from carrel.rooms.circulation.rules import batches as rules
from carrel.rooms.circulation.rules.kept import kept_objections
from carrel.rooms.circulation.rules.lending import item_unknown, patron_unknown
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory import queries as items
from carrel.rooms.inventory.queries import FoundItem
from carrel.rooms.people import queries as people

START = "circulation.start_batch"
SCAN = "circulation.scan_into_batch"
_HELD = frozenset(
    f"circulation.item_on_loan_{where}" for where in ("elsewhere", "to_another_reader", "at_another_school")
)


@dataclass(frozen=True, slots=True)
class LineDone:
    """What came of one line. `said` is what stood against it, or was told with it."""

    line_id: int
    number: int
    outcome: str
    item_id: int | None
    loan_id: int | None
    said: tuple[Objection, ...] = ()
    patron_id: int | None = None


def scan_into_batch(
    actor: Actor,
    *,
    batch_id: int,
    text: str,
    now: datetime,
    line_id: int | None = None,
    key: str = "",
) -> LineDone:
    """Take one scan into an open batch and do it at once.

    In a class it goes to the line `line_id`, or to that person's line for the scanned title; else it is a line more.
    Raises NotAllowed, KeyReused, and Refused for a batch that is over and for a thing
    it has had already; what lending or returning refuses is the line's outcome. Inverse: undo_batch.
    """
    require(actor, START)
    with writing():
        batch = batch_for(actor, batch_id)
        kept = kept_answer(key, SCAN, actor)
        if kept is not None:
            line = BatchLine.objects.get(pk=kept["line"])
        else:
            line = _line_for_scan(actor, batch, text, line_id)
            keep_answer(key, actor, SCAN, {"line": line.pk}, now)
    return _do(actor, batch, line, now) if line.outcome == "waiting" else _done(line)


def do_batch_lines(
    actor: Actor, *, batch_id: int, now: datetime, most: int = rules.AT_ONCE, run: JobRun | None = None
) -> int:
    """Do the next `most` lines that wait with a number, each by itself; returns how many still wait.

    `run` is the job that does it, told after each line. Raises NotAllowed, and Refused for a batch out of sight.
    Inverse: undo_batch.
    """
    require(actor, START)
    batch = batch_for(actor, batch_id)
    waiting = lines_of_batch(batch.pk, "waiting").exclude(text="")
    for line in list(waiting[:most]):
        _do(actor, batch, line, now)
        _tell(run, waiting.count(), now)
    return waiting.count()


def mark_batch_line(actor: Actor, *, line_id: int, outcome: str, now: datetime) -> None:
    """Pass a person over: `skipped` or `absent`; `waiting` gives them their turn again.

    Raises NotAllowed, and Refused for a line out of sight or one that was done. Inverse: mark_batch_line.
    """
    require(actor, START)
    if outcome not in ("skipped", "absent", "waiting"):
        raise ValueError(f"A line is not marked {outcome} by hand.")
    with writing():
        line = _line(actor, line_id)
        own = lines_of_batch(line.batch_id, "waiting", "skipped", "absent", "left", "undone")
        # A set of things is skipped whole: whoever is not here gets none of it.
        own = own.filter(person_id=line.person_id) if line.person_id else own.filter(pk=line.pk)
        own.update(outcome=outcome, said=[], tries=line.tries + 1)
        facts = {"line": line.number, "as": outcome}
        record_act(actor, "circulation.mark_batch_line", about=("batch", line.batch_id), at=now, facts=facts)


def retry_batch_lines(
    actor: Actor,
    *,
    batch_id: int,
    line_ids: Collection[int],
    now: datetime,
    overrides: Collection[str] = (),
    reason: str = "",
    key: str = "",
) -> int:
    """Try lines that did not go once more; `overrides` names what is passed, with a reason. Returns how many went.

    Raises NotAllowed, KeyReused, and Refused for a batch out of sight; what stands again is the line's outcome.
    Inverse: undo_batch.
    """
    require(actor, START)
    wanted = set(line_ids)
    with writing():
        batch = batch_for(actor, batch_id)
        if kept_answer(key, "circulation.retry_batch_lines", actor) is None:
            for line in lines_of_batch(batch.pk, "left").filter(pk__in=wanted):
                BatchLine.objects.filter(pk=line.pk).update(outcome="waiting", tries=line.tries + 1)
            keep_answer(key, actor, "circulation.retry_batch_lines", {"batch": batch.pk}, now)
    again = set(overrides) | (_HELD if _HELD & set(overrides) else frozenset())
    lines = lines_of_batch(batch.pk, "waiting").filter(pk__in=wanted)
    return sum(_do(actor, batch, line, now, again, reason).outcome == "done" for line in list(lines))


def grade_batch_line(actor: Actor, *, line_id: int, condition: str, now: datetime) -> None:
    """Say that the thing of one return is in another condition than the rest of its batch.

    Raises NotAllowed, and Refused for a line out of sight or whose thing is no longer on record.
    Inverse: grade_batch_line.
    """
    require(actor, START)
    with writing():
        line = _line(actor, line_id)
        if line.item_id is None or line.act_id is None or line.outcome != "done":
            raise Refused(rules.line_forgotten())
        _grade(actor, line, condition, now)
        line.save(update_fields=["before"])
        facts = {"line": line.number, "condition": condition}
        record_act(actor, "circulation.grade_batch_line", about=("batch", line.batch_id), at=now, facts=facts)


def undo_batch_line(actor: Actor, *, line_id: int, now: datetime) -> None:
    """Take one line back, and let it wait for its turn again where it belongs to a class.

    Raises NotAllowed, and Refused with the reason when it cannot be taken back. Inverse: scan_into_batch.
    """
    require(actor, START)
    with writing():
        line = _line(actor, line_id)
        _take_line_back(actor, line, now)
        waits = line.batch.kind == "class"
        BatchLine.objects.filter(pk=line.pk).update(
            outcome="waiting" if waits else "undone", said=[], done_at=now, tries=line.tries + 1,
            text="" if waits else line.text, item_id=None if waits else line.item_id,
            loan_id=None if waits else line.loan_id, act_id=None if waits else line.act_id,
        )  # fmt: skip


def undo_batch(actor: Actor, *, batch_id: int, now: datetime, run: JobRun | None = None) -> int:
    """Take a batch back, the last line first, each by `undo`; returns how many lines could not be taken back.

    Those stay with the reason, and are tried again by taking the batch back once more. `run` is the job that does it.
    Raises NotAllowed, and Refused for a batch out of sight. No inverse: what is back is lent again by a new batch.
    """
    require(actor, START)
    with writing():
        batch = batch_for(actor, batch_id)
        if Batch.objects.filter(pk=batch.pk, undone_at=None).update(undone_at=now, ended_at=batch.ended_at or now):
            record_act(actor, "circulation.undo_batch", about=("batch", batch.pk), at=now)
    before = 0 if run is None else run.done
    for place, line in enumerate(list(lines_of_batch(batch.pk, "done", "stays").order_by("-number")), start=1):
        _undo(actor, line, now)
        if run is not None:
            jobs.advance(run, now=now, done=min(before + place, run.total or 0))
    return lines_of_batch(batch.pk, "stays").count()


def _line(actor: Actor, line_id: int) -> BatchLine:
    line = BatchLine.objects.select_for_update().filter(pk=line_id).first()
    if line is None:
        raise Refused(rules.batch_unknown())
    batch_for(actor, line.batch_id)
    return line


def _line_for_scan(actor: Actor, batch: Batch, text: str, line_id: int | None) -> BatchLine:
    """Where a scan belongs; Refused when it was had before, or nobody is left."""
    if batch.ended_at is not None:
        raise Refused(rules.batch_is_over())
    # Two devices may scan into one batch: its row is held until the line has its number.
    Batch.objects.select_for_update().filter(pk=batch.pk).values_list("pk").first()
    found = items.item_of_number(text, site_id=actor.site_id)
    if found is not None and line_of_item(batch.pk, found.item_id) is not None:
        raise Refused(rules.scanned_before(found.title, found.barcode))
    if batch.kind == "class":
        line = _line(actor, line_id) if line_id is not None else None
        if line is None or line.batch_id != batch.pk or line.outcome not in ("waiting", "left", "undone"):
            raise Refused(rules.nobody_waits())
        line = (found and line_for_title(batch, line, found.record_id)) or line
        line.text, line.item_id = text[: rules.LONGEST], found.item_id if found else None
        line.outcome, line.tries = "waiting", line.tries + 1
        line.save(update_fields=["text", "item_id", "outcome", "tries"])
        return line
    number = (batch.lines.aggregate(last=Max("number"))["last"] or 0) + 1
    return BatchLine.objects.create(
        batch=batch, number=number, person_id=batch.patron_id, text=text[: rules.LONGEST],
        item_id=found.item_id if found else None,
    )  # fmt: skip


def _do(
    actor: Actor,
    batch: Batch,
    line: BatchLine,
    now: datetime,
    overrides: Collection[str] = (),
    reason: str = "",
) -> LineDone:
    """One line, whole or not at all. What stands against it is written down after the deed has been undone."""
    try:
        # A savepoint of its own, so that a refusal takes nothing else back where this is part of a larger transaction.
        with transaction.atomic(), writing():
            _deed(actor, batch, line, now, overrides, reason)
            line.outcome, line.done_at = "done", now
            line.save()
    except NotAllowed:
        raise
    except Refused as refused:
        with writing():
            line.refresh_from_db()
            line.outcome, line.said, line.done_at = "left", kept_objections(refused.objections), now
            line.save(update_fields=["outcome", "said", "done_at"])
        return _done(line, refused.objections)
    return _done(line)


def _deed(actor: Actor, batch: Batch, line: BatchLine, now: datetime, overrides: Collection[str], reason: str) -> None:
    key = f"batch-{batch.pk}-{line.pk}-{line.tries}"
    found = items.item_of_number(line.text, site_id=actor.site_id)
    if found is None and line.who and batch.kind == "list":
        # The columns may stand the other way round.
        turned = items.item_of_number(line.who, site_id=actor.site_id)
        if turned is not None:
            found, line.text, line.who = turned, line.who, line.text[:64]
    if found is None:
        raise Refused(item_unknown())
    line.item_id = found.item_id
    if batch.kind == rules.RETURN:
        _take_back(actor, batch, line, found, now, key)
        return
    if batch.kind == rules.PLACE:
        lent = check_out_to_place(
            actor, place_id=batch.place_id or 0, item_id=found.item_id, now=now, key=key, overrides=overrides,
            reason=reason, due_on=due_day(batch),
        )  # fmt: skip
    else:
        records = batch.params.get("records") or ()
        if line.record_id is not None and found.record_id != line.record_id and found.record_id not in records:
            _must_be_wanted(found, overrides)
        lent = check_out(
            actor, patron_id=_person(line), item_id=found.item_id, now=now, key=key, overrides=overrides,
            reason=reason, due_on=due_day(batch), card=line.who,
        )  # fmt: skip
    line.loan_id, line.act_id, line.said = lent.loan_id, lent.act_id, kept_objections(lent.tells)


def _must_be_wanted(found: FoundItem, overrides: Collection[str]) -> None:
    stands = rules.other_title(found.title)
    if stands.code not in overrides:
        raise Refused(stands)


def _person(line: BatchLine) -> int:
    """Whom the line lends to: the person it names, or whose card it has."""
    if line.person_id is None:
        card = people.person_of_card(line.who) if line.who else None
        if card is None or card.is_badge:
            raise Refused(patron_unknown())
        line.person_id = card.person_id
    return line.person_id


def _take_back(actor: Actor, batch: Batch, line: BatchLine, found: FoundItem, now: datetime, key: str) -> None:
    """Return the item; then the condition and the place that the batch, or this scan, says."""
    done = check_in(actor, item_id=found.item_id, now=now, key=key)
    line.loan_id, line.act_id, line.said = done.loan_id, done.act_id, kept_objections(done.tells)
    if done.repeated:
        return
    condition = str(batch.params.get("condition") or "")
    if condition:
        _grade(actor, line, condition, now)
    if batch.params.get("put_at") and done.belongs_to is None and done.hold_id is None:
        line.before |= {"place": inventory.mark_placed(found.item_id, place_id=int(batch.params["put_at"]))}


def _grade(actor: Actor, line: BatchLine, condition: str, now: datetime) -> None:
    """Note the condition of the thing of a return, and which act noted it."""
    noted = note_condition(actor, item_id=line.item_id or 0, condition=condition, now=now, event="return")
    line.before = {**line.before, "noted": [*line.before.get("noted", []), noted.act_id]}


def _undo(actor: Actor, line: BatchLine, now: datetime) -> None:
    """One line of a batch that is taken back; what stands against it is written down."""
    try:
        with transaction.atomic(), writing():
            _take_line_back(actor, line, now)
            BatchLine.objects.filter(pk=line.pk).update(outcome="undone", said=[], done_at=now)
    except NotAllowed:
        raise
    except Refused as refused:
        said = kept_objections(refused.objections)
        with writing():
            BatchLine.objects.filter(pk=line.pk).update(outcome="stays", said=said, done_at=now)


def _take_line_back(actor: Actor, line: BatchLine, now: datetime) -> None:
    if line.act_id is None or line.item_id is None:
        raise Refused(rules.line_forgotten())
    for act_id in reversed(line.before.get("noted", [])):
        undo(actor, act_id=act_id, now=now)
    undo(actor, act_id=line.act_id, now=now, key=f"unbatch-{line.pk}-{line.act_id}")
    if "place" in line.before:
        inventory.mark_placed(line.item_id, place_id=line.before["place"])


def _tell(run: JobRun | None, still_waiting: int, now: datetime) -> None:
    if run is not None:
        jobs.advance(run, now=now, done=max(0, (run.total or 0) - still_waiting))


def _done(line: BatchLine, said: tuple[Objection, ...] = ()) -> LineDone:
    return LineDone(line.pk, line.number, line.outcome, line.item_id, line.loan_id, said, line.person_id)

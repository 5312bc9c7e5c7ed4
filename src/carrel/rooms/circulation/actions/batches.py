"""start_batch, run_batch, end_batch, forget_batches: many loans or returns as one piece of work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.models import Batch, BatchLine, Loan
from carrel.rooms.circulation.queries.batches import batch_in_sight
from carrel.rooms.circulation.rules.batches import Pair, batch_unknown, start_batch_objections
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.people import queries as people

START = "circulation.start_batch"
FORGET = "circulation.forget_batches"
RUN_TASK = "carrel.rooms.circulation.tasks.run_batch"
KEPT_OPEN = timedelta(days=7)
"""A batch whose left-over lines nobody has settled in a week is ended for them."""
KEPT_AFTER_END = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line of a batch to be: a person (or a card number in `who`), a number, or a title whose copy is to come."""

    text: str = ""
    who: str = ""
    person_id: int | None = None
    record_id: int | None = None
    item_id: int | None = None

    @classmethod
    def of(cls, pair: Pair) -> "NewLine":
        return cls(pair.number, pair.who)


def start_batch(
    actor: Actor,
    *,
    kind: str,
    now: datetime,
    lines: Sequence[NewLine] = (),
    patron_id: int | None = None,
    class_id: int | None = None,
    place_id: int | None = None,
    due_on: date | None = None,
    condition: str = "",
    put_at: int | None = None,
    records: Sequence[int] = (),
    key: str = "",
) -> int:
    """Begin a list, a hand-out, a class, returns or a cart, with its lines waiting; returns its number.

    `due_on` holds for all it lends, `condition` and `put_at` (a place) for all it takes back. Nothing is lent or
    returned yet. Raises NotAllowed, KeyReused, and Refused for an empty or endless list, or nobody to lend to.
    Inverse: undo_batch.
    """
    require(actor, START)
    if due_on is not None:
        require(actor, "circulation.change_due")
    with writing():
        if kept := kept_answer(key, START, actor):
            return int(kept["batch"])
        has_target = _has_target(actor, kind, lines, patron_id=patron_id, class_id=class_id, place_id=place_id, now=now)
        verdict = Verdict.of(
            start_batch_objections(
                kind=kind, lines=len(lines), at_site=actor.site_id is not None, has_target=has_target
            )
        )
        if verdict.refusals:
            raise Refused(*verdict.refusals)
        assert actor.site_id is not None
        if put_at is not None:
            inventory.place_must_fit(actor.site_id, put_at)
        params = {
            "due_on": due_on.isoformat() if due_on else "", "condition": condition, "put_at": put_at,
            "records": list(records),
        }  # fmt: skip
        batch = Batch.objects.create(
            kind=kind, site_id=actor.site_id, account_id=actor.account_id, by=(actor.badge_name or actor.name)[:200],
            made_at=now, params=params, patron_id=patron_id, school_class_id=class_id, place_id=place_id,
        )  # fmt: skip
        BatchLine.objects.bulk_create(
            [
                BatchLine(
                    batch=batch, number=number, person_id=each.person_id or patron_id, record_id=each.record_id,
                    text=each.text, who=each.who, item_id=each.item_id,
                )
                for number, each in enumerate(lines, start=1)
            ],
            batch_size=500,
        )  # fmt: skip
        record_act(actor, START, about=("batch", batch.pk), at=now, facts={"kind": kind, "lines": len(lines)})
        keep_answer(key, actor, START, {"batch": batch.pk}, now)
    return batch.pk


def _has_target(
    actor: Actor,
    kind: str,
    lines: Sequence[NewLine],
    *,
    patron_id: int | None,
    class_id: int | None,
    place_id: int | None,
    now: datetime,
) -> bool:
    """Whether the batch says who or what gets the things, and the actor may know them."""
    if patron_id is not None and not people.may_see_person(actor, patron_id):
        return False
    if kind == "hand_out":
        return patron_id is not None
    if kind == "class":
        return class_id is not None and people.class_shown(actor, class_id) is not None
    if kind == "place":
        return place_id is not None
    return kind == "return" or patron_id is not None or any(each.who or each.person_id for each in lines)


def run_batch(actor: Actor, *, batch_id: int, title: str, now: datetime, undo: bool = False) -> int:
    """Hand what waits in a batch (or, with `undo`, what it did) to the worker; returns the job's number.

    For more lines than a page waits for; the job can be watched, paused and taken up again. `title` is what the job is
    called. Raises NotAllowed, and Refused for a batch out of sight. Inverse: undo_batch.
    """
    require(actor, START)
    with writing():
        batch = batch_for(actor, batch_id)
        waiting = batch.lines.filter(outcome__in=("done", "stays")) if undo else batch.lines.filter(outcome="waiting")
        batch.job_id = jobs.start(
            actor, task=RUN_TASK, code=START, title=title, now=now, params={"batch": batch.pk, "undo": undo},
            total=waiting.count(), site_id=batch.site_id,
        )  # fmt: skip
        Batch.objects.filter(pk=batch.pk).update(job_id=batch.job_id)
    return batch.job_id


def end_batch(actor: Actor, *, batch_id: int, now: datetime) -> None:
    """Say that nothing more is to be done in a batch; what still waits or did not go is left as it is.

    Raises NotAllowed, and Refused for a batch out of sight. Inverse: undo_batch.
    """
    require(actor, START)
    with writing():
        batch = batch_for(actor, batch_id)
        if Batch.objects.filter(pk=batch.pk, ended_at=None).update(ended_at=now):
            record_act(actor, "circulation.end_batch", about=("batch", batch.pk), at=now)


def change_batch(actor: Actor, *, batch_id: int, condition: str, put_at: int | None, now: datetime) -> None:
    """Set what all further returns of a batch get: their condition, and the place they are put at.

    Raises NotAllowed, and Refused for a batch out of sight or a place of another site. Inverse: change_batch.
    """
    require(actor, START)
    with writing():
        batch = batch_for(actor, batch_id)
        if put_at is not None:
            inventory.place_must_fit(batch.site_id, put_at)
        params = {**batch.params, "condition": condition, "put_at": put_at}
        Batch.objects.filter(pk=batch.pk).update(params=params)
        facts = {"condition": condition, "place": put_at}
        record_act(actor, "circulation.change_batch", about=("batch", batch.pk), at=now, facts=facts)


def forget_batches(actor: Actor, *, now: datetime) -> int:
    """Take persons, numbers and references out of lines whose loan has forgotten its reader; returns how many lines.

    Lines that never became a loan go twelve hours after their batch was ended, and a batch is ended here a week after
    its making. What stays of a line is its number and outcome. The nightly timetable calls it after
    `sever_returned_loans`. No inverse: what is erased is meant to be gone.
    """
    require(actor, FORGET)
    named = Loan.objects.filter(pk=OuterRef("loan_id")).filter(
        Q(patron__isnull=False) | Q(returned_at=None) | Q(returned_at__gte=now - KEPT_AFTER_END)
    )
    with writing():
        Batch.objects.filter(ended_at=None, made_at__lt=now - KEPT_OPEN).update(ended_at=now - KEPT_AFTER_END)
        told = ~Q(text="") | ~Q(who="") | Q(person__isnull=False) | Q(item_id__isnull=False) | Q(loan_id__isnull=False)
        lent = BatchLine.objects.filter(told, loan_id__isnull=False).exclude(Exists(named))
        never = BatchLine.objects.filter(told, loan_id=None, batch__ended_at__lte=now - KEPT_AFTER_END)
        forgotten = sum(_forget(lines.values_list("pk", flat=True)) for lines in (lent, never))
        with_names = BatchLine.objects.filter(batch=OuterRef("pk"), person__isnull=False)
        over = Batch.objects.filter(patron__isnull=False, ended_at__isnull=False).exclude(Exists(with_names))
        over.update(patron=None)
        if forgotten:
            record_act(actor, FORGET, about=("batches", None), at=now, facts={"lines": forgotten})
    return forgotten


def _forget(ids: Iterable[int]) -> int:
    """Empty these lines; the numbers are read first, since the condition no longer holds once they are empty."""
    found = list(ids)
    for start in range(0, len(found), 500):
        BatchLine.objects.filter(pk__in=found[start : start + 500]).update(
            person=None, text="", who="", item_id=None, loan_id=None, act_id=None, said=[], before={}
        )
    return len(found)


def batch_for(actor: Actor, batch_id: int) -> Batch:
    """A batch within the actor's sight. Raises Refused.

    Called by the actions on batches, whose permission and audit cover it. No inverse: it only reads.
    """
    batch = batch_in_sight(actor, batch_id)
    if batch is None:
        raise Refused(batch_unknown())
    return batch

"""Questions about copies being made ready."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.intake.models import Delivery, DeliveryLine, ProcessingBatch, ProcessingLine, ProcessingStep, StepDone
from carrel.rooms.intake.queries.files import IMPORT, imports_of, job_made_from
from carrel.rooms.inventory.models import Item

MOST_ITEMS = 2_000


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of a batch: how many open copies lack it, and who did it last, when."""

    step: ProcessingStep
    left: int
    done: int
    who: str = ""
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LineInBatch:
    """One copy with its steps: step → who did it and when."""

    line: ProcessingLine
    done: dict[int, StepDone] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        return self.line.done_at is not None


def steps_of(site_id: int) -> list[ProcessingStep]:
    """The steps of a site in their order."""
    return list(ProcessingStep.objects.filter(site_id=site_id))


def processing_steps(actor: Actor) -> QuerySet[ProcessingStep]:
    """The steps of the actor's sites, for the generic screen."""
    found = ProcessingStep.objects.select_related("site").order_by("site__name", "sort", "pk")
    return found if actor.is_district else found.filter(site_id__in=actor.site_ids)


def processing_batches(actor: Actor) -> QuerySet[ProcessingBatch]:
    """The batches of the actor's sites, the newest first, each with `left_count` and `line_count`."""
    found = ProcessingBatch.objects.select_related("site", "delivery")
    if not actor.is_district:
        found = found.filter(site_id__in=actor.site_ids)
    counts = {"line_count": Count("lines"), "left_count": Count("lines", filter=Q(lines__done_at=None))}
    return found.annotate(**counts).order_by("-pk")


def batch_in_sight(actor: Actor, batch_id: int) -> ProcessingBatch | None:
    """One batch of the actor's sites, or None."""
    return processing_batches(actor).filter(pk=batch_id).first()


def batch_for(actor: Actor, batch_id: int) -> ProcessingBatch:
    """The batch an action is about, held. Raises Refused when it is not there."""
    if batch_in_sight(actor, batch_id) is None:
        raise Refused(Objection("intake.no_such_batch", Weight.REFUSE))
    return ProcessingBatch.objects.select_for_update().get(pk=batch_id)


def lines_in_batch(batch_id: int) -> list[LineInBatch]:
    """The copies of a batch, those not ready first, in two statements."""
    rows = ProcessingLine.objects.filter(batch_id=batch_id).select_related("item__record", "item__site", "place")
    lines = [LineInBatch(row) for row in rows.order_by("done_at", "item__shelving_key", "pk")]
    by_id = {each.line.pk: each for each in lines}
    for done in StepDone.objects.filter(line__batch_id=batch_id):
        by_id[done.line_id].done[done.step_id] = done
    return sorted(lines, key=lambda each: each.is_done)


def steps_shown(steps: Iterable[ProcessingStep], lines: Iterable[LineInBatch]) -> list[StepShown]:
    """Each step with how many open copies lack it, and who did it last."""
    rows = list(lines)
    found = []
    for step in steps:
        done = [each.done[step.pk] for each in rows if step.pk in each.done]
        left = sum(1 for each in rows if not each.is_done and step.pk not in each.done)
        last = max(done, key=lambda each: each.at, default=None)
        found.append(StepShown(step, left, len(done), last.who if last else "", last.at if last else None))
    return found


def open_line_of_item(batch_id: int, item_id: int) -> ProcessingLine | None:
    """The line of a copy in a batch, the open one before one that is ready."""
    return ProcessingLine.objects.filter(batch_id=batch_id, item_id=item_id).order_by("done_at").first()


def unlabelled_of(batch_id: int, record_id: int) -> list[ProcessingLine]:
    """The copies of a record in a batch that have no label yet."""
    rows = ProcessingLine.objects.filter(batch_id=batch_id, item__record_id=record_id, item__barcode="")
    return list(rows.select_related("item__record").order_by("pk"))


def in_processing(item_id: int) -> ProcessingLine | None:
    """Where a copy is being made ready, or None."""
    return ProcessingLine.objects.filter(item_id=item_id, done_at=None).select_related("batch", "place").first()


def place_meant(item: Item) -> int | None:
    """The place of an item, or the one it goes to while it is being made ready."""
    line = in_processing(item.pk)
    return line.place_id if line else item.place_id


def not_in_processing(item_ids: Iterable[int]) -> list[Item]:
    """Those of these items that are in no open batch."""
    wanted = list(item_ids)
    busy = ProcessingLine.objects.filter(item_id__in=wanted, done_at=None).values_list("item_id", flat=True)
    rows = Item.objects.filter(pk__in=wanted)
    return list(rows.exclude(pk__in=busy).order_by("pk"))


def items_of_import(actor: Actor, job_id: int) -> list[int]:
    """The items an import of the actor's made and that were never processed; 2,000 at most."""
    if not imports_of(actor).filter(pk=job_id, code=IMPORT).exists():
        raise Refused(Objection("intake.no_such_import", Weight.REFUSE))
    rows = Item.objects.filter(imported_by_job=job_id, processing_lines=None).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:MOST_ITEMS])


def imports_to_process(actor: Actor) -> list[tuple[int, str, int]]:
    """The imports of late with copies that were never processed: number, name, how many."""
    jobs = {job.pk: job.title for job in imports_of(actor).filter(code=IMPORT, status="done")[:15]}
    rows = Item.objects.filter(imported_by_job__in=jobs, processing_lines=None).order_by()
    counts = dict(rows.values_list("imported_by_job").annotate(Count("pk")))
    return [(pk, title, counts[pk]) for pk, title in jobs.items() if 0 < counts.get(pk, 0) <= MOST_ITEMS]


def came_by_import(delivery: Delivery, line: DeliveryLine, most: int) -> list[int]:
    """The items that the delivery's import made for a line and that were never processed."""
    job = imports_job(delivery)
    if job is None or line.record_id is None or not most:
        return []
    rows = Item.objects.filter(imported_by_job=job, record_id=line.record_id, processing_lines=None)
    rows = rows.filter(site_id=line.site_id or delivery.site_id)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def imports_job(delivery: Delivery) -> int | None:
    """The import whose items a delivery brought: its own, or the one made of its check."""
    job = Job.objects.filter(pk=delivery.job_id).first() if delivery.job_id else None
    if job is not None and job.code != IMPORT:
        job = job_made_from(job, IMPORT)
    return job.pk if job else None


def highest_copy_number(record_id: int) -> int:
    """The highest copy number among the items of a record; 0 where copies are not numbered."""
    return Item.objects.filter(record_id=record_id).aggregate(highest=Max("copy_number"))["highest"] or 0

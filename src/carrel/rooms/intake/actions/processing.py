"""Copies are made ready: put into a batch, ticked step by step, labelled, and put to their places when all is done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.intake import phrases, queries, rules
from carrel.rooms.intake.actions.by_isbn import take_back_by_isbn
from carrel.rooms.intake.models import ProcessingBatch, ProcessingLine, ProcessingStep, StepDone
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory import queries as inventory_queries
from carrel.rooms.schools.models import Place

PLACE_CODE = "PROCESSING"
_WITH_COPIES = frozenset({"inventory.place_items", "inventory.assign_number"})


def for_sites(actor: Actor, sites: Iterable[int | None]) -> Actor:
    """Whoever unpacks and makes ready does it for the schools the copies are for, and may place and label them.

    The permission of the deed itself was asked before; without this an assistant could tick every step but the last.
    """
    wide = actor.site_ids | {site for site in sites if site is not None}
    return replace(actor, site_ids=wide, permissions=actor.permissions | _WITH_COPIES)


def start_processing(
    actor: Actor,
    *,
    site_id: int,
    name: str,
    item_ids: Collection[int],
    now: datetime,
    delivery_id: int | None = None,
    job_id: int | None = None,
    of_lines: Mapping[int, int] | None = None,
    made_here: Collection[int] = (),
) -> int:
    """Begin a batch of copies to be made ready and return it; each stands "In processing" until its last step.

    A site without steps is given the usual five. Copies that are in an open batch already stay there. `of_lines` says
    from which line of the delivery each item is, `made_here` which items were added for this. Raises Refused when no
    copy is left to make ready. Inverse: take_back_processing.
    """
    require(actor, "intake.start_processing")
    with writing():
        inventory_queries.site_must_be_seen(actor, site_id)
        items = queries.not_in_processing(item_ids)
        if not items:
            raise Refused(Objection("intake.nothing_to_process", Weight.REFUSE))
        _steps_of(site_id)
        batch = ProcessingBatch.objects.create(
            site_id=site_id, name=squeeze(name, 120) or _("New copies"), delivery_id=delivery_id, job_id=job_id,
            created_at=now,
        )  # fmt: skip
        there = {each: _place_at(each) for each in {item.site_id for item in items}}
        wide = actor if delivery_id is None else for_sites(actor, there)
        places = {item.pk: there[item.site_id] for item in items}
        before = inventory.place_items(wide, places=places, now=now)
        ProcessingLine.objects.bulk_create(
            ProcessingLine(
                batch=batch, item=item, place_id=None if before[item.pk] == places[item.pk] else before[item.pk],
                delivery_line_id=(of_lines or {}).get(item.pk), made_here=item.pk in made_here,
            )
            for item in items
        )  # fmt: skip
        facts = {"items": len(items), "delivery": delivery_id, "job": job_id}
        record_act(actor, "intake.start_processing", about=("processing", batch.pk), at=now, facts=facts)
    return batch.pk


def _steps_of(site_id: int) -> list[ProcessingStep]:
    if not (found := queries.steps_of(site_id)):
        ProcessingStep.objects.bulk_create(
            ProcessingStep(site_id=site_id, name=str(name), sort=place, gives_label=place == 1)
            for place, name in enumerate(phrases.USUAL_STEPS)
        )
        found = queries.steps_of(site_id)
    return found


def _place_at(site_id: int) -> int:
    values = {"name": str(phrases.IN_PROCESSING), "kind": Place.Kind.STORE, "sort": 900}
    return Place.objects.get_or_create(site_id=site_id, code=PLACE_CODE, defaults=values)[0].pk


def take_back_processing(actor: Actor, *, batch_id: int, now: datetime) -> int:
    """Take a whole batch back: copies it added go out again, others to where they stood; returns how many went out.

    Raises Refused when a copy it added was lent. Inverse: start_processing.
    """
    require(actor, "intake.take_back_processing")
    with writing():
        batch = queries.batch_for(actor, batch_id)
        lines = list(batch.lines.select_related("item"))
        wide = for_sites(actor, (line.item.site_id for line in lines))
        back = {line.item_id: line.place_id for line in lines if line.done_at is None}
        inventory.place_items(wide, places=back, now=now)
        made = [line.item_id for line in lines if line.made_here]
        name = batch.name
        batch.delete()
        for item_id in made:
            take_back_by_isbn(wide, item_id=item_id, now=now)
        facts = {"name": name, "items": len(lines), "taken_out": len(made)}
        record_act(actor, "intake.take_back_processing", about=("processing", batch_id), at=now, facts=facts)
    return len(made)


def tick_step(
    actor: Actor, *, batch_id: int, step_id: int, now: datetime, line_ids: Collection[int] | None = None
) -> int:
    """Say that a step is done for all open copies of a batch, or for those named; returns for how many it was new.

    A copy whose last step this was leaves the queue and stands at its own place from now on. Inverse: untick_step.
    """
    require(actor, "intake.tick_step")
    with writing():
        batch = queries.batch_for(actor, batch_id)
        _step(batch, step_id)
        lines = batch.lines.filter(done_at=None).exclude(steps_done__step_id=step_id)
        if line_ids is not None:
            lines = lines.filter(pk__in=line_ids)
        ids = list(lines.order_by("pk").values_list("pk", flat=True))
        who = actor.badge_name or actor.name
        StepDone.objects.bulk_create(
            StepDone(line_id=pk, step_id=step_id, at=now, account_id=actor.account_id, who=who[:200]) for pk in ids
        )
        _leave(actor, batch, ids, now)
        facts = {"step": step_id, "lines": ids[:200], "count": len(ids)}
        record_act(actor, "intake.tick_step", about=("processing", batch_id), at=now, facts=facts)
    return len(ids)


def _step(batch: ProcessingBatch, step_id: int) -> ProcessingStep:
    found = ProcessingStep.objects.filter(pk=step_id, site_id=batch.site_id).first()
    if found is None:
        raise Refused(Objection("intake.no_such_step", Weight.REFUSE))
    return found


def _leave(actor: Actor, batch: ProcessingBatch, line_ids: Collection[int], now: datetime) -> None:
    """Those of these copies whose every step is done leave the queue for their places."""
    done: dict[int, list[int]] = {pk: [] for pk in line_ids}
    for line_id, step_id in StepDone.objects.filter(line_id__in=line_ids).values_list("line_id", "step_id"):
        done[line_id].append(step_id)
    ready = rules.ready_lines([step.pk for step in queries.steps_of(batch.site_id)], done)
    lines = list(ProcessingLine.objects.filter(pk__in=ready).select_related("item"))
    if lines:
        wide = for_sites(actor, (line.item.site_id for line in lines))
        inventory.place_items(wide, places={line.item_id: line.place_id for line in lines}, now=now)
        ProcessingLine.objects.filter(pk__in=ready).update(done_at=now)


def untick_step(
    actor: Actor, *, batch_id: int, step_id: int, now: datetime, line_ids: Collection[int] | None = None
) -> int:
    """Say that a step was not done, for all copies of a batch or for those named; returns for how many.

    A copy that had left the queue is in processing again, unless it is in another batch by now. Inverse: tick_step.
    """
    require(actor, "intake.untick_step")
    with writing():
        batch = queries.batch_for(actor, batch_id)
        _step(batch, step_id)
        lines = batch.lines.filter(steps_done__step_id=step_id).select_related("item")
        if line_ids is not None:
            lines = lines.filter(pk__in=line_ids)
        found = list(lines.order_by("pk"))
        back = [line for line in found if line.done_at is not None]
        free = {item.pk for item in queries.not_in_processing(line.item_id for line in back)}
        back = [line for line in back if line.item_id in free]
        if back:
            wide = for_sites(actor, (line.item.site_id for line in back))
            there = {site: _place_at(site) for site in {line.item.site_id for line in back}}
            inventory.place_items(wide, places={line.item_id: there[line.item.site_id] for line in back}, now=now)
            ProcessingLine.objects.filter(pk__in=[line.pk for line in back]).update(done_at=None)
        gone = [line.pk for line in found if line.done_at is None or line in back]
        StepDone.objects.filter(line_id__in=gone, step_id=step_id).delete()
        facts = {"step": step_id, "lines": gone[:200], "count": len(gone)}
        record_act(actor, "intake.untick_step", about=("processing", batch_id), at=now, facts=facts)
    return len(gone)


def label_copy(
    actor: Actor,
    *,
    batch_id: int,
    record_id: int,
    number: str,
    now: datetime,
    overrides: Collection[str] = (),
    reason: str = "",
    key: str = "",
) -> int:
    """Give the next copy of a title in a batch its label and tick the step that gives it; returns the line.

    Raises Refused when every copy of the title has one, and as inventory.assign_number does. Inverse: untick_step; the
    number stays and another may be given (inventory.assign_number).
    """
    require(actor, "intake.label_copy")
    with writing():
        batch = queries.batch_for(actor, batch_id)
        waiting = queries.unlabelled_of(batch_id, record_id)
        if not waiting:
            found = ProcessingLine.objects.filter(batch=batch, item__record_id=record_id).select_related("item__record")
            line = found.first()
            title = line.item.record.title if line else number
            raise Refused(Objection("intake.all_labelled", Weight.REFUSE, {"title": title}))
        line = waiting[0]
        inventory.assign_number(
            for_sites(actor, [line.item.site_id]), item_id=line.item_id, number=number, now=now, overrides=overrides,
            reason=reason, key=key,
        )  # fmt: skip
        for step in queries.steps_of(batch.site_id):
            if step.gives_label:
                tick_step(actor, batch_id=batch_id, step_id=step.pk, line_ids=[line.pk], now=now)
        record_act(
            actor, "intake.label_copy", about=("processing", batch_id), at=now, overrides=tuple(overrides),
            reason=reason, facts={"line": line.pk},
        )  # fmt: skip
    return line.pk

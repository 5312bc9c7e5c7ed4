"""A delivery from a packing list or a MARC file: small files are read at once, larger ones by a job that is watched."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from carrel.cellar.files.actions import store_file
from carrel.cellar.files.rules import TABLE
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun, Line
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.tables.mapping import guess
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.actions.deliveries import add_delivery, store_lines
from carrel.rooms.intake.models import Delivery
from carrel.rooms.intake.rules import PACKING_COLUMNS, PackedLine

Said = tuple[Objection, ...]
RUN_FILL = "carrel.rooms.intake.tasks.run_fill_delivery"


def send_packing_list(
    actor: Actor,
    *,
    stream: BinaryIO,
    name: str,
    site_id: int,
    came_on: date,
    now: datetime,
    vendor_id: int | None = None,
    packing_list: str = "",
    order_number: str = "",
    note: str = "",
) -> tuple[int, Said]:
    """Write down a delivery from its packing list, a CSV or XLSX file; returns it and what is said of odd lines.

    Columns are known by the names vendors use; where none is title or number the delivery has no lines until its
    columns are chosen. The lines of a large list come by a job. Raises Refused for a file that is no table.
    Inverse: take_out_delivery.
    """
    require(actor, "intake.send_packing_list")
    with writing():
        stored = store_file(actor, stream=stream, name=name, kind=TABLE, now=now)
        heads = queries.heads_of_list(stored)
        mapping = dict(guess(heads, PACKING_COLUMNS))
        is_understood, is_small = rules.heads_understood(mapping), stored.size <= queries.SMALL_TABLE
        lines: Sequence[PackedLine] = ()
        said: Said = ()
        if is_understood and is_small:
            lines, said = queries.lines_read(queries.lines_of_list(stored, mapping), name=packing_list or name)
        delivery_id = add_delivery(
            actor, site_id=site_id, came_on=came_on, vendor_id=vendor_id, packing_list=packing_list or name,
            order_number=order_number, note=note, lines=lines, file_id=stored.pk, heads=heads, mapping=mapping,
            now=now,
        )  # fmt: skip
        if is_understood and not is_small:
            _start_filling(actor, delivery_id, site_id, stored.pk, name, mapping, now)
    return delivery_id, said


def unpack_import(
    actor: Actor, *, job_id: int, site_id: int, came_on: date, now: datetime, key: str = "", **facts: Any
) -> int:
    """Write down a delivery from a MARC file that was sent in: an import's items, or the records of one looked into.

    The records of a large file come by a job. `facts` are those of add_delivery. Raises Refused for an import that is
    not in sight, or whose file is no longer kept. Inverse: take_out_delivery.
    """
    require(actor, "intake.unpack_import")
    with writing():
        job = queries.import_to_unpack(actor, job_id)
        lines: Sequence[PackedLine] = ()
        large = None
        if job.code == queries.IMPORT:
            lines = queries.lines_of_import(job_id)
        else:
            found = queries.import_file(job)
            if found is None:
                raise Refused(Objection("intake.no_such_file", Weight.REFUSE))
            if found.stored.size <= queries.SMALL_MARC:
                lines, _ = queries.lines_read(queries.lines_of_marc(found.stored), name=found.stored.name)
            else:
                large = found.stored
        delivery_id = add_delivery(
            actor, site_id=site_id, came_on=came_on, lines=lines, job_id=job_id, key=key, now=now, **facts
        )
        if large is not None and queries.filling_of(Delivery.objects.get(pk=delivery_id)) is None:
            _start_filling(actor, delivery_id, site_id, large.pk, large.name, None, now)
    return delivery_id


def read_packing_list(actor: Actor, *, delivery_id: int, mapping: Mapping[str, str], now: datetime) -> Said:
    """Read a delivery's packing list anew with other columns, as long as nothing is counted; returns what is said.

    A large list is read by a job. Raises Refused when no column holds a title or number, a copy is counted, or the list
    is being read. Inverse: read_packing_list, with the columns of before, which the audit entry holds.
    """
    require(actor, "intake.read_packing_list")
    with writing():
        found = queries.delivery_for(actor, delivery_id)
        if not rules.heads_understood(mapping):
            raise Refused(Objection("intake.columns_missing", Weight.REFUSE))
        if found.lines.exclude(came=0).exists():
            raise Refused(Objection("intake.counted_already", Weight.REFUSE))
        under_way = queries.filling_of(found)
        if under_way is not None and not under_way.is_over:
            raise Refused(Objection("intake.being_read", Weight.REFUSE, {"name": str(found)}))
        stored = queries.file_of_delivery(found)
        facts = {"before": found.mapping}
        said: Said = ()
        if stored.size <= queries.SMALL_TABLE:
            lines, said = queries.lines_read(queries.lines_of_list(stored, mapping), name=str(found))
            found.lines.all().delete()
            store_lines(found, lines)
        else:
            _start_filling(actor, delivery_id, found.site_id, stored.pk, stored.name, mapping, now)
        found.mapping = dict(mapping)
        found.save(update_fields=["mapping"])
        record_act(actor, "intake.read_packing_list", about=("delivery", delivery_id), at=now, facts=facts)
    return said


def _start_filling(
    actor: Actor, delivery_id: int, site_id: int, file_id: int, name: str, mapping: Mapping[str, str] | None,
    now: datetime,
) -> None:  # fmt: skip
    params = {"delivery_id": delivery_id, "file_id": file_id, "mapping": None if mapping is None else dict(mapping)}
    jobs.start(actor, task=RUN_FILL, code=queries.FILL, title=name, params=params, now=now, site_id=site_id)


def fill_delivery(
    actor: Actor, *, run: JobRun, delivery_id: int, lines: Sequence[PackedLine], said: Said, now: datetime
) -> None:
    """Give a delivery the lines that a job has read, all or none, in place of those it has.

    Raises Refused when it was closed, or a copy counted, meanwhile. Part of send_packing_list, unpack_import and
    read_packing_list. Inverse: take_out_delivery.
    """
    require(actor, "intake.fill_delivery")
    with writing():
        found = queries.delivery_for(actor, delivery_id)
        if found.lines.exclude(came=0).exists():
            raise Refused(Objection("intake.counted_already", Weight.REFUSE))
        found.lines.all().delete()
        store_lines(found, lines)
        told = [{"code": each.code, "facts": dict(each.facts)} for each in said[: rules.MOST_LINES]]
        report = {"lines": len(lines), "odd": len(said)}
        first = [Line("told", 1, {"said": told})] if told else []
        jobs.advance(run, now=now, done=run.done, report=report, lines=first)
        facts = {"lines": len(lines)}
        record_act(actor, "intake.fill_delivery", about=("delivery", delivery_id), at=now, facts=facts)

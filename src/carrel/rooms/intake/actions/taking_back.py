"""What an import brought is taken out again, step by step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun, Line
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.writing import writing
from carrel.cellar.marc import from_iso2709
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.intake import queries
from carrel.rooms.intake.models import AskedRecord, KeptRecord, WaitingIsbn
from carrel.rooms.inventory import actions as inventory

AT_ONCE = 200
"""Items or records a transaction: the desk waits for its end."""


@dataclass(slots=True)
class Back:
    """How far taking an import back is: what went, what stayed, and where each of its three parts goes on."""

    counts: Counter[str] = field(default_factory=Counter)
    cursor: dict[str, int] = field(default_factory=dict)

    def step(self, part: str, reached: int, **counted: int) -> None:
        """Note a step of a part."""
        self.cursor[part] = reached
        self.counts.update(counted)


def take_back_items(actor: Actor, *, run: JobRun, import_job: int, back: Back, now: datetime) -> bool:
    """Take out the next items an import made; False when there were none left.

    Those lent or used since stay, and lines of the job name them. No inverse: the file is imported again.
    """
    require(actor, "intake.take_back_import")
    with writing():
        out, stay, last = inventory.take_out_next_items(
            actor, job_id=import_job, after=back.cursor.get("items", 0), most=AT_ONCE, now=now
        )
        if last is None:
            return False
        back.step("items", last, items_out=out, items_stay=len(stay))
        _advance(run, back, now, [Line(queries.STAYED, back.counts.total(), {"items": stay})] if stay else [])
    return True


def take_back_records(actor: Actor, *, run: JobRun, import_job: int, back: Back, now: datetime) -> bool:
    """Take out the next records an import made, unless something hangs on them by now; False when none were left.

    No inverse: the file is imported again.
    """
    require(actor, "intake.take_back_import")
    with writing():
        done = back.cursor.get("records", 0)
        ids = queries.made_records(import_job, done, AT_ONCE)
        if not ids:
            return False
        out = catalogue.take_out_records(actor, record_ids=ids, now=now, source=f"job:{import_job}")
        back.step("records", done + len(ids), records_out=out, records_stay=len(ids) - out)
        _advance(run, back, now)
    return True


def take_back_replaced(actor: Actor, *, run: JobRun, import_job: int, back: Back, now: datetime) -> bool:
    """Put back the next records an import replaced, unless they were changed since; then drop what it set aside.

    False when nothing was left. No inverse: the file is imported again.
    """
    require(actor, "intake.take_back_import")
    with writing():
        rows = queries.replaced_after(import_job, back.cursor.get("replaced", 0), AT_ONCE // 4)
        for row in rows:
            untouched = row.record.updated_at == row.replaced_at
            if untouched:
                before = from_iso2709(bytes(row.before))
                catalogue.replace_record(actor, record_id=row.record_id, marc=before, now=now)
                filled = WaitingIsbn.objects.filter(record_id=row.record_id, filled_by_job=import_job)
                filled.update(filled_at=None, filled_by="", filled_by_job=None)
            back.step("replaced", row.pk, replaced_back=untouched, replaced_stay=not untouched)
        if not rows:
            AskedRecord.objects.filter(job_id=import_job).delete()
            KeptRecord.objects.filter(job_id=import_job).delete()
        _advance(run, back, now)
    return bool(rows)


def _advance(run: JobRun, back: Back, now: datetime, lines: Sequence[Line] = ()) -> None:
    done = sum(back.counts.values())
    jobs.advance(run, now=now, done=done, cursor=back.cursor, report=dict(back.counts), lines=lines)

"""One step of an import: up to a few hundred records judged, and stored or not, in one short transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun, Line
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.marc import MarcRecord, RecordFacts, Unreadable, facts_of, holdings_of
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.catalogue import queries as catalogue_queries
from carrel.rooms.catalogue.rules import match_numbers
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.rules import Defaults, Known, Plan, Unknown
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory import queries as inventory_queries
from carrel.rooms.inventory.actions import NewItem

MOST_TOLD = 5_000

Entry = tuple[int, MarcRecord | Unreadable]
Pairs = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Progress:
    """What a run of an import remembers between its steps."""

    known: Known
    defaults: Defaults
    is_check: bool
    counts: Counter[str] = field(default_factory=Counter)
    unknown: Unknown = field(default_factory=Unknown)
    barcodes: dict[str, int] = field(default_factory=dict)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def report(self) -> dict[str, Any]:
        """The report as the job keeps it."""
        return {"counts": dict(self.counts), "unknown": asdict(self.unknown)}


@dataclass(slots=True)
class _Judged:
    """One record on its way in."""

    number: int
    record: MarcRecord | Unreadable
    facts: RecordFacts | None = None
    plan: Plan = field(default_factory=lambda: Plan((), ()))
    pairs: Pairs = ()
    objections: list[Objection] = field(default_factory=list)
    outcome: str = rules.REFUSED
    record_id: int | None = None
    same_as: int | None = None

    @property
    def title(self) -> str:
        return self.facts.title[:300] if self.facts and self.facts.title else ""


def import_batch(
    actor: Actor, *, run: JobRun, entries: Sequence[Entry], progress: Progress, now: datetime, write: bool = True
) -> None:
    """Judge a batch of records and, unless the run is a check, store them with their copies, each whole or not at all.

    Reading and extracting is done before the writer lock is taken. With `write` False nothing is written, not even
    the report: so a check that is taken up again learns what it had read. Inverse: take_back_import.
    """
    require(actor, "intake.import_marc" if not progress.is_check else "intake.check_marc")
    judged = [_read(entry, progress) for entry in entries]
    with writing():
        _decide(judged, progress)
        if not progress.is_check:
            _store(actor, judged, run, now)
        _remember(judged, progress)
        if write:
            jobs.advance(
                run, now=now, done=entries[-1][0], cursor={"number": entries[-1][0]}, report=progress.report(),
                lines=_lines(judged, progress),
            )  # fmt: skip


def _read(entry: Entry, progress: Progress) -> _Judged:
    number, record = entry
    judged = _Judged(number, record)
    if isinstance(record, Unreadable):
        judged.objections.append(rules.unreadable_objection(record))
        return judged
    judged.facts = facts_of(record)
    judged.pairs = match_numbers(judged.facts)
    judged.plan = rules.planned(judged.facts, holdings_of(record), progress.known, progress.defaults, progress.unknown)
    judged.objections += [*judged.plan.objections, *rules.mended_objections(record)]
    return judged


def _decide(batch: list[_Judged], progress: Progress) -> None:
    """Give each record its outcome, in the order of the file."""
    barcodes = [item.number for judged in batch for item in judged.plan.items]
    taken = {number: title for number, (_, title) in inventory_queries.titles_of_numbers(barcodes).items()}
    ours = catalogue_queries.records_by_numbers(pair for judged in batch for pair in judged.pairs)
    formats = queries.formats_of(sorted(set(ours.values())))
    for judged in batch:
        if judged.facts is None:
            continue
        own = [item.number for item in judged.plan.items if item.number]
        judged.objections += rules.number_objections(
            own, taken=taken, earlier=progress.barcodes, number_of_record=judged.number
        )
        if any(each.weight is Weight.REFUSE for each in judged.objections):
            continue
        progress.barcodes.update(dict.fromkeys(own, judged.number))
        _match(judged, ours, formats, progress)


def _match(
    judged: _Judged,
    ours: dict[tuple[str, str], int],
    formats: dict[int, tuple[str, str]],
    progress: Progress,
) -> None:
    """Find the record that is ours already, or that came earlier in this file."""
    assert judged.facts is not None
    for pair in judged.pairs:
        if pair in ours:
            form, title = formats[ours[pair]]
            if form == judged.facts.format:
                judged.record_id = ours[pair]
                break
            facts = {"title": title}
            judged.objections.append(Objection("intake.same_number_other_kind", Weight.TELL, facts))
            break
        if pair in progress.numbers:
            judged.same_as = progress.numbers[pair]
            break
    is_ours = judged.record_id is not None or judged.same_as is not None
    judged.outcome = (rules.MORE if judged.plan.items else rules.KNOWN) if is_ours else rules.NEW
    if judged.outcome == rules.NEW:
        progress.numbers.update(dict.fromkeys(judged.pairs, judged.number))


def _store(actor: Actor, batch: list[_Judged], run: JobRun, now: datetime) -> None:
    new = [judged for judged in batch if judged.outcome == rules.NEW]
    marcs = [judged.record for judged in new if isinstance(judged.record, MarcRecord)]
    ids = catalogue.add_records(actor, marcs=marcs, now=now, source=f"job:{run.job_id}")
    made: dict[int, int] = {}
    for judged, record_id in zip(new, ids, strict=True):
        judged.record_id = made[judged.number] = record_id
    rows = []
    for judged in batch:
        if judged.outcome == rules.REFUSED:
            continue
        if judged.record_id is None and judged.same_as is not None:
            judged.record_id = made[judged.same_as]
        assert judged.record_id is not None
        rows += [
            NewItem(judged.record_id, item.site_id, item.facts, (item.number,) if item.number else ())
            for item in judged.plan.items
        ]
    if rows:
        inventory.add_items(actor, rows=rows, now=now, job_id=run.job_id)


def _remember(batch: list[_Judged], progress: Progress) -> None:
    for judged in batch:
        progress.counts["read"] += 1
        progress.counts[judged.outcome] += 1
        if judged.outcome != rules.REFUSED:
            progress.counts["items"] += len(judged.plan.items)
            progress.counts["without_number"] += sum(1 for item in judged.plan.items if not item.number)
            progress.counts["told"] += len([each for each in judged.objections if each.weight is Weight.TELL])


def _lines(batch: list[_Judged], progress: Progress) -> list[Line]:
    lines = []
    for judged in batch:
        refusals = [each for each in judged.objections if each.weight is Weight.REFUSE]
        if judged.outcome == rules.REFUSED:
            lines.append(_line("refused", judged, refusals))
        elif judged.objections and progress.counts["told"] <= MOST_TOLD:
            lines.append(_line("told", judged, judged.objections))
    new = [judged.record_id for judged in batch if judged.outcome == rules.NEW and judged.record_id is not None]
    if new:
        lines.append(Line("new", batch[0].number, {"records": new}))
    return lines


def _line(kind: str, judged: _Judged, objections: list[Objection]) -> Line:
    said = [{"code": each.code, "facts": dict(each.facts)} for each in objections[:20]]
    facts: dict[str, Any] = {"title": judged.title, "said": said}
    if isinstance(judged.record, Unreadable):
        facts |= {"offset": judged.record.offset, "line": judged.record.line}
    elif judged.facts is not None:
        facts |= {"isbn": judged.facts.isbns[0] if judged.facts.isbns else ""}
    return Line(kind, judged.number, facts)

"""One step of a register: up to some hundred rows judged, and stored or not, in one short transaction."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun, Line
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.writing import writing
from carrel.cellar.tables.mapping import mapped
from carrel.cellar.tables.reading import Row
from carrel.rooms.registers.actions.charges import judge_charges, store_charges
from carrel.rooms.registers.actions.holds import judge_holds, store_holds
from carrel.rooms.registers.actions.items import judge_items, learn_items, store_items
from carrel.rooms.registers.actions.loans import judge_loans, store_loans
from carrel.rooms.registers.actions.progress import Judged, Progress, lines_of, remember
from carrel.rooms.registers.rules import HOLDS, ITEMS, LOANS, Cells


def import_rows(
    actor: Actor, *, run: JobRun, rows: Sequence[Row], mapping: Mapping[str, str], progress: Progress, now: datetime
) -> None:
    """Judge a batch of rows and, unless the run is a check, store what they bring, each row whole or not at all.

    With a run that was taken up again, rows it had done are handed to `learn_rows` first. Inverse: take_back_register.
    """
    require(actor, "registers.check_register" if progress.is_check else "registers.import_register")
    read = _read(rows, mapping, progress)
    with writing():
        judged, lines = _judge_and_store(actor, run, read, progress, now)
        remember(judged, progress)
        last = rows[-1].line
        jobs.advance(
            run, now=now, done=progress.counts["read"], cursor={"line": last}, report=progress.report(),
            lines=[*lines, *lines_of(judged, progress)],
        )  # fmt: skip


def learn_rows(
    actor: Actor, *, rows: Sequence[Row], mapping: Mapping[str, str], progress: Progress, now: datetime
) -> None:
    """Look again at rows an earlier run had done, so that later ones find what they brought.

    No inverse: nothing is changed but what the run remembers.
    """
    require(actor, "registers.check_register")
    read = _read(rows, mapping, progress)
    # Their figures and their unknown words have been counted by the run that did them.
    counts, unknown = progress.counts.copy(), deepcopy(progress.unknown)
    if progress.kind == ITEMS and not progress.is_check:
        learn_items(read, progress)
    elif progress.kind == ITEMS:
        judge_items(read, progress)
    elif progress.kind == LOANS:
        judge_loans(actor, read, progress, now)
    elif progress.kind == HOLDS:
        judge_holds(actor, read, progress, now)
    else:
        judge_charges(actor, read, progress)
    progress.counts, progress.unknown = counts, unknown


def _read(rows: Sequence[Row], mapping: Mapping[str, str], progress: Progress) -> list[tuple[Row, Cells]]:
    found = []
    for row in rows:
        cells = Cells(mapped(row.cells, mapping), progress.sheet)
        if row.found:
            cells.refuse("registers.slipped", found=row.found, expected=len(row.cells))
        found.append((row, cells))
    return found


def _judge_and_store(
    actor: Actor, run: JobRun, read: Sequence[tuple[Row, Cells]], progress: Progress, now: datetime
) -> tuple[list[Judged], list[Line]]:
    lines: list[Line] = []
    if progress.kind == ITEMS:
        items = judge_items(read, progress)
        if not progress.is_check:
            lines = store_items(actor, items, run=run, progress=progress, now=now)
        return [judged for judged, _ in items], lines
    if progress.kind == LOANS:
        loans = judge_loans(actor, read, progress, now)
        if not progress.is_check:
            lines = store_loans(actor, loans, run=run, progress=progress, now=now)
        return [judged for judged, *_ in loans], lines
    if progress.kind == HOLDS:
        holds = judge_holds(actor, read, progress, now)
        if not progress.is_check:
            lines = store_holds(actor, holds, run=run, progress=progress, now=now)
        return [judged for judged, *_ in holds], lines
    charges = judge_charges(actor, read, progress)
    if not progress.is_check:
        store_charges(actor, charges, run=run, progress=progress, now=now)
    return [judged for judged, *_ in charges], lines

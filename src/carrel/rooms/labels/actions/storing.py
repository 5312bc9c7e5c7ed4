"""The part of every action that begins a run."""

from datetime import datetime

from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.papers.label_sheets import Sheet
from carrel.rooms.labels import queries, rules
from carrel.rooms.labels.models import LabelPrinter, LabelRun


def store_run(
    *, site_id: int, by: int | None, kind: str, printer_id: int | None, sheet: str, start: tuple[int, int] | None,
    now: datetime, order: str = rules.AS_SCANNED, content: dict[str, object] | None = None,
) -> LabelRun:  # fmt: skip
    """Store an open run; a part of every action that begins one. Inverse: take_back_run."""
    printer = LabelPrinter.objects.filter(site_id=site_id, pk=printer_id or 0).first()
    found = queries.sheet_of(sheet or (printer.sheet if printer else "5160"), site_id)
    if found is None:
        raise Refused(Objection("labels.no_sheet", Weight.REFUSE))
    return LabelRun.objects.create(
        site_id=site_id,
        kind=kind,
        printer=printer,
        sheet=found.code,
        start=cell_of(found, start) if start else queries.next_cell_of(printer, found),
        order=order if order in rules.ORDERS else rules.AS_SCANNED,
        content=content or {},
        started_at=now,
        started_by=by,
    )


def cell_of(sheet: Sheet, start: tuple[int, int]) -> int:
    """The cell at a row and column from 1. Raises Refused when the sheet has none there. No inverse: it only reads."""
    row, column = start
    try:
        return sheet.cell_at(row, column)
    except ValueError as why:
        facts = {"sheet": sheet.name, "row": row, "column": column}
        raise Refused(Objection("labels.no_cell", Weight.REFUSE, facts)) from why

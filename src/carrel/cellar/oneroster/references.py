"""Whether the rows of a package agree: ids that lead nowhere, rows that hang on deleted rows, dates reversed."""

from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any

from carrel.cellar.oneroster.columns import SPARED_FILES, Column, FileTable, Need
from carrel.cellar.oneroster.faults import Findings


@dataclass
class ReadFile:
    """The rows of one file: kept by id, marked as deleted, faulty; not `is_whole` when some could not be read.

    `mode` is bulk or delta; `deleted` holds the row itself in a delta where it could be read, else None.
    """

    table: FileTable
    mode: str = "bulk"
    rows: dict[str, Any] = field(default_factory=dict)
    deleted: dict[str, Any] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    is_whole: bool = True

    @property
    def file(self) -> str:
        return f"{self.table.name}.csv"


def agreeing(tables: list[ReadFile], findings: Findings) -> dict[str, tuple[Any, ...]]:
    """The rows of each file whose references hold, by file name. `tables` come in the order of `columns.FILES_OF`.

    What leads into a file of changes is taken on trust where it is not there: it was sent before. An id
    that leads nowhere else is a fault where the row means nothing without it; if not, it is left out with a remark.
    A row that hangs on a row marked as deleted goes with it.
    """
    by_name = {table.table.name: table for table in tables}
    is_partial = any(table.mode == "delta" for table in tables)
    for table in tables:
        references = [column for column in table.table.columns if column.refers_to]
        for column in references:
            _check_column(table, column, by_name, findings, is_partial=is_partial)
        if table.table.name in {"academicSessions", "enrollments"}:
            _check_dates(table, findings)
    return {table.table.name: tuple(table.rows.values()) for table in tables}


def _check_column(
    table: ReadFile, column: Column, by_name: dict[str, ReadFile], findings: Findings, *, is_partial: bool
) -> None:
    target = by_name.get(column.refers_to)
    if target is None:
        if not is_partial:
            _check_absent(table, column, findings)
        return
    is_delta = target.mode == "delta"
    place = table.table.row._fields.index(column.field)
    values = map(itemgetter(place), table.rows.values())
    # Whether all is well is asked of all rows at once; only then each row is looked at.
    named = set(chain.from_iterable(values)) if isinstance(column.when_empty, tuple) else set(values) - {""}
    if named.isdisjoint(target.deleted.keys()) if is_delta else named <= target.rows.keys():
        return
    for row in list(table.rows.values()):
        value = row[place]
        ids = value if isinstance(value, tuple) else (value,) if value else ()
        if any((number in target.deleted) if is_delta else (number not in target.rows) for number in ids):
            _mend(table, row, column, target, findings)


def _check_absent(table: ReadFile, column: Column, findings: Findings) -> None:
    """The file that the ids lead to is not in the package."""
    if not any(getattr(row, column.field) for row in table.rows.values()):
        return
    code = "reference_unchecked" if column.refers_to in SPARED_FILES else "target_absent"
    tell = findings.remark if column.refers_to in SPARED_FILES else findings.fault
    tell(code, table.file, 0, column.name, target=f"{column.refers_to}.csv")


def _mend(table: ReadFile, row: Any, column: Column, target: ReadFile, findings: Findings) -> None:
    """Faults, drops or shortens a row of which at least one id leads to no living row."""
    value = getattr(row, column.field)
    ids = value if isinstance(value, tuple) else (value,)
    is_trusted = target.mode == "delta"
    kept = tuple(
        sourced_id
        for sourced_id in ids
        if sourced_id in target.rows or (is_trusted and sourced_id not in target.deleted)
    )
    for sourced_id in ids:
        if sourced_id not in kept and sourced_id not in target.deleted:
            _tell_missing(table, row, column, sourced_id, target=target, findings=findings)
    if column.need is Need.REQUIRED and not kept:
        if any(sourced_id in target.deleted for sourced_id in ids):
            findings.remark("row_hangs_on_deleted", table.file, row.line, column.name, target=target.file)
            del table.rows[row.sourced_id]
            table.deleted[row.sourced_id] = row
        return
    if any(sourced_id in target.deleted for sourced_id in ids):
        findings.remark("reference_to_deleted", table.file, row.line, column.name, target=target.file)
    table.rows[row.sourced_id] = row._replace(**{column.field: kept if isinstance(value, tuple) else ""})


def _tell_missing(
    table: ReadFile, row: Any, column: Column, sourced_id: str, *, target: ReadFile, findings: Findings
) -> None:
    if sourced_id in target.faulty or not target.is_whole:
        return
    if column.must_exist:
        findings.fault("reference_missing", table.file, row.line, column.name, id=sourced_id, target=target.file)
    else:
        findings.remark("reference_left_out", table.file, row.line, column.name, id=sourced_id, target=target.file)


def _check_dates(table: ReadFile, findings: Findings) -> None:
    """A session must not end before it begins; an enrolment that does is a student who never came, and is left out."""
    is_session = table.table.name == "academicSessions"
    begin, end = ("starts_on", "ends_on") if is_session else ("begins_on", "ends_on")
    for row in list(table.rows.values()):
        begins, ends = getattr(row, begin), getattr(row, end)
        if not begins or not ends or begins <= ends:
            continue
        if is_session:
            findings.fault("dates_reversed", table.file, row.line, "endDate", begins=begins, ends=ends)
        else:
            findings.remark("never_began", table.file, row.line, "endDate")
            del table.rows[row.sourced_id]
            table.deleted[row.sourced_id] = row

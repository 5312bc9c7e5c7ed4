"""A package of OneRoster 1.1 files → a `Roster`: all of it, or every reason why not."""

from collections.abc import Mapping
from typing import Any

from carrel.cellar.oneroster.cells import (
    BadCell,
    cell_value,
    check_control_signs,
    is_spelled_otherwise,
    is_unknown_word,
)
from carrel.cellar.oneroster.columns import EVERY_FILE, FILES, STATUS_WORDS, Column, FileTable, Need
from carrel.cellar.oneroster.container import Source, package_bytes
from carrel.cellar.oneroster.csvtext import decoded, has_control_signs, rows_of
from carrel.cellar.oneroster.faults import Findings
from carrel.cellar.oneroster.header import Header
from carrel.cellar.oneroster.manifest import MANIFEST, read_manifest
from carrel.cellar.oneroster.references import ReadFile, agreeing
from carrel.cellar.oneroster.rows import Roster


def read(source: Source) -> Roster:
    """The roster in a zip (its bytes or its path), a folder, or files by name; oddities are in `roster.remarks`.

    Raises RosterRefused with all faults found, at most `FAULTS_LISTED`: nothing of a faulty package is handed out.
    """
    findings = Findings()
    files = _plain_names(package_bytes(source, findings), findings)
    findings.raise_if_faulty()
    manifest = read_manifest(files, findings)
    findings.raise_if_faulty()
    assert manifest is not None  # read_manifest gives None only after a fault
    tables = [
        read_file(table, files[f"{table.name}.csv"], findings)
        for table in FILES
        if manifest.modes[table.name] == "bulk"
    ]
    kept = agreeing(tables, findings)
    findings.raise_if_faulty()
    return Roster(
        manifest=manifest,
        orgs=kept.get("orgs", ()),
        academic_sessions=kept.get("academicSessions", ()),
        courses=kept.get("courses", ()),
        classes=kept.get("classes", ()),
        enrollments=kept.get("enrollments", ()),
        users=kept.get("users", ()),
        remarks=findings.remarks,
    )


def _plain_names(files: Mapping[str, bytes], findings: Findings) -> dict[str, bytes]:
    """Files by the standard's spelling of their names: some systems write `Users.csv`."""
    standard = {f"{name}.csv".lower(): f"{name}.csv" for name in EVERY_FILE} | {MANIFEST: MANIFEST}
    plain: dict[str, bytes] = {}
    for name, content in files.items():
        spelled = standard.get(name.lower(), name)
        if spelled in plain:
            findings.fault("twice_in_package", name)
        elif spelled != name:
            findings.remark("file_spelled", name, standard=spelled)
        plain[spelled] = content
    return plain


def read_file(table: FileTable, content: bytes, findings: Findings) -> ReadFile:
    """The rows of one file; rows marked as deleted are counted apart, faulty rows are left out."""
    file = f"{table.name}.csv"
    result = ReadFile(table)
    text = decoded(file, content, findings)
    if text is None:
        result.is_whole = False
        return result
    rows = rows_of(file, text, findings)
    line, header = next(rows, (1, []))
    reading = Header(table, file, line, header, findings)
    if not reading.is_usable:
        result.is_whole = False
        return result
    checks_signs = has_control_signs(text)
    for line, row in rows:
        if len(row) != len(header):
            findings.fault("row_length", file, line, count=len(row), header=len(header))
            result.is_whole = False
            continue
        _take_row(reading, result, line, row, findings, checks_signs=checks_signs)
    return result


def _take_row(
    header: Header, result: ReadFile, line: int, row: list[str], findings: Findings, *, checks_signs: bool
) -> None:
    sourced_id = row[header.places["sourcedId"]].strip()
    if not _is_usable_id(header, result, sourced_id, line, findings):
        return
    if not _is_kept(header, row, line, findings):
        result.deleted.add(sourced_id)
        return
    values: dict[str, Any] = {}
    is_whole = True
    for place, column in header.columns:
        text = row[place].strip()
        try:
            values[column.field] = _value(column, text, header.file, line, findings, checks_signs=checks_signs)
        except BadCell as reason:
            findings.fault(reason.code, header.file, line, column.name, **reason.facts)
            is_whole = False
    if is_whole:
        if header.metadata:
            values["metadata"] = {name: text for place, name in header.metadata if (text := row[place].strip())}
        result.rows[sourced_id] = header.table.row(sourced_id=sourced_id, line=line, **values)
    else:
        result.faulty.add(sourced_id)


def _is_usable_id(header: Header, result: ReadFile, sourced_id: str, line: int, findings: Findings) -> bool:
    if not sourced_id:
        findings.fault("empty", header.file, line, "sourcedId")
    elif len(sourced_id) > 255:
        findings.fault("too_long", header.file, line, "sourcedId", length=len(sourced_id), limit=255)
    elif sourced_id in result.rows or sourced_id in result.deleted or sourced_id in result.faulty:
        first = result.rows[sourced_id].line if sourced_id in result.rows else 0
        findings.fault("id_twice", header.file, line, "sourcedId", id=sourced_id, first=first or "")
    else:
        return True
    return False


def _is_kept(header: Header, row: list[str], line: int, findings: Findings) -> bool:
    """Whether the row counts; a bulk file should have no status, but many carry `active` and some `tobedeleted`."""
    if "status" not in header.places:
        return True
    status = row[header.places["status"]].strip()
    kept = STATUS_WORDS.get(status.lower())
    if kept is None:
        findings.fault("unknown_word", header.file, line, "status", value=status, words="active, tobedeleted")
        return True
    if not kept:
        findings.remark("row_marked_deleted", header.file, line, "status")
    return kept


def _value(column: Column, text: str, file: str, line: int, findings: Findings, *, checks_signs: bool) -> object:
    if not text:
        if column.need is Need.REQUIRED:
            raise BadCell("empty")
        if column.need is Need.EXPECTED:
            findings.remark("expected_empty", file, line, column.name)
        return column.when_empty
    if checks_signs:
        check_control_signs(text)
    value = cell_value(column, text)
    if is_spelled_otherwise(column, text, value):
        findings.remark("value_spelled", file, line, column.name, value=text)
    elif is_unknown_word(column, text):
        findings.remark("word_unknown", file, line, column.name, value=text)
    return value

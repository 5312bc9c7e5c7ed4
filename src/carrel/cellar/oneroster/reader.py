"""A package of OneRoster files, 1.1 or 1.2, whole or changes only → a `Roster`: all of it, or every reason why not."""

from collections.abc import Mapping
from typing import Any

from carrel.cellar.oneroster.cells import (
    BadCell,
    cell_value,
    check_control_signs,
    is_spelled_otherwise,
    is_unknown_word,
)
from carrel.cellar.oneroster.columns import EVERY_FILE, FILES_OF, STATUS_WORDS, Column, FileTable, Kind, Need
from carrel.cellar.oneroster.container import Source, package_bytes
from carrel.cellar.oneroster.csvtext import decoded, has_control_signs, rows_of
from carrel.cellar.oneroster.faults import Findings
from carrel.cellar.oneroster.header import Header
from carrel.cellar.oneroster.manifest import MANIFEST, read_manifest
from carrel.cellar.oneroster.references import ReadFile, agreeing
from carrel.cellar.oneroster.rows import Roster

_REMEMBERED = 50_000
"""How many different texts of a column are remembered."""
_UNKNOWN = object()


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
        read_file(table, files[f"{table.name}.csv"], findings, mode=manifest.modes[table.name])
        for table in FILES_OF[manifest.version]
        if manifest.modes[table.name] != "absent"
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
        roles=kept.get("roles", ()),
        deleted={table.table.name: table.deleted for table in tables if table.mode == "delta" and table.deleted},
        remarks=findings.remarks,
    )


def _plain_names(files: Mapping[str, bytes], findings: Findings) -> dict[str, bytes]:
    """Files by the standard's spelling of their names: some systems write `Users.csv`."""
    names = (name for of_version in EVERY_FILE.values() for name in of_version)
    standard = {f"{name}.csv".lower(): f"{name}.csv" for name in names} | {MANIFEST: MANIFEST}
    plain: dict[str, bytes] = {}
    for name, content in files.items():
        spelled = standard.get(name.lower(), name)
        if spelled in plain:
            findings.fault("twice_in_package", name)
        elif spelled != name:
            findings.remark("file_spelled", name, standard=spelled)
        plain[spelled] = content
    return plain


def read_file(table: FileTable, content: bytes, findings: Findings, *, mode: str = "bulk") -> ReadFile:
    """The rows of one file; rows marked as deleted are kept apart, faulty rows are left out."""
    file = f"{table.name}.csv"
    result = ReadFile(table, mode)
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
    taking = _Taking(reading, result, findings, checks_signs=has_control_signs(text))
    for line, row in rows:
        if len(row) == len(header):
            taking.take(line, row)
        elif len(row) == reading.length:
            taking.take(line, row + [""] * (len(header) - len(row)))
        else:
            findings.fault("row_length", file, line, count=len(row), header=len(header))
            result.is_whole = False
    return result


class _Taking:
    """Takes the rows of one file, one by one.

    What a column says again and again (a school, a class, a day) is read once and remembered: a file of a large
    district has seven hundred thousand enrolments.
    """

    def __init__(self, header: Header, result: ReadFile, findings: Findings, *, checks_signs: bool) -> None:
        self.header = header
        self.file = header.file
        self.result = result
        self.findings = findings
        self.checks_signs = checks_signs
        self.is_delta = result.mode == "delta"
        row = header.table.row
        self.row = row
        places = {name: place for place, name in enumerate(row._fields)}
        self.id_place, self.line_place, self.metadata_place = (
            places[name] for name in ("sourced_id", "line", "metadata")
        )
        self.blank: list[Any] = [row._field_defaults.get(name, "") for name in row._fields]
        for column in header.table.columns:
            if column.field:
                self.blank[places[column.field]] = column.when_empty
        self.columns: list[tuple[int, int, Column, dict[str, object]]] = [
            (place, places[column.field], column, {}) for place, column in header.columns
        ]
        self.own_id = header.places["sourcedId"]
        self.status = header.places.get("status", -1)
        self.changed = header.places.get("dateLastModified", -1)
        self.when: dict[str, str] = {}

    def take(self, line: int, row: list[str]) -> None:
        sourced_id = row[self.own_id].strip()
        if not self._is_usable_id(sourced_id, line, row):
            return
        is_kept = self.status < 0 or self._is_kept(row[self.status].strip(), line)
        if not is_kept and not self.is_delta:
            self.result.deleted[sourced_id] = None
            return
        values = self._values(line, row, is_kept=is_kept)
        if values is None:
            self.result.faulty.add(sourced_id)
            return
        values[self.id_place], values[self.line_place] = sourced_id, line
        if self.header.metadata:
            said = {name: text for place, name in self.header.metadata if (text := row[place].strip())}
            if said:
                values[self.metadata_place] = said
        if is_kept:
            self.result.rows[sourced_id] = self.row._make(values)
        else:
            self.result.deleted[sourced_id] = self.row._make(values)

    def _values(self, line: int, row: list[str], *, is_kept: bool) -> list[Any] | None:
        """The values of a row in the order of its fields; None after a fault.

        Of a row that is deleted only its number is needed: empty cells of it are no faults.
        """
        values = self.blank.copy()
        is_whole = True
        for place, at, column, known in self.columns:
            text = row[place]
            value = known.get(text, _UNKNOWN)
            if value is _UNKNOWN:
                try:
                    value = self._value(column, text, known, line, is_kept=is_kept)
                except BadCell as reason:
                    self.findings.fault(reason.code, self.file, line, column.name, **reason.facts)
                    is_whole = False
                    continue
            values[at] = value
        return values if is_whole else None

    def _value(self, column: Column, written: str, known: dict[str, object], line: int, *, is_kept: bool) -> object:
        text = written.strip()
        if not text:
            if column.need is Need.REQUIRED and is_kept:
                raise BadCell("empty")
            if column.need is Need.EXPECTED and is_kept:
                self.findings.remark("expected_empty", self.file, line, column.name)
            elif column.need is Need.OPTIONAL:
                known[written] = column.when_empty
            return column.when_empty
        if self.checks_signs:
            check_control_signs(text)
        value = cell_value(column, text)
        if is_spelled_otherwise(column, text, value):
            self.findings.remark("value_spelled", self.file, line, column.name, value=text)
        elif is_unknown_word(column, text):
            self.findings.remark("word_unknown", self.file, line, column.name, value=text)
        elif column.kind is not Kind.TEXT and len(known) < _REMEMBERED:
            known[written] = value
        return value

    def _is_usable_id(self, sourced_id: str, line: int, row: list[str]) -> bool:
        if not sourced_id:
            self.findings.fault("empty", self.file, line, "sourcedId")
        elif len(sourced_id) > 255:
            self.findings.fault("too_long", self.file, line, "sourcedId", length=len(sourced_id), limit=255)
        elif not self._is_again(sourced_id):
            if self.is_delta and self.changed >= 0:
                self.when[sourced_id] = row[self.changed].strip()
            return True
        elif self.is_delta:
            return self._replaces(sourced_id, line, row)
        else:
            first = self.result.rows[sourced_id].line if sourced_id in self.result.rows else ""
            self.findings.fault("id_twice", self.file, line, "sourcedId", id=sourced_id, first=first)
        return False

    def _is_again(self, sourced_id: str) -> bool:
        return sourced_id in self.result.rows or sourced_id in self.result.deleted or sourced_id in self.result.faulty

    def _replaces(self, sourced_id: str, line: int, row: list[str]) -> bool:
        """Of two rows about one thing in a file of changes the later one counts."""
        self.findings.remark("id_again", self.file, line, "sourcedId", id=sourced_id)
        when = row[self.changed].strip() if self.changed >= 0 else ""
        if when < self.when.get(sourced_id, ""):
            return False
        self.when[sourced_id] = when
        self.result.rows.pop(sourced_id, None)
        self.result.deleted.pop(sourced_id, None)
        return True

    def _is_kept(self, status: str, line: int) -> bool:
        """Whether the row counts; whole files should have no status, but many carry `active` and some `tobedeleted`."""
        kept = STATUS_WORDS.get(status.lower())
        if kept is None:
            self.findings.fault("unknown_word", self.file, line, "status", value=status, words="active, tobedeleted")
            return True
        if self.is_delta and not status:
            self.findings.remark("expected_empty", self.file, line, "status")
        if not kept and not self.is_delta:
            self.findings.remark("row_marked_deleted", self.file, line, "status")
        return kept

"""A `Roster` → the files of a OneRoster package, 1.1 or 1.2: UTF-8, CRLF, columns in order, same bytes every time."""

import csv
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from carrel.cellar.oneroster.columns import EVERY_FILE, FILES_OF, LEADING, FileTable, Kind
from carrel.cellar.oneroster.manifest import MANIFEST
from carrel.cellar.oneroster.rows import Manifest, Roster

_FIELD_OF_FILE = {
    "orgs": "orgs",
    "academicSessions": "academic_sessions",
    "users": "users",
    "roles": "roles",
    "courses": "courses",
    "classes": "classes",
    "enrollments": "enrollments",
}
_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)
_CHANGED_AT = "1980-01-01T00:00:00.000Z"


def package_files(roster: Roster) -> dict[str, bytes]:
    """The CSV files by name, `manifest.csv` among them.

    A file without rows is declared absent unless the manifest of the roster says it is there; a file that it says is
    `delta` gets a status and a moment on each row, and the rows it takes back.
    """
    modes = {
        table.name: "delta" if roster.manifest.modes.get(table.name) == "delta" else "bulk"
        for table in FILES_OF[roster.manifest.version]
        if getattr(roster, _FIELD_OF_FILE[table.name])
        or roster.deleted.get(table.name)
        or roster.manifest.modes.get(table.name, "absent") != "absent"
    }
    files = {MANIFEST: _manifest(roster.manifest, modes)}
    for table in FILES_OF[roster.manifest.version]:
        if table.name in modes:
            rows = getattr(roster, _FIELD_OF_FILE[table.name])
            gone = roster.deleted.get(table.name, {}) if modes[table.name] == "delta" else {}
            files[f"{table.name}.csv"] = _file(table, rows, gone, is_delta=modes[table.name] == "delta")
    return files


def package_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files, with one fixed date, so that the same rows give the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _WRITTEN_AT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return stream.getvalue()


def _manifest(manifest: Manifest, modes: Mapping[str, str]) -> bytes:
    rows = [["propertyName", "value"], ["manifest.version", "1.0"], ["oneroster.version", manifest.version]]
    rows += [[f"file.{name}", modes.get(name, "absent")] for name in EVERY_FILE[manifest.version]]
    if manifest.source_name:
        rows.append(["source.systemName", manifest.source_name])
    if manifest.source_code:
        rows.append(["source.systemCode", manifest.source_code])
    return _csv(rows)


def _file(table: FileTable, rows: tuple[Any, ...], gone: Mapping[str, Any], *, is_delta: bool) -> bytes:
    metadata = sorted({name for row in rows for name in row.metadata})
    header = [*LEADING, *(column.name for column in table.columns), *(f"metadata.{name}" for name in metadata)]
    lead = ["active", _CHANGED_AT] if is_delta else ["", ""]
    lines = [[row.sourced_id, *lead, *_cells(table, row, metadata)] for row in rows]
    for sourced_id, row in gone.items():
        cells = _cells(table, row, metadata) if row else [""] * (len(header) - len(LEADING))
        lines.append([sourced_id, "tobedeleted", _CHANGED_AT, *cells])
    return _csv([header, *lines])


def _cells(table: FileTable, row: Any, metadata: list[str]) -> list[str]:
    cells = [
        "" if column.kind is Kind.NEVER_READ else _cell(column.kind, getattr(row, column.field))
        for column in table.columns
    ]
    return [*cells, *(row.metadata.get(name, "") for name in metadata)]


def _cell(kind: Kind, value: Any) -> str:
    if value is None:
        return ""
    if kind is Kind.BOOLEAN:
        return "true" if value else "false"
    if kind is Kind.USER_IDS:
        return ",".join(f"{{{system}:{user_id}}}" for system, user_id in value)
    if isinstance(value, tuple):
        return ",".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _csv(rows: list[list[str]]) -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()

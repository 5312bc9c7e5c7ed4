"""The first row of a file: which columns it has, by name and in any order, and what else stands there."""

from carrel.cellar.oneroster.columns import LEADING, Column, FileTable, Kind, Need
from carrel.cellar.oneroster.faults import Findings


class Header:
    """Where each known column stands in a file, and which others hold metadata.

    `written` counts its cells, `length` those up to the last that has a name: spreadsheets leave nameless ones behind.
    """

    def __init__(self, table: FileTable, file: str, line: int, header: list[str], findings: Findings) -> None:
        self.table = table
        self.file = file
        self.is_usable = True
        self.columns: list[tuple[int, Column]] = []
        self.metadata: list[tuple[int, str]] = []
        self.places: dict[str, int] = {}
        self.length = self.written = len(header)
        self._find(line, header, findings)

    def _find(self, line: int, header: list[str], findings: Findings) -> None:
        while header and not header[-1].strip():
            header = header[:-1]
        self.length = len(header)
        known = {column.name: column for column in self.table.columns}
        there = {name.strip().lower() for name in header}
        spelled = {
            other.lower(): column.name
            for column in self.table.columns
            for other in column.other_names
            if column.name.lower() not in there
        }
        spelled |= {name.lower(): name for name in [*known, *LEADING]}
        for place, written in enumerate(header):
            name = spelled.get(written.strip().lower(), written.strip())
            if name in self.places:
                findings.fault("column_twice", self.file, line, name)
                self.is_usable = False
                continue
            self.places[name] = place
            self._place(place, name, written, known, line=line, findings=findings)
        self._check_missing(line, header, findings)

    def _place(
        self, place: int, name: str, written: str, known: dict[str, Column], *, line: int, findings: Findings
    ) -> None:
        if written != name:
            findings.remark("header_spelled", self.file, line, name, written=written)
        if name in known:
            if known[name].kind is not Kind.NEVER_READ:
                self.columns.append((place, known[name]))
        elif name.lower().startswith("metadata."):
            self.metadata.append((place, name[len("metadata.") :]))
        elif name not in LEADING:
            findings.remark("column_ignored", self.file, line, name)

    def _check_missing(self, line: int, header: list[str], findings: Findings) -> None:
        if not header:
            findings.fault("no_header", self.file, line)
            self.is_usable = False
            return
        for name in ["sourcedId", *(column.name for column in self.table.columns if column.need is Need.REQUIRED)]:
            if name not in self.places:
                findings.fault("column_missing", self.file, line, name)
                self.is_usable = False

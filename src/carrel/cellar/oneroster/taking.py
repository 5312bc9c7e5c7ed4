"""The rows of one file: many at once, column by column, and one by one where something among them is odd."""

from collections.abc import Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any

from carrel.cellar.oneroster.cells import (
    BadCell,
    cell_value,
    check_control_signs,
    is_spelled_otherwise,
    is_unknown_word,
)
from carrel.cellar.oneroster.columns import STATUS_WORDS, Column, Kind, Need
from carrel.cellar.oneroster.faults import Findings
from carrel.cellar.oneroster.header import Header
from carrel.cellar.oneroster.references import ReadFile

_REMEMBERED = 500_000
"""How many different texts of a column are remembered."""
_LONGEST_ID = 255
_UNKNOWN = object()
_UNMARKED = frozenset({"", "active"})

Remarked = tuple[str, dict[str, Any]]
"""The code and the facts of a remark about one text of a column."""


class Taking:
    """Takes the rows of one file into `result`.

    A large district sends seven hundred thousand enrolments. So each column of many rows is read in one go, and what it
    says again and again (a school, a class, a day) is read once and remembered. Rows among which anything is wrong are
    taken one by one: that finds the same, and names each place.
    """

    def __init__(self, header: Header, result: ReadFile, findings: Findings, *, checks_signs: bool) -> None:
        self.header, self.result, self.findings = header, result, findings
        self.file = header.file
        self.checks_signs = checks_signs
        self.is_delta = result.mode == "delta"
        self.row = row = header.table.row
        places = {name: place for place, name in enumerate(row._fields)}
        self.id_place, self.line_place = places["sourced_id"], places["line"]
        self.metadata_place = places["metadata"]
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
        self.odd: dict[tuple[str, str], tuple[object, Remarked]] = {}
        self.about: dict[tuple[str, ...], dict[str, str]] = {}

    def take_all(self, lines: Sequence[int], rows: Sequence[list[str]]) -> None:
        """Take rows with the lines they begin on."""
        if not self._take_at_once(lines, rows):
            for line, row in zip(lines, rows, strict=True):
                self._take(line, row)

    # Many at once

    def _take_at_once(self, lines: Sequence[int], rows: Sequence[list[str]]) -> bool:
        """Take them column by column; False, and nothing is taken, when one of them needs a closer look."""
        if any(len(row) != self.header.written for row in rows):
            return False
        cells = list(zip(*rows, strict=True))
        ids = [text.strip() for text in cells[self.own_id]]
        if not self._are_plain(ids, cells):
            return False
        told: list[tuple[int, Column, Remarked, int]] = []
        values: list[Any] = [repeat(each) for each in self.blank]
        try:
            for place, at, column, known in self.columns:
                values[at] = self._column(column, cells[place], known, told)
        except BadCell:
            return False
        values[self.id_place], values[self.line_place] = ids, lines
        if self.header.metadata:
            values[self.metadata_place] = self._metadata([cells[place] for place, _ in self.header.metadata])
        self.result.rows.update(zip(ids, map(self.row._make, zip(*values, strict=False)), strict=True))
        for first, column, (code, facts), times in sorted(told, key=itemgetter(0)):
            self.findings.remark(code, self.file, lines[first], column.name, times, **facts)
        return True

    def _are_plain(self, ids: list[str], cells: list[tuple[str, ...]]) -> bool:
        """Whether every row has a number that no other has, and none is marked in any way."""
        if self.is_delta or (self.status >= 0 and not _UNMARKED.issuperset(cells[self.status])):
            return False
        different = set(ids)
        seen = (self.result.rows.keys(), self.result.deleted.keys(), self.result.faulty)
        return (
            len(different) == len(ids)
            and "" not in different
            and max(map(len, ids)) <= _LONGEST_ID
            and all(different.isdisjoint(each) for each in seen)
        )

    def _column(
        self,
        column: Column,
        cells: tuple[str, ...],
        known: dict[str, object],
        told: list[tuple[int, Column, Remarked, int]],
    ) -> Sequence[object]:
        """The values of a column; what is odd about some goes into `told`. Raises BadCell."""
        if column.kind is Kind.TEXT and not self.checks_signs:
            texts = [text.strip() for text in cells]
            if _are_plain_texts(column, texts):
                return texts
        fresh: dict[str, object] = {}
        is_odd = False
        for text in set(cells).difference(known):
            fresh[text], remark = self._odd_or_read(column, text)
            if remark:
                is_odd = True
                told.append((cells.index(text), column, remark, cells.count(text)))
        if fresh and (is_odd or column.kind is Kind.TEXT or len(known) + len(fresh) > _REMEMBERED):
            return [fresh[text] if text in fresh else known[text] for text in cells]
        known.update(fresh)
        return list(map(known.__getitem__, cells))

    def _odd_or_read(self, column: Column, text: str) -> tuple[object, Remarked | None]:
        key = column.name, text
        if key in self.odd:
            return self.odd[key]
        value, remark = self._read(column, text, is_kept=True)
        if remark:
            self.odd[key] = value, remark
        return value, remark

    def _metadata(self, columns: list[tuple[str, ...]]) -> list[dict[str, str]]:
        """What the extra columns say of each row; rows that say the same share it."""
        names = [name for _, name in self.header.metadata]
        found = []
        for texts in zip(*columns, strict=True):
            about = self.about.get(texts)
            if about is None:
                about = {name: text.strip() for name, text in zip(names, texts, strict=True) if text.strip()}
                if len(self.about) < _REMEMBERED:
                    self.about[texts] = about
            found.append(about)
        return found

    # One by one

    def _take(self, line: int, row: list[str]) -> None:
        if len(row) == self.header.length:
            row = row + [""] * (self.header.written - len(row))
        if len(row) != self.header.written:
            self.findings.fault("row_length", self.file, line, count=len(row), header=self.header.written)
            self.result.is_whole = False
            return
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
            values[self.metadata_place] = self._metadata([(row[place],) for place, _ in self.header.metadata])[0]
        target = self.result.rows if is_kept else self.result.deleted
        target[sourced_id] = self.row._make(values)

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
                    value, remark = self._read(column, text, is_kept=is_kept)
                except BadCell as reason:
                    self.findings.fault(reason.code, self.file, line, column.name, **reason.facts)
                    is_whole = False
                    continue
                if remark:
                    self.findings.remark(remark[0], self.file, line, column.name, **remark[1])
            values[at] = value
        return values if is_whole else None

    def _read(self, column: Column, written: str, *, is_kept: bool) -> tuple[object, Remarked | None]:
        """The value of a cell, and what is odd about it. Raises BadCell."""
        text = written.strip()
        if not text:
            if column.need is Need.REQUIRED and is_kept:
                raise BadCell("empty")
            is_missed = column.need is Need.EXPECTED and is_kept
            return column.when_empty, ("expected_empty", {}) if is_missed else None
        if self.checks_signs:
            check_control_signs(text)
        value = cell_value(column, text)
        if is_spelled_otherwise(column, text, value):
            return value, ("value_spelled", {"value": text})
        if is_unknown_word(column, text):
            return value, ("word_unknown", {"value": text})
        return value, None

    def _is_usable_id(self, sourced_id: str, line: int, row: list[str]) -> bool:
        if not sourced_id:
            self.findings.fault("empty", self.file, line, "sourcedId")
        elif len(sourced_id) > _LONGEST_ID:
            facts = {"length": len(sourced_id), "limit": _LONGEST_ID}
            self.findings.fault("too_long", self.file, line, "sourcedId", **facts)
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


def _are_plain_texts(column: Column, texts: list[str]) -> bool:
    """Whether nothing of these texts, without blanks at their ends, needs a closer look."""
    if column.need is not Need.OPTIONAL and "" in texts:
        return False
    if max(map(len, texts)) > column.longest:
        return False
    # No text begins or ends with a blank, so none of these arises where two of them meet.
    together = "".join(texts)
    return "  " not in together and "\n" not in together and "\t" not in together

"""MARC-in-JSON: one object, a list of them, or one to a line; read as a stream, written in the order of the record.

The form is Ross Singer's "MARC-in-JSON" as pymarc, ruby-marc and marc4j write it: ``leader``, and ``fields`` as a list
of objects with one tag each; a control field is a text, a data field has ``ind1``, ``ind2`` and ``subfields``.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from carrel.cellar.marc import faults
from carrel.cellar.marc.faults import Flaw
from carrel.cellar.marc.record import (
    BLANK_LEADER,
    LEADER_LENGTH,
    ControlField,
    DataField,
    Field,
    MarcRecord,
    Subfield,
    Unreadable,
)

BLOCK = 1 << 18
LONGEST_RECORD = 16 << 20
_BETWEEN = re.compile(r"[\s,\[\]\x1e\ufeff]*")
_RECORD = re.compile(r"\{\s*\"(?:leader|fields)\"\s*:")
_decoder = json.JSONDecoder(strict=False)


class _NotARecord(Exception):
    """Why a JSON object is no record."""

    def __init__(self, pattern: str, **facts: str | int) -> None:
        self.flaw = Flaw(pattern, **facts)
        super().__init__(self.flaw)


def read_marcjson(stream: BinaryIO) -> Iterator[MarcRecord | Unreadable]:
    """Each record of a MARC-in-JSON stream in turn; what is broken is told, and reading goes on at the next record."""
    held = _Held(stream)
    number = 0
    while held.skip_between():
        number += 1
        line = held.line
        try:
            yield _record_of(held.next_value())
        except _NotARecord as broken:
            goes_on = held.skip_to_record()
            done = Flaw(faults.LEFT_OUT if goes_on else faults.ENDED)
            yield Unreadable(number, None, broken.flaw, b"", line, done)


class _Held:
    """The part of the stream that is in memory, and how far it has been read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._text = ""
        self._at = 0
        self._is_all = False
        self.line = 1

    def _grow(self) -> bool:
        """Read on: as much again as is held, so that a long object is not tried too often."""
        if self._is_all:
            return False
        block = self._stream.read(max(BLOCK, len(self._text) - self._at))
        self._is_all = not block
        self._text = self._text[self._at :] + self._decode(block, not block)
        self._at = 0
        return True

    def _go(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def skip_between(self) -> bool:
        """Go to where the next object begins; whether there is one."""
        while True:
            match = _BETWEEN.match(self._text, self._at)
            self._go(match.end() if match else self._at)
            if self._at < len(self._text):
                return True
            if not self._grow():
                return False

    def next_value(self) -> Any:
        """The JSON value that begins here."""
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as broken:
                # A record stands in no other record, so one that begins further on shows that this one is broken.
                is_broken = _RECORD.search(self._text, self._at + 1) or len(self._text) - self._at > LONGEST_RECORD
                if not is_broken and self._grow():
                    continue
                if not is_broken:
                    raise _NotARecord(faults.CUT_JSON) from broken
                said = broken.msg if isinstance(broken, json.JSONDecodeError) else "nested too deeply"
                raise _NotARecord(faults.BAD_JSON, line=self.line, found=said) from broken
            if end == len(self._text) and self._grow():
                continue  # a bare number may go on in the next block
            self._go(end)
            return value

    def skip_to_record(self) -> bool:
        """Go on to what looks like a record; whether there is one."""
        if self._at < len(self._text) and self._text[self._at] == "{":
            self._go(self._at + 1)
        while True:
            if match := _RECORD.search(self._text, self._at):
                self._go(match.start())
                return True
            self._go(max(self._at, len(self._text) - 40))
            if not self._grow():
                self._go(len(self._text))
                return False


def _record_of(value: Any) -> MarcRecord:
    if not isinstance(value, dict):
        raise _NotARecord(faults.NOT_A_RECORD, found=f"an object was expected, not {_shown(value)}")
    leader, fields = value.get("leader", ""), value.get("fields")
    if not isinstance(leader, str) or not isinstance(fields, list):
        raise _NotARecord(faults.NOT_A_RECORD, found="it has no leader as text or no list of fields")
    flaws: dict[Flaw, None] = {}
    if len(leader) != LEADER_LENGTH:
        flaws[Flaw(faults.WRONG_LEADER, found=len(leader))] = None
        leader = (leader or BLANK_LEADER).ljust(LEADER_LENGTH)[:LEADER_LENGTH]
    made = tuple([field for each in fields for field in _fields_of(each, flaws)])
    if not made:
        raise _NotARecord(faults.NOT_A_RECORD, found="it has no fields")
    return MarcRecord(leader, made, tuple(flaws))


def _fields_of(each: Any, flaws: dict[Flaw, None]) -> Iterator[Field]:
    if not isinstance(each, dict):
        raise _NotARecord(faults.NOT_A_RECORD, found=f"a field is {_shown(each)}")
    for tag, body in each.items():
        if len(tag) > 3 or not tag or not (tag.isascii() and tag.isprintable()):
            raise _NotARecord(faults.NO_MARC_TAG, tag=tag[:20]) if tag else _NotARecord(faults.NO_TAG)
        if len(tag) < 3:
            flaws[Flaw(faults.SHORT_TAG, tag=tag)] = None
        full = tag.rjust(3, "0")
        yield ControlField(full, body) if isinstance(body, str) else _data_field(full, body, flaws)


def _data_field(tag: str, body: Any, flaws: dict[Flaw, None]) -> DataField:
    subfields = body.get("subfields") if isinstance(body, dict) else None
    if not isinstance(subfields, list):
        raise _NotARecord(faults.NOT_A_RECORD, found=f"field {tag} has no list of subfields")
    parts = []
    for each in subfields:
        if not isinstance(each, dict) or not all(isinstance(text, str) for text in each.values()):
            raise _NotARecord(faults.NOT_A_RECORD, found=f"a subfield of field {tag} is no text with a code")
        parts += [Subfield(code, text) for code, text in each.items()]
    if any(not part.code for part in parts):
        raise _NotARecord(faults.NO_SUBFIELD_CODE)
    ind1, ind2 = (str(body.get(name) or " ") for name in ("ind1", "ind2"))
    if extra := ind1[1:] + ind2[1:]:
        flaws[Flaw(faults.WRONG_INDICATORS, tag=tag, found=len(extra) + 2)] = None
        parts.insert(0, Subfield("", extra))
    return DataField(tag, ind1[0], ind2[0], tuple(parts))


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)[:40]


def to_marcjson(record: MarcRecord) -> str:
    """The record as one JSON object in one line."""
    fields: list[dict[str, Any]] = [
        {field.tag: field.value} if isinstance(field, ControlField) else {field.tag: _plain(field)}
        for field in record.fields
    ]
    return json.dumps({"leader": record.leader, "fields": fields}, ensure_ascii=False, separators=(",", ":"))


def _plain(field: DataField) -> dict[str, Any]:
    ind1, ind2, subfields = field.written()
    return {"ind1": ind1, "ind2": ind2, "subfields": [{code: value} for code, value in subfields]}


def marcjson_collection(records: Iterable[MarcRecord]) -> Iterator[str]:
    """A whole list of records, one to a line, piece by piece, so that any number of them can be sent as a stream."""
    lead = "["
    for record in records:
        yield f"{lead}\n{to_marcjson(record)}"
        lead = ","
    yield "[]\n" if lead == "[" else "\n]\n"

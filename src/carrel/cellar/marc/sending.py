"""Any number of records as one file, in any of the three forms, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carrel.cellar.marc.iso2709 import TooLong, to_iso2709
from carrel.cellar.marc.marcjson import marcjson_collection
from carrel.cellar.marc.marcxml import marcxml_collection
from carrel.cellar.marc.record import DataField, Field, MarcRecord

ISO2709, MARCXML, MARCJSON = "mrc", "xml", "json"
FORMS = {ISO2709: "application/marc", MARCXML: "application/marcxml+xml", MARCJSON: "application/json"}
"""The forms a file can have, by the ending of its name, and the media type of each."""

COPY_TAGS = ("852", "952")


def sent(records: Iterable[MarcRecord], form: str) -> Iterator[bytes]:
    """The bytes of a file of these records. In ISO 2709 a record too long for it comes in parts: see `in_parts`.

    :param form: one of FORMS.
    """
    if form == ISO2709:
        for record in records:
            yield b"".join(in_parts(record))
    else:
        collection = marcxml_collection if form == MARCXML else marcjson_collection
        for text in collection(records):
            yield text.encode("utf-8", "replace")


def in_parts(record: MarcRecord) -> Iterator[bytes]:
    """The record as ISO 2709: once, or again and again with as many of its copies as fit, as systems hand over a title
    with more copies than 99,999 bytes hold.

    A record that is too long without its copies is written with nines for the lengths that cannot be said; who reads by
    the end marks (as we do) reads it whole.
    """
    whole = _fitting(record)
    if whole is not None:
        yield whole
    else:
        yield from _split(record)


def _split(record: MarcRecord) -> Iterator[bytes]:
    copies = [field for field in record.fields if isinstance(field, DataField) and field.tag in COPY_TAGS]
    title: list[Field] = [field for field in record.fields if field.tag not in COPY_TAGS]
    if _fitting(record.with_fields(title)) is None:
        yield to_iso2709(record, oversize=True)
        return
    while copies:
        many = len(copies)
        while (written := _fitting(record.with_fields([*title, *copies[:many]]))) is None and many > 1:
            many //= 2
        yield written or to_iso2709(record.with_fields([*title, copies[0]]), oversize=True)
        del copies[:many]


def _fitting(record: MarcRecord) -> bytes | None:
    try:
        return to_iso2709(record)
    except TooLong:
        return None  # the caller tries with fewer copies

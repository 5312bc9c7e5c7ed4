"""Real files of other systems, good and bad: all are read to their end, and what is known of them comes out."""

import gzip
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pymarc
import pytest

from carrel.cellar.marc import (
    ControlField,
    Field,
    MarcRecord,
    Unreadable,
    facts_of,
    from_iso2709,
    holdings_of,
    read_marc,
    read_marcjson,
    read_marcxml,
    to_iso2709,
    to_marcjson,
    to_marcxml,
)

OURS = Path(__file__).parents[2] / "data" / "marc"
THEIRS = Path(os.environ.get("CARREL_FOREIGN_DATA", Path(__file__).parents[4] / "shared" / "data"))
# Control characters, as Python shows them.
NO_XML = re.compile(r"\\x[01][0-9a-f]")
NOT_MARC = (".md", ".mrk", ".json", ".txt", ".csv", ".csv.gz")


def files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(NOT_MARC):
            yield path


def read_whole(path: Path) -> tuple[list[MarcRecord], list[Unreadable]]:
    """All records of a file; each survives being written, and gives up its facts."""
    good: list[MarcRecord] = []
    bad: list[Unreadable] = []
    for number, read in enumerate(read_marc(path), start=1):
        if isinstance(read, Unreadable):
            assert read.why.endswith(".")
            assert read.number == number
            bad.append(read)
            continue
        assert from_iso2709(to_iso2709(read, oversize=True)).same_content(read)
        assert facts_of(read).format
        holdings_of(read)
        comes_back_from_xml_and_json(read)
        good.append(read)
    return good, bad


def comes_back_from_xml_and_json(record: MarcRecord) -> None:
    """Read, write, read gives the same; XML has no way to write control characters, and they alone may differ."""
    [from_json] = read_marcjson(io.BytesIO(to_marcjson(record).encode()))
    assert isinstance(from_json, MarcRecord)
    [from_xml] = read_marcxml(io.BytesIO(to_marcxml(record).encode()))
    if NO_XML.search(str(record.fields)) or not all(field.tag.isprintable() for field in record.fields):
        assert isinstance(from_xml, MarcRecord)
        return
    assert isinstance(from_xml, MarcRecord)
    assert from_json.fields == from_xml.fields == record.fields
    assert from_json.same_content(record)


@pytest.mark.parametrize("path", list(files(OURS)), ids=lambda path: path.name)
def test_the_copied_files(path: Path) -> None:
    good, bad = read_whole(path)
    assert good or bad


foreign = sorted(path for folder in THEIRS.glob("marc*") if folder.is_dir() for path in files(folder))


@pytest.mark.shared
@pytest.mark.parametrize("path", foreign, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_big_collections(path: Path) -> None:
    good, bad = read_whole(path)
    assert good or bad


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("nypl-sample.mrc", 6, 0),
        ("nyp-sample.mrc", 9, 0),
        ("loc_general.xml.gz", 99, 0),
        ("demoRecs.mrc", 6, 0),
        ("batch.xml", 2, 0),
        ("bad_records.mrc", 6, 3),
        ("bad_tag.xml", 1, 0),
        ("three-records-second-bad.xml", 2, 1),
        ("marc_with_bad_utf8.utf8.marc", 1, 0),
    ],
)
def test_counts(name: str, good: int, bad: int) -> None:
    read, unreadable = read_whole(OURS / name)
    assert (len(read), len(unreadable)) == (good, bad)


def test_marc8_and_utf8_of_one_record_say_the_same() -> None:
    [marc8], _ = read_whole(OURS / "marc8.dat")
    [utf8], _ = read_whole(OURS / "marc8-to-unicode.dat")
    assert marc8.fields == utf8.fields
    assert not marc8.flaws


def test_utf8_that_calls_itself_marc8_is_read_and_told() -> None:
    [flagged], _ = read_whole(OURS / "utf8_with_leader_flag.dat")
    [unflagged], _ = read_whole(OURS / "utf8_without_leader_flag.dat")
    assert flagged.fields == unflagged.fields
    assert not flagged.flaws
    assert "read as UTF-8" in unflagged.flaws[0]


def test_lines_between_and_no_end_mark() -> None:
    raw = (OURS / "nypl-sample.mrc").read_bytes()
    spread = raw.replace(b"\x1d", b"\x1d\r\n").rstrip(b"\x1d\r\n")
    read = list(read_marc(io.BytesIO(spread)))
    assert len(read) == 6
    last = read[-1]
    assert isinstance(last, MarcRecord)
    assert last.flaws == ("The end-of-record mark is missing; the record was read up to where it stops.",)


def test_compressed_and_after_a_byte_order_mark() -> None:
    raw = (OURS / "utf8.xml").read_bytes()
    for form in (raw, b"\xef\xbb\xbf" + raw, gzip.compress(raw)):
        [read] = read_marc(io.BytesIO(form))
        assert isinstance(read, MarcRecord)


def test_an_empty_file_holds_nothing() -> None:
    assert list(read_marc(io.BytesIO(b""))) == []


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><record>&b;</record>'
    [read] = read_marc(io.BytesIO(bomb))
    assert isinstance(read, Unreadable)
    assert "entities" in read.why


def test_a_missing_file_is_the_callers_affair() -> None:
    with pytest.raises(FileNotFoundError):
        list(read_marc(OURS / "no such file.mrc"))


GOOD = ("nypl-sample.mrc", "nyp-sample.mrc", "demoRecs.mrc", "marc8.dat", "diacritic.dat", "multi_isbn.dat",
        "hebrew880s.marc", "musical_cage.marc", "online_only.marc", "alphatag.dat")  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_we_read_what_pymarc_reads(name: str) -> None:
    """Decision 0016: on every record both read without a complaint they agree, sign by sign."""
    ours, _ = read_whole(OURS / name)
    with (OURS / name).open("rb") as stream:
        theirs = [record for record in pymarc.MARCReader(stream, hide_utf8_warnings=True) if record is not None]
    assert len(ours) == len(theirs)
    compared = 0
    for one, other in zip(ours, theirs, strict=True):
        if not one.flaws:
            assert [plain(field) for field in one.fields] == [their_plain(field) for field in other.fields]
            compared += 1
    assert compared


def plain(field: Field) -> tuple[object, ...]:
    if isinstance(field, ControlField):
        return (field.tag, field.value)
    return (field.tag, field.ind1, field.ind2, *((part.code, part.value) for part in field.subfields))


def their_plain(field: pymarc.Field) -> tuple[object, ...]:
    if field.is_control_field():
        return (field.tag, field.data)
    return (field.tag, *field.indicators, *((part.code, part.value) for part in field.subfields))

"""The whole foreign collection: the page about it is true, and ours is pymarc's reading of every good record."""

import gzip
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pymarc
import pytest

from carrel.cellar.marc import ControlField, Field, read_records

ROOT = Path(__file__).parents[3]
THEIRS = Path(os.environ.get("CARREL_FOREIGN_DATA", ROOT.parent / "shared" / "data"))
pytestmark = [pytest.mark.shared, pytest.mark.slow]

# Where we mean to read otherwise than pymarc does.
OTHERWISE = {
    ("greekmissingcharsetchange.mrc", 2309): "MARC-8's references (&#x03B1;) are turned into the signs they name",
    ("utf8_invalid.mrc", 0): "pymarc takes the marks off a subfield code, we keep the code that was written",
}


@pytest.fixture(scope="module")
def table() -> ModuleType:
    spec = importlib.util.spec_from_file_location("carrel_marc_files", ROOT / "scripts" / "marc_files.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_says_what_becomes_of_each_file(table: ModuleType) -> None:
    found = list(table.outcomes(THEIRS))
    assert table.page(found) == (ROOT / "docs" / "marc-files.md").read_text(encoding="utf-8")
    assert {each.name for each in found if each.differs} == set(table.WHY)
    assert all(each.read >= (each.known or 0) for each in found), "no file gives fewer records than pymarc reads"


@pytest.mark.filterwarnings("ignore::pymarc.exceptions.BadSubfieldCodeWarning")
def test_ours_is_what_pymarc_reads_of_every_good_record() -> None:
    """Decision 0016: sign by sign, for each record read without a complaint."""
    compared, otherwise = 0, set()
    for path in sorted(path for part in THEIRS.glob("marc*") if part.is_dir() for path in part.rglob("*")):
        if not path.name.endswith((".mrc", ".mrc.gz", ".marc", ".dat", "sample-marc")):
            continue
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for read in read_records(path):
            if read.record is None or read.faults or read.offset is None:
                continue
            one = raw[read.offset : raw.index(b"\x1d", read.offset) + 1]
            other = pymarc.Record(data=one, hide_utf8_warnings=True)
            if [plain(field) for field in read.record.fields] != [their_plain(field) for field in other.fields]:
                otherwise.add((path.name, read.offset))
            compared += 1
    assert compared > 14_000
    assert otherwise == set(OTHERWISE)


def test_marc8_as_pymarc_lists_it() -> None:
    """1,515 lines in every character set of MARC-8, and the same lines in Unicode."""
    from carrel.cellar.marc.marc8 import marc8_text

    folder = THEIRS / "marc" / "pymarc"
    lines = (folder / "test_marc8.txt").read_bytes().split(b"\n")
    texts = (folder / "test_utf8.txt").read_text(encoding="utf-8").split("\n")
    assert [marc8_text(line) for line in lines] == [(text, True) for text in texts]


def plain(field: Field) -> tuple[object, ...]:
    if isinstance(field, ControlField):
        return (field.tag, field.value)
    return (field.tag, field.ind1, field.ind2, *((part.code, part.value) for part in field.subfields))


def their_plain(field: pymarc.Field) -> tuple[object, ...]:
    if field.is_control_field():
        return (field.tag, field.data)
    return (field.tag, *field.indicators, *((part.code, part.value) for part in field.subfields))

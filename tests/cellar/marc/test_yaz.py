"""What we write is read by a program of somebody else: Debian's yaz-marcdump, in each of the three forms."""

import shutil
import subprocess
import xml.etree.ElementTree as ET  # it reads what yaz wrote from our own records
from collections.abc import Callable
from pathlib import Path

import pytest

from carrel.cellar.marc import (
    ControlField,
    Field,
    MarcRecord,
    marcxml_collection,
    read_marc,
    to_iso2709,
    to_marcjson,
)

OURS = Path(__file__).parents[2] / "data" / "marc"
MARCXML = "{http://www.loc.gov/MARC21/slim}"
END = b"</collection>"
FILES = ("nypl-sample.mrc", "nyp-sample.mrc", "loc_general.xml.gz", "hebrew880s.marc", "demoRecs.mrc", "marc8.dat")


@pytest.fixture
def marcdump(required: frozenset[str]) -> str:
    """The program; its absence is a skip, or a failure when CARREL_REQUIRE names it."""
    program = shutil.which("yaz-marcdump")
    if program is None:
        assert "yaz" not in required, "yaz-marcdump is not here, and CARREL_REQUIRE asks for it"
        pytest.skip("yaz-marcdump is not here (as root: apt-get install yaz)")
    return program


def as_iso2709(records: list[MarcRecord]) -> list[bytes]:
    return [b"".join(map(to_iso2709, records))]


def as_marcxml(records: list[MarcRecord]) -> list[bytes]:
    return ["".join(marcxml_collection(records)).encode()]


def as_json(records: list[MarcRecord]) -> list[bytes]:
    """One object to a file: yaz reads no list of them."""
    return [to_marcjson(record).encode() for record in records]


def theirs(marcdump: str, written: list[bytes], folder: Path, form: str) -> list[list[tuple[object, ...]]]:
    """The fields as yaz understood them, by way of its own MARCXML; it makes one collection of each file."""
    paths = [folder / f"{number:04}" for number, _ in enumerate(written)]
    for path, data in zip(paths, written, strict=True):
        path.write_bytes(data)
    coding = ["-f", "utf-8", "-t", "utf-8"] if form == "marc" else []
    command = [marcdump, "-i", form, "-o", "marcxml", *coding, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    collections = [ET.fromstring(part + END) for part in done.stdout.split(END) if part.strip()]  # noqa: S314  # see above
    return [
        [their_field(each) for each in record if "leader" not in each.tag] for part in collections for record in part
    ]


def their_field(element: ET.Element) -> tuple[object, ...]:
    tag = element.get("tag")
    if element.tag == f"{MARCXML}controlfield":
        return (tag, element.text or "")
    parts = [(part.get("code"), part.text or "") for part in element]
    return (tag, element.get("ind1"), element.get("ind2"), *parts)


def plain(field: Field) -> tuple[object, ...]:
    if isinstance(field, ControlField):
        return (field.tag, field.value)
    return (field.tag, field.ind1, field.ind2, *((part.code, part.value) for part in field.subfields))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("form", "write"), [("marc", as_iso2709), ("marcxml", as_marcxml), ("json", as_json)])
def test_yaz_reads_what_we_wrote(
    marcdump: str, tmp_path: Path, name: str, form: str, write: Callable[[list[MarcRecord]], list[bytes]]
) -> None:
    records = [read for read in read_marc(OURS / name) if isinstance(read, MarcRecord)]
    read_back = theirs(marcdump, write(records), tmp_path, form)
    assert read_back == [[plain(field) for field in record.fields] for record in records]

#!/usr/bin/env python3
"""Write docs/marc-files.md: what becomes of each foreign MARC file, beside what pymarc makes of it.

`python scripts/marc_files.py [FOLDER]`, the folder being the one with marc/, marc-bad/ and marc-validation.csv
(../shared/data unless it is named). A test marked `shared` holds the page to the files.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carrel.cellar.marc import BIBLIOGRAPHIC, MarcRecord, kind_of, read_records

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "marc-files.md"
FOREIGN = Path(os.environ.get("CARREL_FOREIGN_DATA", ROOT.parent / "shared" / "data"))
ENDINGS = (".mrc", ".mrc.gz", ".xml", ".xml.gz", ".marc", ".dat", ".json", "sample-marc")

HEAD = """# What becomes of foreign MARC files

Each MARC file of the collection the tests read (`marc`, `marc-bad` and `marc-synthetic`), read whole by
`carrel.cellar.marc.read_records`. *Read* counts the records that came out, *pymarc* what pymarc 5.4 reads of the same
file, *mended* the records read with something to tell, *refused* what stayed out with its number, place and reason,
*kept apart* those among the read that describe no title (authorities, holdings, classification). Where the first two
differ, the last column says why. `python scripts/marc_files.py` writes this page; a test holds it to the files.

"""

WHY = {
    "marc/catmandu-marc/bu_bibs.mrc.gz": (
        "line feeds between the records stop pymarc at the third; of 100 records eight have more fields than their "
        "directory lists, which nobody can pair, and are refused"
    ),
    "marc/evergreen-files/serials_marc21.xml": "seven roots in one file: not well-formed, yet each is a whole record",
    "marc/marc4j/sample1.mrc": "one record calls itself UTF-8 and is not; its field is read as Windows-1252 and told",
    "marc/pymarc/batch.json": "MARC-in-JSON, which the list of the collection leaves out",
    "marc/pymarc/one.json": "MARC-in-JSON, which the list of the collection leaves out",
    "marc-bad/marc4j/bad_too_long_plus_2.mrc.gz": (
        "the first record has 123,375 bytes, more than its leader can say; the end marks show where it ends"
    ),
    "marc-bad/marc4j/pride-and-prejudice-with-many-errors.mrc.gz": (
        "text that is not UTF-8 is read as Windows-1252, 16 directories that lost a character are put together "
        "again; as many records as in the mended twin of this file, and each told"
    ),
    "marc-bad/pymarc/bad_records.mrc": (
        "one record for each kind of error: wrong numbers in leader or directory are told and read over; two torn "
        "directories and one without fields are refused"
    ),
    "marc-bad/pymarc/bad_tag.xml": "a tag of two characters and a short leader are filled up and told",
    "marc-bad/ruby-marc/marc_with_bad_utf8.utf8.marc": "lengths two bytes off; the end marks are believed",
    "marc-bad/ruby-marc/three-records-second-bad.xml": "the second record breaks the XML; reading goes on at the third",
    "marc-bad/ruby-marc/utf8_with_bad_bytes.marc": "stray bytes in UTF-8; the field is read as Windows-1252 and told",
}


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `known` is None where the collection's list does not have it."""

    name: str
    known: int | None
    read: int
    mended: int
    refused: int
    apart: Counter[str]

    @property
    def differs(self) -> bool:
        return self.read != self.known


def outcomes(folder: Path) -> Iterator[Outcome]:
    """What becomes of each file of the collection, in the order of their names."""
    with (folder / "marc-validation.csv").open(newline="") as listed:
        known = {row["file"]: int(row["records_read"]) for row in csv.DictReader(listed)}
    paths = [path for part in folder.glob("marc*") if part.is_dir() for path in part.rglob("*")]
    for path in sorted(path for path in paths if path.is_file() and path.name.endswith(ENDINGS)):
        name = path.relative_to(folder).as_posix()
        found = [each.found for each in read_records(path)]
        good = [each for each in found if isinstance(each, MarcRecord)]
        kinds = Counter(map(kind_of, good))
        del kinds[BIBLIOGRAPHIC]
        mended = sum(1 for each in good if each.flaws)
        yield Outcome(name, known.get(name), len(good), mended, len(found) - len(good), kinds)


def page(found: list[Outcome]) -> str:
    """The page as it should stand."""
    rows = ["| file | read | pymarc | mended | refused | kept apart | why they differ |"]
    rows.append("|---|--:|--:|--:|--:|---|---|")
    for each in found:
        apart = ", ".join(f"{count} {kind}" for kind, count in sorted(each.apart.items()))
        known = "–" if each.known is None else f"{each.known:,}"
        why = WHY[each.name] if each.differs else ""
        rows.append(f"| `{each.name}` | {each.read:,} | {known} | {each.mended} | {each.refused} | {apart} | {why} |")
    read, refused = sum(each.read for each in found), sum(each.refused for each in found)
    known_sum = sum(each.known or 0 for each in found)
    foot = f"\n{len(found)} files: {read:,} records read where pymarc reads {known_sum:,}; {refused} refused.\n"
    return HEAD + "\n".join(rows) + "\n" + foot


if __name__ == "__main__":
    made = page(list(outcomes(Path(sys.argv[1]) if sys.argv[1:] else FOREIGN)))
    PAGE.write_text(made, encoding="utf-8")
    print(made.splitlines()[-1])

"""Bibliographic or not: authorities, holdings, classification and community records are kept, and counted apart."""

import os
from collections import Counter
from pathlib import Path

import pytest

from carrel.cellar.marc import KINDS, ControlField, DataField, MarcRecord, Subfield, kind_of, read_marc

THEIRS = Path(os.environ.get("CARREL_FOREIGN_DATA", Path(__file__).parents[4] / "shared" / "data")) / "marc"


def of_type(letter: str, *fields: DataField) -> MarcRecord:
    return MarcRecord(f"00000n{letter}m a2200000 a 4500", (ControlField("001", "1"), *fields))


@pytest.mark.parametrize(
    ("letters", "kind"),
    [
        ("acdefgijkmoprt", "bibliographic"),
        ("z", "authority"),
        ("uvxy", "holdings"),
        ("w", "classification"),
        ("q", "community"),
        (" 1A|", "unknown"),
    ],
)
def test_by_the_leader(letters: str, kind: str) -> None:
    assert kind in KINDS
    assert {kind_of(of_type(letter)) for letter in letters} == {kind}


def test_an_unreadable_type_with_a_title_is_a_title() -> None:
    assert kind_of(of_type(" ", DataField("245", "0", "0", (Subfield("a", "Holes"),)))) == "bibliographic"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("evergreen-files/auth-1066.mrc.gz", {"authority": 1066}),
        ("evergreen-files/auth-subset100.mrc", {"authority": 17}),
        ("evergreen-files/serials_mfhd.xml", {"holdings": 7}),
        ("idzebra/collection-clasmrc.xml", {"classification": 20}),
        ("marc4j/sample1a.xml", {"holdings": 5, "bibliographic": 4}),
    ],
)
def test_of_foreign_files(name: str, counted: dict[str, int]) -> None:
    found = [read for read in read_marc(THEIRS / name) if isinstance(read, MarcRecord)]
    assert Counter(map(kind_of, found)) == counted

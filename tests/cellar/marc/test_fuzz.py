"""Spoilt records: none makes a reader stumble, none takes its neighbour with it, and what is read can be written.

A few thousand each time; `make fuzz` (CARREL_FUZZ=all) takes 100,000. The seed of a failing one is in its name.
"""

import io
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from carrel.cellar.marc import (
    MarcRecord,
    Unreadable,
    facts_of,
    from_iso2709,
    holdings_of,
    kind_of,
    marcjson_collection,
    marcxml_collection,
    read_marc,
    read_marcjson,
    read_marcxml,
    to_iso2709,
    to_marcjson,
    to_marcxml,
)
from carrel.cellar.marc.mending import mended
from carrel.cellar.marc.scanning import scanned
from tests.cellar.marc.mutations import spoilt

OURS = Path(__file__).parents[2] / "data" / "marc"
FILES = ("nypl-sample.mrc", "nyp-sample.mrc", "hebrew880s.marc", "marc8.dat", "demoRecs.mrc", "alphatag.dat")
PIECES = 20
COUNT = 100_000 if os.environ.get("CARREL_FUZZ") == "all" else 2_000


@pytest.fixture(scope="module")
def originals() -> list[bytes]:
    return [raw for name in FILES for raw in (OURS / name).read_bytes().split(b"\x1d") if len(raw) > 100]


@pytest.fixture(scope="module")
def after(originals: list[bytes]) -> MarcRecord:
    return from_iso2709(originals[0])


@pytest.mark.parametrize("seed", range(PIECES))
def test_spoilt_records(seed: int, originals: list[bytes], after: MarcRecord) -> None:
    dice = random.Random(seed)
    became: Counter[str] = Counter()
    for _ in range(COUNT // PIECES):
        raw = dice.choice(originals)
        form = dice.choices(("iso", "xml", "json"), (6, 2, 2))[0]
        good, bad = read_with_neighbour(raw, form, dice, after)
        for record in good:
            look_through(record, in_all_forms=dice.random() < 0.1)
        became[form] += 1
        became["read"] += len(good)
        became["mended"] += sum(1 for record in good if record.flaws)
        became["refused"] += len(bad)
    assert min(became[name] for name in ("iso", "xml", "json", "read", "mended", "refused")) > 0


def read_with_neighbour(
    raw: bytes, form: str, dice: random.Random, after: MarcRecord
) -> tuple[list[MarcRecord], list[Unreadable]]:
    """What becomes of a spoilt record in a file with a good one behind it, which must come out whole."""
    if form == "iso":
        data = spoilt(raw, dice)
        found = list(read_marc(io.BytesIO(data + b"\x1d" + to_iso2709(after))))
        for piece in data.split(b"\x1d"):
            compare_both_ways(piece)
    else:
        record = from_iso2709(raw)
        if form == "xml":
            data = spoilt("".join(marcxml_collection([record])).encode(), dice)
            found = list(read_marcxml(io.BytesIO(data + to_marcxml(after).encode())))
        else:
            data = spoilt("".join(marcjson_collection([record])).encode(), dice)
            found = list(read_marcjson(io.BytesIO(data + to_marcjson(after).encode())))
    if not may_swallow(data, form):
        whole = [each for each in found if isinstance(each, MarcRecord) and each.fields == after.fields]
        assert whole, (form, data)
    for number, each in enumerate(found, start=1):
        if isinstance(each, Unreadable):
            assert each.number == number and each.why and each.done
    good = [each for each in found if isinstance(each, MarcRecord)]
    return good, [each for each in found if isinstance(each, Unreadable)]


def may_swallow(data: bytes, form: str) -> bool:
    """Whether what is behind cannot be told from the spoilt record: another coding, a declaration left open."""
    if form == "xml":
        is_open = data.count(b"<?") != data.count(b"?>") or b"<!" in data
        return is_open or data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]
    return False


def compare_both_ways(raw: bytes) -> None:
    """Whatever the scanner takes as good, the patient reader reads the same."""
    quick = scanned(raw)
    if quick is not None:
        assert quick.fields == mended(raw, ended=True).fields


def look_through(record: MarcRecord, *, in_all_forms: bool) -> None:
    """Everything that is asked of a record, and each form it is written in."""
    assert facts_of(record).format
    holdings_of(record)
    kind_of(record)
    once = from_iso2709(to_iso2709(record, oversize=True))
    assert from_iso2709(to_iso2709(once, oversize=True)).same_content(once)
    if not in_all_forms:
        return
    [again] = read_marcxml(io.BytesIO(to_marcxml(record).encode()))
    assert isinstance(again, (MarcRecord, Unreadable))
    [again] = read_marcjson(io.BytesIO(to_marcjson(record).encode("utf-8", "replace")))
    assert isinstance(again, (MarcRecord, Unreadable))

"""MARC-in-JSON: what others write is read, however records follow one another; what is no record is told."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from carrel.cellar.marc import MarcRecord, Unreadable, read_marc, to_marcjson

THEIRS = Path(os.environ.get("CARREL_FOREIGN_DATA", Path(__file__).parents[4] / "shared" / "data")) / "marc" / "pymarc"
LEADER = "00000nam a2200000 a 4500"
TITLE = {"245": {"ind1": "1", "ind2": "0", "subfields": [{"a": "Holes"}]}}
ONE: dict[str, Any] = {"leader": LEADER, "fields": [{"001": "n1"}, TITLE]}


def read(text: str) -> list[MarcRecord | Unreadable]:
    return list(read_marc(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ONE, ONE]),
        json.dumps([ONE, ONE], indent=2),
        f"{json.dumps(ONE)}\n{json.dumps(ONE)}\n",
        f"\x1e{json.dumps(ONE)}\n\x1e{json.dumps(ONE, indent=1)}\n",
        f"\ufeff{json.dumps(ONE)}{json.dumps(ONE)}",
    ],
    ids=["list", "indented", "lines", "sequence", "one behind the other"],
)
def test_however_they_follow_one_another(text: str) -> None:
    found = read(text)
    assert len(found) == 2
    for record in found:
        assert isinstance(record, MarcRecord)
        assert record.flaws == ()
        assert record.control("001") == "n1"
        assert record.data("245")[0].first("a") == "Holes"


def test_blocks_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps([{"leader": LEADER, "fields": [{"001": f"ñ{n}"}, TITLE]} for n in range(20)], ensure_ascii=False)
    for size in (1, 3, 50, 1_000):
        monkeypatch.setattr("carrel.cellar.marc.marcjson.BLOCK", size)
        assert [each.control("001") for each in read(text) if isinstance(each, MarcRecord)] == [
            f"ñ{n}" for n in range(20)
        ]


def with_field(field: Any) -> str:
    return json.dumps([{"leader": LEADER, "fields": [field]}, ONE])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (with_field("245"), "a field is"),
        (with_field({"245": 7}), "no list of subfields"),
        (with_field({"245": {"subfields": ["a"]}}), "no text with a code"),
        (with_field({"245": {"subfields": [{"a": 1}]}}), "no text with a code"),
        (with_field({"245": {"subfields": [{"": "x"}]}}), "no code"),
        (with_field({"24567": "x"}), "no MARC tag"),
        (with_field({"": "x"}), "no tag"),
        (json.dumps([{"leader": LEADER, "fields": []}, ONE]), "no fields"),
        (json.dumps([{"leader": 5, "fields": []}, ONE]), "leader"),
        (f'[{{"leader": "{LEADER}" "fields": []}}, {json.dumps(ONE)}]', "broken in line 1"),
    ],
)
def test_what_is_no_record_is_told_and_the_next_one_is_read(text: str, word: str) -> None:
    bad, good = read(text)
    assert isinstance(bad, Unreadable) and isinstance(good, MarcRecord)
    assert word in bad.why
    assert bad.number == 1


def test_a_line_is_told() -> None:
    _, bad, _ = read("\n".join([json.dumps(ONE), '{"leader": oops}', json.dumps(ONE)]))
    assert isinstance(bad, Unreadable)
    assert (bad.number, bad.line) == (2, 2)


def test_nesting_without_end_is_no_crash() -> None:
    found = read('{"leader":' + "[" * 100_000)
    assert found
    assert all(isinstance(each, Unreadable) for each in found)


def test_too_many_indicators_and_short_tags_and_leaders_are_mended_and_told() -> None:
    [found] = read(json.dumps({"leader": "nam", "fields": [{"45": {"ind1": "12", "subfields": [{"a": "x"}]}}]}))
    assert isinstance(found, MarcRecord)
    assert len(found.flaws) == 3
    again = read(to_marcjson(found))[0]
    assert isinstance(again, MarcRecord)
    assert again.data("045")[0].first("a") == "x"


@pytest.mark.shared
def test_the_files_of_pymarc() -> None:
    batch = list(read_marc(THEIRS / "batch.json"))
    [one] = read_marc(THEIRS / "one.json")
    [same] = read_marc(THEIRS / "one.dat")
    assert isinstance(one, MarcRecord) and isinstance(same, MarcRecord)
    assert one.fields == same.fields
    as_xml = list(read_marc(THEIRS / "batch.xml"))
    for each, twin in zip(batch, as_xml, strict=True):
        assert isinstance(each, MarcRecord) and isinstance(twin, MarcRecord)
        assert each.fields == twin.fields

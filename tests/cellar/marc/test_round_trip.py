"""Whatever a record holds, it holds the same after being written and read again."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.marc import (
    ControlField,
    DataField,
    MarcRecord,
    Subfield,
    TooLong,
    Unreadable,
    from_iso2709,
    marcjson_collection,
    marcxml_collection,
    read_iso2709,
    read_marcjson,
    read_marcxml,
    to_iso2709,
)

# Surrogates cannot be written at all; the three separators are ISO 2709's own.
any_text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x1d\x1e\x1f"), max_size=40)
xml_text = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"), max_size=40)
signs = st.characters(codec="ascii", categories=("Lu", "Ll", "Nd")) | st.just(" ")
data_tags = st.from_regex(r"[0-9A-Za-z]{3}", fullmatch=True).filter(lambda tag: not tag.startswith("00"))
leaders = st.builds(
    lambda middle, end: f"00000{middle}a2200000{end}4500",
    st.text(signs, min_size=4, max_size=4),
    st.text(signs, min_size=3, max_size=3),
)


def records(texts: st.SearchStrategy[str]) -> st.SearchStrategy[MarcRecord]:
    subfields = st.builds(Subfield, st.from_regex(r"[0-9a-z]", fullmatch=True), texts)
    controls = st.builds(ControlField, st.sampled_from(["001", "003", "005", "007", "008", "009"]), texts)
    data = st.builds(DataField, data_tags, signs, signs, st.lists(subfields, max_size=5).map(tuple))
    return st.builds(MarcRecord, leaders, st.lists(controls | data, min_size=1, max_size=12).map(tuple))


@given(records(any_text))
def test_iso2709_keeps_everything(record: MarcRecord) -> None:
    again = from_iso2709(to_iso2709(record))
    assert again.same_content(record)
    assert not again.flaws


@given(st.lists(records(any_text), max_size=4))
def test_a_file_of_records_comes_back_in_order(written: list[MarcRecord]) -> None:
    raw = b"\r\n".join(to_iso2709(record) for record in written)
    read = list(read_iso2709(io.BytesIO(raw)))
    assert len(read) == len(written)
    for one, other in zip(read, written, strict=True):
        assert isinstance(one, MarcRecord)
        assert one.same_content(other)


@given(st.lists(records(xml_text), max_size=4))
def test_marcxml_keeps_everything(written: list[MarcRecord]) -> None:
    raw = "".join(marcxml_collection(written)).encode()
    read = list(read_marcxml(io.BytesIO(raw)))
    assert [record.fields for record in read if isinstance(record, MarcRecord)] == [one.fields for one in written]


@given(st.lists(records(any_text), max_size=4))
def test_json_keeps_everything(written: list[MarcRecord]) -> None:
    raw = "".join(marcjson_collection(written)).encode()
    again = [found for found in read_marcjson(io.BytesIO(raw)) if isinstance(found, MarcRecord)]
    assert [(one.leader, one.fields) for one in again] == [(one.leader, one.fields) for one in written]


@given(records(any_text))
def test_what_the_scanner_hands_on_is_what_would_be_written(record: MarcRecord) -> None:
    read = from_iso2709(to_iso2709(record))
    if read.raw is not None:
        assert read.raw + b"\x1d" == to_iso2709(MarcRecord(read.leader, read.fields))


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_stumble(raw: bytes) -> None:
    for read in read_iso2709(io.BytesIO(raw)):
        assert isinstance(read, MarcRecord) or read.why


@given(records(any_text), st.integers(0, 2000), st.binary(min_size=1, max_size=6))
def test_a_damaged_record_is_read_or_told_and_the_next_one_is_whole(record: MarcRecord, at: int, junk: bytes) -> None:
    raw = to_iso2709(record)
    at %= len(raw)
    damaged = raw[:at] + junk.replace(b"\x1d", b" ") + raw[at:]
    after = to_iso2709(SAMPLE)
    read = list(read_iso2709(io.BytesIO(damaged + after)))
    assert len(read) == 2
    assert isinstance(read[1], MarcRecord)
    assert read[1].same_content(SAMPLE)
    assert isinstance(read[0], MarcRecord) or read[0].raw


SAMPLE = MarcRecord(
    "00000nam a2200000 a 4500",
    (
        ControlField("001", "000123"),
        DataField("245", "1", "0", (Subfield("a", "Esperanza rising /"), Subfield("c", "Pam Muñoz Ryan."))),
    ),
)


ISBN = (Subfield("a", "9780439120418"), Subfield("q", "(hardcover)"), Subfield("c", "$18.99"))
COPY = tuple(
    Subfield(code, value)
    for code, value in (
        ("a", "LINCOLN"), ("k", "FIC"), ("h", "MUN"), ("p", "35555000012346"), ("t", "1"), ("9", "18.99"),
    )
)  # fmt: skip


def test_the_worked_example_of_the_format() -> None:
    record = MarcRecord(
        "00000nam a2200000 a 4500",
        (
            ControlField("001", "000123"),
            ControlField("003", "EXL"),
            ControlField("005", "20261123101500.0"),
            ControlField("008", "261123s2000    nyua   c      000 1 eng d"),
            DataField("020", " ", " ", ISBN),
            DataField("100", "1", " ", (Subfield("a", "Muñoz Ryan, Pam,"), Subfield("e", "author."))),
            DataField("245", "1", "0", (Subfield("a", "Esperanza rising /"), Subfield("c", "Pam Muñoz Ryan."))),
            DataField("521", "8", " ", (Subfield("a", "750L"), Subfield("b", "Lexile."))),
            DataField("852", " ", " ", COPY),
        ),
    )
    raw = to_iso2709(record)
    assert raw.startswith(b"00380nam a2200133 a 4500")
    assert len(raw) == 380
    assert b"100003100108" in raw  # 31 bytes for 30 characters: ñ is two


def test_a_field_longer_than_the_format_can_say() -> None:
    contents = DataField("505", "0", " ", (Subfield("a", "x" * 12_000),))
    long = MarcRecord(SAMPLE.leader, (*SAMPLE.fields, contents, *SAMPLE.fields))
    with pytest.raises(TooLong, match="505"):
        to_iso2709(long)
    again = from_iso2709(to_iso2709(long, oversize=True))
    assert again.same_content(long)


def test_a_record_longer_than_the_format_can_say() -> None:
    notes = tuple(DataField("500", " ", " ", (Subfield("a", f"{n} " + "é" * 900),)) for n in range(90))
    long = MarcRecord(SAMPLE.leader, SAMPLE.fields + notes)
    with pytest.raises(TooLong, match="MARCXML"):
        to_iso2709(long)
    assert from_iso2709(to_iso2709(long, oversize=True)).same_content(long)


def test_separators_in_hand_made_text_become_blanks() -> None:
    record = MarcRecord(SAMPLE.leader, (DataField("500", " ", " ", (Subfield("a", "one\x1ftwo\x1ethree\x1dfour"),)),))
    again = from_iso2709(to_iso2709(record)).fields[0]
    assert again == DataField("500", " ", " ", (Subfield("a", "one two three four"),))


def test_from_iso2709_refuses_what_is_no_record() -> None:
    with pytest.raises(ValueError, match="directory"):
        from_iso2709(b"this is certainly not a record of any kind, is it")


def test_one_unreadable_says_where() -> None:
    raw = to_iso2709(SAMPLE) + b"rubbish\x1d" + to_iso2709(SAMPLE)
    first, second, third = read_iso2709(io.BytesIO(raw))
    assert isinstance(first, MarcRecord)
    assert isinstance(third, MarcRecord)
    assert isinstance(second, Unreadable)
    assert (second.number, second.offset, second.raw) == (2, len(to_iso2709(SAMPLE)), b"rubbish")

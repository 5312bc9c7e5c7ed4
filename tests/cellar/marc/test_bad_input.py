"""Files that are damaged, cut short, of another kind, or made to hurt: the good records come out, the rest is told."""

import gzip
import io
import time
import zlib
from collections.abc import Iterator

import pytest

from carrel.cellar.marc import (
    ControlField,
    DataField,
    MarcRecord,
    Subfield,
    Unreadable,
    from_iso2709,
    marcjson_collection,
    marcxml_collection,
    read_marc,
    read_records,
    to_iso2709,
)


def record(number: int, note: str = "A note.") -> MarcRecord:
    return MarcRecord(
        "00000nam a2200000 a 4500",
        (
            ControlField("001", f"n{number}"),
            DataField("245", "1", "0", (Subfield("a", f"Title {number} /"), Subfield("c", "Pam Muñoz Ryan."))),
            DataField("500", " ", " ", (Subfield("a", note),)),
        ),
    )


def file_of(*numbers: int) -> bytes:
    return b"".join(to_iso2709(record(number)) for number in numbers)


def read(raw: bytes) -> list[MarcRecord | Unreadable]:
    return list(read_marc(io.BytesIO(raw)))


def numbers(found: list[MarcRecord | Unreadable]) -> list[str]:
    return [each.control("001") if isinstance(each, MarcRecord) else "bad" for each in found]


def test_a_fault_says_where_what_and_what_was_done() -> None:
    before = file_of(1)
    raw = before + b"00026     2200025   4500\x1e\x1d" + file_of(3)
    first, second, third = read_records(io.BytesIO(raw))
    assert first.record is not None and third.record is not None
    assert first.faults == ()
    [fault] = second.faults
    assert (fault.number, fault.offset) == (2, len(before))
    assert fault.what == "The directory is empty; the record has no fields."
    assert fault.done == "It was left out; reading went on behind it."


def test_what_was_mended_is_told_with_its_place() -> None:
    raw = to_iso2709(record(1))
    wrong = b"00042" + raw[5:]
    [only] = read_records(io.BytesIO(wrong))
    assert only.record is not None and only.record.same_content(record(1))
    [fault] = only.faults
    assert (fault.number, fault.offset) == (1, 0)
    assert fault.what == f"The leader says 00042 bytes, the record has {len(raw)}."
    assert fault.done == "the end marks were believed."


@pytest.mark.parametrize("sign", [b"<", b"{", b"["])
def test_a_spoilt_first_byte_costs_no_neighbour(sign: bytes) -> None:
    raw = file_of(1, 2)
    found = read(sign + raw[1:])
    assert numbers(found)[-1] == "n2"


def test_an_iso_file_is_taken_up_in_its_middle() -> None:
    raw = file_of(1, 2, 3, 4)
    places = [each.offset for each in read_records(io.BytesIO(raw))]
    assert places[2] is not None
    stream = io.BytesIO(raw)
    stream.seek(places[2])
    later = list(read_records(stream, start=3, offset=places[2]))
    assert [(each.number, each.offset) for each in later] == [(3, places[2]), (4, places[3])]


def test_fields_in_several_encodings_are_read_each_by_itself() -> None:
    raw = to_iso2709(record(1, "Esperanza übt"))
    mixed = raw.replace("ü".encode(), b"\xfc ")
    [found] = read(mixed)
    assert isinstance(found, MarcRecord)
    assert found.data("500")[0].first("a") == "Esperanza ü bt"
    assert found.data("245")[0].first("c") == "Pam Muñoz Ryan."
    assert "Windows-1252" in found.flaws[0]


def test_marc8_with_an_unknown_sign_is_told_and_nothing_is_blanked() -> None:
    raw = to_iso2709(record(1)).replace("ñ".encode(), b"\xff\xff")
    [found] = read(raw[:9] + b" " + raw[10:])
    assert isinstance(found, MarcRecord)
    assert "Mu\ufffd\ufffdoz" in found.data("245")[0].first("c") or "Windows-1252" in found.flaws[0]
    assert found.flaws


def test_marc8_marks_and_sets_and_references() -> None:
    raw = to_iso2709(record(1, "e\x1b(Njge\x1b(B &#x4E2D; x")).replace("ñ".encode(), b"\xe4n")
    [found] = read(raw[:9] + b" " + raw[10:])
    assert isinstance(found, MarcRecord)
    assert found.flaws == ()
    assert found.data("245")[0].first("c") == "Pam Muñoz Ryan."
    assert found.data("500")[0].first("a") == "eЙГЕ 中 x"


def test_one_digit_of_the_directory_is_gone() -> None:
    whole = to_iso2709(record(1))
    length = len(whole)
    for place in range(27, 24 + 36):
        torn = whole[:place] + whole[place + 1 :]
        [found] = read(torn)
        if isinstance(found, MarcRecord):
            assert found.fields == record(1).fields, place
            assert any("digit" in flaw for flaw in found.flaws)
    assert length == len(torn) + 1


@pytest.mark.parametrize("head", [b"\x1fa\x1fa", b"1\x1fa", b"\x1fa", b"", b"1", b"123\x1fa", b"\xe4\xe4\x1fa"])
@pytest.mark.parametrize("coding", [b"a", b" "])
def test_indicators_of_any_number_make_nobody_stumble(head: bytes, coding: bytes) -> None:
    body = head + b"Holes\x1e"
    directory = b"245%04d00000\x1e" % len(body)
    raw = b"%05dnam %b2200037   4500" % (24 + len(directory) + len(body) + 1, coding) + directory + body + b"\x1d"
    [found] = read(raw)
    if isinstance(found, MarcRecord):
        assert "Holes" in "".join(part.value for field in found.data("245") for part in field.subfields)
        assert found.flaws
    else:
        assert "subfields" in found.why


def test_another_format_in_the_shape_of_marc_is_refused() -> None:
    raw = to_iso2709(record(1)).replace(b"\x1f", b"")
    [found] = read(raw)
    assert isinstance(found, Unreadable)
    assert "No field has subfields" in found.why


@pytest.mark.parametrize("form", ["iso", "xml", "json"])
def test_a_file_cut_short_gives_its_whole_records_and_says_so(form: str) -> None:
    raw = whole_file(form, 4)
    found = read(raw[: len(raw) * 7 // 8])
    assert numbers(found) == ["n1", "n2", "n3", "bad"] or (form == "iso" and numbers(found)[:3] == ["n1", "n2", "n3"])
    last = found[-1]
    assert isinstance(last, Unreadable) or "end-of-record mark" in " ".join(last.flaws)


def whole_file(form: str, count: int) -> bytes:
    records = [record(number) for number in range(1, count + 1)]
    if form == "iso":
        return b"".join(map(to_iso2709, records))
    return "".join(marcxml_collection(records) if form == "xml" else marcjson_collection(records)).encode()


@pytest.mark.parametrize("form", ["iso", "xml", "json"])
def test_a_compressed_file_cut_short_or_damaged(form: str) -> None:
    raw = whole_file(form, 2_000)
    packed = gzip.compress(raw)
    assert len(read(packed)) == 2_000
    assert len(read(gzip.compress(raw[:100_000]) + gzip.compress(raw[100_000:]) + b"\0" * 512)) == 2_000
    cut = read(packed[: len(packed) // 2])
    assert len(cut) > 500
    assert isinstance(cut[-1], Unreadable)
    assert "cut short" in cut[-1].why
    middle = len(packed) // 2
    noise = bytes(byte ^ 0xFF for byte in packed[middle : middle + 64])
    damaged = read(packed[:middle] + noise + packed[middle + 64 :])
    assert isinstance(damaged[-1], Unreadable)
    assert "damaged" in damaged[-1].why


def bomb(pattern: bytes, mebibytes: int) -> bytes:
    squeezing = zlib.compressobj(9, wbits=31)
    block = pattern * ((1 << 20) // len(pattern))
    return b"".join(squeezing.compress(block) for _ in range(mebibytes)) + squeezing.flush()


@pytest.mark.parametrize("pattern", [b"\0", b"<a>", b"<!-- -->", b'<a b="', b"[", b"\x1d\x1d", b"0"])
def test_a_compressed_bomb_is_stopped(pattern: bytes) -> None:
    started = time.process_time()
    found = read(bomb(pattern, 60))
    assert found and isinstance(found[-1], Unreadable)
    assert time.process_time() - started < 60


def test_a_zip_file_and_marc_as_text_and_a_picture_are_refused_in_a_sentence() -> None:
    for raw, word in (
        (b"PK\x03\x04" + b"x" * 3_000, "ZIP"),
        (b"=LDR  00755cam  22002414a 4500\n=001  fol05731351\n=245  10$aTitle\n", ".mrk"),
        (b"\x89PNG\r\n\x1a\n" + b"\x02\x03" * 3_000, "no MARC file"),
        (b"title,author\n" * 300, "no MARC file"),
    ):
        [found] = read(raw)
        assert isinstance(found, Unreadable)
        assert word in found.why


ENTITY_BOMBS = [
    '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><record><leader>&b;</leader></record>',
    '<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><record/>',
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><record><leader>&x;</leader></record>',
    '<!DOCTYPE r [<!NOTATION n SYSTEM "n"><!ENTITY x SYSTEM "x" NDATA n>]><record/>',
]


@pytest.mark.parametrize("text", ENTITY_BOMBS)
def test_entities_are_refused_whatever_their_kind(text: str) -> None:
    [found] = read(b'<?xml version="1.0"?>' + text.encode())
    assert isinstance(found, Unreadable)
    assert "entities" in found.why
    assert found.done == "Nothing behind this place could be read."


def test_an_entity_of_a_dtd_that_is_not_fetched_stays_as_it_was_written() -> None:
    text = (
        '<!DOCTYPE record SYSTEM "http://localhost/none.dtd"><record><leader>00000nam a2200000 a 4500</leader>'
        '<datafield tag="245" ind1=" " ind2=" "><subfield code="a">Caf&eacute;</subfield></datafield></record>'
    )
    [found] = read(text.encode())
    assert isinstance(found, MarcRecord)
    assert found.data("245")[0].first("a") == "Caf&eacute;"


def pieces_of_xml() -> Iterator[bytes]:
    for number in (1, 2, 3):
        yield "".join(marcxml_collection([record(number)])).encode()


def test_several_roots_in_one_file_are_all_read() -> None:
    assert numbers(read(b"\n".join(pieces_of_xml()))) == ["n1", "n2", "n3"]


@pytest.mark.parametrize("size", [1, 7, 100, 1 << 16])
def test_a_broken_record_in_the_middle_of_xml_costs_only_itself(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carrel.cellar.marc.marcxml.BLOCK", size)
    raw = "".join(marcxml_collection([record(number) for number in (1, 2, 3)])).encode()
    broken = raw.replace(b"Title 2 /", b"Title < 2 /")
    one, two, three = read_records(io.BytesIO(broken))
    assert one.record is not None and three.record is not None
    assert three.record.same_content(record(3))
    [fault] = two.faults
    assert fault.number == 2
    assert fault.offset == broken.index(b"<record", broken.index(b"</record>"))
    assert fault.line == broken[: broken.index(b"Title < 2")].count(b"\n") + 1
    assert three.offset == broken.rindex(b"<record")


def test_a_broken_record_in_the_middle_of_json_costs_only_itself() -> None:
    raw = "".join(marcjson_collection([record(number) for number in (1, 2, 3)])).encode()
    assert numbers(read(raw.replace(b'"Title 2 /"', b'"Title 2 /"]]'))) == ["n1", "bad", "n3"]
    assert numbers(read(raw.replace(b'{"245":', b'{"24 5":', 1))) == ["bad", "n2", "n3"]


def test_oversize_numbers_are_read_again() -> None:
    many = tuple(DataField("500", " ", " ", (Subfield("a", f"{n} " + "x" * 900),)) for n in range(150))
    long = MarcRecord(record(1).leader, record(1).fields + many)
    again = from_iso2709(to_iso2709(long, oversize=True))
    assert again.same_content(long)
    assert not again.flaws


@pytest.mark.parametrize("coding", ["UTF-f", "klingon", "big5", "utf-7"])
def test_a_coding_nobody_knows_is_read_as_utf_8_or_refused(coding: str) -> None:
    raw = "".join(marcxml_collection([record(1)])).replace('"UTF-8"', f'"{coding}"', 1).encode()
    [found] = read(raw)
    assert isinstance(found, Unreadable) or found.same_content(record(1))

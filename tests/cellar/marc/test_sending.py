"""A file of many records: every form, read back the same; titles with too many copies come in parts."""

import io

import pytest

from carrel.cellar.marc import (
    FORMS,
    ControlField,
    DataField,
    MarcRecord,
    Subfield,
    from_iso2709,
    holdings_of,
    in_parts,
    read_marc,
    sent,
)

TITLE = DataField("245", "1", "0", (Subfield("a", "Holes / Ñandú"),))


def record(copies: int = 1, note: str = "") -> MarcRecord:
    fields = [ControlField("001", "n1"), TITLE]
    if note:
        fields.append(DataField("505", "0", " ", (Subfield("a", note),)))
    fields += [
        DataField("852", "1", " ", (Subfield("b", "ACM"), Subfield("h", "F SAC " * 20), Subfield("p", f"3{n:013}")))
        for n in range(copies)
    ]
    return MarcRecord("00000nam a2200000 a 4500", fields)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_each_form_is_read_back(form: str, count: int) -> None:
    raw = b"".join(sent([record()] * count, form))
    found = list(read_marc(io.BytesIO(raw)))
    assert len(found) == count
    for each in found:
        assert isinstance(each, MarcRecord)
        assert each.same_content(record())


def test_a_title_with_too_many_copies_comes_in_parts() -> None:
    whole = record(copies=2_000)
    parts = list(in_parts(whole))
    assert len(parts) > 2
    assert all(len(part) <= 99_999 for part in parts)
    read = [from_iso2709(part) for part in parts]
    assert not any(each.flaws for each in read)
    assert all(each.data("245") == [TITLE] for each in read)
    barcodes = [holding.barcode for each in read for holding in holdings_of(each)]
    assert barcodes == [holding.barcode for holding in holdings_of(whole)]


def test_a_title_too_long_by_itself_goes_whole() -> None:
    whole = record(copies=3, note="x" * 12_000)
    [part] = in_parts(whole)
    again = from_iso2709(part)
    assert again.same_content(whole)
    assert not again.flaws

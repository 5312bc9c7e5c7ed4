"""Copies inside records, as vendors write them."""

import pytest

from carrel.cellar.marc import ControlField, DataField, MarcRecord, Subfield, holdings_of, price_minor


def record(*fields: tuple[str, str, str]) -> MarcRecord:
    """A record of data fields given as (tag, two indicators, "$a text$b text")."""
    return MarcRecord(
        "00000nam a2200000 a 4500",
        (
            ControlField("001", "1"),
            *(
                DataField(tag, inds[0], inds[1], tuple(Subfield(part[0], part[1:]) for part in text.split("$")[1:]))
                for tag, inds, text in fields
            ),
        ),
    )


def test_follett() -> None:
    [copy] = holdings_of(
        record(("852", "8 ", "$aWASH$kFIC$hROW$p31234000010064$t1$91899$xFSC@aREG@b12@c20260815@fFLR"))
    )
    assert copy.site == "WASH"
    assert copy.call_number == "FIC ROW"
    assert (copy.barcode, copy.copy_number, copy.price_minor) == ("31234000010064", "1", 1899)
    assert (copy.item_type, copy.category, copy.acquired, copy.vendor) == ("REG", "12", "20260815", "FLR")
    assert copy.staff_note == ""


def test_marc_21_with_dewey() -> None:
    [copy] = holdings_of(record(("852", "1 ", "$aDIST$bALD$cREF$kREF$h599.77$iGIB$mv.2$pA1$xgift$zsigned$91850")))
    assert copy.site_codes == ("ALD", "DIST")
    assert copy.call_number == "REF 599.77 GIB v.2"
    assert (copy.scheme, copy.place, copy.suffix) == ("ddc", "REF", "v.2")
    assert (copy.staff_note, copy.public_note) == ("gift", "signed")


def test_evergreen() -> None:
    [copy] = holdings_of(record(("852", "4 ", "$bBR1$bBR1$cStacks$gdvd$jDVD FIC ABC$pX9$y12.50$xcirculating")))
    assert (copy.site_codes, copy.call_number, copy.item_type) == (("BR1",), "DVD FIC ABC", "dvd")
    assert copy.price_minor == 1250


def test_koha_when_no_852_has_a_barcode() -> None:
    copies = holdings_of(
        record(("852", "  ", "$hABC"), ("952", "  ", "$aCPL$bMPL$cGEN$oFIC SAC$p39999$v20$yBK$2ddc$t3"))
    )
    assert [copy.barcode for copy in copies] == ["39999"]
    assert copies[0].site_codes == ("MPL", "CPL")
    assert (copies[0].price_minor, copies[0].item_type, copies[0].scheme) == (2000, "BK", "ddc")


def test_852_without_barcode_still_tells_where() -> None:
    [copy] = holdings_of(record(("852", "0 ", "$bMUG$hBJ1401$i.N45 2002")))
    assert (copy.barcode, copy.call_number, copy.scheme) == ("", "BJ1401 .N45 2002", "lcc")


def test_none() -> None:
    assert holdings_of(record(("245", "10", "$aHoles"))) == ()


def test_one_copy_a_field_and_in_order() -> None:
    copies = holdings_of(record(*(("852", "  ", f"$aX$p{number}") for number in range(5))))
    assert [copy.barcode for copy in copies] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("18.99", 1899),
        ("$18.99", 1899),
        ("18,99", 1899),
        ("850", 850),
        ("P16.95usd", 1695),
        ("1,234.50", 123450),
        ("7.5", 750),
        ("", None),
        ("free", None),
        ("0.00", 0),
        ("9999999999999999", None),
    ],
)
def test_price(text: str, minor: int | None) -> None:
    assert price_minor(text) == minor


def test_price_in_whole_dollars() -> None:
    assert price_minor("20", implied_cents=False) == 2000

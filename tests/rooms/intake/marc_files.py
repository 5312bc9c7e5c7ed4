"""Small MARC files for the tests of intake, as a vendor would send them."""

from carrel.cellar.marc import ControlField, MarcRecord, marcxml_collection, to_iso2709
from tests.makers import make_marc, marc_field


def copy(barcode: str = "", *, call: str = "FIC$iSAC", site: str = "", **more: str) -> str:
    """An 852 as school vendors write it: "8 " local, $k or $h, $p barcode."""
    text = f"$b{site}" if site else ""
    text += f"$k{call}" if call else ""
    text += f"$p{barcode}" if barcode else ""
    return text + "".join(f"${code.removeprefix('_')}{value}" for code, value in more.items())


def book(title: str, isbn: str = "", *copies: str, number: str = "", owner: str = "EXL") -> MarcRecord:
    """A record with one 852 for each copy."""
    record = make_marc(title, "Sachar, Louis", isbn, "", *(marc_field("852", each, "8 ") for each in copies))
    if number:
        record = MarcRecord(
            record.leader, (ControlField("001", number), ControlField("003", owner), *record.fields), record.flaws
        )
    return record


def iso2709(*records: MarcRecord | bytes) -> bytes:
    return b"".join(each if isinstance(each, bytes) else to_iso2709(each) for each in records)


def marcxml(*records: MarcRecord) -> bytes:
    return "".join(marcxml_collection(records)).encode()

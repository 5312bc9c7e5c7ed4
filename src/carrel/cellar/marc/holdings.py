"""Copies that come inside a record: MARC 852 as school vendors, Follett and Evergreen write it, and Koha's 952.

Sources: MARC 21 Format for Holdings Data (852); Follett Destiny 852 import help ($9 price, $x FSC@ codes); Evergreen
default import profile ($j label, $y price, $g modifier); Koha 952 subfields. One field is one copy. Fields 949 and 900
have no meaning common to vendors and wait for a profile.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from carrel.cellar.marc.record import DataField, MarcRecord

# First indicator of 852: the shelving scheme of the call number.
_SCHEMES = {"0": "lcc", "1": "ddc", "2": "nlm", "3": "sudoc"}
_KOHA_SCHEMES = {"ddc": "ddc", "lcc": "lcc", "nlm": "nlm", "sudocs": "sudoc"}
_FOLLETT = re.compile(r"@([a-z])([^@]*)")
_PRICE = re.compile(r"(?<!\d)(\d{1,7}(?:,\d{3})*)(?:[.,](\d{1,2}))?(?!\d)")
LARGEST_PRICE_MINOR = 99_999_999


class Holding(NamedTuple):
    """One copy as a record states it; texts as written, ``price_minor`` in cents, unknown is empty or None.

    ``site_codes`` are all codes that may name the site, the most particular first; ``field`` is the whole field,
    so that whoever knows the vendor can look further.
    """

    field: DataField
    site_codes: tuple[str, ...]
    place: str
    prefix: str
    class_part: str
    item_part: str
    suffix: str
    call_number: str
    scheme: str
    barcode: str
    copy_number: str
    price_minor: int | None
    item_type: str
    category: str
    volume: str
    acquired: str
    vendor: str
    fund: str
    staff_note: str
    public_note: str

    @property
    def site(self) -> str:
        """The code that most particularly names the site, or an empty string."""
        return self.site_codes[0] if self.site_codes else ""


def holdings_of(record: MarcRecord) -> tuple[Holding, ...]:
    """The copies in a record: 852 if any of them has a barcode or a call number, else 952."""
    if record.known_holdings is None:
        record.known_holdings = _holdings_of(record)
    return record.known_holdings


def _holdings_of(record: MarcRecord) -> tuple[Holding, ...]:
    by_tag = record.by_tag()
    if "852" not in by_tag and "952" not in by_tag:
        return ()
    from_852 = [_of_852(field) for field in by_tag.get("852", ())]
    if any(holding.barcode for holding in from_852):
        return tuple(from_852)
    from_952 = [_of_952(field) for field in by_tag.get("952", ()) if field.first("p")]
    return tuple(from_952) or tuple(holding for holding in from_852 if holding.call_number)


def _firsts(field: DataField) -> dict[str, str]:
    """The first text of each code, blanks at its ends taken off; the field is gone through once, not twenty times."""
    found: dict[str, str] = {}
    for code, value in field.subfields:
        if code not in found:
            found[code] = value.strip()
    return found


def _of_852(field: DataField) -> Holding:
    found = _firsts(field)
    first = found.get
    codes: dict[str, str] = {}
    fund, notes = "", ""
    if "x" in found:
        stated = field.all("x")
        codes = {code: value for text in stated if text.startswith("FSC@") for code, value in _FOLLETT.findall(text)}
        fund = next((text[5:].strip() for text in stated if text.startswith("FUND:")), "")
        notes = " ".join([text for text in stated if not text.startswith(("FSC@", "FUND:"))]).strip()
    prefix, class_part, item_part, suffix = (_line(field, code) if code in found else "" for code in "khim")
    joined = " ".join([part for part in (prefix, class_part, item_part, suffix) if part])
    return Holding(
        field=field,
        site_codes=_site_codes(field, found),
        place=first("c", ""),
        prefix=prefix,
        class_part=class_part,
        item_part=item_part,
        suffix=suffix,
        call_number=joined or (_line(field, "j") if "j" in found else ""),
        scheme=_SCHEMES.get(field.ind1, ""),
        barcode=first("p", ""),
        copy_number=first("t", ""),
        price_minor=price_minor(first("9") or first("y", "")),
        item_type=codes.get("a", "").strip() or first("g", ""),
        category=codes.get("b", "").strip(),
        volume=(codes.get("i") or codes.get("e") or first("3", "")).strip(),
        acquired=codes.get("c", "").strip(),
        vendor=(codes.get("f") or first("e", "")).strip(),
        fund=fund or field.first("f"),
        staff_note=notes,
        public_note=field.joined("z") if "z" in found else "",
    )


def _of_952(field: DataField) -> Holding:
    found = _firsts(field)
    first = found.get
    return Holding(
        field=field,
        site_codes=_site_codes(field, found),
        place=first("c", ""),
        prefix="",
        class_part="",
        item_part="",
        suffix="",
        call_number=" ".join(first("o", "").split()),
        scheme=_KOHA_SCHEMES.get(first("2", "").casefold(), ""),
        barcode=first("p", ""),
        copy_number=first("t", ""),
        price_minor=price_minor(first("v") or first("g", ""), implied_cents=False),
        item_type=first("y", ""),
        category=first("8", ""),
        volume=first("h", ""),
        acquired=first("d", ""),
        vendor=first("e", ""),
        fund="",
        staff_note=field.joined("x") if "x" in found else "",
        public_note=field.joined("z") if "z" in found else "",
    )


def _line(field: DataField, code: str) -> str:
    return " ".join(field.joined(code).split())


def _site_codes(field: DataField, found: dict[str, str]) -> tuple[str, ...]:
    return _distinct(field.all("b") + field.all("a")) if "a" in found or "b" in found else ()


def price_minor(text: str, *, implied_cents: bool = True) -> int | None:
    """A price in cents: ``$18.99`` is 1899; a number without a point is cents, as Follett writes it (``850`` is 8.50).

    With ``implied_cents`` off a number without a point is whole dollars. None when the text holds no price.
    """
    match = _PRICE.search(text) if text else None
    if match is None:
        return None
    whole, cents = match.group(1).replace(",", ""), match.group(2)
    if cents is not None:
        minor = int(whole) * 100 + int(cents.ljust(2, "0"))
    else:
        minor = int(whole) * (1 if implied_cents else 100)
    return minor if minor <= LARGEST_PRICE_MINOR else None


def _distinct(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for text in texts if (stripped := text.strip())))

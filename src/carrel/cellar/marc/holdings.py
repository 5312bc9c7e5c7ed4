"""Copies that come inside a record: MARC 852 as school vendors, Follett and Evergreen write it, and Koha's 952.

Sources: MARC 21 Format for Holdings Data (852); Follett Destiny 852 import help ($9 price, $x FSC@ codes); Evergreen
default import profile ($j label, $y price, $g modifier); Koha 952 subfields. One field is one copy. Fields 949 and 900
have no meaning common to vendors and wait for a profile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from carrel.cellar.marc.record import DataField, MarcRecord

# First indicator of 852: the shelving scheme of the call number.
_SCHEMES = {"0": "lcc", "1": "ddc", "2": "nlm", "3": "sudoc"}
_KOHA_SCHEMES = {"ddc": "ddc", "lcc": "lcc", "nlm": "nlm", "sudocs": "sudoc"}
_FOLLETT = re.compile(r"@([a-z])([^@]*)")
_PRICE = re.compile(r"(?<!\d)(\d{1,7}(?:,\d{3})*)(?:[.,](\d{1,2}))?(?!\d)")
LARGEST_PRICE_MINOR = 99_999_999


@dataclass(frozen=True, slots=True)
class Holding:
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
    from_852 = [_of_852(field) for field in record.data("852")]
    if any(holding.barcode for holding in from_852):
        return tuple(from_852)
    from_952 = [_of_952(field) for field in record.data("952") if field.first("p")]
    return tuple(from_952) or tuple(holding for holding in from_852 if holding.call_number)


def _of_852(field: DataField) -> Holding:
    codes = dict(_FOLLETT.findall(" ".join(field.all("x"))))
    notes = [text for text in field.all("x") if not text.startswith(("FSC@", "FUND:"))]
    parts = {code: " ".join(field.joined(code).split()) for code in "khim"}
    joined = " ".join(part for part in parts.values() if part)
    return Holding(
        field=field,
        site_codes=_distinct(field.all("b") + field.all("a")),
        place=field.first("c").strip(),
        prefix=parts["k"],
        class_part=parts["h"],
        item_part=parts["i"],
        suffix=parts["m"],
        call_number=joined or " ".join(field.joined("j").split()),
        scheme=_SCHEMES.get(field.ind1, ""),
        barcode=field.first("p").strip(),
        copy_number=field.first("t").strip(),
        price_minor=price_minor(field.first("9") or field.first("y")),
        item_type=codes.get("a", "").strip() or field.first("g").strip(),
        category=codes.get("b", "").strip(),
        volume=(codes.get("i") or codes.get("e") or field.first("3")).strip(),
        acquired=codes.get("c", "").strip(),
        vendor=(codes.get("f") or field.first("e")).strip(),
        fund=next((text[5:].strip() for text in field.all("x") if text.startswith("FUND:")), "") or field.first("f"),
        staff_note=" ".join(notes).strip(),
        public_note=field.joined("z"),
    )


def _of_952(field: DataField) -> Holding:
    call_number = " ".join(field.first("o").split())
    return Holding(
        field=field,
        site_codes=_distinct(field.all("b") + field.all("a")),
        place=field.first("c").strip(),
        prefix="",
        class_part="",
        item_part="",
        suffix="",
        call_number=call_number,
        scheme=_KOHA_SCHEMES.get(field.first("2").strip().casefold(), ""),
        barcode=field.first("p").strip(),
        copy_number=field.first("t").strip(),
        price_minor=price_minor(field.first("v") or field.first("g"), implied_cents=False),
        item_type=field.first("y").strip(),
        category=field.first("8").strip(),
        volume=field.first("h").strip(),
        acquired=field.first("d").strip(),
        vendor=field.first("e").strip(),
        fund="",
        staff_note=field.joined("x"),
        public_note=field.joined("z"),
    )


def price_minor(text: str, *, implied_cents: bool = True) -> int | None:
    """A price in cents: ``$18.99`` is 1899; a number without a point is cents, as Follett writes it (``850`` is 8.50).

    With ``implied_cents`` off a number without a point is whole dollars. None when the text holds no price.
    """
    match = _PRICE.search(text.strip())
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

"""How a vendor writes copies into a record, as a map from parts of a copy to subfields.

Sources: MARC 21 Format for Holdings Data (852); Koha's 952; Evergreen's default import profile (852 $j $y $g) and its
Unicorn one (999). Field 949 has no meaning common to vendors, so its map is a first guess to be looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from carrel.cellar.kernel.texts import fold
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.marc import DataField, Holding, MarcRecord, holdings_of, price_minor

POINT, CENTS = "dollars", "cents"
PRICE_RULES = (CENTS, POINT)
"""What a price without a point means: cents, as Follett writes it (850 is 8.50), or whole dollars, as Koha does."""

ADD_ITEMS, REPLACE, KEEP, ASK = "add_items", "replace", "keep", "ask"
CHOICES = (ADD_ITEMS, REPLACE, KEEP, ASK)

SITE, PLACE, ITEM_TYPE, FUND = "site", "place", "item_type", "fund"
WORD_KINDS = (SITE, PLACE, ITEM_TYPE, FUND)

PARTS = (
    "site", "place", "call_number", "barcode", "copy_number", "price", "item_type", "volume", "acquired", "fund",
    "staff_note", "public_note",
)  # fmt: skip
_SCHEMES = {"0": "lcc", "1": "ddc", "2": "nlm", "3": "sudoc"}


@dataclass(frozen=True, slots=True)
class Preset:
    """A map to begin with, by the name of the system that writes so."""

    code: str
    tag: str
    subfields: Mapping[str, str]
    price_rule: str


PRESETS: Mapping[str, Preset] = {
    each.code: each
    for each in (
        Preset("auto", "", {}, CENTS),
        Preset(
            "marc852", "852",
            {"site": "ba", "place": "c", "call_number": "khim", "barcode": "p", "copy_number": "t", "price": "9",
             "staff_note": "x", "public_note": "z"}, CENTS,
        ),
        Preset(
            "koha952", "952",
            {"site": "ba", "place": "c", "call_number": "o", "barcode": "p", "copy_number": "t", "price": "vg",
             "item_type": "y", "volume": "h", "acquired": "d", "staff_note": "x", "public_note": "z"}, POINT,
        ),
        Preset(
            "evergreen852", "852",
            {"site": "b", "place": "c", "call_number": "j", "barcode": "p", "copy_number": "t", "price": "y",
             "item_type": "g", "staff_note": "x", "public_note": "z"}, POINT,
        ),
        Preset(
            "unicorn999", "999",
            {"site": "m", "place": "l", "call_number": "a", "barcode": "i", "copy_number": "c", "price": "p",
             "item_type": "t", "acquired": "u", "public_note": "z", "staff_note": "x"}, POINT,
        ),
        Preset(
            "local949", "949",
            {"site": "m", "place": "l", "call_number": "a", "barcode": "i", "copy_number": "c", "price": "p",
             "item_type": "t"}, POINT,
        ),
    )
}  # fmt: skip
"""Maps to begin with; "auto" reads 852 as school vendors, Follett and Evergreen write it, else Koha's 952."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one vendor's files are read.

    `words` maps (kind, site or 0, folded word) to the row it names here; None in place of a row means what the form
    says, and is no longer asked about.
    """

    tag: str = ""
    subfields: Mapping[str, str] = field(default_factory=dict)
    price_rule: str = CENTS
    matching: str = ADD_ITEMS
    words: Mapping[tuple[str, int, str], int | None] = field(default_factory=dict)


def holdings_by(profile: Profile, record: MarcRecord) -> tuple[Holding, ...]:
    """The copies a record brings, read as the vendor writes them; each field with any mapped text is one copy."""
    if not profile.tag:
        return holdings_of(record)
    found = (_holding(profile, each) for each in record.data(profile.tag))
    return tuple(each for each in found if each is not None)


def _holding(profile: Profile, found: DataField) -> Holding | None:
    part = {name: " ".join(found.joined(codes).split()) for name, codes in profile.subfields.items() if codes}
    if not any(part.values()):
        return None
    call_codes = profile.subfields.get("call_number", "")
    return Holding(
        field=found,
        site_codes=_site_codes(found, profile.subfields.get("site", "")),
        place=part.get("place", ""),
        prefix="",
        class_part="",
        item_part="",
        suffix="",
        call_number=" ".join(text for code in call_codes if (text := " ".join(found.joined(code).split()))),
        scheme=_SCHEMES.get(found.ind1, "") if profile.tag == "852" else "",
        barcode=_first(found, profile.subfields.get("barcode", "")),
        copy_number=part.get("copy_number", ""),
        price_minor=price_minor(
            _first(found, profile.subfields.get("price", "")), implied_cents=profile.price_rule == CENTS
        ),
        item_type=part.get("item_type", ""),
        category="",
        volume=part.get("volume", ""),
        acquired=part.get("acquired", ""),
        vendor="",
        fund=part.get("fund", ""),
        staff_note=part.get("staff_note", ""),
        public_note=part.get("public_note", ""),
    )


def price_text(profile: Profile, found: DataField) -> str:
    """The price as a field writes it, to be told when it cannot be read."""
    codes = profile.subfields.get("price", "") if profile.tag else {"852": "9y", "952": "vg"}.get(found.tag, "")
    return _first(found, codes)


def _first(found: DataField, codes: str) -> str:
    return next((text for code in codes if (text := found.first(code).strip())), "")


def _site_codes(found: DataField, codes: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for code in codes for each in found.all(code) if (text := each.strip())))


def folded_words(words: Iterable[tuple[str, int | None, str, int | None]]) -> dict[tuple[str, int, str], int | None]:
    """Decided words (kind, site, word, target) by what they are looked up with."""
    return {(kind, site_id or 0, fold(word)): target for kind, site_id, word, target in words}


def profile_objections(*, tag: str, subfields: Mapping[str, str]) -> tuple[Objection, ...]:
    """What cannot be meant by a map: no field of three digits, no subfield codes, no barcode."""
    if not tag:
        return ()
    found = []
    if not (len(tag) == 3 and tag.isascii() and tag.isdigit() and tag >= "010"):
        found.append(Objection("intake.tag_shape", Weight.REFUSE, {"text": tag}))
    odd = [codes for codes in subfields.values() if not (codes.isascii() and codes.isalnum())]
    found += [Objection("intake.map_shape", Weight.REFUSE, {"text": codes}) for codes in odd]
    if not subfields.get("barcode"):
        found.append(Objection("intake.map_needs_barcode", Weight.REFUSE))
    return tuple(found)

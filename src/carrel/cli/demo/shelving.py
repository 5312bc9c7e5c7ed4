"""Which copies the three schools own, and the 852 field of each.

A plan made of the tables and a seed: the same every time. Barcodes are 14 digits: 3, the school's four digits, a
running number, and the Luhn check digit that library scanners expect.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import DataField, MarcRecord, facts_of
from carrel.cli.demo.records import field, packed_records, record_of
from carrel.cli.demo.titles import Title, titles

SEED = 1876
ITEMS = 4_000
SITE_CODES = {"E": "BIR", "M": "ACM", "H": "CED"}
SITE_DIGITS = {"BIR": "1812", "ACM": "1811", "CED": "1813"}

# Bought for a whole class to read together: title, school, how many.
CLASS_SETS = {
    ("Charlotte's web", "E"): 24,
    ("Because of Winn-Dixie", "E"): 24,
    ("Holes", "M"): 30,
    ("The giver", "M"): 30,
    ("Number the stars", "M"): 30,
    ("Esperanza rising", "M"): 30,
    ("The lightning thief", "M"): 12,
    ("To kill a mockingbird", "H"): 32,
    ("Of mice and men", "H"): 32,
    ("Animal farm", "H"): 32,
    ("Night", "H"): 32,
}
# Series and authors every school buys twice.
SOUGHT = ("Diary of a wimpy kid", "Dog Man", "Amulet", "Harry Potter", "Percy Jackson", "Baby-sitters", "Wild robot")
_PRICES = {"E": 1899, "ER": 1099, "FIC": 1799, "GN": 1499, "B": 1999, "REF": 3999}


@dataclass(frozen=True, slots=True)
class Copy:
    """One thing on a shelf: the school's code, place code, the three parts of the call number, type, price, barcode."""

    site: str
    place: str
    prefix: str
    class_part: str
    item_part: str
    item_type: str
    price_minor: int
    barcode: str = ""
    copy_number: int = 1

    @property
    def is_dewey(self) -> bool:
        """Whether the call number has a Dewey number in it."""
        return self.class_part[:1].isdigit()

    def as_852(self) -> DataField:
        """The copy as school vendors write it: $9 is the price, $x FSC@a the kind of item."""
        parts = (("b", self.site), ("c", self.place), ("k", self.prefix), ("h", self.class_part), ("i", self.item_part))
        return field(
            "852",
            "1 " if self.is_dewey else "8 ",
            *(f"{code}{text}" for code, text in parts if text),
            f"p{self.barcode}",
            f"t{self.copy_number}",
            f"9{self.price_minor / 100:.2f}",
            f"xFSC@a{self.item_type}",
        )


def luhn(digits: str) -> str:
    """The digits with their check digit at the end (Luhn: from the right, every second one doubled)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"


def item_barcode(site: str, number: int) -> str:
    """The barcode of a school's n-th item."""
    return luhn(f"3{SITE_DIGITS[site]}{number:08d}")


def card_number(site: str, number: int) -> str:
    """The library card of a school's n-th reader: 14 digits that begin with 2."""
    return luhn(f"2{SITE_DIGITS[site]}{number:08d}")


def stocked_records(devices: int) -> Iterator[tuple[MarcRecord, tuple[Copy, ...]]]:
    """Every record the district owns with its copies; with ``devices`` further things they make 4,000."""
    chance = random.Random(SEED)
    plan = [(record_of(title, number), _copies_of(title, chance)) for number, title in enumerate(titles(), start=1)]
    plan += [(record, _packed_copy(record, levels, shelf)) for record, levels, shelf in packed_records()]
    _fill_up(plan, ITEMS - devices, chance)
    running = dict.fromkeys(SITE_DIGITS, 0)
    for record, copies in plan:
        yield record, tuple(_numbered(copies, running))


def _copies_of(title: Title, chance: random.Random) -> list[Copy]:
    copies: list[Copy] = []
    for level in title.levels:
        many = CLASS_SETS.get((title.title, level), 0)
        twice = 2 if title.series.startswith(SOUGHT) else 1
        reference = title.shelf.startswith("REF")
        count = many + (1 if reference else chance.randint(1, 3) * twice)
        copies += [_copy(title, level)] * count
    return copies


def _copy(title: Title, level: str) -> Copy:
    prefix, class_part, item_part = _call_number(title)
    return Copy(
        site=SITE_CODES[level],
        place="ESP" if title.is_spanish else place_of(prefix),
        prefix=prefix,
        class_part=class_part,
        item_part=item_part,
        item_type="REFERENCE" if prefix == "REF" else "BOOK",
        price_minor=_PRICES.get(prefix, 2199),
    )


def _call_number(title: Title) -> tuple[str, str, str]:
    """Prefix, class and item part: FIC · SAC, B · KING RAP, REF · 423 · MER, 567.9 · HUG."""
    letters = _letters(title.authors[0] if title.authors else title.title)
    prefix, _, rest = title.shelf.partition(" ")
    if prefix == "B":
        subject = rest.upper()
        return prefix, subject, "" if subject.startswith(letters) else letters
    if prefix[0].isdigit():
        return "", prefix, letters
    return (prefix, rest, letters) if rest else (prefix, letters, "")


def _letters(name: str) -> str:
    """The first three letters of a name or title, without marks and leading article."""
    words = re.sub(r"^(the|an|a|el|la|los|las)\s", "", fold(name))
    return re.sub(r"[^a-z]", "", words)[:3].upper()


def place_of(prefix: str) -> str:
    """The code of the place where this section of the call numbers stands."""
    return {"E": "E", "ER": "E", "FIC": "FIC", "GN": "GN", "B": "B", "REF": "REF"}.get(prefix, "NF")


def _packed_copy(record: MarcRecord, levels: str, shelf: str) -> list[Copy]:
    facts = facts_of(record)
    letters = _letters(facts.author or facts.title_sort) or "ANO"
    fiction = shelf == "FIC"
    video = facts.format in ("video", "sound_recording", "audiobook", "music")
    return [
        Copy(
            site=SITE_CODES[level],
            place="FIC" if fiction else "AV" if video else "NF",
            prefix="FIC" if fiction else "",
            class_part=letters if fiction else shelf,
            item_part="" if fiction else letters,
            item_type="RECORDING" if video else "BOOK",
            price_minor=2499,
        )
        for level in levels
    ]


def _fill_up(plan: list[tuple[MarcRecord, list[Copy]]], wanted: int, chance: random.Random) -> None:
    """Buy more copies of our titles until the number is right; reference books stay single."""
    own = [copies for _, copies in plan[: len(titles())] if copies[0].item_type == "BOOK"]
    missing = wanted - sum(len(copies) for _, copies in plan)
    if missing < 0:
        raise ValueError(f"The plan holds {-missing} copies more than the {wanted} wanted.")
    for copies in chance.choices(own, k=missing):
        copies.append(chance.choice(copies))


def _numbered(copies: list[Copy], running: dict[str, int]) -> Iterator[Copy]:
    """The copies with barcode and copy number, school by school."""
    seen: dict[str, int] = {}
    for copy in sorted(copies, key=lambda copy: copy.site):
        running[copy.site] += 1
        seen[copy.site] = seen.get(copy.site, 0) + 1
        yield replace(copy, barcode=item_barcode(copy.site, running[copy.site]), copy_number=seen[copy.site])

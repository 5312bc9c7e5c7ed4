"""What a book seller of the demo delivers: new titles with their reading levels, and a few the district has already.

The new titles and their levels are invented, with everybody in them; titles of real books claim no level.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from carrel.cellar.marc import BLANK_LEADER, ControlField, DataField, Field, MarcRecord, to_iso2709
from carrel.cli.demo.records import ENTERED, field, record_of
from carrel.cli.demo.shelving import Copy, item_barcode
from carrel.cli.demo.titles import titles

SELLER = "Foxglove Library Books"
SITE = "ACM"
FILE = "foxglove-delivery.mrc"
PLACE_WORD, TYPE_WORD, FUND_WORD = "FICTION-NEW", "PAPERBACK", "PTA 2026"
"""Words of the seller's own, which mean nothing here until somebody says what."""
KNOWN = ("Holes", "Esperanza rising", "The giver")
_OWNER = "Foxglove"
# Numbers of items begin where those of the first delivery and of the things end.
_FIRST_NUMBER = 70_001
_PRICE = 1299


@dataclass(frozen=True, slots=True)
class Delivered:
    """One new title; ``lexile``, ``ar`` (level and points) and ``guided`` as a seller prints them, ``grades`` of interest."""

    title: str
    author: str
    lexile: str
    ar: tuple[str, str]
    guided: str
    grades: str
    subject: str
    summary: str
    number: str = ""
    """The Dewey number of one that is no story."""


NEW = (
    Delivered("A compass for Juniper", "Okafor, Marisol", "620L", ("4.1", "6.0"), "Q", "4-6", "Maps",
              "Juniper inherits a compass that points to whatever she has lost, and sets out to find her brother's kite."),
    Delivered("The night bus to Marrow Lane", "Okafor, Marisol", "680L", ("4.4", "8.0"), "S", "5-8", "Ghosts",
              "The last bus stops at a street that is on no map, and Theo has to ride it home."),
    Delivered("Eleven ways to fold a river", "Lindgren-Ruiz, Ida", "740L", ("5.0", "7.0"), "U", "5-8", "Rivers",
              "A class measures the creek behind the school, and the creek is not where it was last year."),
    Delivered("Goalkeeper of the second grade", "Abernathy, Cole", "410L", ("2.6", "1.0"), "L", "K-3", "Soccer",
              "Nobody wants to stand in the goal, so Pilar does, and finds that she sees everything from there."),
    Delivered("Otto and the borrowed moon", "Vesely, Hana", "AD480L", ("2.9", "0.5"), "M", "K-3", "Moon",
              "Otto takes the moon out of the pond for one night and has to bring it back before it is missed."),
    Delivered("Beetle, beetle, where do you sleep", "Vesely, Hana", "BR90L", ("0.9", "0.5"), "D", "Preschool", "Insects",
              "A first book of beetles and their beds."),
    Delivered("The lantern makers' daughter", "Sandoval, Perla", "810L", ("5.8", "11.0"), "X", "5-8", "Families",
              "When the lanterns of the harbor go out, Inés has to learn her mother's trade in a single winter."),
    Delivered("Signals from the lighthouse", "Ferrante, Duncan", "900L", ("6.4", "12.0"), "Z", "7-10", "Lighthouses",
              "Two keepers, one light, and a letter in code that was posted eighty years ago."),
    Delivered("How bridges stay up", "Adeyemi, Ruth", "IG920L", ("6.7", "2.0"), "W", "5-8", "Bridges",
              "Arches, beams and cables, with models to build of paper and string.", "624.2"),
    Delivered("A field guide to small noises", "Adeyemi, Ruth", "NC860L", ("5.9", "1.0"), "T", "3-6", "Sound",
              "What ticks, hums and creaks in a house at night, and how to find out.", "534"),
    Delivered("Team Tangerine", "Kowal, Brin", "GN390L", ("2.8", "1.0"), "P", "3-6", "Robots",
              "Four friends and one robot enter the science fair. A graphic novel."),
    Delivered("The weight of winter apples", "Sandoval, Perla", "HL700L", ("4.9", "10.0"), "Z+", "Young adult", "Orchards",
              "The last harvest of an orchard, told by the three who are leaving it."),
)  # fmt: skip


def delivery_file(taken: str) -> bytes:
    """The seller's file: the new titles, the known ones, and one whose barcode, ``taken``, is on another item here."""
    out = BytesIO()
    for record in _records(taken):
        out.write(to_iso2709(record))
    return out.getvalue()


def _records(taken: str) -> Iterator[MarcRecord]:
    number = _FIRST_NUMBER
    for each in NEW:
        yield _new(each, number)
        number += 1
    by_title = {title.title: title for title in titles()}
    for name in KNOWN:
        yield _with_copy(record_of(by_title[name], number).fields, number, item_barcode(SITE, number))
        number += 1
    twice = Delivered(
        "The clockmaker's second cat", "Vesely, Hana", "", ("", ""), "", "3-6", "Cats", "A cat keeps time."
    )
    yield _with_copy(_new(twice, number).fields[:-1], number, taken)


def _new(title: Delivered, number: int) -> MarcRecord:
    fields: list[Field] = [
        ControlField("001", ""),
        ControlField("008", f"{ENTERED}s2026    xxua   c      000 {0 if title.number else 1} eng d"),
        *([field("082", "04", f"a{title.number}", "223")] if title.number else []),
        field("100", "1 ", f"a{title.author},", "eauthor."),
        field("245", "10", f"a{title.title}."),
        field("264", " 1", f"b{SELLER},", "c2026."),
        field("300", "  ", "a144 pages :", "billustrations"),
        field("520", "  ", f"a{title.summary}"),
        *_levels(title),
        field("650", " 4", *((f"a{title.subject}.",) if title.number else (f"a{title.subject}", "vFiction."))),
    ]
    return _with_copy(fields, number, item_barcode(SITE, number), title.number)


def _levels(title: Delivered) -> Iterator[DataField]:
    """The levels as sellers write them: 521 for the interest, Lexile and guided reading, 526 for Accelerated Reader."""
    yield field("521", "2 ", f"a{title.grades}.")
    if title.lexile:
        yield field("521", "8 ", f"a{title.lexile}", "bLexile.")
    if title.guided:
        yield field("521", "8 ", f"a{title.guided}", "bFountas & Pinnell.")
    level, points = title.ar
    if level:
        yield field("526", "0 ", "aAccelerated Reader", f"c{level}", f"d{points}.")


def _with_copy(fields: Sequence[Field], number: int, barcode: str, dewey: str = "") -> MarcRecord:
    """The record under the seller's own control number, with one copy in the seller's own words."""
    kept = [each for each in fields if each.tag not in ("001", "003")]
    name = next((each.first("a") for each in kept if isinstance(each, DataField) and each.tag == "100"), "")
    place, class_part = ("NF", dewey) if dewey else (PLACE_WORD, "FIC")
    copy = Copy(SITE, place, "", class_part, name[:3].upper(), TYPE_WORD, _PRICE, barcode).as_852()
    copy = DataField(
        copy.tag, copy.ind1, copy.ind2, (*copy.subfields, *field("852", "8 ", f"xFUND:{FUND_WORD}").subfields)
    )
    numbers = [ControlField("001", f"fx{number}"), ControlField("003", _OWNER)]
    return MarcRecord(BLANK_LEADER, (*numbers, *kept, copy))

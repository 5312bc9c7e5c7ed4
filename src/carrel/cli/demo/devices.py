"""The district's Chromebooks, their chargers and a few other things, as brief records with barcode and asset tag."""

from collections.abc import Iterator
from dataclasses import dataclass

from carrel.cellar.marc import ControlField, MarcRecord
from carrel.cli.demo.records import ENTERED, OWNER, field
from carrel.cli.demo.shelving import SITE_CODES, Copy, item_barcode

# Leader/06 r: a thing made by somebody; /17 7: minimal level.
_LEADER = "00000nrm a22000007a 4500"
_FIXED = f"{ENTERED}n        xxu               r eng d"
# Barcodes of things begin where no book's will reach.
FIRST_NUMBER = 50_000


@dataclass(frozen=True, slots=True)
class Model:
    """A kind of thing: what it is called, by whom it is made, its item type, price, and how many each school has."""

    name: str
    maker: str
    words: str
    extent: str
    subjects: tuple[str, ...]
    item_type: str
    price_minor: int
    counts: tuple[tuple[str, int], ...]
    tagged: bool = True


MODELS = (
    Model(
        "Chromebook, 11 inches", "", "Laptop for students, with touch screen. Goes out with a charger.", "1 laptop",
        ("Laptop computers",), "CHROMEBOOK", 29900, (("E", 40), ("M", 110), ("H", 90)),
    ),
    Model(
        "Charger for Chromebook, USB-C, 45 W", "", "Power supply that goes with each Chromebook.", "1 charger",
        ("Laptop computers",), "CHARGER", 2900, (("E", 40), ("M", 110), ("H", 90)),
    ),
    Model(
        "Graphing calculator", "", "For algebra classes and tests.", "1 calculator",
        ("Calculators",), "EQUIPMENT", 9900, (("M", 12), ("H", 24)),
    ),
    Model(
        "Document camera", "", "Shows a page or a small thing on the classroom screen.", "1 camera, 1 cable",
        ("Document cameras",), "EQUIPMENT", 18900, (("E", 4), ("M", 6), ("H", 6)),
    ),
    Model(
        "Headphones, over the ear", "", "With one plug for lab computers and Chromebooks.", "1 pair of headphones",
        ("Headphones",), "EQUIPMENT", 1500, (("E", 20), ("M", 20)), tagged=False,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tag:
    """The further numbers of a thing: asset tag and the maker's serial number."""

    barcode: str
    asset_tag: str
    serial: str


def device_count() -> int:
    """How many things there are."""
    return sum(count for model in MODELS for _, count in model.counts)


def device_records() -> Iterator[tuple[MarcRecord, tuple[Copy, ...]]]:
    """Each kind of thing as a brief record with its copies."""
    running = dict.fromkeys(SITE_CODES.values(), FIRST_NUMBER)
    for number, model in enumerate(MODELS, start=1):
        copies = []
        for level, count in model.counts:
            site = SITE_CODES[level]
            for copy_number in range(1, count + 1):
                running[site] += 1
                copies.append(_copy(model, site, item_barcode(site, running[site]), copy_number))
        yield _record(model, number), tuple(copies)


def asset_tags() -> Iterator[Tag]:
    """Tag and serial number of each tagged thing: Chromebooks from AC-0001, chargers and the rest after them."""
    number = 0
    for model, (_, copies) in zip(MODELS, device_records(), strict=True):
        for copy in copies if model.tagged else ():
            number += 1
            yield Tag(copy.barcode, f"AC-{number:04d}", f"5CD{number * 7919 % 10_000_000:07d}")


def _copy(model: Model, site: str, barcode: str, copy_number: int) -> Copy:
    place = "CART" if model.item_type in ("CHROMEBOOK", "CHARGER") else "TECH"
    return Copy(site, place, "TECH", model.item_type, "", model.item_type, model.price_minor, barcode, copy_number)


def _record(model: Model, number: int) -> MarcRecord:
    return MarcRecord(
        _LEADER,
        (
            ControlField("001", f"act{number:05d}"),
            ControlField("003", OWNER),
            ControlField("008", _FIXED),
            field("245", "00", f"a{model.name}."),
            field("300", "  ", f"a{model.extent}"),
            field("336", "  ", "athree-dimensional form", "btdf", "2rdacontent"),
            field("337", "  ", "aunmediated", "bn", "2rdamedia"),
            field("338", "  ", "aobject", "bnr", "2rdacarrier"),
            field("500", "  ", f"a{model.words}"),
            *(field("650", " 4", f"a{subject}.") for subject in model.subjects),
        ),
    )

"""The catalogue on its way out: each record as it is kept, with our copies in it, for whoever reads MARC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from carrel.cellar.marc import DataField, Field, MarcRecord, Subfield, from_iso2709
from carrel.rooms.catalogue.models import RecordMarc
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import WITHDRAWN

_AT_A_TIME = 500
_COPIES = ("852", "952")
# First indicator of 852: the scheme of the call number.
_SCHEMES = {"lcc": "0", "ddc": "1", "nlm": "2", "sudoc": "3"}


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is to leave: the records of every school or of one, with whose copies.

    `site_id` narrows to records with a copy there; `copies_of` to the copies of one school; with `with_copies` off the
    records go as they came, with whatever copies of others stand in them.
    """

    site_id: int | None = None
    with_copies: bool = True
    copies_of: int | None = None


def leaving_count(wanted: Leaving) -> int:
    """How many records would leave."""
    return _wanted(wanted).count()


def leaving_records(wanted: Leaving) -> Iterator[MarcRecord]:
    """Each record in the order of its id, read in handfuls, so that any number of them takes no more memory.

    Our copies (all but withdrawn ones) stand in 852 as Follett and Evergreen read it, in place of the 852 and 952 a
    record came with: $b school, $c place, $h call number, $p barcode, $t copy, $3 volume, $9 price, $g item type,
    $f fund, $x FSC@c day acquired, $x note for staff.
    """
    last = 0
    while rows := list(_wanted(wanted).filter(pk__gt=last).values_list("pk", "iso2709")[:_AT_A_TIME]):
        copies = _copies(wanted, [pk for pk, _ in rows]) if wanted.with_copies else {}
        for pk, raw in rows:
            record = from_iso2709(bytes(raw))
            yield _with_copies(record, copies.get(pk, [])) if wanted.with_copies else record
        last = rows[-1][0]


def _wanted(wanted: Leaving) -> QuerySet[RecordMarc]:
    """The MARC of the records, pointers left out, in the order of their ids."""
    found = RecordMarc.objects.filter(record__merged_into=None).order_by("pk")
    if wanted.site_id is None:
        return found
    here = Item.objects.filter(record_id=OuterRef("pk"), site_id=wanted.site_id).exclude(state=WITHDRAWN)
    return found.filter(Exists(here))


def _copies(wanted: Leaving, record_ids: list[int]) -> dict[int, list[DataField]]:
    """The copies of these records as fields, in one statement."""
    items = (
        Item.objects.filter(record_id__in=record_ids).exclude(state=WITHDRAWN).order_by("record_id", "site_id", "pk")
    )
    if wanted.copies_of is not None:
        items = items.filter(site_id=wanted.copies_of)
    fields: dict[int, list[DataField]] = {}
    for record_id, scheme, acquired_on, price_minor, *texts in items.values_list(
        "record_id", "call_number_scheme", "acquired_on", "price_minor",
        "site__code", "place__code", "call_number", "barcode", "copy_number", "volume", "item_type__code", "fund",
        "note",
    ):  # fmt: skip
        fields.setdefault(record_id, []).append(_field(scheme, acquired_on, price_minor, texts))
    return fields


def _field(scheme: str, acquired_on: date | None, price_minor: int | None, texts: list[str | int | None]) -> DataField:
    site, place, call_number, barcode, copy, volume, item_type, fund, note = (
        "" if each is None else str(each) for each in texts
    )
    price = "" if price_minor is None else f"{price_minor // 100}.{price_minor % 100:02d}"
    acquired = f"FSC@c{acquired_on:%Y%m%d}" if acquired_on else ""
    pairs = (
        ("3", volume), ("b", site), ("c", place), ("h", call_number), ("p", barcode), ("t", copy), ("9", price),
        ("g", item_type), ("f", fund), ("x", acquired), ("x", " ".join(note.split())),
    )  # fmt: skip
    return DataField("852", _SCHEMES.get(scheme, "8"), " ", tuple(Subfield(code, text) for code, text in pairs if text))


def _with_copies(record: MarcRecord, copies: list[DataField]) -> MarcRecord:
    kept: list[Field] = [field for field in record.fields if field.tag not in _COPIES]
    place = max((at for at, field in enumerate(kept, start=1) if field.tag <= "852"), default=0)
    return record.with_fields([*kept[:place], *copies, *kept[place:]])

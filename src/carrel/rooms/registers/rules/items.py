"""What becomes of one row of an items register. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from carrel.cellar.kernel.money import Money
from carrel.cellar.kernel.texts import fold, squeeze
from carrel.cellar.marc import ControlField, DataField, MarcRecord, Subfield, clean_isbn, isbn_13
from carrel.rooms.catalogue.rules import BRIEF_FORMATS, Brief, brief_marc
from carrel.rooms.inventory.rules import (
    AVAILABLE,
    DAY,
    DEWEY,
    LC,
    LOCAL,
    LOST,
    MONEY,
    NLM,
    NUMBER_LENGTH,
    OTHER,
    WITHDRAWN,
    FieldRule,
    ItemFacts,
    OwnValue,
    assign_number_objections,
    normalise_number,
    numbers_in,
    own_value,
)
from carrel.rooms.registers.rules import values
from carrel.rooms.registers.rules.sheet import Cells

NEW, MORE = "new", "more"
"""A row that makes a record, and a row whose item goes to a record there is."""
LARGEST_PRICE_MINOR = 99_999_999
_MOST_KINDS = 200
_MOST_NOTE = 2000
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_SCHEMES = {
    "ddc": DEWEY, "dewey": DEWEY, "dewey decimal": DEWEY, "dewey decimal classification": DEWEY, "lcc": LC, "lc": LC,
    "library of congress": LC, "nlm": NLM, "local": LOCAL, "generic": OTHER, "other": OTHER, "z": OTHER,
}  # fmt: skip
_FORMATS = {
    "books": "book", "livre": "book", "libro": "book", "bk": "book", "dvd": "video", "film": "video", "vhs": "video",
    "videorecording": "video", "cd": "music", "sound recording": "music", "ebook": "ebook", "magazine": "serial",
    "periodical": "serial", "graphic novel": "graphic_novel", "large print": "large_print", "device": "equipment",
    "laptop": "equipment", "chromebook": "equipment", "tablet": "equipment", "audio book": "audiobook",
}  # fmt: skip
_CONDITIONS = {
    "new": "new", "excellent": "new", "nuevo": "new", "good": "good", "usable": "good", "ok": "good", "bueno": "good",
    "fair": "worn", "worn": "worn", "poor": "worn", "usado": "worn", "damaged": "damaged", "unusable": "damaged",
    "broken": "damaged",
}  # fmt: skip
_FAMILY_FORMATS = {"device": "equipment", "equipment": "equipment", "kit": "kit", "textbook": "textbook"}


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What a file's words mean here: folded codes and names of sites, places (by site) and item types."""

    sites: Mapping[str, int]
    places: Mapping[tuple[int, str], int]
    item_types: Mapping[str, int]
    families: Mapping[int, str]
    site_names: Mapping[int, str]
    fields: Mapping[int, tuple[FieldRule, ...]] = field(default_factory=dict)
    """The fields of each kind."""
    lone_fields: Mapping[str, str] = field(default_factory=dict)
    """Code and label of the fields that have a column to themselves in this file."""
    closed_sites: frozenset[int] = frozenset()
    """Sites that are not in use."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the form says of rows that do not say it themselves; `site_ids` None means every site."""

    site_id: int
    item_type_id: int
    site_ids: frozenset[int] | None = None


@dataclass(slots=True)
class UnknownWords:
    """Words of the file that mean nothing here, each with how often it came: told once, never created."""

    sites: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    item_types: dict[str, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, word: str) -> None:
        """Count one more row with this unknown word; beyond 200 different words the rest count together."""
        words: dict[str, int] = getattr(self, kind)
        key = word if word in words or len(words) < _MOST_KINDS else "…"
        words[key] = words.get(key, 0) + 1


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One row as it would come in: its title and numbers of the record, its item."""

    title: str
    subtitle: str
    author: str
    isbn: str
    record_number: str
    publisher: str
    year: int | None
    format: str
    site_id: int
    facts: ItemFacts
    state: str
    numbers: tuple[tuple[str, str], ...]
    """(number, kind), the barcode first."""
    own: tuple[OwnValue, ...] = ()
    """What stands in the fields of its kind."""

    @property
    def barcode(self) -> str:
        return self.numbers[0][0] if self.numbers else ""

    @property
    def title_key(self) -> str:
        """What rows without a better number are one title by: title, subtitle, author and kind, folded."""
        return "|".join((fold(f"{self.title} {self.subtitle}"), fold(self.author), self.format))


def item_row(cells: Cells, known: KnownWords, defaults: Defaults, unknown: UnknownWords) -> ItemRow:
    """The item of a row; what stands against it is in `cells.objections`."""
    site_id = _site_of(cells, known, defaults, unknown)
    item_type_id = _named(cells.text("item_type"), known.item_types, "item_types", unknown) or defaults.item_type_id
    own = _own_of(cells, item_type_id, known)
    numbers = _numbers_of(cells, numbers_in(known.fields.get(item_type_id, ()), own))
    year = _YEAR.search(cells.text("year"))
    return ItemRow(
        title=squeeze(cells.text("title")),
        subtitle=squeeze(cells.text("subtitle")),
        author=squeeze(cells.text("author"), 300),
        isbn=clean_isbn(cells.text("isbn")),
        record_number=cells.text("record_number"),
        publisher=squeeze(cells.text("publisher"), 200),
        year=int(year[1]) if year else None,
        format=_format_of(cells.text("format"), known.families.get(item_type_id, "")),
        site_id=site_id,
        facts=_facts_of(cells, site_id, item_type_id, known, unknown),
        state=_state_of(cells, unknown),
        numbers=numbers,
        own=own,
    )


def record_of(row: ItemRow, made_on: date) -> MarcRecord:
    """The brief record a row makes, to be upgraded later by a full one."""
    brief = Brief(row.title, row.author, row.isbn, row.facts.call_number, row.format)
    marc = brief_marc(brief, made_on=made_on)
    fields = list(marc.fields)
    for place, each in enumerate(fields):
        if isinstance(each, ControlField) and each.tag == "008" and row.year:
            fields[place] = ControlField("008", f"{each.value[:6]}s{row.year}    {each.value[15:]}")
        if isinstance(each, DataField) and each.tag == "245" and row.subtitle:
            first = Subfield("a", f"{row.title} :")
            fields[place] = each._replace(subfields=(first, Subfield("b", row.subtitle)))
    if row.publisher or row.year:
        parts = (("b", row.publisher), ("c", str(row.year or "")))
        made = tuple(Subfield(code, text) for code, text in parts if text)
        after = max(n for n, each in enumerate(fields) if each.tag <= "245") + 1
        fields.insert(after, DataField("264", " ", "1", made))
    return MarcRecord(marc.leader, tuple(fields))


def isbn_pairs(row: ItemRow) -> tuple[tuple[str, str], ...]:
    """The numbers a record of ours is found by."""
    return pairs_of_isbn(row.isbn)


def pairs_of_isbn(isbn: str) -> tuple[tuple[str, str], ...]:
    """The numbers a record with this ISBN is found by, in both its lengths."""
    return tuple(dict.fromkeys(("isbn", number) for number in (isbn, isbn_13(isbn)) if number))


def control_values(number: str, owner: str) -> tuple[str, str]:
    """The control number of a record as the catalogue keeps it, with the owner that MARC field 003 names."""
    return ("control", f"{owner} {number}".strip())


def _site_of(cells: Cells, known: KnownWords, defaults: Defaults, unknown: UnknownWords) -> int:
    site_id = _named(cells.text("site"), known.sites, "sites", unknown) or defaults.site_id
    if defaults.site_ids is not None and site_id not in defaults.site_ids:
        cells.refuse("registers.other_site", site=known.site_names.get(site_id, cells.text("site")))
    return site_id


def _named(word: str, known: Mapping[str, int], kind: str, unknown: UnknownWords) -> int | None:
    if not word:
        return None
    found = known.get(fold(word))
    if found is None:
        unknown.add(kind, word)
    return found


def _format_of(word: str, family: str) -> str:
    folded = fold(word)
    guess = folded.replace(" ", "_")
    if guess in BRIEF_FORMATS:
        return guess
    return _FORMATS.get(folded) or _FAMILY_FORMATS.get(family, "book")


def _facts_of(cells: Cells, site_id: int, item_type_id: int, known: KnownWords, unknown: UnknownWords) -> ItemFacts:
    place = cells.text("place")
    place_id = known.places.get((site_id, fold(place))) if place else None
    if place and place_id is None:
        unknown.add("places", place)
    price = cells.minor("price")
    if price is not None and not 0 <= price <= LARGEST_PRICE_MINOR:
        cells.refuse("registers.no_amount", column="price", text=cells.text("price"))
    digits = re.sub(r"\D", "", cells.text("copy_number"))
    damaged = values.is_yes(cells.text("damaged_flag"))
    return ItemFacts(
        item_type_id=item_type_id,
        place_id=place_id,
        call_number=cells.text("call_number"),
        call_number_scheme=scheme_of(cells.text("call_number_scheme"), cells.text("call_number")),
        copy_number=int(digits) if 0 < len(digits) < 5 else None,
        volume=cells.text("volume"),
        price_minor=price,
        fund=cells.text("fund"),
        condition="damaged" if damaged else _CONDITIONS.get(fold(cells.text("condition")), "good"),
        note=cells.text("note")[:_MOST_NOTE],
        acquired_on=cells.day("acquired_on"),
    )


def scheme_of(word: str, call_number: str) -> str:
    """How a call number sorts: as the file says, else Dewey when it begins with three digits, else local."""
    if found := _SCHEMES.get(fold(word)):
        return found
    return DEWEY if re.match(r"\s*(?:[A-Z]+\s+)?\d{3}(?!\d)", call_number) else LOCAL


def _state_of(cells: Cells, unknown: UnknownWords) -> str:
    if values.is_yes(cells.text("withdrawn_flag")):
        return WITHDRAWN
    if values.is_yes(cells.text("lost_flag")):
        return LOST
    number, word = cells.text("state_number"), cells.text("state")
    # A column that is headed as Evergreen heads its numbers holds words in the files of others.
    state = (values.state_of_number(number) or values.state_of(number or word)) if number or word else AVAILABLE
    if state is None:
        unknown.add("states", number or word)
        return AVAILABLE
    return state


def own_column(code: str) -> str:
    """Our name of the column in which a field of a kind stands."""
    return f"own_{code}"


def _own_of(cells: Cells, item_type_id: int, known: KnownWords) -> tuple[OwnValue, ...]:
    """What stands in the fields of the row's kind; what stands in fields its kind does not have is told."""
    fields = known.fields.get(item_type_id, ())
    found = []
    for each in fields:
        value, objections = own_value(each, _own_text(cells, each), currency=cells.sheet.currency)
        cells.objections += objections
        if value is not None:
            found.append(value)
    codes = {each.code for each in fields}
    for code, label in known.lone_fields.items():
        if code not in codes and cells.text(own_column(code)):
            cells.tell("registers.no_such_field", field=label)
    return tuple(found)


def _own_text(cells: Cells, each: FieldRule) -> str:
    """A cell as a field takes it: days and amounts in the order and currency of the file."""
    text = cells.text(own_column(each.code))
    if not text and each.is_number and each.code == "serial_number":
        text = cells.text("serial_number")
    try:
        if text and each.kind == DAY:
            return values.read_day(text, cells.sheet.order).isoformat()
        if text and each.kind == MONEY:
            return f"{Money(values.read_minor(text, cells.sheet.currency), cells.sheet.currency).major}"
    except ValueError:
        # The field itself says that it cannot read this.
        return text
    return text


def _numbers_of(cells: Cells, own: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The numbers of the item, each once, the barcode first; `own` are those in the fields of its kind."""
    found: dict[str, str] = {}
    kinds = (("barcode", "barcode"), ("asset_tag", "asset_tag"), ("serial_number", "serial"), ("old_number", "old"))
    for name, kind in kinds:
        text = cells.text(name)
        number = normalise_number(text) if text else ""
        if name == "barcode" and not number:
            cells.refuse("registers.no_barcode")
        if len(number) > NUMBER_LENGTH:
            cells.refuse("registers.number_long", number=number[:NUMBER_LENGTH], most=NUMBER_LENGTH)
        elif number:
            found.setdefault(number, kind)
            if kind == "barcode" and any(
                each.code == "inventory.number_check" for each in assign_number_objections(number)
            ):
                cells.tell("registers.odd_number", number=number)
    for number in own:
        found.setdefault(number, "serial")
    return tuple(found.items())

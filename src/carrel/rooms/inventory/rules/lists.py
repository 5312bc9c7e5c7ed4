"""Lists of items: the columns there are, the lists that are there by themselves, and what of a list is saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

OWN = "own_"
"""What the name of a column begins with that holds a field of kinds: own_model."""
LIST_NAME_LENGTH = 80
MOST_COUNTED = 10_000
"""A list says “more than 10,000” instead of counting on; so many of it can be paged through, the file has all."""

IS_TEXT, IS_CODE, IS_COUNT, IS_PRICE, IS_DAY, IS_MOMENT = "text", "code", "number", "money", "date", "moment"
LIST_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "title": IS_TEXT, "author": IS_TEXT, "barcode": IS_CODE, "kind": IS_TEXT, "site": IS_TEXT, "place": IS_TEXT,
        "call_number": IS_CODE, "copy_number": IS_COUNT, "volume": IS_TEXT, "serial": IS_CODE, "asset_tag": IS_CODE,
        "state": IS_TEXT, "condition": IS_TEXT, "price": IS_PRICE, "fund": IS_TEXT, "acquired_on": IS_DAY,
        "loans": IS_COUNT, "last_lent": IS_MOMENT, "last_seen": IS_MOMENT, "note": IS_TEXT,
    }
)  # fmt: skip
"""The columns every item has, in the order of the page, and what their cells are."""
UNSORTED = frozenset({"note"})
"""Long words, by which nobody looks for a thing: an index of them would cost every item more than it gives."""
USUAL_COLUMNS = ("title", "barcode", "kind", "place", "call_number", "state")
CONDITIONS = ("new", "good", "worn", "damaged")
FILTERS = (
    "site", "kind", "family", "place", "fund", "since", "until", "condition", "state", "q", "has_price",
)  # fmt: skip
"""What a list is narrowed by besides fields of kinds, as its address says it."""


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list as it is kept: what it is narrowed by, its columns, and how it is sorted (`-price`: the dearest first)."""

    filters: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = USUAL_COLUMNS
    sort: str = "title"


_INSURANCE = ("kind", "place", "title", "barcode", "serial", "acquired_on", "price", "fund", "condition")
_THINGS = ("title", "barcode", "kind", "serial", "asset_tag", "site", "place", "condition", "state", "price", "fund",
           "acquired_on")  # fmt: skip
_SHELVED = ("call_number", "title", "author", "barcode", "copy_number", "site", "place", "condition", "state", "price",
            "fund", "acquired_on", "loans", "last_seen")  # fmt: skip
_MASTER: Mapping[str, tuple[tuple[str, ...], str]] = {
    "book": (_SHELVED, "call_number"),
    "textbook": (("title", "author", "volume", *_SHELVED[3:]), "title"),
    "periodical": (("title", "volume", "barcode", "site", "place", "state", "acquired_on"), "title"),
    "media": (("title", "barcode", "kind", "call_number", "site", "place", "condition", "state", "price"), "title"),
    "kit": (_THINGS, "title"),
    "device": (_THINGS, "title"),
    "equipment": (_THINGS, "title"),
    "software": (_THINGS, "title"),
}
INSURANCE = "insurance"
PRESETS: Mapping[str, ListSpec] = MappingProxyType(
    {
        INSURANCE: ListSpec({}, _INSURANCE, "kind"),
        **{
            f"master-{family}": ListSpec({"family": family}, columns, sort)
            for family, (columns, sort) in _MASTER.items()
        },
    }
)
"""The lists that are there by themselves: what is insured (r214), and the master file of each family of kinds."""


def own_name(code: str) -> str:
    """The column in which a field of kinds stands."""
    return f"{OWN}{code}"


def known_columns(names: Iterable[str], own_codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that are columns, each once, in the order given; the usual ones where none is."""
    there = {*LIST_COLUMNS, *map(own_name, own_codes)}
    return tuple(dict.fromkeys(name for name in names if name in there)) or USUAL_COLUMNS


def sort_of(text: str, own_codes: Iterable[str], usual: str = "title") -> tuple[str, bool]:
    """The column a list is sorted by and whether backwards, from `price` or `-price`; the usual one for any other."""
    name = text.removeprefix("-")
    there = {*LIST_COLUMNS, *map(own_name, own_codes)} - UNSORTED
    return (name, text.startswith("-")) if name in there else (usual.removeprefix("-"), usual.startswith("-"))

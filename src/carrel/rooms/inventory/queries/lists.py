"""Lists of items, narrowed and sorted by any column: the first page fast however many items there are.

How it stays fast: matching items are counted up to 10,000. As many or fewer are sorted as they are found. Of more, the
order itself is walked from its beginning in handfuls until the page is full: along an index, the groups of a column
with few values, or the records. Each handful is looked up by its keys, so that no database can choose a slower way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import NullIf

from carrel.cellar.kernel.bulk import in_steps
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries.index import search_of
from carrel.rooms.catalogue.rules.query import parse_query
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import Item, ItemNumber, ItemType, ItemValue
from carrel.rooms.schools.models import Place, Site

MOST_TITLES = 5_000
"""Words that stand in more titles than that narrow nothing: another one is asked for."""
_DEEP = 2_000
_AT_ONCE, _MOST_AT_ONCE = 200, 4_000
_MOST_WALKED = 30_000


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """What a field of kinds is narrowed by: sort keys from `low` to `high` (None: open), or those with a text inside.

    `field_ids` are the fields of one code in the kinds that are listed.
    """

    field_ids: tuple[int, ...]
    low: str | None = None
    high: str | None = None
    inside: str = ""


@dataclass(frozen=True, slots=True)
class ListWanted:
    """What a list is to hold, and in which order. `site_ids` and `kinds` None: all of them.

    `sort` is a column of rules.LIST_COLUMNS, or own_<code> with its fields in `sort_fields`. `has_price` True or False
    narrows to items whose price is told or not.
    """

    site_ids: tuple[int, ...] | None
    kinds: frozenset[int] | None = None
    place_id: int | None = None
    fund: str = ""
    since: date | None = None
    until: date | None = None
    condition: str = ""
    state: str = ""
    text: str = ""
    has_price: bool | None = None
    own: tuple[OwnFilter, ...] = ()
    sort: str = "title"
    is_down: bool = False
    sort_fields: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list: the items in order, how many there are, and whether there are more than are counted."""

    ids: tuple[int, ...]
    count: int
    is_more: bool


def items_wanted(wanted: ListWanted, *, one_by_one: bool = False) -> QuerySet[Item]:
    """The items of a list, in no order; `one_by_one` for looking at few of them, instead of finding all at once."""
    found = Item.objects.all()
    if wanted.site_ids is not None:
        found = found.filter(site_id__in=wanted.site_ids)
    if wanted.kinds is not None:
        found = found.filter(item_type_id__in=wanted.kinds)
    exactly = {"place_id": wanted.place_id, "fund": wanted.fund, "condition": wanted.condition, "state": wanted.state}
    found = found.filter(**{name: value for name, value in exactly.items() if value})
    if not wanted.state:
        found = found.exclude(state=rules.WITHDRAWN)
    if wanted.since:
        found = found.filter(acquired_on__gte=wanted.since)
    if wanted.until:
        found = found.filter(acquired_on__lte=wanted.until)
    if wanted.has_price is not None:
        found = found.filter(price_minor__isnull=not wanted.has_price)
    for each in wanted.own:
        values = _with_value(each)
        found = (
            found.filter(Exists(values.filter(item_id=OuterRef("pk"))))
            if one_by_one
            else found.filter(pk__in=values.values("item_id"))
        )
    return found.filter(_with_text(wanted.text)) if wanted.text else found


def titles_too_many(text: str) -> bool:
    """Whether these words stand in more titles than a list can be narrowed by."""
    query = parse_query(text)
    return bool(query) and len(search_of(query).ids(MOST_TITLES + 1)) > MOST_TITLES


def list_page(wanted: ListWanted, *, page: int, length: int) -> ListPage:
    """One page of a list, the first being 1. Pages end where counting ends."""
    found = items_wanted(wanted)
    count = found.order_by()[: rules.MOST_COUNTED + 1].count()
    is_more = count > rules.MOST_COUNTED
    count = min(count, rules.MOST_COUNTED)
    page = max(1, min(page, -(-count // length)))
    start = (page - 1) * length
    if not is_more or start > _DEEP:
        return ListPage(tuple(_sorted(found, wanted, start + length)[start:]), count, is_more)
    ids = islice(_walked(wanted), start, start + length)
    return ListPage(tuple(ids), count, is_more)


def all_ids(wanted: ListWanted) -> Sequence[int]:
    """Every item of a list in its order, for a file or for paper."""
    return _sorted(items_wanted(wanted), wanted)


def _with_value(wanted: OwnFilter) -> QuerySet[ItemValue]:
    return _narrowed(ItemValue.objects.filter(field_id__in=wanted.field_ids), wanted).order_by()


def _narrowed(values: QuerySet[ItemValue], wanted: OwnFilter) -> QuerySet[ItemValue]:
    if wanted.low is not None and wanted.low == wanted.high:
        # Said so, a database knows how many to expect.
        return values.filter(sort_key=wanted.low)
    if wanted.low is not None:
        values = values.filter(sort_key__gte=wanted.low)
    if wanted.high is not None:
        values = values.filter(sort_key__lte=wanted.high)
    if wanted.inside:
        values = values.filter(sort_key__contains=wanted.inside)
    return values


def _with_text(text: str) -> Q:
    number = rules.normalise_number(text)
    wanted = Q(pk__in=list(ItemNumber.objects.filter(number=number).values_list("item_id", flat=True)[:1]))
    query = parse_query(text)
    return wanted | Q(record_id__in=search_of(query).ids(MOST_TITLES)) if query else wanted


# What a list is sorted by. What has nothing there comes last, whichever the way; equals go as the items came.
_COLUMNS: dict[str, str] = {
    "title": "record__title_sort", "author": "record__author_sort", "barcode": "barcode",
    "call_number": "shelving_key", "copy_number": "copy_number", "volume": "volume", "price": "price_minor",
    "fund": "fund", "acquired_on": "acquired_on", "loans": "loan_count", "last_lent": "last_loaned_at",
    "last_seen": "last_seen_at",
}  # fmt: skip
_BLANK_FOR_NOTHING = {"author", "barcode", "call_number", "volume", "fund"}
_GROUPS: dict[str, tuple[str, Callable[[], list[Any]]]] = {
    "condition": ("condition", lambda: list(rules.CONDITIONS)),
    "state": ("state", lambda: list(rules.STATES)),
    "kind": ("item_type_id", lambda: list(ItemType.objects.order_by("name", "pk").values_list("pk", flat=True))),
    "site": ("site_id", lambda: list(Site.objects.order_by("name", "pk").values_list("pk", flat=True))),
    "place": ("place_id", lambda: list(Place.objects.order_by("name", "pk").values_list("pk", flat=True))),
}
_LED_BY = {"condition": "item_type_id", "state": "site_id"}
"""The columns whose index begins with another: all values of that one are named, so that the index serves."""
_NUMBERS = {"serial": ItemNumber.Kind.SERIAL, "asset_tag": ItemNumber.Kind.ASSET_TAG}


def _sorted(found: QuerySet[Item], wanted: ListWanted, most: int | None = None) -> list[int]:
    """The first so many of a list, sorted all at once."""
    if wanted.sort in _COLUMNS or wanted.sort in _GROUPS:
        return list(_direct(found, wanted)[:most])
    rows, key = _rows_of(wanted)
    with_one = rows.filter(item__in=found).order_by(*_way(wanted, key, "item_id"))
    ids = dict.fromkeys(found.order_by(*_way(wanted, "pk")).values_list("pk", flat=True))
    first = dict.fromkeys(item for item in with_one.values_list("item_id", flat=True) if item in ids)
    return [*first, *(each for each in ids if each not in first)][:most]


def _rows_of(wanted: ListWanted) -> "tuple[QuerySet[Any], str]":
    """The rows that hold what a list is sorted by, and the column it stands in."""
    if wanted.sort in _NUMBERS:
        return ItemNumber.objects.filter(kind=_NUMBERS[wanted.sort]), "number"
    return ItemValue.objects.filter(field_id__in=wanted.sort_fields), "sort_key"


def _direct(found: QuerySet[Item], wanted: ListWanted) -> QuerySet[Item, Any]:
    name = wanted.sort
    key: Any
    if name in _GROUPS:
        column, groups = _GROUPS[name]
        places = [When(Q(**{column: group}), then=Value(place)) for place, group in enumerate(groups())]
        key = Case(*places, output_field=IntegerField())
    else:
        key = NullIf(F(_COLUMNS[name]), Value("")) if name in _BLANK_FOR_NOTHING else F(_COLUMNS[name])
    order = F("sort_here").desc(nulls_last=True) if wanted.is_down else F("sort_here").asc(nulls_last=True)
    return found.alias(sort_here=key).order_by(order, *_way(wanted, "pk")).values_list("pk", flat=True)


def _walked(wanted: ListWanted) -> Iterator[int]:
    """The same order, walked from its beginning."""
    walk = _Walk(wanted, items_wanted(wanted, one_by_one=True))
    items = Item.objects.order_by(*_way(wanted, "pk"))
    if wanted.sort in ("title", "author"):
        return walk.along_records()
    if wanted.sort in _COLUMNS:
        column = _COLUMNS[wanted.sort]
        nothing = {column: ""} if wanted.sort in _BLANK_FOR_NOTHING else {f"{column}__isnull": True}
        told = Item.objects.exclude(**nothing).filter(**_on_the_way(wanted)).order_by(*_way(wanted, column, "pk"))
        return chain(
            walk.along(told.values_list("pk", flat=True)),
            walk.along(items.filter(**nothing).values_list("pk", flat=True)),
        )
    if wanted.sort in _GROUPS:
        return walk.along_groups()
    if wanted.sort not in _NUMBERS and len(wanted.sort_fields) != 1:
        return iter(_sorted(walk.found, wanted, _DEEP * 2))
    rows, key = _rows_of(wanted)
    on_the_way = rows
    for each in wanted.own:
        if wanted.sort_fields and each.field_ids == wanted.sort_fields:
            on_the_way = _narrowed(rows, each)
    with_one = on_the_way.order_by(*_way(wanted, key, "item_id")).values_list("item_id", flat=True)
    without = items.exclude(Exists(rows.filter(item_id=OuterRef("pk")))).values_list("pk", flat=True)
    return chain(walk.along(with_one), walk.along(without))


def _on_the_way(wanted: ListWanted) -> dict[str, Any]:
    """What the walk itself may leave out: items the list is narrowed from by the column it is sorted by."""
    if wanted.sort == "acquired_on":
        ends = {"acquired_on__gte": wanted.since, "acquired_on__lte": wanted.until}
        return {name: day for name, day in ends.items() if day}
    return {"fund": wanted.fund} if wanted.sort == "fund" and wanted.fund else {}


def _way(wanted: ListWanted, *names: str) -> list[str]:
    return [f"-{name}" if wanted.is_down else name for name in names]


class _Walk:
    """One walk along an order; it remembers what it has given, and how far it went."""

    def __init__(self, wanted: ListWanted, found: QuerySet[Item]) -> None:
        self.wanted, self.found = wanted, found
        self.given: set[int] = set()
        self.walked = 0

    def along(self, keys: "QuerySet[Any, int] | list[int]") -> Iterator[int]:
        """Those of the keys that belong to the list, in growing handfuls."""
        start, length = 0, _AT_ONCE
        while part := list(keys[start : start + length]):
            if self.walked > _MOST_WALKED:
                yield from self._all_at_once()
                return
            self.walked += len(part)
            here = set(self.found.filter(pk__in=part).order_by().values_list("pk", flat=True))
            for key in part:
                if key in here and key not in self.given:
                    self.given.add(key)
                    yield key
            if len(part) < length:
                return
            start, length = start + length, min(length * 2, _MOST_AT_ONCE)

    def along_groups(self) -> Iterator[int]:
        """A column with few values: each value's items in turn, then those that have none."""
        column, groups = _GROUPS[self.wanted.sort]
        leading = _LED_BY.get(column)
        led = {f"{leading}__in": _GROUPS["kind" if leading == "item_type_id" else "site"][1]()} if leading else {}
        names = [group for group in groups() if self._may_have(column, group)]
        for group in [*(reversed(names) if self.wanted.is_down else names), None]:
            if group is None and (column != "place_id" or self.wanted.place_id):
                return
            of_group = Item.objects.filter(**{column: group})
            few = list(of_group.filter(**led).order_by().values_list("pk", flat=True)[: _AT_ONCE * 10 + 1])
            if len(few) > _AT_ONCE * 10:
                yield from self.along(of_group.order_by(*_way(self.wanted, "pk")).values_list("pk", flat=True))
            else:
                yield from self.along(sorted(few, reverse=self.wanted.is_down))

    def _may_have(self, column: str, group: Any) -> bool:
        """Whether the list is not narrowed to other groups of this column."""
        wanted = self.wanted
        if column == "item_type_id":
            return wanted.kinds is None or group in wanted.kinds
        if column == "site_id":
            return wanted.site_ids is None or group in wanted.site_ids
        return getattr(wanted, column) in ("", None, group)

    def along_records(self) -> Iterator[int]:
        """Records by title or author, and their items."""
        name, wanted = ("title_sort" if self.wanted.sort == "title" else "author_sort"), self.wanted
        records = Record.objects.exclude(**{name: ""}).order_by(*_way(wanted, name, "pk")).values_list("pk", name)
        start, length = 0, _AT_ONCE
        # Records with one title or author follow each other; their items go in the order in which the items came.
        equal: list[int] = []
        last = ""
        while start < _MOST_WALKED:
            part = list(records[start : start + length])
            of_key: dict[str, list[int]] = {key: [] for _, key in part}
            keys = dict(part)
            of_records = Item.objects.filter(record_id__in=list(keys)).order_by()
            of_item = dict(of_records.values_list("pk", "record_id"))
            for some in in_steps(list(of_item), _MOST_AT_ONCE):
                for item in self.found.filter(pk__in=some).order_by().values_list("pk", flat=True):
                    of_key[keys[of_item[item]]].append(item)
            for key, items in of_key.items():
                if key != last:
                    yield from self._give(equal)
                    equal, last = [], key
                equal += items
            if len(part) < length:
                yield from self._give(equal)
                nameless = self.found.filter(**{f"record__{name}": ""}).order_by(*_way(wanted, "pk"))
                yield from nameless.values_list("pk", flat=True)
                return
            start, length = start + length, min(length * 2, _MOST_AT_ONCE)
        yield from self._all_at_once()

    def _give(self, equal: list[int]) -> Iterator[int]:
        self.given.update(equal)
        yield from sorted(equal, reverse=self.wanted.is_down)

    def _all_at_once(self) -> Iterator[int]:
        """The list lies far behind in this order: sorting all of it is the shorter way."""
        for key in _sorted(items_wanted(self.wanted), self.wanted, len(self.given) + _DEEP * 2):
            if key not in self.given:
                self.given.add(key)
                yield key

"""What the rows of a list of items say, the sums of their prices, and the lists that were saved."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Sum

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import in_steps
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import Item, ItemList, ItemNumber, ItemType
from carrel.rooms.inventory.queries.kinds import fields_by_kind, parents_of_kinds, texts_of_items
from carrel.rooms.inventory.queries.lists import ListWanted, items_wanted
from carrel.rooms.inventory.rules import FieldRule

_A_STEP = 1_000


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: the item with what it belongs to, its values by code, its numbers by kind."""

    item: Item
    own: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ValueSum:
    """What the items of one kind at one place are worth; `untold` of the `count` have no price told."""

    kind: str
    site: str
    place: str
    count: int
    untold: int
    sum_minor: int


def listed(ids: Sequence[int], columns: Collection[str], fields: Mapping[str, Sequence[FieldRule]]) -> list[Listed]:
    """The rows of these items, in their order; `fields` are those of each code that may be among the columns."""
    items = Item.objects.select_related("record", "site", "place", "item_type").in_bulk(list(ids))
    wanted = {field.field_id: code for code in fields if rules.own_name(code) in columns for field in fields[code]}
    texts = texts_of_items(ids, wanted) if wanted else {}
    numbers: dict[int, dict[str, str]] = {}
    if not {"serial", "asset_tag"}.isdisjoint(columns):
        # Told apart and sorted here: asked for by kind or in order, a database walks all numbers of that kind.
        rows = ItemNumber.objects.filter(item_id__in=list(ids)).values_list("item_id", "kind", "number")
        for item_id, kind, number in sorted(rows, key=lambda row: row[2]):
            numbers.setdefault(item_id, {}).setdefault(kind, number)
    return [
        Listed(items[pk], {wanted[each]: text for each, text in texts.get(pk, {}).items()}, numbers.get(pk, {}))
        for pk in ids
        if pk in items
    ]


def listed_in_steps(
    ids: Sequence[int], columns: Collection[str], fields: Mapping[str, Sequence[FieldRule]]
) -> Iterator[Listed]:
    """The same for a long list, read while it is written."""
    for some in in_steps(ids, _A_STEP):
        yield from listed(some, columns, fields)


def values_by_kind_and_place(wanted: ListWanted) -> list[ValueSum]:
    """What a list's items are worth, by kind, site and place (r214); counts and sums of all of them."""
    found = items_wanted(wanted).order_by("item_type__name", "site__name", "place__name")
    rows = found.values_list("item_type__name", "site__name", "site__short_name", "place__name").annotate(
        items=Count("pk"), untold=Count("pk", filter=Q(price_minor=None)), worth=Sum("price_minor")
    )
    return [
        ValueSum(kind, short or site, place or "", count, untold, total or 0)
        for kind, site, short, place, count, untold, total in rows
    ]


def kinds_listed(kind_id: int | None, family: str) -> frozenset[int] | None:
    """The kinds a list is narrowed to: one with those below it, or those of a family; None for all."""
    if kind_id is not None:
        return rules.kinds_below([kind_id], parents_of_kinds())
    if family:
        return frozenset(ItemType.objects.filter(family=family).values_list("pk", flat=True))
    return None


def fields_listed(kinds: Collection[int] | None) -> dict[str, list[FieldRule]]:
    """The fields of these kinds (None: of all) by code, each once."""
    found: dict[str, list[FieldRule]] = {}
    for kind, fields in fields_by_kind().items():
        if kinds is None or kind in kinds:
            for each in fields:
                if each not in found.setdefault(each.code, []):
                    found[each.code].append(each)
    return found


def saved_lists(actor: Actor) -> QuerySet[ItemList]:
    """The lists that were saved for the sites the actor works at."""
    lists = ItemList.objects.select_related("site")
    return lists if actor.is_district else lists.filter(site_id__in=actor.site_ids)


def funds_used() -> Iterable[str]:
    """The funds items name."""
    return Item.objects.exclude(fund="").order_by("fund").values_list("fund", flat=True).distinct()

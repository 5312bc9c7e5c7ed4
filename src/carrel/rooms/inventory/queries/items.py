"""Questions about what the school owns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import in_steps, rows_with
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.rooms.catalogue.models import SearchDocument
from carrel.rooms.catalogue.rules import held_words
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import Item, ItemNumber, ItemType
from carrel.rooms.inventory.queries.ranges import ranges_reserved
from carrel.rooms.inventory.rules import BarcodeTemplate
from carrel.rooms.schools.models import Site

AFTER_ANY_KEY = "\x7f"
_BATCH = 500
MOVED_HOME = ("circulation.float", "moving.move_home")
"""Deeds of other rooms by which an item came to belong to another school."""


@dataclass(frozen=True, slots=True)
class FoundItem:
    """What a scanned number stands for. `number` is the one that matched, `barcode` the one the item goes by."""

    item_id: int
    record_id: int
    title: str
    author: str
    number: str
    barcode: str
    call_number: str
    item_type_id: int
    site_id: int
    state: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a record as its page lists it."""

    item_id: int
    barcode: str
    site_id: int
    site_name: str
    place_name: str
    item_type_name: str
    call_number: str
    copy_number: int | None
    volume: str
    state: str
    state_since_at: datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class Availability:
    """How many copies of a record there are, and how many of them are in: at the asking site and anywhere."""

    copies: int = 0
    copies_in: int = 0
    copies_here: int = 0
    copies_in_here: int = 0


def template_of(site_id: int) -> BarcodeTemplate:
    """How this site's labels are made."""
    columns = Site.objects.values_list("barcode_prefix", "barcode_length", "barcode_check")
    return BarcodeTemplate(*columns.get(pk=site_id))


def item_of_number(text: str, *, site_id: int | None = None) -> FoundItem | None:
    """The item a scan stands for, by any of its numbers; one query when the number is known as it was read.

    With a site, a number may also come without the site's prefix or check digit, or with them.
    """
    number = rules.normalise_number(text)
    if not number or len(number) > rules.NUMBER_LENGTH:
        return None
    row = _BY_NUMBER.row(number=number)
    found = FoundItem(*row) if row else None
    if found is None and site_id is not None:
        others = rules.numbers_meant(number, template_of(site_id))[1:]
        row = _by_numbers(others).first() if others else None
        found = FoundItem(*row) if row else None
    return found


def _by_numbers(numbers: Sequence[str]) -> "QuerySet[ItemNumber, tuple[Any, ...]]":
    return _as_found(ItemNumber.objects.filter(number__in=numbers))


def _as_found(numbers: "QuerySet[ItemNumber]") -> "QuerySet[ItemNumber, tuple[Any, ...]]":
    return numbers.values_list(
        "item_id", "item__record_id", "item__record__title", "item__record__author", "number", "item__barcode",
        "item__call_number", "item__item_type_id", "item__site_id", "item__state",
    )  # fmt: skip


_BY_NUMBER = Prepared(lambda: _as_found(ItemNumber.objects.filter(number=Slot("number")))[:1])


def item_by_id(item_id: int) -> Item | None:
    """One item with its record, site, place and type."""
    return Item.objects.select_related("record", "site", "place", "item_type").filter(pk=item_id).first()


def numbers_of(item_id: int) -> list[ItemNumber]:
    """All numbers of an item, in the order they were given."""
    return list(ItemNumber.objects.filter(item_id=item_id).order_by("pk"))


def titles_of_numbers(numbers: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Which of these normalised numbers are taken: number → (item, title)."""
    wanted = sorted({number for number in numbers if number})
    found = dict(rows_with(ItemNumber, ("number", "item"), "number", wanted))
    titles: dict[int, str] = {}
    for some in in_steps(sorted(found.values())):
        titles |= Item.objects.filter(pk__in=some).values_list("pk", "record__title")
    return {number: (item_id, titles[item_id]) for number, item_id in found.items()}


def copies_of(record_id: int, actor: Actor | None = None) -> tuple[Copy, ...]:
    """The copies of a record, those of the actor's site first; withdrawn ones only for who works with items."""
    return copies_of_records([record_id], actor).get(record_id, ())


def copies_of_records(record_ids: Sequence[int], actor: Actor | None = None) -> dict[int, tuple[Copy, ...]]:
    """The copies of each of these records in one query; records without a copy are left out."""
    items = Item.objects.filter(record_id__in=record_ids)
    if actor is None or not actor.may("inventory.view_items"):
        items = items.exclude(state=rules.WITHDRAWN)
    here = actor.site_id if actor else None
    # Names are looked up row by row: joined, a database that has not counted its rows lately begins with the sites or
    # the types, and reads every item there is.
    named = items.annotate(
        site_name=_named(Site, "site_id", "name"),
        site_short=_named(Site, "site_id", "short_name"),
        type_name=_named(ItemType, "item_type_id", "name"),
    )
    rows: Iterable[Any] = named.order_by("site_name", "shelving_key", "copy_number", "barcode").values_list(
        "record_id", "pk", "barcode", "site_id", "site_name", "site_short", "place__name", "type_name",
        "call_number", "copy_number", "volume", "state", "state_since_at",
    )  # fmt: skip
    found: dict[int, list[Copy]] = {}
    for record_id, pk, barcode, site_id, name, short_name, place, *rest in rows:
        values: list[Any] = [pk, barcode, site_id, short_name or name, place or "", *rest, site_id == here]
        found.setdefault(record_id, []).append(Copy(*values))
    return {record_id: tuple(sorted(copies, key=lambda copy: not copy.is_here)) for record_id, copies in found.items()}


def _named(model: type[Model], key: str, column: str) -> Subquery:
    """A column of the row another table has for each item."""
    return Subquery(model._default_manager.filter(pk=OuterRef(key)).order_by().values(column)[:1])


def availability_of(record_ids: Sequence[int], *, site_id: int | None = None) -> dict[int, Availability]:
    """For each of these records, how many copies there are and are in; records without a copy are left out."""
    inside = Q(state=rules.AVAILABLE)
    rows: Iterable[Any]
    here = Q(site_id=site_id) if site_id is not None else Q(pk=None)
    rows = (
        Item.objects.filter(record_id__in=record_ids)
        .exclude(state=rules.WITHDRAWN)
        .values_list("record_id")
        .annotate(
            copies=Count("pk"),
            copies_in=Count("pk", filter=inside),
            copies_here=Count("pk", filter=here),
            copies_in_here=Count("pk", filter=inside & here),
        )
        .order_by()
    )
    return {record_id: Availability(*counts) for record_id, *counts in rows}


def record_ids_in(site_id: int, *, but: Exists | None = None) -> QuerySet[Item, Any]:
    """The records of which a copy is in at this site, to be asked of certain records inside another query.

    `but` is a condition on items, of a room above, that leaves some out: those that stand elsewhere.
    """
    # Without the sum, a database that has not counted its rows lately reads all items of the site instead of those of
    # the records asked for: a hundred times as many.
    there = Item.objects.alias(there=F("site_id") + 0).filter(there=site_id, state=rules.AVAILABLE)
    there = there if but is None else there.filter(~but)
    return there.order_by().values("record_id")


def held_of(record_ids: Iterable[int]) -> dict[int, set[tuple[int, int | None]]]:
    """At which sites and places each of these records has copies, withdrawn ones aside; an empty set for none."""
    held: dict[int, set[tuple[int, int | None]]] = {record_id: set() for record_id in record_ids}
    wanted = sorted(held)
    for start in range(0, len(wanted), _BATCH):
        items = Item.objects.filter(record_id__in=wanted[start : start + _BATCH]).exclude(state=rules.WITHDRAWN)
        for record_id, site_id, place_id in items.order_by().values_list("record_id", "site_id", "place_id"):
            held[record_id].add((site_id, place_id))
    return held


def items_of(actor: Actor) -> QuerySet[Item]:
    """The items of the sites this actor works at."""
    items = Item.objects.select_related("record", "site", "place", "item_type")
    return items if actor.is_district else items.filter(site_id__in=actor.site_ids)


def shelf_list(
    site_id: int, from_: str = "", to: str = "", *, scheme: str = rules.DEWEY, **only: object
) -> QuerySet[Item]:
    """The items of a site as they stand on its shelves, between two call numbers if they are given, both included.

    `to` takes in whatever begins with it: up to 599 includes 599.5, up to FIC R includes FIC ROW. `only` narrows by
    columns of Item; withdrawn items are left out unless `state` is asked for. Ties: title, copy number, barcode.
    """
    items = Item.objects.select_related("record", "place", "item_type").filter(site_id=site_id, **only)
    if "state" not in only:
        items = items.exclude(state=rules.WITHDRAWN)
    if key := rules.bound_key(from_, scheme):
        items = items.filter(shelving_key__gte=key)
    if key := rules.bound_key(to, scheme):
        items = items.filter(shelving_key__lt=key + AFTER_ANY_KEY)
    return items.order_by("shelving_key", "record__title_sort", F("copy_number").asc(nulls_first=True), "barcode")


def next_number_of(site_id: int) -> str:
    """The next barcode the site's template can print and no vendor has reserved; blank when the site has none."""
    return next(free_numbers_of(site_id), "")


def free_numbers_of(site_id: int, *, after: str = "") -> Iterator[str]:
    """The numbers a site may give, from the next one on; those a vendor has reserved are passed over.

    There are none where the site does not say how its numbers are made. `after` is a number that is given already
    although no item has it: one on a label that lies ready.
    """
    template = template_of(site_id)
    if not template.prefix or not template.length:
        return
    alike = ItemNumber.objects.filter(number__startswith=template.prefix).annotate(length=Length("number"))
    alike = alike.filter(length=template.length)
    reserved = [each for each in ranges_reserved() if each.template.length == template.length]
    for each in reserved:
        alike = alike.exclude(number__gte=each.numbers[0], number__lte=each.numbers[1])
    highest = alike.aggregate(highest=Max("number"))["highest"] or ""
    # Numbers of one site are equally long, so that the later of two is the greater as text.
    number = max(highest, after)
    while number := rules.next_number(number, template, lambda short: rules.next_outside(short, template, reserved)):
        yield number


def last_item_like(record_id: int, *, site_id: int, item_type_id: int | None = None) -> Item | None:
    """The item a new copy most resembles: of the same record, here before elsewhere, the newest first (r124)."""
    items = Item.objects.filter(record_id=record_id)
    if item_type_id is not None:
        items = items.filter(item_type_id=item_type_id)
    return items.filter(site_id=site_id).order_by("-pk").first() or items.order_by("-pk").first()


def item_types() -> list[ItemType]:
    """All item types in their order."""
    return list(ItemType.objects.all())


def item_types_found() -> QuerySet[ItemType]:
    """All item types with what they are part of and how many fields they define, for the generic screens."""
    in_use = Count("fields", filter=Q(fields__is_away=False))
    return ItemType.objects.select_related("parent").annotate(field_count=in_use)


def item_type_of_code(code: str) -> ItemType | None:
    """The item type with this code or name, whatever its case."""
    return ItemType.objects.filter(Q(code__iexact=code) | Q(name__iexact=code)).first()


def history_of(item_id: int) -> list[AuditEntry]:
    """What was done with an item itself, newest first; loans are circulation's to tell."""
    about = AuditEntry.objects.filter(about_kind="item", about_id=item_id)
    entries = about.filter(Q(code__startswith="inventory.") | Q(code__in=MOVED_HOME))
    return list(entries.order_by("-at", "-pk")[:200])


def imported_by(job_id: int) -> QuerySet[Item]:
    """The items an import made."""
    return Item.objects.filter(imported_by_job=job_id)


def counts_by_state(site_id: int) -> Mapping[str, int]:
    """How many items of a site are in each state."""
    return dict(Item.objects.filter(site_id=site_id).order_by().values_list("state").annotate(Count("pk")))


def violations() -> Iterator[str]:
    """What is not as it must be, one sentence each; `carrel check` shows them."""
    yield from (
        f"Item {pk} goes by {barcode}, which is not among its numbers."
        for pk, barcode in Item.objects.exclude(barcode="")
        .exclude(numbers__number=F("barcode"))
        .values_list("pk", "barcode")
    )
    rows: Any = Item.objects.values_list("pk", "call_number", "call_number_scheme", "shelving_key").iterator(2000)
    yield from (
        f"Item {pk} stands at “{key}”, but its call number {call_number} belongs elsewhere."
        for pk, call_number, scheme, key in rows
        if rules.shelving_key(call_number, scheme) != key
    )
    yield from _misplaced_in_the_index()


def _misplaced_in_the_index() -> Iterator[str]:
    """Records whose place in the search index is not where their copies stand."""
    last = 0
    while some := list(SearchDocument.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "held")[:_BATCH]):
        held = held_of(pk for pk, _ in some)
        for pk, words in some:
            if words != held_words(held[pk]):
                yield f"Record {pk} is found as held at “{words}”, but its copies stand elsewhere."
        last = some[-1][0]

"""What is here already of what a register brings: words, records, items, persons, loans. A few statements a batch."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.texts import fold
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.catalogue.models import Record, RecordNumber
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.models import ItemNumber, ItemType
from carrel.rooms.people.models import Card, FurtherSite, Person
from carrel.rooms.registers.queries.own import lone_fields
from carrel.rooms.registers.rules import ItemRow, ItemStanding, KnownWords, control_values, isbn_pairs
from carrel.rooms.schools.models import Place, Site
from carrel.rooms.schools.queries import district

_A_STATEMENT = 800


def known_words(mapping: Mapping[str, str]) -> KnownWords:
    """What a file's words mean here: sites, places and item types by code and by name, and the fields of types."""
    sites: dict[str, int] = {}
    names: dict[int, str] = {}
    closed: set[int] = set()
    for pk, code, name, short_name, is_active in Site.objects.values_list(
        "pk", "code", "name", "short_name", "is_active"
    ):
        names[pk] = short_name or name
        closed |= set() if is_active else {pk}
        sites |= {fold(word): pk for word in (short_name, name, code) if word}
    places: dict[tuple[int, str], int] = {}
    for pk, site_id, code, name in Place.objects.order_by("-pk").values_list("pk", "site_id", "code", "name"):
        places.setdefault((site_id, fold(name)), pk)
        places[site_id, fold(code)] = pk
    item_types: dict[str, int] = {}
    families: dict[int, str] = {}
    for pk, code, name, family in ItemType.objects.values_list("pk", "code", "name", "family"):
        item_types[fold(name)] = item_types[fold(code)] = pk
        families[pk] = family
    return KnownWords(
        sites, places, item_types, families, names, inventory.fields_by_kind(), lone_fields(mapping), frozenset(closed)
    )


def zone_and_currency() -> tuple[ZoneInfo, str]:
    """The time zone and the currency of the district."""
    own = district()
    return ZoneInfo(own.timezone if own else "UTC"), own.currency if own else "USD"


def owners_of_numbers(most: int = 20) -> list[str]:
    """Whose control numbers the catalogue has, as field 003 names them; "" where records have a number and no owner."""
    values = RecordNumber.objects.filter(kind="control").values_list("value", flat=True)
    found: dict[str, int] = {}
    for value in values.iterator(5000):
        owner = value.rpartition(" ")[0]
        found[owner] = found.get(owner, 0) + 1
    return sorted(found, key=lambda owner: -found[owner])[:most]


def records_of_rows(rows: Collection[ItemRow], owner: str | None) -> dict[str, int]:
    """The record each row's item belongs to, by the row's barcode: by number of the record, ISBN, title with author.

    `owner` says whose numbers `record_number` are; None: they mean nothing outside the file.
    """
    pairs: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        of_row = [control_values(row.record_number, owner)] if owner is not None and row.record_number else []
        pairs[row.barcode] = [*of_row, *isbn_pairs(row)]
    known = catalogue.records_by_numbers(pair for of_row in pairs.values() for pair in of_row)
    titles = _records_of_titles(row for row in rows if row.title)
    found: dict[str, int] = {}
    for row in rows:
        by_number = next((known[pair] for pair in pairs[row.barcode] if pair in known), None)
        record_id = by_number if by_number is not None else None if row.isbn else titles.get(row.title_key)
        if record_id is not None:
            found[row.barcode] = record_id
    return found


def _records_of_titles(rows: Iterable[ItemRow]) -> dict[str, int]:
    """Records with the same title, subtitle, author and kind, by the row's key, for rows without an ISBN.

    A year that both know must be the same. Of several only one without an ISBN is taken, the oldest: which edition a
    row means otherwise, nobody can tell.
    """
    wanted = {row.title_key: row for row in rows if not row.isbn}
    if not wanted:
        return {}
    titles = sorted({row.title for row in wanted.values()})
    found: dict[str, list[tuple[bool, int]]] = {}
    for start in range(0, len(titles), _A_STATEMENT):
        part = titles[start : start + _A_STATEMENT]
        records = Record.objects.filter(title_sort__in=_sort_forms(part), merged_into=None)
        has_isbn = Exists(RecordNumber.objects.filter(record=OuterRef("pk"), kind="isbn"))
        for pk, title, subtitle, author, form, year, numbered in records.annotate(numbered=has_isbn).values_list(
            "pk", "title", "subtitle", "author", "format", "year", "numbered"
        ):
            key = "|".join((fold(f"{title} {subtitle}"), fold(author), form))
            if key in wanted and (not year or wanted[key].year in (None, year)):
                found.setdefault(key, []).append((numbered, pk))
    chosen = {key: min(records) for key, records in found.items()}
    return {key: pk for key, (numbered, pk) in chosen.items() if not numbered or len(found[key]) == 1}


def _sort_forms(titles: Iterable[str]) -> list[str]:
    """The sort forms these titles may have: as they stand, and without a first article."""
    forms: dict[str, None] = {}
    for title in titles:
        folded = fold(title)
        forms[folded] = None
        first, _, rest = folded.partition(" ")
        if rest and first in {"the", "a", "an", "el", "la", "los", "las", "un", "una", "unos", "unas"}:
            forms[rest] = None
    return list(forms)


def titles_of_records(record_ids: Collection[int]) -> dict[int, str]:
    """The titles of these records."""
    return dict(Record.objects.filter(pk__in=record_ids).values_list("pk", "title"))


def records_of_barcodes(barcodes: Collection[str]) -> dict[str, int]:
    """The record of the item with each of these numbers."""
    rows = ItemNumber.objects.filter(number__in=[each for each in barcodes if each])
    return dict(rows.values_list("number", "item__record_id"))


def persons_of_numbers(actor: Actor, numbers: Collection[str]) -> dict[str, int]:
    """Who has each of these numbers, of persons within the actor's sight: a valid card, a roster or student number.

    A merged person is represented by whom they were merged into. Three statements for a batch.
    """
    wanted = sorted({number for number in numbers if number})
    found: dict[str, int] = {}
    persons = Person.objects.filter(Q(local_number__in=wanted) | Q(roster_id__in=wanted))
    rows = persons.values_list("pk", "merged_into", "local_number", "roster_id")
    # Who was merged gives way to who was not, and the younger row to the older.
    for pk, kept_id, local, roster in sorted(rows, key=lambda row: (row[1] is None, -row[0])):
        found |= {number: kept_id or pk for number in (roster, local) if number and number in wanted}
    cards = Card.objects.filter(number__in=wanted, kind=Card.Kind.CARD).exclude(status=Card.Status.LOST)
    # A valid card before a replaced one, and any card before a student number.
    of_cards = cards.order_by("status").values_list("number", "person_id", "person__merged_into")
    found |= {number: kept_id or pk for number, pk, kept_id in of_cards}
    return _in_sight(actor, found)


def _in_sight(actor: Actor, found: dict[str, int]) -> dict[str, int]:
    if actor.is_district:
        return found
    sites = actor.site_ids - actor.narrow_site_ids
    further = FurtherSite.objects.filter(site__in=sites).values("person")
    seen = Person.objects.filter(Q(home_site__in=sites) | Q(pk__in=further), pk__in=set(found.values()))
    kept = set(seen.values_list("pk", flat=True))
    return {number: pk for number, pk in found.items() if pk in kept}


def items_of_barcodes(actor: Actor, barcodes: Collection[str]) -> dict[str, ItemStanding]:
    """What stands behind each of these numbers: the item, its state, and whose loan holds it. Two statements."""
    wanted = [number for number in set(barcodes) if number]
    rows = ItemNumber.objects.filter(number__in=wanted).values_list(
        "number", "item_id", "item__record__title", "item__state", "item__site_id"
    )
    found = list(rows)
    holders = dict(
        Loan.objects.filter(item__in={row[1] for row in found}, returned_at=None).values_list("item_id", "patron_id")
    )
    return {
        number: ItemStanding(item_id, title, state, site_id, actor.sees_site(site_id), holders.get(item_id))
        for number, item_id, title, state, site_id in found
    }


def past_loans_of(item_ids: Collection[int]) -> set[tuple[int, str]]:
    """The loans of these items that came back, as (item, moment lent), so that a history is not brought twice."""
    rows = Loan.objects.filter(item__in=item_ids, returned_at__isnull=False, is_undone=False)
    return {
        (item_id, lent_at.astimezone(UTC).isoformat()) for item_id, lent_at in rows.values_list("item_id", "lent_at")
    }


def records_left_bare(record_ids: Collection[int]) -> list[int]:
    """Those of these records on which nothing hangs: no item, no other record, and which are not merged."""
    bare = Record.objects.filter(pk__in=record_ids, items=None, merged_records=None, merged_into=None)
    return list(bare.order_by("pk").values_list("pk", flat=True))

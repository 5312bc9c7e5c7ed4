"""Lists of items, and an items register as a workbook: a district of 100,000 items, most of a kind it has defined.

python -m benchmarks.lists FOLDER DATABASE_URL NAME [NUMBER ...]
"""

import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

Answer = dict[str, Any]
SITES, PLACES, KINDS = 5, 12, 8
ROUNDS, WARM_UP = 12, 2
COLOURS = ("Black", "Blue", "Green", "Red")
FUNDS = ("General", "Title I", "PTA", "Library grant", "Bond 2024", "")
MAKERS = ("Acer", "Botley", "Dell", "HP", "Lenovo")
SEED = 20261128


def build(items: int) -> Answer:
    """A district of five schools and that many items with numbers, prices, days and values in fields of their kinds."""
    from django.core.management import call_command

    from carrel.cellar.kernel.planning import learn_sizes
    from tests import makers

    began = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    sites = [makers.make_site() for _ in range(SITES)]
    actor = makers.make_actor("district_manager")
    makers.make_account("bench", person=makers.make_person("Bench", "Mark", home_site=sites[0]))
    kinds, fields = _kinds(actor)
    places = {site.pk: [makers.make_place(site).pk for _ in range(PLACES)] for site in sites}
    _fill(items, [site.pk for site in sites], places, kinds, fields)
    learn_sizes()
    return {"seconds": time.monotonic() - began}


def _kinds(actor: Any) -> tuple[list[int], dict[str, int]]:
    """One kind that all are part of, with four fields, and those below it."""
    from carrel.rooms.inventory import actions
    from carrel.rooms.inventory.rules import CHOICE, DAY, FieldFacts
    from tests import makers

    root = makers.make_item_type("thing", family="equipment")
    kinds = [makers.make_item_type(f"kind{n}", parent=root, family="device").pk for n in range(KINDS)]
    defined = {
        "serial": FieldFacts("Serial number", "serial_number", is_number=True),
        "maker": FieldFacts("Manufacturer"),
        "until": FieldFacts("Warranty until", kind=DAY),
        "colour": FieldFacts("Colour", kind=CHOICE, choices=COLOURS),
    }
    now = datetime.now(UTC)
    fields = {
        name: actions.add_item_field(actor, item_type_id=root.pk, facts=facts, now=now)
        for name, facts in defined.items()
    }
    return kinds, fields


def _fill(items: int, sites: list[int], places: dict[int, list[int]], kinds: list[int], fields: dict[str, int]) -> None:
    from django.db import connection, transaction

    from carrel.cellar.kernel.bulk import insert_rows, insert_rows_returning
    from carrel.rooms.catalogue.models import Record
    from carrel.rooms.inventory.models import Item, ItemNumber, ItemValue
    from carrel.rooms.inventory.rules import shelving_key

    dice, now = random.Random(SEED), datetime.now(UTC)
    at = connection.ops.adapt_datetimefield_value(now)
    with transaction.atomic():
        Record.objects.bulk_create(
            (
                Record(title=title, title_sort=title.lower(), author=author, author_sort=author.lower(),
                       created_at=now, updated_at=now)
                for n in range(items // 3)
                for title, author in [(f"{dice.randrange(10**6)} ways to {n}", f"Author {dice.randrange(5000)}")]
            ),
            batch_size=1000,
        )  # fmt: skip
        records = list(Record.objects.order_by("pk").values_list("pk", flat=True))
        first = date(2012, 8, 1)
        names = (
            "record", "site", "place", "item_type", "barcode", "call_number", "call_number_scheme", "shelving_key",
            "copy_number", "volume", "price_minor", "fund", "condition", "state", "state_since_at", "note",
            "loan_count", "last_loaned_at", "acquired_on", "version", "created_at",
        )  # fmt: skip
        keys = {call: shelving_key(call) for n in range(1000) for call in (f"{n} ABC", f"{n} XYZ")}
        calls = list(keys)
        rows = []
        for n in range(items):
            site, call = sites[n % SITES], dice.choice(calls)
            rows.append(
                (
                    dice.choice(records), site, dice.choice(places[site]), kinds[dice.randrange(KINDS)], f"3{n:013d}",
                    call, "ddc", keys[call], dice.choice((None, 1, 2, 3)), "",
                    dice.choice((None, 1899, 2500, 32900, 899 + n % 5000)), dice.choice(FUNDS),
                    dice.choice(("new", "good", "good", "worn", "damaged")),
                    dice.choice(("available",) * 8 + ("on_loan", "lost")), at, "", dice.randrange(60),
                    dice.choice((None, at)),
                    connection.ops.adapt_datefield_value(first + timedelta(days=dice.randrange(5000))), 0, at,
                )
            )  # fmt: skip
        ids = insert_rows_returning(Item, names, rows)
        numbers = ((pk, row[4], "barcode") for pk, row in zip(ids, rows, strict=True))
        insert_rows(ItemNumber, ("item", "number", "kind"), numbers)
        serials = ((pk, f"SN{pk * 7919 % 10**9}", "serial") for pk in ids[::2])
        insert_rows(ItemNumber, ("item", "number", "kind"), serials)
        insert_rows(ItemValue, ("item", "field", "text", "sort_key"), _values(dice, ids, fields))


def _values(dice: random.Random, ids: list[int], fields: dict[str, int]) -> Iterator[tuple[int, int, str, str]]:
    for n, pk in enumerate(ids):
        if n % 2 == 0:
            serial = f"SN{pk * 7919 % 10**9}"
            yield pk, fields["serial"], serial, serial.lower()
        maker, colour = dice.choice(MAKERS), dice.choice(COLOURS)
        yield pk, fields["maker"], maker, maker.lower()
        if n % 3:
            yield pk, fields["colour"], colour, colour.lower()
        until = (date(2024, 1, 1) + timedelta(days=dice.randrange(2000))).isoformat()
        yield pk, fields["until"], until, until

"""Lists of items, and an items register as a workbook: a district of 100,000 items, most of a kind it has defined.

python -m benchmarks.lists FOLDER DATABASE_URL NAME [NUMBER ...]
"""

import io
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import district
from benchmarks.figures import Figure, ms, share

Answer = dict[str, Any]
SITES, PLACES, KINDS = 5, 12, 8
WARM_UP = 1
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
    # Whoever looks sees every item there is: benchmarks.web signs this account in.
    makers.give_role(makers.make_account("bench0"), "district_manager", None)
    makers.make_actor("technician", sites[0])
    kinds, fields = _kinds(makers.make_actor("district_manager"))
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


def pages(rounds: int) -> Answer:
    """The first page of a list by HTTP, sorted by each column both ways: of all items, of many, of few, by a field."""
    from django.db import connections

    from benchmarks.web import Desk, free_port, part, sessions, wait_for
    from carrel.rooms.inventory.models import ItemType
    from carrel.rooms.inventory.rules import LIST_COLUMNS, UNSORTED

    kinds = list(ItemType.objects.order_by("pk").values_list("pk", flat=True))
    narrowed = {
        "all": {}, "many": {"kind": kinds[0], "since": "2014-01-01"},
        "few": {"kind": kinds[1], "condition": "worn", "fund": "PTA"}, "a field": {"kind": kinds[0], "f_colour": "Red"},
    }  # fmt: skip
    columns = ["title", "barcode", "kind", "place", "call_number", "state", "price", "serial", "own_manufacturer"]
    sorts = [*sorted(set(LIST_COLUMNS) - UNSORTED), "own_manufacturer", "own_warranty_until", "own_serial_number"]
    (session,), port = sessions(1), free_port()
    connections.close_all()
    waits: dict[str, list[float]] = {}
    with part("serve", port=port):
        wait_for(port)
        desk = Desk(port, session)
        for turn in range(WARM_UP + rounds):
            for name, filters in narrowed.items():
                for sort in sorts:
                    asked = {**filters, "c": columns, "sort": sort if turn % 2 else f"-{sort}"}
                    passed = desk.get("/items/lists/show/?" + urlencode(asked, doseq=True))
                    if turn >= WARM_UP:
                        waits.setdefault(f"{name}, by {sort}", []).append(passed)
    every = [wait for found in waits.values() for wait in found]
    slowest = max(waits, key=lambda name: share(waits[name], 0.5))
    return {
        "p50": share(every, 0.5), "p95": share(every, 0.95), "count": len(every), "slowest": slowest,
        "slowest_p50": share(waits[slowest], 0.5),
    }  # fmt: skip


def workbook(lines: int, bad: int) -> Answer:
    """An items register as XLSX, a hundred of its lines bad: looked into, then imported, each line's own fields too."""
    from carrel.cellar.jobs.queries import lines_of
    from carrel.cellar.jobs.running import run_now
    from carrel.rooms.inventory.models import ItemType
    from carrel.rooms.registers import actions
    from carrel.rooms.schools.models import Site
    from tests import makers

    district.build(1_000)
    actor = makers.make_actor("district_manager")
    kinds, _ = _kinds(actor)
    kind = ItemType.objects.get(pk=kinds[0])
    stream = io.BytesIO(_register(lines, bad, kind.name))
    now = datetime.now(UTC)
    began, spent = time.monotonic(), time.process_time()
    job_id = actions.check_register(
        actor, kind="items", stream=stream, name="things.xlsx", site_id=Site.objects.order_by("pk")[0].pk,
        item_type_id=kind.pk, now=now,
    )  # fmt: skip
    run_now(job_id)
    looked = time.monotonic() - began
    job = run_now(actions.import_register(actor, job_id=job_id, now=now))
    counts = job.report["counts"]
    return {
        "look": looked, "all": time.monotonic() - began, "cpu": time.process_time() - spent,
        "named": lines_of(job.pk, "refused").count(), "refused": counts.get("refused", 0),
        "in": counts.get("new", 0) + counts.get("more", 0),
    }  # fmt: skip


def _register(lines: int, bad: int, kind: str) -> bytes:
    """A workbook of things, every so many a bad one: another colour, no day of its warranty, or no barcode."""
    from carrel.cellar.tables import CODE, Column, Table, xlsx_bytes

    heads = ("Barcode", "Title", "Author", "Item type", "Call number", "Price", "Fund", "Acquired on", "Serial number",
             "Manufacturer", "Warranty until", "Colour")  # fmt: skip
    every = lines // bad

    def rows() -> Iterator[list[object]]:
        for n in range(lines):
            fault = n // every % 3 if n % every == every - 1 else None
            yield [
                "" if fault == 0 else f"X{n:07d}", f"Thing {n // 4}", f"Maker {n % 900}", kind, f"TECH {n % 500}",
                "329.00", FUNDS[n % 5], "2026-08-15", f"XS{n}", MAKERS[n % 5],
                "when it breaks" if fault == 1 else "2029-06-30", "Plaid" if fault == 2 else COLOURS[n % 4],
            ]  # fmt: skip

    return xlsx_bytes(Table("Things", [Column(head, CODE) for head in heads], rows()))


def figures_of_pages(store: str, found: Answer) -> Iterator[Figure]:
    """What the pages of lists took, beside the target."""
    yield Figure(
        f"A list of 100,000, any column, {store}: p95 of its page", ms(found["p95"]), f"{ms(found['p50'])}, the median",
        f"{found['p95'] / found['p50']:.1f}", "100 ms", found["p95"] < 0.1,
    )  # fmt: skip
    yield Figure(f"The slowest of them ({found['slowest']}), {store}: median", ms(found["slowest_p50"]))


def figures_of_workbook(store: str, found: Answer) -> Iterator[Figure]:
    """What the workbook took, beside the target."""
    yield Figure(
        f"20,000 items from XLSX, {store}: looked into and imported", f"{found['all']:.1f} s",
        f"{found['cpu']:.1f} s, its processor", f"{found['all'] / found['cpu']:.1f}", "60 s", found["all"] < 60,
    )  # fmt: skip
    yield Figure(
        f"Its bad lines, {store}: named, refused, in", f"{found['named']}, {found['refused']}, {found['in']}", "", "",
        "100, 100, 19900", (found["named"], found["refused"], found["in"]) == (100, 100, 19_900),
    )  # fmt: skip


def main() -> None:
    """Run one measure and answer with a line of JSON."""
    folder, database_url, name, *numbers = sys.argv[1:]
    district.open_house(Path(folder), database_url)
    print(json.dumps({"build": build, "pages": pages, "workbook": workbook}[name](*map(int, numbers))))


if __name__ == "__main__":
    main()

"""A district of any size, made inside the database: a site, 2,000 patrons, n items, a tenth of them out."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PATRONS = 2_000
MANY = 1_000_000_000_000


def open_house(folder: Path, database_url: str = "") -> None:
    """Start Django on a database of its own in this process."""
    os.environ["CARREL_VAR"] = str(folder)
    os.environ["DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "carrel.config.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import django

    django.setup()


def build(items: int, loans: int = 0, readers: int = PATRONS) -> None:
    """Fill the database with a site, a policy, patrons, items, and loans: a tenth of the items, or as many as said."""
    from django.core.management import call_command

    from carrel.cellar.kernel.planning import learn_sizes

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    made = _ground()
    now = datetime.now(UTC)
    _patrons(made, readers)
    _items(made, items, now)
    _loans(made, loans or items // 10, now)
    # As the program does it, and no more: SQLite told of its empty tables would read through the full ones for ever.
    learn_sizes()


def _ground() -> dict[str, Any]:
    from tests import makers

    site = makers.make_site()
    makers.make_policy(length=14, length_unit="open_days", renewals=2, max_loans=9_999, max_overdue=9_999)
    makers.make_policy(category=makers.make_category("student"), length=21, length_unit="open_days")
    makers.make_policy(site=site, item_type=makers.make_item_type("device"), length=1, length_unit="open_days")
    actor = makers.make_actor("technician", site)
    return {"site": site, "category": makers.make_category("student"), "kind": makers.make_item_type(), "actor": actor}


def _patrons(made: dict[str, Any], readers: int) -> None:
    from carrel.rooms.people.models import Card, Person

    Person.objects.bulk_create(
        (
            Person(
                given_name=f"Given{n}",
                family_name=f"Family{n}",
                home_site=made["site"],
                category=made["category"],
                grade="7",
                search_text=f" given{n} family{n}",
            )
            for n in range(readers)
        ),
        batch_size=500,
    )
    persons = Person.objects.filter(given_name__startswith="Given").order_by("pk")
    Card.objects.bulk_create((Card(person=each, number=f"2{each.pk:013d}") for each in persons), batch_size=500)


def _items(made: dict[str, Any], items: int, now: datetime) -> None:
    """One record and one item by the ORM, all the others as copies of them inside the database."""
    from carrel.rooms.catalogue.models import Record
    from carrel.rooms.inventory.models import Item, ItemNumber

    records = max(1, items * 2 // 3)
    first = Record.objects.create(title="Title number 0 of the shelf", created_at=now, updated_at=now)
    named = {"title": "'Title number ' || n.i || ' of the shelf'"}
    # Told in order: what the index of titles is worth is learnt from them.
    _copies(first, records - 1, named | {"title_sort": "'title number ' || n.i || ' of the shelf'"})
    item = Item.objects.create(
        record=first,
        site=made["site"],
        item_type=made["kind"],
        barcode=f"3{MANY}",
        call_number="FIC ALE",
        state_since_at=now,
        created_at=now,
    )
    named = {"barcode": f"'3' || CAST({MANY} + n.i AS text)", "record_id": f"{first.pk} + n.i % {records}"}
    _copies(item, items - 1, named)
    with _cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {ItemNumber._meta.db_table} (item_id, number, kind)"  # noqa: S608 - names of our own tables
            f" SELECT id, barcode, 'barcode' FROM {Item._meta.db_table}"
        )


def _loans(made: dict[str, Any], loans: int, now: datetime) -> None:
    """A tenth of the items are out, spread over all patrons but the first four hundred, who borrow in the run."""
    from carrel.rooms.circulation.models import Loan
    from carrel.rooms.inventory.models import Item

    people = patrons()[400:]
    top = Item.objects.order_by("-pk").values_list("pk", flat=True)[0]
    loan = Loan.objects.create(
        item_id=top,
        patron_id=people[0],
        category=made["category"],
        home_site=made["site"],
        site=made["site"],
        lent_at=now - timedelta(days=3),
        due_at=now + timedelta(days=11),
    )
    # Keys made in one bulk follow each other, so that reader and item can be counted on.
    named = {"item_id": f"{top} - n.i", "patron_id": f"{people[0]} + n.i % {len(people)}"}
    _copies(loan, loans - 1, named)
    with _cursor() as cursor:
        cursor.execute(f"UPDATE inventory_item SET state = 'on_loan' WHERE id > {top - loans}")  # noqa: S608 - numbers


def _copies(row: Any, count: int, named: dict[str, str]) -> None:
    """That many copies of a stored row, some columns given by expressions over `n.i`, which counts from 1."""
    table, columns = row._meta.db_table, [each.column for each in row._meta.concrete_fields if not each.primary_key]
    values = ", ".join(named.get(each, f"t.{each}") for each in columns)
    with _cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608 - names of our own tables
            f" WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
            f" SELECT {values} FROM {table} t, n WHERE t.id = {row.pk}"
        )


def _cursor() -> Any:
    from django.db import connection

    return connection.cursor()


def patrons() -> list[int]:
    """The keys of all patrons, the borrowers of a run first."""
    from carrel.rooms.people.models import Person

    return list(Person.objects.filter(given_name__startswith="Given").order_by("pk").values_list("pk", flat=True))


def free_items(count: int, skip: int = 0) -> list[int]:
    """Keys of items that are in, spread over the whole table, as a day's scans are."""
    from carrel.rooms.inventory.models import Item

    free = Item.objects.filter(state="available").order_by("pk")
    total = free.count()
    step = max(1, total // (count + skip + 1))
    keys = list(free.values_list("pk", flat=True))
    return keys[::step][skip : skip + count]


def technician() -> Any:
    """The technician who lends."""
    from carrel.rooms.people.models import RoleHeld
    from carrel.rooms.people.queries import actor_for

    held = RoleHeld.objects.select_related("account", "site").filter(role="technician").order_by("pk")[0]
    assert held.site is not None
    return actor_for(held.account, site_id=held.site.pk, now=datetime.now(UTC))

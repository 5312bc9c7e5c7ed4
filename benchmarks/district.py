"""A district of any size, made by plain SQL in bulk: a site, 2,000 patrons, n items, a tenth of them out."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PATRONS = 2_000
BATCH = 20_000


def open_house(folder: Path, database_url: str = "") -> None:
    """Start Django on a database of its own in this process."""
    os.environ["CARREL_VAR"] = str(folder)
    os.environ["DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "carrel.config.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import django

    django.setup()


def build(items: int) -> None:
    """Fill the database with a site, a policy, patrons, items and loans."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    made = _ground()
    now = datetime.now(UTC)
    _patrons(made, now)
    _items(made, items, now)
    _loans(made, items // 10, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _ground() -> dict[str, Any]:
    from tests import makers

    site = makers.make_site()
    makers.make_policy(length=14, length_unit="open_days", renewals=2, max_loans=60_000, max_overdue=60_000)
    makers.make_policy(category=makers.make_category("student"), length=21, length_unit="open_days")
    makers.make_policy(site=site, item_type=makers.make_item_type("device"), length=1, length_unit="open_days")
    actor = makers.make_actor("technician", site)
    return {"site": site, "category": makers.make_category("student"), "kind": makers.make_item_type(), "actor": actor}


def _patrons(made: dict[str, Any], now: datetime) -> None:
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
            for n in range(PATRONS)
        ),
        batch_size=500,
    )
    persons = Person.objects.filter(given_name__startswith="Given").order_by("pk")
    Card.objects.bulk_create((Card(person=each, number=f"2{each.pk:013d}") for each in persons), batch_size=500)


def _items(made: dict[str, Any], items: int, now: datetime) -> None:
    from carrel.rooms.catalogue.models import Record
    from carrel.rooms.inventory.models import Item, ItemNumber

    records = max(1, items * 2 // 3)
    for start in range(0, records, BATCH):
        Record.objects.bulk_create(
            [
                Record(title=f"Title number {n} of the shelf", created_at=now, updated_at=now)
                for n in range(start, min(records, start + BATCH))
            ],
            batch_size=500,
        )
    first_record = Record.objects.order_by("pk").values_list("pk", flat=True)[0]
    for start in range(0, items, BATCH):
        made_now = Item.objects.bulk_create(
            [
                Item(
                    record_id=first_record + n % records,
                    site=made["site"],
                    item_type=made["kind"],
                    barcode=f"3{n:013d}",
                    call_number="FIC ALE",
                    state_since_at=now,
                    created_at=now,
                )
                for n in range(start, min(items, start + BATCH))
            ],
            batch_size=500,
        )
        ItemNumber.objects.bulk_create(
            [ItemNumber(item=each, number=each.barcode) for each in made_now], batch_size=500
        )


def _loans(made: dict[str, Any], loans: int, now: datetime) -> None:
    """A tenth of the items are out, spread over all patrons but the first four hundred, who borrow in the run."""
    from carrel.rooms.circulation.models import Loan
    from carrel.rooms.inventory.models import Item

    people = patrons()[400:]
    item_ids = list(Item.objects.order_by("-pk").values_list("pk", flat=True)[:loans])
    for start in range(0, loans, BATCH):
        Loan.objects.bulk_create(
            [
                Loan(
                    item_id=item_id,
                    patron_id=people[n % len(people)],
                    category=made["category"],
                    home_site=made["site"],
                    site=made["site"],
                    lent_at=now - timedelta(days=3),
                    due_at=now + timedelta(days=11),
                )
                for n, item_id in enumerate(item_ids[start : start + BATCH], start=start)
            ],
            batch_size=500,
        )
    for start in range(0, loans, 500):
        Item.objects.filter(pk__in=item_ids[start : start + 500]).update(state="on_loan")


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
    return keys[:: max(1, step)][skip : skip + count]


def technician() -> Any:
    """The technician who lends."""
    from carrel.rooms.people.models import RoleHeld
    from carrel.rooms.people.queries import actor_for

    held = RoleHeld.objects.select_related("account", "site").get(role="technician")
    assert held.site is not None
    return actor_for(held.account, site_id=held.site.pk, now=datetime.now(UTC))

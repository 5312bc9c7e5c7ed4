"""What was merged, and what search knows of a record."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from carrel.rooms.catalogue.models import Record, RecordMarc
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person


def circles(pointers: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Those from which following the pointers never ends. Reads (from, to) pairs."""
    leads = dict(pointers)
    for start in leads:
        here, steps = start, 0
        while here in leads and steps <= len(leads):
            here, steps = leads[here], steps + 1
        if here in leads:
            yield start


def pointers(_now: datetime) -> Iterator[str]:
    """A merged person or record leads to one that is kept; loans and copies hang on the kept one."""
    for name, model in (("Person", Person), ("Record", Record)):
        merged = model.objects.exclude(merged_into=None).values_list("pk", "merged_into_id")
        yield from (f"{name} {pk} was merged in a circle: its numbers lead nowhere." for pk in circles(merged))
    for pk, person in Loan.objects.filter(patron__merged_into__isnull=False).values_list("pk", "patron_id"):
        yield f"Loan {pk} still names person {person}, who was merged into another."
    for pk, record in Item.objects.filter(record__merged_into__isnull=False).values_list("pk", "record_id"):
        yield f"Item {pk} still hangs on record {record}, which was merged into another."


def documents(_now: datetime) -> Iterator[str]:
    """Every record that is not merged has its MARC, which can be read, and a document for search."""
    kept = Record.objects.filter(merged_into=None)
    yield from (f"Record {pk} has no MARC." for pk in kept.filter(marc=None).values_list("pk", flat=True))
    yield from (
        f"Record {pk} is not found by search." for pk in kept.filter(document=None).values_list("pk", flat=True)
    )
    merged = Record.objects.exclude(merged_into=None).exclude(document=None)
    yield from (f"Record {pk} was merged, and search still finds it." for pk in merged.values_list("pk", flat=True))
    for marc in RecordMarc.objects.order_by("pk").iterator(500):
        try:
            _ = marc.parsed
        except ValueError as reason:
            yield f"The MARC of record {marc.pk} cannot be read: {reason}"

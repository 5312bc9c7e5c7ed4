"""Overdues with their fines: 100,000 open loans, a fifth of them late, every fine reckoned when it is asked.

python -m benchmarks.fines FOLDER DATABASE_URL NAME [NUMBER ...]
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import Figure, ms, share

Answer = dict[str, Any]
LATE, IN_CLASS, ROOM = 5, 1_000, "1000"
"""Every so many loans one is late; so many late loans belong to readers of one class."""


def build(loans: int) -> Answer:
    """A district that fines ten cents for each open day, at most the price; a fifth of its loans is late."""
    from carrel.rooms.circulation.models import GridToken, PolicyRow, new_token
    from carrel.rooms.inventory.models import Item
    from carrel.rooms.people.models import Person
    from carrel.rooms.schools.models import Site
    from tests import makers

    began = time.monotonic()
    district.build(loans * 5 // 4, loans)
    PolicyRow.objects.filter(site=None, item_type=None).update(
        fine_minor=10, fine_cap_price=True, fine_grace=1, long_overdue_days=30, lost_days=90
    )
    GridToken.objects.update(token=new_token())
    Item.objects.update(price_minor=1500)
    now = datetime.now(UTC)
    _make_late(now)
    people = district.patrons()[400:]
    each = max(1, loans // LATE // len(people))
    room = makers.make_class(Site.objects.order_by("pk").first(), ROOM)  # type: ignore[arg-type]  # there is one
    Person.objects.filter(pk__in=people[: IN_CLASS // each]).update(homeroom=room)
    with district._cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"seconds": time.monotonic() - began}


def _make_late(now: datetime) -> None:
    """Every fifth loan fell due on one of the last eighty days."""
    from carrel.rooms.circulation.models import Loan

    for days in range(1, 81):
        late = Loan.objects.filter(returned_at=None).extra(  # noqa: S610 - a number of our own
            where=[f"mod(id, {LATE}) = 0 AND mod(id / {LATE}, 80) = {days - 1}"]
        )
        late.update(due_at=now - timedelta(days=days), lent_at=now - timedelta(days=days + 14))


def whole(times: int) -> Answer:
    """The whole list with every fine, and what it needs of memory beyond a process that has started."""
    from carrel.rooms.circulation.queries.overdues import overdue_readers

    actor, spent, items, sums = district.technician(), [], 0, 0
    before = _peak()
    for _ in range(times):
        began = time.perf_counter()
        readers = overdue_readers(actor, datetime.now(UTC))
        spent.append(time.perf_counter() - began)
        items, sums = sum(each.items for each in readers), sum(each.fine_minor for each in readers)
    return {"seconds": min(spent), "items": items, "sum": sums, "megabytes": _peak(), "more": _peak() - before}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def page(times: int) -> Answer:
    """The page of one class with a thousand late loans, from the request to the last byte."""
    from django.test import Client

    from carrel.rooms.people.models import Account

    client = Client()
    client.force_login(Account.objects.get(pk=district.technician().account_id))
    waits = []
    for number in range(times + 1):
        began = time.perf_counter()
        answer = client.get("/loans/overdues/", {"homeroom": ROOM, "titles": "1"}, headers={"host": "localhost"})
        assert answer.status_code == 200, answer.status_code
        if number:
            waits.append(time.perf_counter() - began)
    return {"p50": share(waits, 0.5), "p95": share(waits, 0.95), "bytes": len(answer.content)}


def figures(store: str, loans: int, all_of_it: Answer, one: Answer) -> Iterator[Figure]:
    """What is said of the overdues on one database."""
    said = f"{all_of_it['items']:,} late of {loans:,} open"
    yield Figure(
        f"Overdues with fines, {store}: {said}", f"{all_of_it['seconds']:.1f} s", "10.1 s (Koha 19.06, 1,000 of them)",
        "", "5 s", all_of_it["seconds"] < 5,
    )  # fmt: skip
    yield Figure(
        f"Overdues with fines, {store}: memory of the process", f"{all_of_it['megabytes']:.0f} MB", "", "", "300 MB",
        all_of_it["megabytes"] < 300,
    )  # fmt: skip
    yield Figure(
        f"Overdues with fines, {store}: a page of {IN_CLASS:,}", f"p50 {ms(one['p50'])}, p95 {ms(one['p95'])}", "", "",
        "300 ms", one["p50"] < 0.3,
    )  # fmt: skip


def main() -> None:
    """Run one measure and answer with a line of JSON."""
    folder, database_url, name, *numbers = sys.argv[1:]
    district.open_house(Path(folder), database_url)
    print(json.dumps({"build": build, "whole": whole, "page": page}[name](*map(int, numbers))))


if __name__ == "__main__":
    main()

"""The figures of a month among millions of closed loans, and the night that counts them.

python -m benchmarks.monthly FOLDER DATABASE_URL build|page [LOANS]
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import district
from benchmarks.figures import Figure, share

YEARS, ITEMS = 5, 100_000
_RANGES = ("FIC ALE", "567.9 HUG", "E KLA", "B LINCOLN FRE", "741.5 KIB", "973 FRE", "REF 423 WEB", "GN BAR")


def build(loans: int) -> dict[str, Any]:
    """A district with so many loans of the last five years, all back and forgotten, and 20,000 out; then counted."""
    from carrel.cellar.kernel.actors import SYSTEM
    from carrel.rooms.reports.actions import count_collection, count_days

    district.build(min(ITEMS, max(1000, loans // 10)), min(20_000, loans // 10))
    now = datetime.now(UTC)
    _call_numbers()
    _closed_loans(loans, now)
    began = time.perf_counter()
    days = count_days(SYSTEM, now=now)
    counted = time.perf_counter() - began
    count_collection(SYSTEM, now=now)
    with district._cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"days": days, "counted": counted}


def _call_numbers() -> None:
    """Items stand in several ranges, as they do on shelves."""
    from carrel.rooms.inventory.models import Item
    from carrel.rooms.inventory.rules import shelving_key

    with district._cursor() as cursor:
        for place, text in enumerate(_RANGES):
            cursor.execute(
                f"UPDATE {Item._meta.db_table} SET call_number = %s, shelving_key = %s"  # noqa: S608  our own table
                f" WHERE id %% {len(_RANGES)} = {place}",
                [text, shelving_key(text)],
            )


def _closed_loans(count: int, now: datetime) -> None:
    """Spread over the hours of five years; each came back after nine days."""
    from django.db import connection

    from carrel.rooms.circulation.models import Loan
    from carrel.rooms.inventory.models import Item

    first = Item.objects.order_by("pk").values_list("pk", flat=True)[0]
    items = Item.objects.count()
    start = now - timedelta(days=365 * YEARS + 10)
    row = Loan.objects.select_related("item").order_by("pk")[0]
    row.pk, row.patron_id, row.lent_at = None, None, start
    row.returned_at, row.item_id, row.grade = start + timedelta(days=9), first, "7"
    row.save()
    step = 365 * YEARS * 86_400 / count
    lent, back = _moments(connection.vendor, start, step)
    named = {
        "item_id": f"{first} + n.i % {items}", "lent_at": lent, "returned_at": back,
        "grade": "CASE n.i % 3 WHEN 0 THEN '6' WHEN 1 THEN '7' ELSE '8' END",
    }  # fmt: skip
    district._copies(row, count - 1, named)


def _moments(vendor: str, start: datetime, step: float) -> tuple[str, str]:
    """SQL for when loan n.i was lent and came back."""
    day = f"{start:%Y-%m-%d %H:%M:%S}"
    if vendor == "sqlite":
        lent = f"datetime('{day}', '+' || CAST(n.i * {step:.6f} AS INTEGER) || ' seconds')"
        return lent, f"datetime('{day}', '+' || CAST(n.i * {step:.6f} + 777600 AS INTEGER) || ' seconds')"
    lent = f"TIMESTAMPTZ '{day}+00' + n.i * {step:.6f} * INTERVAL '1 second'"
    return lent, f"{lent} + INTERVAL '9 days'"


def page(_loans: int = 0) -> dict[str, Any]:
    """This month with its part of today, a month of long ago, and the whole page as it is sent."""
    from django.test import Client

    from carrel.cellar.kernel.actors import SYSTEM
    from carrel.rooms.people.models import RoleHeld
    from carrel.rooms.reports.actions import count_days
    from carrel.rooms.reports.models import DayCount

    held = RoleHeld.objects.select_related("account").filter(role="technician").order_by("pk")[0]
    client = Client(headers={"host": "localhost"})
    client.force_login(held.account)
    this = datetime.now(UTC).date().replace(day=1)
    waits = {name: _waits(client, day) for name, day in (("now", this), ("then", _years_ago(this)))}
    began = time.perf_counter()
    count_days(SYSTEM, now=datetime.now(UTC) + timedelta(days=1))
    return {**waits, "night": time.perf_counter() - began, "rows": DayCount.objects.count()}


def _years_ago(first: date) -> date:
    return first.replace(year=first.year - 2)


def _waits(client: Any, first: date) -> float:
    path = f"/figures/month/{first:%Y-%m}/"
    waits = []
    for _ in range(6):
        began = time.perf_counter()
        answer = client.get(path)
        waits.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
    return share(waits[1:], 0.95)


def figures(store: str, built: dict[str, Any], found: dict[str, Any], loans: int) -> Iterator[Figure]:
    """What is said of the monthly page."""
    worst = max(found["now"], found["then"])
    yield Figure(
        f"The monthly page over {loans:,} closed loans, {store}: p95", f"{worst * 1000:.0f} ms",
        f"this month {found['now'] * 1000:.0f} ms, two years ago {found['then'] * 1000:.0f} ms", "", "2 s", worst < 2,
    )  # fmt: skip
    yield Figure(
        f"Counting there, {store}: a night; all {built['days']:,} days anew",
        f"{found['night']:.1f} s; {built['counted']:.0f} s", f"{found['rows']:,} counts are kept",
    )  # fmt: skip


def main(words: list[str]) -> None:
    """Run one measure in this process."""
    folder, database_url, name, *numbers = words
    district.open_house(Path(folder), database_url)
    print(json.dumps({"build": build, "page": page}[name](*(int(each) for each in numbers))))


if __name__ == "__main__":
    main(sys.argv[1:])
